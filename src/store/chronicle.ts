import type { Store } from "../bot/store.ts";
import type { Home } from "./home.ts";
import { columnsOf } from "./scope.ts";

/** More would only fill the memory of who draws them. */
const mentionsAtMost = 20_000;

/** What happened: events taken, codes mentioned. */
export function chronicleIn(home: Home): Pick<Store, "take" | "mentions"> {
  return {
    take: async ({ workspace, channel }, keys, at) => {
      // In order: two who take the same keys in another one would wait for each other.
      const rows = [...new Set(keys)].toSorted().map((key) => ({ workspace, channel: channel ?? "", key, at }));
      if (rows.length === 0) return true;
      const taken = await home.run((database) =>
        database
          .insertInto("events")
          .values(rows)
          .onConflict((conflict) => conflict.doNothing())
          .returning("key")
          .execute(),
      );
      return taken.length === rows.length;
    },
    mentions: async (scope, since, until) => {
      const { workspace, channel, thread } = columnsOf(scope);
      const rows = await home.run((database) => {
        const query = database
          .selectFrom("mentions")
          .select(["code", "at", "message", "thread"])
          .where("workspace", "=", workspace)
          .where("channel", "=", channel)
          .where("at", ">=", since)
          .where("at", "<", until)
          .orderBy("at", "desc")
          .orderBy("message", "desc")
          .orderBy("code", "desc")
          .limit(mentionsAtMost);
        return thread === ""
          ? query.execute()
          : query.where((row) => row.or([row("thread", "=", thread), row("message", "=", thread)])).execute();
      });
      return rows.map((row) => ({ ...row, thread: row.thread === "" ? undefined : row.thread })).toReversed();
    },
  };
}
