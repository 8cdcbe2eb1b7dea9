import type { Store } from "../bot/store.ts";
import type { Home } from "./home.ts";
import { columnsOf, scopeOf } from "./scope.ts";

/** What workspaces, channels and threads have chosen. */
export function choicesIn(home: Home): Pick<Store, "settings" | "allSettings" | "keepSettings"> {
  return {
    settings: async (scope) => {
      const { workspace, channel, thread } = columnsOf(scope);
      const [row] = await home.run((database) =>
        database
          .selectFrom("settings")
          .select("kept")
          .where("workspace", "=", workspace)
          .where("channel", "=", channel)
          .where("thread", "=", thread)
          .execute(),
      );
      return row === undefined ? undefined : parsed(row.kept);
    },
    allSettings: async (workspace) => {
      const rows = await home.run((database) =>
        database
          .selectFrom("settings")
          .selectAll()
          .where("workspace", "=", workspace)
          .orderBy("channel")
          .orderBy("thread")
          .execute(),
      );
      return rows.map((row) => ({ scope: scopeOf(row), kept: parsed(row.kept) }));
    },
    keepSettings: async (scope, settings) => {
      const kept = JSON.stringify(settings);
      await home.runDurably((database) =>
        database
          .insertInto("settings")
          .values({ ...columnsOf(scope), kept })
          .onConflict((conflict) => conflict.columns(["workspace", "channel", "thread"]).doUpdateSet({ kept }))
          .execute(),
      );
    },
  };
}

function parsed(kept: string): unknown {
  try {
    return JSON.parse(kept);
  } catch {
    return undefined; // Somebody edited the database: the defaults hold.
  }
}
