import { record, records, text } from "../../chat/fields.ts";
import { mentions, wordsPointedAt } from "./heard.ts";

/** A question somebody asked by a message. */
export interface Asking {
  readonly text: string;
  readonly user: string;
  readonly channel: string;
  /** Where the answer goes: the thread of the message, or none in a direct message. */
  readonly thread: string | undefined;
  readonly ts: string;
  readonly direct: boolean;
  readonly files: readonly SharedFile[];
}

export interface SharedFile {
  readonly id: string;
  readonly name: string;
  readonly filetype: string;
  readonly mimetype: string;
  readonly size: number;
  readonly url: string | undefined;
  /** Slack Connect shows only the id; files.info tells the rest. */
  readonly hidden: boolean;
  /** Kept elsewhere (a drive): our token must not go there. */
  readonly external: boolean;
}

// Every other subtype is no new text of a person: an edit, a deletion, a join, a bot.
const newText: ReadonlySet<unknown> = new Set([undefined, "file_share", "thread_broadcast", "me_message"]);

/** Why an event asks nothing of us. */
export type NoQuestion = "own-or-bot" | "not-for-us";

/** Reads `app_mention` and `message`: a question to the bot, or why it is none. */
export function readAsking(event: unknown, botUser: string): Asking | NoQuestion {
  const said = record(event);
  const [user, channel, ts] = [text(said["user"]), text(said["channel"]), text(said["ts"])];
  if (isBots(said) || isOurs(user, botUser)) return "own-or-bot";
  if (user === undefined || channel === undefined || ts === undefined || !isNew(said)) return "not-for-us";
  const direct = isDirect(said["channel_type"], channel);
  const words = text(said["text"]) ?? "";
  if (!direct && said["type"] !== "app_mention" && !mentions(words, botUser)) return "not-for-us";
  const thread = text(said["thread_ts"]) ?? (direct ? undefined : ts);
  return { text: plainWords(words, botUser), user, channel, thread, ts, direct, files: filesOf(said["files"]) };
}

function isBots(said: Readonly<Record<string, unknown>>): boolean {
  return text(said["bot_id"]) !== undefined || said["bot_profile"] !== undefined;
}

function isDirect(type: unknown, channel: string): boolean {
  return type === "im" || (type === undefined && channel.startsWith("D"));
}

function isOurs(user: string | undefined, botUser: string): boolean {
  return user === botUser || user === "USLACKBOT";
}

function isNew(said: Readonly<Record<string, unknown>>): boolean {
  return newText.has(said["subtype"]) && said["hidden"] !== true;
}

/** Files as events and shortcuts list them. */
export function filesOf(list: unknown): SharedFile[] {
  return records(list).map((file) => ({
    id: text(file["id"]) ?? "",
    name: text(file["name"]) ?? text(file["title"]) ?? "",
    filetype: (text(file["filetype"]) ?? "").toLowerCase(),
    mimetype: (text(file["mimetype"]) ?? "").toLowerCase(),
    size: typeof file["size"] === "number" ? file["size"] : 0,
    url: text(file["url_private_download"]) ?? text(file["url_private"]),
    hidden: file["file_access"] === "check_file_info",
    external: file["is_external"] === true || file["mode"] === "external",
  }));
}

/** What somebody typed, as they typed it: without the bot's mention, without Slack's escapes and link marks. */
export function plainWords(words: string, botUser: string): string {
  return words
    .replaceAll(/<@([A-Z0-9]{1,30})(?:\|[^<>]{0,100})?>/gu, (mark, id: string) => (id === botUser ? " " : mark))
    .replaceAll(/<(?:https?|mailto|tel|sips?):[^|<>\s]{0,2000}\|([^<>]{0,2000})>/gu, "$1")
    .replaceAll(/<((?:https?|mailto|tel|sips?):[^|<>\s]{0,2000})>/gu, (_mark, address: string) =>
      address.replace(/^(?:mailto|tel):/u, ""),
    )
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/^[\s,:]+/u, "")
    .trimEnd();
}

/** Everything readable of a message somebody points at: an alert bot's text may stand in attachments or blocks only. */
export function wordsOfMessage(message: unknown, botUser: string): string {
  return plainWords(wordsPointedAt(record(message)), botUser);
}
