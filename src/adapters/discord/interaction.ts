import { record, records, text } from "../../chat/fields.ts";
import type { Asker } from "./desk.ts";
import { v2 } from "./message.ts";
import { filesOf, type SharedFile } from "./request.ts";
import type { Ticket } from "./respond.ts";

/** What every command, click and key pressed brings along. */
export interface Interaction extends Ticket, Asker {
  readonly kind: "command" | "component" | "autocomplete" | "form" | "other";
  readonly locale: string | undefined;
  /** In a direct message with the bot: nobody else reads along. */
  readonly direct: boolean;
  /** What the person may do there, as bits. */
  readonly permissions: bigint;
  readonly data: Readonly<Record<string, unknown>>;
  /** The message a component is on. */
  readonly message: { readonly id: string; readonly alone: boolean; readonly replyTo: string | undefined } | undefined;
  /** The message a component is on was sent as an embed or as plain words. */
  readonly older: boolean;
}

const kinds: Readonly<Record<number, Interaction["kind"]>> = { 2: "command", 3: "component", 4: "autocomplete", 5: "form" };
const botDirect = 1;
const ephemeralFlag = 64;

/** Reads INTERACTION_CREATE; undefined when it can't be answered. `ours` is our application. */
export function readInteraction(event: unknown, ours: string): Interaction | undefined {
  const said = record(event);
  const [id, token, application = ours] = [text(said["id"]), text(said["token"]), text(said["application_id"])];
  if (id === undefined || token === undefined) return undefined;
  const member = record(said["member"]);
  const guild = text(said["guild_id"]);
  return {
    id,
    token,
    application,
    kind: kinds[Number(said["type"])] ?? "other",
    user: text(record(member["user"])["id"]) ?? text(record(said["user"])["id"]) ?? "",
    guild,
    channel: text(said["channel_id"]) ?? text(record(said["channel"])["id"]) ?? "",
    locale: text(said["locale"]),
    guildLocale: text(said["guild_locale"]),
    direct: typeof said["context"] === "number" ? said["context"] === botDirect : guild === undefined,
    permissions: bitsOf(member["permissions"]),
    data: record(said["data"]),
    message: messageOf(said["message"]),
    older: isOlder(said["message"]),
  };
}

function messageOf(message: unknown): Interaction["message"] {
  const said = record(message);
  const id = text(said["id"]);
  if (id === undefined) return undefined;
  const replyTo = text(record(said["message_reference"])["message_id"]);
  return { id, alone: (Number(said["flags"] ?? 0) & ephemeralFlag) !== 0, replyTo };
}

function isOlder(message: unknown): boolean {
  const { flags } = record(message);
  return typeof flags === "number" && (flags & v2) === 0;
}

function bitsOf(value: unknown): bigint {
  const bits = text(value) ?? "";
  return /^\d{1,30}$/u.test(bits) ? BigInt(bits) : 0n;
}

/** The values of a command's options, by name. */
export function optionsOf({ data }: Interaction): ReadonlyMap<string, unknown> {
  return new Map(records(data["options"]).map((option) => [text(option["name"]) ?? "", option["value"]]));
}

/** The option that is being typed, and what stands in it. */
export function focusedOption({ data }: Interaction): { readonly name: string; readonly typed: string } | undefined {
  const focused = records(data["options"]).find((option) => option["focused"] === true);
  return focused === undefined ? undefined : { name: text(focused["name"]) ?? "", typed: text(focused["value"]) ?? "" };
}

/** The file that an option names. */
export function fileOf({ data }: Interaction, id: unknown): SharedFile | undefined {
  const attachments = record(record(data["resolved"])["attachments"]);
  return typeof id === "string" ? filesOf([attachments[id]])[0] : undefined;
}

/** The message that a context menu was opened on. */
export function targetOf({ data }: Interaction): Readonly<Record<string, unknown>> | undefined {
  const id = text(data["target_id"]);
  if (id === undefined) return undefined;
  const found = record(record(data["resolved"])["messages"])[id];
  return found === undefined ? undefined : { ...record(found), id };
}

/** The values chosen in a select. */
export function valuesOf({ data }: Interaction): string[] {
  const { values } = data;
  return Array.isArray(values) ? values.filter((value) => typeof value === "string") : [];
}
