import type { Upload } from "./files.ts";
import { asJson, type Json } from "./json.ts";
import { pingsNobody } from "./mentions.ts";
import { checkMessage, type MessageInput } from "./message-check.ts";
import type { FakeCall } from "./types.ts";
import type { World } from "./world.ts";

/** One request on its way through a route. */
export interface Call {
  world: World;
  /** What stands where the route has ":name". */
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  /** The JSON body; payload_json of a form. */
  body: unknown;
  uploads: readonly Upload[];
  record: FakeCall;
}

/** Without a body: 204. */
export interface Reply {
  status: number;
  body?: unknown;
}

export type Handler = (call: Call) => Reply;

export const done: Reply = { status: 204 };
export const ok = (body: unknown): Reply => ({ status: 200, body });

export function param(call: Call, name: string): string {
  return call.params[name] ?? "";
}

export function bodyOf(call: Call): Json {
  return asJson(call.body);
}

export const filenames = (uploads: readonly Upload[]): string[] => uploads.map((one) => one.filename);

/** Checks a message's payload, notes what is careless about it, and gives the flags it will have. */
export function checkedFlags(call: Call, input: Omit<MessageInput, "files">): number {
  const { world, record } = call;
  if (!pingsNobody(input.body["allowed_mentions"])) {
    world.careless.push(`${record.method} ${record.path}: allowed_mentions is ${JSON.stringify(input.body["allowed_mentions"])}`);
  }
  const { remarks, flags } = checkMessage({ ...input, files: filenames(call.uploads) });
  for (const remark of remarks) world.violations.push(`${record.route}: ${remark}`);
  return flags;
}
