import { randomBytes } from "node:crypto";

import type { Transaction } from "kysely";

import type { Hearing, HearingRules, Mentions, Place, Store } from "../bot/store.ts";
import { decide, type Decision, type Earlier } from "./hearing-decision.ts";
import type { Home } from "./home.ts";
import { columnsOf } from "./scope.ts";
import type { CardRow, Tables } from "./tables.ts";

const nothingNew: Hearing = { claimed: undefined, joined: undefined, mended: [], repeated: [], known: true };

/** One channel is heard by one at a time, in all processes: what a card covers can't change between the reading and the writing. */
export function channelLock({ workspace, channel }: Place): string {
  return `channel ${workspace} ${channel}`;
}

/** Hears mentions: reads what was before, decides in memory, writes what changed. */
export function hearingIn(home: Home): Pick<Store, "hear"> {
  return {
    hear: (mentions, rules) =>
      home.transact(channelLock(mentions.place), async (transaction) => {
        const earlier = await earlierOf(transaction, mentions);
        if (earlier === undefined) return nothingNew;
        const living = await livingCards(home, transaction, mentions, rules, earlier);
        const decision = decide(mentions, rules, earlier, living, newId());
        await writeCards(transaction, decision);
        await writeMentions(transaction, mentions, decision);
        return decision.hearing;
      }),
  };
}

// 20 letters: short enough for a Discord nonce.
function newId(): string {
  return randomBytes(15).toString("base64url");
}

/** What the message said before; undefined when it can't say anything new. */
async function earlierOf(
  transaction: Transaction<Tables>,
  { place, message, at, edited }: Mentions,
): Promise<Earlier | undefined> {
  const inserted = await transaction
    .insertInto("messages")
    .values({ ...columnsOf(place), message, at, deleted: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .returning("message")
    .execute();
  if (inserted.length > 0) return { heard: false, mentions: [], others: [] };
  if (!edited) return undefined;
  const [before] = await transaction
    .selectFrom("messages")
    .select("deleted")
    .where((row) => row.and({ workspace: place.workspace, channel: place.channel, message }))
    .execute();
  if (before?.deleted === 1) return undefined;
  const mentions = await transaction
    .selectFrom("mentions")
    .select(["code", "card"])
    .where((row) => row.and({ workspace: place.workspace, channel: place.channel, message }))
    .execute();
  const cards = mentions.flatMap(({ card }) => (card === null ? [] : [card]));
  return { heard: true, mentions, others: await countedByOthers(transaction, place, message, cards) };
}

async function countedByOthers(
  transaction: Transaction<Tables>,
  { workspace, channel }: Place,
  message: string,
  cards: readonly string[],
): Promise<number[]> {
  if (cards.length === 0) return [];
  const rows = await transaction
    .selectFrom("mentions")
    .innerJoin("cards", "cards.id", "mentions.card")
    .select("mentions.code")
    .where("mentions.workspace", "=", workspace)
    .where("mentions.channel", "=", channel)
    .where("mentions.card", "in", cards)
    .where("mentions.message", "!=", message)
    .where("cards.message", "=", message)
    .distinct()
    .execute();
  return rows.map(({ code }) => code);
}

/** Cards that explain something in this place within the quiet time, the oldest first, and those of the message itself. */
async function livingCards(
  home: Home,
  transaction: Transaction<Tables>,
  { place, message, at, explain }: Mentions,
  { quietMs }: HearingRules,
  { heard }: Earlier,
): Promise<CardRow[]> {
  if (explain.length === 0 && !heard) return [];
  const { workspace, channel, thread } = columnsOf(place);
  const query = transaction
    .selectFrom("cards")
    .selectAll()
    .where("workspace", "=", workspace)
    .where("channel", "=", channel)
    .where("state", "in", ["claimed", "sent"])
    .where((row) => {
      // A card of the channel stands in the thread of the message that it answers, and is seen there as well.
      const covers = row.or([row("thread", "=", thread), row.and([row("thread", "=", ""), row("message", "=", thread)])]);
      const inQuietTime = row.and([row("since", ">", at - quietMs), covers]);
      return heard ? row.or([inQuietTime, row("message", "=", message)]) : inQuietTime;
    })
    .orderBy("since")
    .orderBy("id");
  return home.held(query).execute();
}

async function writeCards(transaction: Transaction<Tables>, { created, changed, uncounted }: Decision): Promise<void> {
  if (created) await transaction.insertInto("cards").values(created).execute();
  for (const { id, codes, trace, count, last, state } of changed) {
    await transaction.updateTable("cards").set({ codes, trace, count, last, state }).where("id", "=", id).execute();
  }
  await uncount(transaction, uncounted);
}

/** Cards that one message less counts on. */
export async function uncount(transaction: Transaction<Tables>, cards: readonly string[]): Promise<void> {
  if (cards.length === 0) return;
  await transaction
    .updateTable("cards")
    .set((row) => ({ count: row("count", "-", 1) }))
    .where("id", "in", cards)
    .execute();
}

async function writeMentions(
  transaction: Transaction<Tables>,
  { place, message, at }: Mentions,
  { gone, fresh, cards }: Decision,
): Promise<void> {
  const ofMessage = { workspace: place.workspace, channel: place.channel, message };
  if (gone.length > 0) {
    await transaction
      .deleteFrom("mentions")
      .where((row) => row.and(ofMessage))
      .where("code", "in", gone)
      .execute();
  }
  if (fresh.length > 0) {
    const rows = fresh.map((code) => ({ ...columnsOf(place), message, code, at, card: cards.get(code) ?? null }));
    await transaction.insertInto("mentions").values(rows).execute();
  }
  for (const [code, card] of cards) {
    if (fresh.includes(code)) continue;
    await transaction
      .updateTable("mentions")
      .set({ card })
      .where((row) => row.and({ ...ofMessage, code }))
      .execute();
  }
}
