/** A small language for shapes, speaking Slack's own error words with JSON pointers. */
import { asString, isJson } from "./json.ts";

/** What a check finds on its way through a payload. */
export interface Findings {
  problems: string[];
  actionIds: Set<string>;
  blockIds: Set<string>;
  /** Characters of all text objects together. */
  textLength: number;
  /** Characters of all markdown blocks together. */
  markdownLength: number;
  tables: number;
  focused: number;
}

export type Check = (value: unknown, at: string, findings: Findings) => void;

export function newFindings(): Findings {
  return {
    problems: [],
    actionIds: new Set(),
    blockIds: new Set(),
    textLength: 0,
    markdownLength: 0,
    tables: 0,
    focused: 0,
  };
}

export function report(findings: Findings, problem: string, at: string): void {
  findings.problems.push(`${problem} [json-pointer:${at}]`);
}

/** UTF-16 units: nobody knows what Slack counts, and this is never less than code points. */
export function string(max: number, min = 1, pattern?: RegExp): Check {
  return (value, at, findings) => {
    if (typeof value !== "string") report(findings, "must be a valid string", at);
    else if (value.length > max) report(findings, `must be less than ${max + 1} characters`, at);
    else if (value.length < min) report(findings, `must be more than ${min - 1} characters`, at);
    else if (pattern && !pattern.test(value)) report(findings, "invalid format", at);
  };
}

export function url(max: number): Check {
  return string(max, 1, /^(?:https?:\/\/|slack:\/\/|mailto:)[^\s]+$/u);
}

export const flag: Check = (value, at, findings) => {
  if (typeof value !== "boolean") report(findings, "must be a valid boolean", at);
};

export function integer(min: number, max: number): Check {
  return (value, at, findings) => {
    if (typeof value !== "number" || !Number.isInteger(value)) report(findings, "must be a valid integer", at);
    else if (value < min || value > max) report(findings, `must be between ${min} and ${max}`, at);
  };
}

export function oneOf(...values: readonly string[]): Check {
  return (value, at, findings) => {
    if (typeof value !== "string" || !values.includes(value)) report(findings, `must be one of: ${values.join(", ")}`, at);
  };
}

export function list(item: Check, max: number, min = 1): Check {
  return (value, at, findings) => {
    if (!Array.isArray(value)) {
      report(findings, "must be an array", at);
      return;
    }
    if (value.length > max) report(findings, `no more than ${max} items allowed`, at);
    if (value.length < min) report(findings, `must provide at least ${min} item(s)`, at);
    value.forEach((one: unknown, index) => item(one, `${at}/${index}`, findings));
  };
}

/** Fields whose names end in "!" must be there; fields that are not named are refused. */
export function shape(fields: Readonly<Record<string, Check>>, ...more: readonly Check[]): Check {
  const checks = new Map(Object.entries(fields).map(([name, check]) => [name.replace(/!$/u, ""), check]));
  const required = Object.keys(fields)
    .filter((name) => name.endsWith("!"))
    .map((name) => name.slice(0, -1));
  return (value, at, findings) => {
    if (!isJson(value)) {
      report(findings, "must be an object", at);
      return;
    }
    for (const name of required) if (value[name] === undefined) report(findings, `missing required field: ${name}`, at);
    for (const [name, field] of Object.entries(value)) {
      const check = checks.get(name);
      if (check) check(field, `${at}/${name}`, findings);
      else if (name !== "type") report(findings, `invalid additional property: ${name}`, at);
    }
    for (const check of more) check(value, at, findings);
  };
}

/** Chooses by `type`. */
export function byType(kinds: Readonly<Record<string, Check>>): Check {
  return (value, at, findings) => {
    const type = isJson(value) ? value["type"] : undefined;
    const check = typeof type === "string" && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    if (check) check(value, at, findings);
    else if (type === undefined) report(findings, "missing required field: type", at);
    else report(findings, `unsupported type: ${asString(type)}`, at);
  };
}

/** At least (or exactly) one of these fields must be there. */
export function some(exactly: boolean, ...names: readonly string[]): Check {
  return (value, at, findings) => {
    const there = names.filter((name) => isJson(value) && value[name] !== undefined);
    if (there.length === 0) report(findings, `must define one of: ${names.join(", ")}`, at);
    if (exactly && there.length > 1) report(findings, `only one of ${there.join(", ")} may be given`, at);
  };
}

export function unique(kind: "actionIds" | "blockIds", name: string): Check {
  const length = string(255);
  return (value, at, findings) => {
    length(value, at, findings);
    if (typeof value !== "string") return;
    if (findings[kind].has(value)) report(findings, `\`${name}\` "${value}" already exists`, at);
    findings[kind].add(value);
  };
}
