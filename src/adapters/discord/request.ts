import { record, records, text } from "../../chat/fields.ts";

/** A question somebody asked by a message. */
export interface Asking {
  readonly text: string;
  readonly user: string;
  readonly guild: string | undefined;
  readonly channel: string;
  readonly message: string;
  readonly direct: boolean;
  readonly files: readonly SharedFile[];
  /** A reply to a message of ours that does not name us: perhaps only thanks. */
  readonly casual: boolean;
}

export interface SharedFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly url: string;
}

/** Why an event asks nothing of us. */
export type NoQuestion = "own-or-bot" | "not-for-us";

// A message and a reply; every other type is Discord's own notice: a join, a pin, a new thread.
const spoken: ReadonlySet<unknown> = new Set([undefined, null, 0, 19]);

export interface Ours {
  readonly user: string;
  /** The role that Discord made for us in a server. */
  readonly role: (guild: string) => string | undefined;
}

/** Reads MESSAGE_CREATE: a question to the bot, or why it is none. */
export function readAsking(message: unknown, ours: Ours): Asking | NoQuestion {
  const said = record(message);
  const author = record(said["author"]);
  const [id, channel, user] = [text(said["id"]), text(said["channel_id"]), text(author["id"])];
  if (author["bot"] === true || text(said["webhook_id"]) !== undefined || user === ours.user) return "own-or-bot";
  if (id === undefined || channel === undefined || user === undefined || !spoken.has(said["type"])) return "not-for-us";
  const guild = text(said["guild_id"]);
  const direct = guild === undefined;
  const words = text(said["content"]) ?? "";
  const named = direct || isNamed(said, words, guild, ours);
  const answersUs = text(record(record(said["referenced_message"])["author"])["id"]) === ours.user;
  if (!named && !(answersUs && pings(said, ours.user))) return "not-for-us";
  const files = filesOf(said["attachments"]);
  return { text: plainWords(words), user, guild, channel, message: id, direct, files, casual: !named };
}

function isNamed(said: Readonly<Record<string, unknown>>, words: string, guild: string, ours: Ours): boolean {
  if (words.includes(`<@${ours.user}>`) || words.includes(`<@!${ours.user}>`)) return true;
  // A role that may not be mentioned by everybody stands in the words alone.
  const { mention_roles: roles } = said;
  const mentioned = Array.isArray(roles) ? roles : [];
  if (mentioned.length === 0 && !words.includes("<@&")) return false;
  const role = ours.role(guild);
  return role !== undefined && (mentioned.includes(role) || words.includes(`<@&${role}>`));
}

function pings(said: Readonly<Record<string, unknown>>, user: string): boolean {
  return records(said["mentions"]).some((one) => one["id"] === user);
}

/** Attachments as messages and commands list them. */
export function filesOf(list: unknown): SharedFile[] {
  return records(list).flatMap((file) => {
    const url = text(file["url"]);
    if (url === undefined) return [];
    return [
      {
        name: text(file["filename"]) ?? "",
        type: (text(file["content_type"]) ?? "").toLowerCase(),
        size: typeof file["size"] === "number" ? file["size"] : 0,
        url,
      },
    ];
  });
}

/** What somebody typed, without mentions, emoji and marks of time: their ids would read as numbers. */
export function plainWords(words: string): string {
  return words
    .replaceAll(/<(?:@[!&]?|#)\d{1,20}>/gu, " ")
    .replaceAll(/<a?:(\w{1,32}):\d{1,20}>/gu, " ")
    .replaceAll(/<t:-?\d{1,20}(?::[a-zA-Z])?>/gu, " ")
    .replaceAll(/<(https?:\/\/[^\s<>]{1,2000})>/gu, "$1")
    .replace(/^[\s,:]+/u, "")
    .trimEnd();
}

/** Everything readable of a message: an alert's text may stand in embeds only, a forwarded one in a snapshot, a component's in components. */
export function wordsOfMessage(message: unknown): string {
  const said = record(message);
  const forwarded = records(said["message_snapshots"]).map((one) => wordsOfMessage(one["message"]));
  const parts = [
    text(said["content"]) ?? "",
    ...records(said["embeds"]).map(wordsOfEmbed),
    ...wordsOfComponents(said["components"], 0),
    ...forwarded,
  ];
  return plainWords(parts.filter((part) => part !== "").join("\n"));
}

/** All words of an embed. */
export function wordsOfEmbed(embed: Readonly<Record<string, unknown>>): string {
  const fields = records(embed["fields"]).flatMap((field) => [text(field["name"]), text(field["value"])]);
  const author = text(record(embed["author"])["name"]);
  const parts = [author, text(embed["title"]), text(embed["description"]), ...fields, text(record(embed["footer"])["text"])];
  return parts.filter((part) => part !== undefined).join("\n");
}

function wordsOfComponents(components: unknown, depth: number): string[] {
  if (depth > 3) return [];
  return records(components).flatMap((one) => {
    const own = one["type"] === 10 ? text(one["content"]) : undefined;
    return [...(own === undefined ? [] : [own]), ...wordsOfComponents(one["components"], depth + 1)];
  });
}
