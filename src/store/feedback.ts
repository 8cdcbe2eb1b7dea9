import { sql } from "kysely";

import type { Store } from "../bot/store.ts";
import type { Home } from "./home.ts";

/** What people said of cards. */
export function feedbackIn(home: Home): Pick<Store, "feedback" | "feedbackCounts"> {
  return {
    feedback: async (card, user, says, at) => {
      await home.run((database) =>
        database
          .insertInto("feedback")
          .columns(["card", "user", "says", "at"])
          // Of a card that was erased nothing is kept.
          .expression((query) =>
            query
              .selectFrom("cards")
              .select((row) => [
                "id",
                row.val(user).as("user"),
                row.val(says).as("says"),
                sql<number>`cast(${at} as bigint)`.as("at"),
              ])
              .where("id", "=", card),
          )
          .onConflict((conflict) => conflict.columns(["card", "user"]).doUpdateSet({ says, at }))
          .execute(),
      );
    },
    feedbackCounts: async (since) => {
      const said = await home.run((database) =>
        database
          .selectFrom("feedback")
          .select((row) => ["says", row.fn.countAll<number>().as("times")])
          .where("at", ">=", since)
          .groupBy("says")
          .execute(),
      );
      const [cards] = await home.run((database) =>
        database
          .selectFrom("cards")
          .select((row) => row.fn.countAll<number>().as("times"))
          .where("sent", "is not", null)
          .where("since", ">=", since)
          .execute(),
      );
      const times = new Map(said.map((row) => [row.says, row.times]));
      return { "not-sip": times.get("not-sip") ?? 0, useful: times.get("useful") ?? 0, cards: cards?.times ?? 0 };
    },
  };
}
