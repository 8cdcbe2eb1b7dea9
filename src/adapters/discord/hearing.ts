import type { Place } from "../../bot/store.ts";
import type { Heard } from "../../bot/watch/stage.ts";
import { isRecord, record, records, text } from "../../chat/fields.ts";
import { codeOf } from "./faults.ts";
import type { Guilds } from "./guilds.ts";
import type { Parts } from "./parts.ts";
import { wordsOfEmbed } from "./request.ts";

type Json = Readonly<Record<string, unknown>>;

export interface Said {
  readonly guild: string;
  readonly channel: string;
  readonly message: string;
  /** With Discord's markup. */
  readonly words: string;
  readonly author: { readonly id: string; readonly bot: boolean };
}

// A message and a reply; the rest are Discord's own notices. The message a thread began with was said in the channel.
const spoken: ReadonlySet<unknown> = new Set([undefined, null, 0, 19]);
/** More is no message but a log; its beginning tells as much. */
const longest = 40_000;

/** Reads a message of a server's channel; undefined for what the watch has nothing to do with: ours, direct ones, questions to us. */
export function readSaid(event: unknown, us: string): Said | undefined {
  const said = record(event);
  const author = record(said["author"]);
  const webhook = text(said["webhook_id"]);
  const id = webhook ?? text(author["id"]);
  const [guild, channel, message] = [text(said["guild_id"]), text(said["channel_id"]), text(said["id"])];
  if (guild === undefined || channel === undefined || message === undefined || id === undefined) return undefined;
  if (author["id"] === us || said["application_id"] === us || !spoken.has(said["type"])) return undefined;
  const bot = author["bot"] === true || webhook !== undefined;
  const words = wordsIn(said, bot);
  // Whoever names us asks: that is answered, not overheard.
  if (words.trim() === "" || words.includes(`<@${us}>`) || words.includes(`<@!${us}>`)) return undefined;
  return { guild, channel, message, words, author: { id, bot } };
}

/** What a message says: of people their text; of bots, whose words often stand in embeds and components only, those too. */
function wordsIn(said: Json, bot: boolean): string {
  const own = text(said["content"]) ?? "";
  if (!bot) return own.slice(0, longest);
  const more = [...records(said["embeds"]).map(wordsOfEmbed), ...componentTexts(said["components"], 0)];
  return [own, ...more.filter((words) => words !== "" && !own.includes(words))].join("\n").slice(0, longest);
}

function componentTexts(components: unknown, depth: number): string[] {
  if (depth > 3) return [];
  return records(components).flatMap((one) => {
    const own = one["type"] === 10 ? text(one["content"]) : undefined;
    return [...(own === undefined ? [] : [own]), ...componentTexts(one["components"], depth + 1)];
  });
}

/** Where a message stands, as the watch knows places. */
export function placeOf(guilds: Guilds, guild: string, channel: string): Place {
  const { parent } = guilds.where(channel, guild);
  const workspace = `discord:${guild}`;
  return parent === undefined ? { workspace, channel } : { workspace, channel: parent, thread: channel };
}

/** Hands a message to the watch. An edit that only unfolds a link says the same as before: the watch knows it. */
export async function overhear(parts: Parts, event: unknown, edited: boolean): Promise<void> {
  const said = readSaid(event, parts.botUser);
  if (said === undefined) return;
  const watch = parts.watch.here ?? (await parts.watch.get());
  const { guild, channel, message, words, author } = said;
  const unknown = parts.guilds.learn(channel, guild);
  if (unknown !== undefined) await unknown;
  const heard: Heard = {
    place: placeOf(parts.guilds, guild, channel),
    channelName: parts.guilds.where(channel, guild).name,
    shared: false,
    message,
    text: words,
    author,
    languages: [parts.locales.of(author.id), parts.guilds.locale(guild)].filter((tag) => tag !== undefined),
    at: timeOf(message),
    edited,
    platform: "discord",
  };
  await watch.heard(heard);
}

/** A message was edited. One that is told in part, without its author, is read again. */
export async function onEdit(parts: Parts, event: unknown): Promise<void> {
  const told = record(event);
  const [guild, channel, message] = [text(told["guild_id"]), text(told["channel_id"]), text(told["id"])];
  if (isRecord(told["author"]) || guild === undefined || channel === undefined || message === undefined)
    return overhear(parts, event, true);
  try {
    const whole = record(await parts.api.call("get", `/channels/${channel}/messages/${message}`));
    await overhear(parts, { ...whole, ...told, guild_id: guild, author: whole["author"] }, true);
  } catch (fault) {
    parts.log.info({ code: codeOf(fault) }, "an edited message can't be read again");
  }
}

/** A message was deleted: its card goes, where one may stand. */
export async function unhear(parts: Parts, guild: string, channel: string, message: string): Promise<void> {
  const watch = await parts.watch.get();
  const place = placeOf(parts.guilds, guild, channel);
  const channelName = parts.guilds.where(channel, guild).name;
  // Elsewhere nothing is kept: most deletions cost no question to the store.
  const { watched } = await watch.channel.shown({ place, channelName, shared: false });
  if (watched) await watch.deleted(place, message);
}

const epoch = 1_420_070_400_000n;

/** When something got its id. */
export function timeOf(id: string): number {
  return /^\d{1,20}$/u.test(id) ? Number((BigInt(id) >> 22n) + epoch) : 0;
}
