import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { Kysely, sql } from "kysely";
import Database from "libsql";

import { FileDialect } from "./file-driver.ts";
import { patiently, type Home } from "./home.ts";
import type { Tables } from "./tables.ts";

/** While SQLite itself waits for another process, nothing else runs here: it waits shortly, and the rest of the patience is ours. */
const blockedMs = 10;
/** At the opening nothing else runs yet. */
const openingMs = 5000;

/** The SQLite file in a folder, which is made when it is missing. */
export function openEmbedded(folder: string): Home {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "sipsense.sqlite");
  const connection = connect(file);
  const { ino } = statSync(file);
  const database = new Kysely<Tables>({ dialect: new FileDialect(connection) });
  return {
    run: (work) => patiently(isBusy, () => work(database)),
    runDurably: (work) => patiently(isBusy, () => durably(database, work)),
    transact: (_name, work) => patiently(isBusy, () => database.transaction().execute(work)),
    held: (query) => query, // A transaction has the whole file.
    scrub: async () => {
      await sql`pragma wal_checkpoint(truncate)`.execute(database);
    },
    ping: async () => {
      if (statSync(file, { throwIfNoEntry: false })?.ino !== ino) throw new Error(`${file} is gone or was replaced: start again`);
      await sql`select 1`.execute(database);
    },
    close: () => database.destroy(),
  };
}

function connect(file: string): InstanceType<typeof Database> {
  const connection = new Database(file);
  // In this order: switching to WAL waits for other processes only once there is a timeout.
  connection.exec(`pragma busy_timeout = ${openingMs}`);
  connection.exec("pragma journal_mode = wal");
  // A killed process loses nothing that was committed. A power cut may lose the last claims, which are then made anew;
  // settings are written with more care (`runDurably`).
  connection.exec("pragma synchronous = normal");
  connection.exec("pragma wal_autocheckpoint = 1000"); // pages of 4 KiB: the log stays near 4 MiB
  connection.exec("pragma journal_size_limit = 4194304");
  connection.exec("pragma secure_delete = on"); // what is erased is overwritten
  connection.exec("pragma wal_checkpoint(truncate)");
  connection.exec(`pragma busy_timeout = ${blockedMs}`);
  return connection;
}

async function durably<T>(database: Kysely<Tables>, work: (database: Kysely<Tables>) => Promise<T>): Promise<T> {
  return database.connection().execute(async (connection) => {
    await sql`pragma synchronous = full`.execute(connection);
    try {
      return await work(connection);
    } finally {
      await sql`pragma synchronous = normal`.execute(connection);
    }
  });
}

function isBusy(fault: unknown): boolean {
  return fault instanceof Database.SqliteError && fault.code.startsWith("SQLITE_BUSY");
}
