import { sql, type Kysely, type Transaction } from "kysely";

import type { Card, Lease, Place, Store } from "../bot/store.ts";
import { channelLock, uncount } from "./hearing.ts";
import type { Home } from "./home.ts";
import { columnsOf } from "./scope.ts";
import { cardOf, type CardRow, type Tables } from "./tables.ts";

/** As many as somebody can look after before the lease ends. */
const orphansAtOnce = 50;

type CardKeeping = Pick<Store, "begin" | "posted" | "dropped" | "orphans" | "card" | "cardsOf" | "withdraw">;

/** What becomes of cards once they are claimed. */
export function cardsIn(home: Home): CardKeeping {
  return {
    begin: (id, holder) => home.run((database) => begin(database, id, holder)),
    posted: (id, sent) => home.run((database) => markPosted(database, id, sent)),
    dropped: async (id) => {
      await home.run((database) =>
        database.updateTable("cards").set({ state: "failed" }).where("id", "=", id).where("state", "=", "claimed").execute(),
      );
    },
    orphans: async (lease) => {
      const rows = await home.run((database) => claimLate(database, lease));
      return rows.map(cardOf).toSorted((a, b) => a.since - b.since);
    },
    card: async (id) => {
      const [row] = await home.run((database) => database.selectFrom("cards").selectAll().where("id", "=", id).execute());
      return row && cardOf(row);
    },
    cardsOf: async (place, message) => {
      const rows = await home.run((database) =>
        database
          .selectFrom("cards")
          .selectAll()
          .where((row) => row.and(messageKey(place, message)))
          .orderBy("since")
          .orderBy("id")
          .execute(),
      );
      return rows.map(cardOf);
    },
    withdraw: (place, message, now) =>
      home.transact(channelLock(place), (transaction) => withdraw(transaction, place, message, now)),
  };
}

async function begin(database: Kysely<Tables>, id: string, holder: string): Promise<Card | undefined> {
  const [row] = await database
    .updateTable("cards")
    .set({ begun: 1 })
    .where((one) => one.and({ id, holder, state: "claimed" }))
    .returningAll()
    .execute();
  return row && cardOf(row);
}

async function markPosted(database: Kysely<Tables>, id: string, sent: string): Promise<Card | undefined> {
  const [row] = await database
    .updateTable("cards")
    .set({
      sent: sql<string>`coalesce(sent, ${sent})`,
      state: sql<Card["state"]>`case when state = 'withdrawn' then state else 'sent' end`,
    })
    .where("id", "=", id)
    .returningAll()
    .execute();
  return row && cardOf(row);
}

/** Cards whose lease has ended, for a new holder; of two who come at once only one gets a card. */
function claimLate(database: Kysely<Tables>, { now, leaseMs, holder }: Lease): Promise<CardRow[]> {
  return database
    .updateTable("cards")
    .set({ holder, leased: now + leaseMs })
    .where("state", "=", "claimed")
    .where("leased", "<=", now)
    .where("id", "in", (query) =>
      query
        .selectFrom("cards as late")
        .select("late.id")
        .where("late.state", "=", "claimed")
        .where("late.leased", "<=", now)
        .orderBy("late.leased")
        .limit(orphansAtOnce),
    )
    .returningAll()
    .execute();
}

async function withdraw(transaction: Transaction<Tables>, place: Place, message: string, now: number): Promise<readonly Card[]> {
  await transaction
    .insertInto("messages")
    .values({ ...columnsOf(place), message, at: now, deleted: 1 })
    .onConflict((conflict) => conflict.columns(["workspace", "channel", "message"]).doUpdateSet({ deleted: 1 }))
    .execute();
  const mentions = await transaction
    .deleteFrom("mentions")
    .where((row) => row.and(messageKey(place, message)))
    .returning("card")
    .execute();
  const rows = await transaction
    .updateTable("cards")
    .set({ state: "withdrawn" })
    .where((row) => row.and(messageKey(place, message)))
    .where("state", "in", ["claimed", "sent"])
    .returningAll()
    .execute();
  const counting = new Set(mentions.flatMap(({ card }) => (card === null ? [] : [card])));
  for (const { id } of rows) counting.delete(id);
  await uncount(transaction, [...counting]);
  return rows.map(cardOf).toSorted((a, b) => a.since - b.since);
}

function messageKey({ workspace, channel }: Place, message: string) {
  return { workspace, channel, message };
}
