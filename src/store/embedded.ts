import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { Kysely, SqliteDialect } from "kysely";
import Database from "libsql";

import type { Scope, SettingsStore } from "../bot/store.ts";

interface Tables {
  settings: { workspace: string; kept: string };
}

/** Opens the SQLite file in a folder, which is made when it is missing. Throws a sentence with the remedy. */
export async function openStore(folder: string): Promise<SettingsStore> {
  try {
    mkdirSync(folder, { recursive: true });
    return await openFile(join(folder, "sipsense.sqlite"));
  } catch (fault) {
    throw new Error(`Can't keep settings in ${folder}: let this user write there, or choose another folder with DATA_DIR`, {
      cause: fault,
    });
  }
}

async function openFile(file: string): Promise<SettingsStore> {
  const connection = new Database(file);
  // In this order: switching to WAL waits for other processes only once there is a timeout.
  connection.exec("PRAGMA busy_timeout = 5000");
  connection.exec("PRAGMA journal_mode = WAL");
  connection.exec("PRAGMA synchronous = NORMAL");
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
  await database.schema
    .createTable("settings")
    .ifNotExists()
    .addColumn("workspace", "text", (column) => column.primaryKey())
    .addColumn("kept", "text", (column) => column.notNull())
    .execute();
  return storeOf(database);
}

function storeOf(database: Kysely<Tables>): SettingsStore {
  return {
    settings: async (scope) => {
      const [row] = await database.selectFrom("settings").select("kept").where("workspace", "=", keyOf(scope)).execute();
      return row === undefined ? undefined : parsed(row.kept);
    },
    allSettings: async (workspace) => {
      const rows = await database.selectFrom("settings").selectAll().execute();
      return rows
        .map((row) => ({ scope: scopeOf(row.workspace), kept: parsed(row.kept) }))
        .filter(({ scope }) => scope.workspace === workspace);
    },
    keepSettings: async (scope, settings) => {
      const workspace = keyOf(scope);
      const kept = JSON.stringify(settings);
      await database
        .insertInto("settings")
        .values({ workspace, kept })
        .onConflict((conflict) => conflict.column("workspace").doUpdateSet({ kept }))
        .execute();
    },
    close: () => database.destroy(),
  };
}

function keyOf({ workspace, channel, thread }: Scope): string {
  return [workspace, channel, thread].filter((part) => part !== undefined).join(" ");
}

function scopeOf(key: string): Scope {
  const [workspace = "", channel, thread] = key.split(" ");
  return { workspace, channel, thread };
}

function parsed(kept: string): unknown {
  try {
    return JSON.parse(kept);
  } catch {
    return undefined; // Somebody edited the file: the defaults hold.
  }
}
