import type { Json } from "./types.ts";

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one when it is something else. */
export function asJson(value: unknown): Json {
  return isJson(value) ? value : {};
}

export function asList(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

export function asString(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Slack takes true, "true" and "1" alike. */
export function asFlag(value: unknown): boolean {
  return value === true || value === "true" || value === "1" || value === 1;
}

/** undefined when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function copy<T>(value: T): T {
  return structuredClone(value);
}
