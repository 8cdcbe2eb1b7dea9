/** Asking the fake without a library, as a test of the fake itself does. */
import type { FakeDiscord } from "./contract.ts";
import { asJson, asList, asNumber, asString, type Json, parseJson } from "./json.ts";

export interface Answer {
  status: number;
  /** Discord's code; 0 without. */
  code: number;
  /** Where in the payload → codes of what is wrong there. */
  errors: Record<string, string[]>;
  body: Json;
  /** The body as it came. */
  text: string;
  headers: Headers;
}

export type Ask = (method: string, path: string, body?: unknown, more?: { token?: string; form?: FormData }) => Promise<Answer>;

function flat(tree: Json, path: readonly string[] = []): [string, string[]][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string[]][] =>
    key === "_errors"
      ? [[path.join("."), asList(value).map((one) => asString(one["code"]))]]
      : flat(asJson(value), [...path, key]),
  );
}

export function restOf(discord: Pick<FakeDiscord, "api" | "token">): Ask {
  return async (method, path, body, { token = discord.token, form } = {}) => {
    const headers: Record<string, string> = { "user-agent": "DiscordBot (https://a.example, 1)" };
    if (token) headers["authorization"] = `Bot ${token}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    const payload = form ?? (body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body));
    const response = await fetch(`${discord.api}/v10${path}`, { method, headers, body: payload });
    const text = await response.text();
    const json = asJson(parseJson(text));
    return {
      status: response.status,
      code: asNumber(json["code"]),
      errors: Object.fromEntries(flat(asJson(json["errors"]))),
      body: json,
      text,
      headers: response.headers,
    };
  };
}
