import { sql, type Kysely, type Transaction } from "kysely";

import type { Scope, Store } from "../bot/store.ts";
import type { Home } from "./home.ts";
import type { Tables } from "./tables.ts";

const ages = { feedback: "at", events: "at", mentions: "at", messages: "at", cards: "last" } as const;

/** How things are forgotten: by age, and by place when somebody asks. */
export function forgettingIn(home: Home): Pick<Store, "retain" | "erase"> {
  return {
    retain: async (before) => {
      let rows = 0;
      for (const [table, age] of Object.entries(ages)) {
        rows += await home.transact("retention", (transaction) => forgetOld(transaction, table, age, before));
      }
      return rows + (await home.run(forgetFeedbackWithoutCard));
    },
    erase: async (scope) => {
      const rows = await home.runDurably((database) =>
        database.transaction().execute((transaction) => erase(transaction, scope)),
      );
      await home.scrub();
      return rows;
    },
  };
}

async function forgetOld(database: Kysely<Tables>, table: string, age: string, before: number): Promise<number> {
  const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ${sql.ref(age)} < ${before}`.execute(database);
  return Number(numAffectedRows ?? 0);
}

async function erase(transaction: Transaction<Tables>, { workspace, channel, thread }: Scope): Promise<number> {
  const inChannel = channel === undefined ? sql`` : sql` and channel = ${channel}`;
  const inThread = thread === undefined ? sql`` : sql` and thread = ${thread}`;
  // The message that a thread begins with stands in the channel, and belongs to the thread all the same.
  const ofThread = thread === undefined ? sql`` : sql` and (thread = ${thread} or message = ${thread})`;
  const place = sql`workspace = ${workspace}${inChannel}`;
  const rows = [
    sql`delete from feedback where card in (select id from cards where ${place}${ofThread})`,
    sql`delete from cards where ${place}${ofThread}`,
    sql`delete from mentions where ${place}${ofThread}`,
    sql`delete from messages where ${place}${ofThread}`,
    sql`delete from settings where ${place}${inThread}`,
    // Which events were taken is not known by thread.
    ...(thread === undefined ? [sql`delete from events where ${place}`] : []),
  ];
  let gone = 0;
  for (const query of rows) gone += Number((await query.execute(transaction)).numAffectedRows ?? 0);
  return gone;
}

async function forgetFeedbackWithoutCard(database: Kysely<Tables>): Promise<number> {
  const gone = await database
    .deleteFrom("feedback")
    .where("card", "not in", (query) => query.selectFrom("cards").select("id"))
    .returning("card")
    .execute();
  return gone.length;
}
