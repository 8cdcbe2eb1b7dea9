import { isRecord, record, records, text } from "../../chat/fields.ts";

type Json = Readonly<Record<string, unknown>>;

/** What happened to a message of a channel, as an event tells it. */
export type ChannelEvent =
  | { readonly kind: "said"; readonly said: Said; readonly edited: boolean }
  | {
      readonly kind: "deleted";
      readonly channel: string;
      readonly thread: string | undefined;
      readonly ts: string;
      readonly words: string;
    };

export interface Said {
  readonly channel: string;
  /** Undefined for a message that begins a thread or stands in none. */
  readonly thread: string | undefined;
  readonly ts: string;
  /** With Slack's markup. */
  readonly words: string;
  readonly author: { readonly id: string; readonly bot: boolean };
}

/** Every other subtype says nothing anew: a join, a topic, a pin. */
const newText: ReadonlySet<unknown> = new Set([undefined, "bot_message", "file_share", "thread_broadcast", "me_message"]);
/** More is no message but a log file; its beginning tells as much. */
const longest = 40_000;

/** Reads a `message` event of a channel; undefined for what the watch has nothing to do with: ours, direct messages, questions to us. */
export function readChannelEvent(event: unknown, us: { readonly user: string; readonly bot: string }): ChannelEvent | undefined {
  const outer = record(event);
  const channel = text(outer["channel"]);
  const type = outer["channel_type"];
  if (outer["type"] !== "message" || channel === undefined || type === "im" || type === "mpim" || channel.startsWith("D"))
    return undefined;
  switch (outer["subtype"]) {
    case "message_deleted":
      return deleted(channel, text(outer["deleted_ts"]), record(outer["previous_message"]), us);
    case "message_changed":
      return changed(channel, record(outer["message"]), record(outer["previous_message"]), us);
    default: {
      const said = saidIn(channel, outer, us);
      return said && { kind: "said", said, edited: false };
    }
  }
}

type Us = { readonly user: string; readonly bot: string };

function changed(channel: string, now: Json, before: Json, us: Us): ChannelEvent | undefined {
  // A message with replies that is deleted stays as a stone.
  if (now["subtype"] === "tombstone") return deleted(channel, text(now["ts"]), before, us);
  const said = saidIn(channel, now, us);
  // Links that unfold and replies that are counted change a message, but not what it says.
  if (said === undefined || said.words === wordsIn(before, said.author.bot)) return undefined;
  return { kind: "said", said, edited: true };
}

function deleted(channel: string, ts: string | undefined, before: Json, us: Us): ChannelEvent | undefined {
  const bot = isBot(before);
  if (ts === undefined || isOurs(before, us)) return undefined;
  return { kind: "deleted", channel, thread: threadOf(before, ts), ts, words: wordsIn(before, bot) };
}

function saidIn(channel: string, message: Json, us: Us): Said | undefined {
  const ts = text(message["ts"]);
  const bot = isBot(message);
  const user = text(message["user"]);
  const author = bot ? (text(message["bot_id"]) ?? user ?? text(message["username"])) : user;
  if (ts === undefined || author === undefined || !newText.has(message["subtype"]) || isOurs(message, us)) return undefined;
  const words = wordsIn(message, bot);
  // Whoever names us asks: that is answered, not overheard.
  if (words.trim() === "" || mentions(words, us.user)) return undefined;
  return { channel, thread: threadOf(message, ts), ts, words, author: { id: author, bot } };
}

function isBot(message: Json): boolean {
  return text(message["bot_id"]) !== undefined || message["subtype"] === "bot_message" || isRecord(message["bot_profile"]);
}

function isOurs(message: Json, us: Us): boolean {
  return message["bot_id"] === us.bot || message["user"] === us.user || message["user"] === "USLACKBOT";
}

function threadOf(message: Json, ts: string): string | undefined {
  const thread = text(message["thread_ts"]);
  return thread === ts ? undefined : thread;
}

/** Whether words name the bot. */
export function mentions(words: string, botUser: string): boolean {
  return botUser !== "" && (words.includes(`<@${botUser}>`) || words.includes(`<@${botUser}|`));
}

/** What the watch reads of a message. */
export function wordsOverheard(message: Json): string {
  return wordsIn(message, isBot(message));
}

/** Everything readable of a message that somebody points at, what it shares or unfolds as well. */
export function wordsPointedAt(message: Json): string {
  const blocks = isBot(message) || text(message["text"]) === undefined;
  return wordsOf(message, blocks, records(message["attachments"]));
}

/** What a message says: of people their text; of bots, whose words often stand in attachments and blocks only, those too. */
function wordsIn(message: Json, bot: boolean): string {
  if (!bot) return (text(message["text"]) ?? "").slice(0, longest);
  // A message that somebody shares was said, and explained, elsewhere.
  const own = records(message["attachments"]).filter((part) => part["is_share"] !== true && part["is_msg_unfurl"] !== true);
  return wordsOf(message, true, own);
}

function wordsOf(message: Json, blocks: boolean, attachments: readonly Json[]): string {
  const said: string[] = [];
  const add = (words: readonly (string | undefined)[]) => {
    for (const one of words) if (one !== undefined && !said.some((other) => other.includes(one))) said.push(one);
  };
  add([text(message["text"])]);
  if (blocks) add(textsOf(message["blocks"]));
  for (const part of attachments) {
    const fields = records(part["fields"]).map((field) => `${text(field["title"]) ?? ""}: ${text(field["value"]) ?? ""}`);
    add([text(part["pretext"]), text(part["title"]), text(part["text"]) ?? text(part["fallback"])]);
    add([...fields, ...textsOf(part["blocks"])]);
  }
  return said.join("\n").slice(0, longest);
}

const deepest = 8;

/** Texts in blocks, in their order: sections, fields, headers, contexts, rich text. A list of runs is one line. */
function textsOf(blocks: unknown): string[] {
  return records(blocks).flatMap((block) => {
    const texts = block["type"] === "rich_text" ? records(block["elements"]).map((one) => runs(one, 0)) : plainTexts(block, 0);
    return texts.filter((one) => one.trim() !== "");
  });
}

function plainTexts(value: unknown, depth: number): string[] {
  if (depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((one: unknown) => plainTexts(one, depth + 1));
  const one = record(value);
  const own = one["type"] === "mrkdwn" || one["type"] === "plain_text" ? text(one["text"]) : undefined;
  return [...(own === undefined ? [] : [own]), ...["text", "fields", "elements"].flatMap((key) => inside(one[key], depth))];
}

function inside(value: unknown, depth: number): string[] {
  return typeof value === "object" && value !== null ? plainTexts(value, depth + 1) : [];
}

function runs(value: unknown, depth: number): string {
  const one = record(value);
  const own = text(one["text"]) ?? text(one["url"]) ?? "";
  const joined = one["type"] === "rich_text_list" ? "\n" : "";
  return depth > deepest
    ? own
    : own +
        records(one["elements"])
          .map((inner) => runs(inner, depth + 1))
          .join(joined);
}
