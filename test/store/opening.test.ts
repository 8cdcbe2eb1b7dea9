import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import Database from "libsql";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { openStore } from "../../src/store/open.ts";
import { newPlace, rules, saying } from "./homes.ts";
import { newDatabase, query } from "./postgres.ts";

let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), "sipsense-opening-"));
});
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

const file = () => join(dataFolder, "sipsense.sqlite");
const opener = fileURLToPath(new URL("opener.ts", import.meta.url));

/** A file as the first version left it. */
function oldFile(): void {
  const old = new Database(file());
  old.exec("PRAGMA journal_mode = WAL");
  old.exec('create table "settings" ("workspace" text primary key, "kept" text not null)');
  old.exec(`insert into settings values ('slack:T1', '{"language":"ja"}'), ('slack:T2', 'not JSON')`);
  old.close();
}

describe("a memory in a file", () => {
  test("an old file keeps its settings, also when several processes open it at once", async () => {
    oldFile();
    const names = ["C1", "C2"];
    const run = promisify(execFile);
    await Promise.all(names.map((name) => run(process.execPath, ["--import", "tsx", opener, dataFolder, name])));
    const store = await openStore({ dataFolder });
    expect(await store.settings({ workspace: "slack:T1" })).toEqual({ language: "ja" });
    expect(await store.settings({ workspace: "slack:T2" })).toBeUndefined();
    const kept = await store.allSettings("slack:T1");
    expect(kept.map(({ scope }) => scope.channel)).toEqual([undefined, ...names]);
    expect((await store.hear(saying(newPlace(), "1", [503]), rules)).claimed).toBeDefined();
    await store.close();
  });

  test("the folder is made when it is missing; where that can't be, the remedy is said", async () => {
    const deep = join(dataFolder, "not", "there", "yet");
    const store = await openStore({ dataFolder: deep });
    await store.close();
    expect(existsSync(deep)).toBe(true);
    const occupied = join(dataFolder, "occupied");
    writeFileSync(occupied, "");
    await expect(openStore({ dataFolder: join(occupied, "data") })).rejects.toThrow(/DATA_DIR/u);
    writeFileSync(file(), "no database at all, but something else entirely".repeat(100));
    await expect(openStore({ dataFolder })).rejects.toThrow(/not a database.*DATA_DIR/u);
  });

  test("one that a newer version made is left alone", async () => {
    await (await openStore({ dataFolder })).close();
    const connection = new Database(file());
    connection.exec("insert into migrations values ('99 what comes', 1)");
    connection.close();
    await expect(openStore({ dataFolder })).rejects.toThrow(/newer sipsense/u);
  });

  test("its log stays small, however much is written", async () => {
    const store = await openStore({ dataFolder });
    const place = newPlace();
    for (let round = 0; round < 40; round += 1) {
      await store.take(
        place,
        Array.from({ length: 500 }, (_, index) => `${"long event ".repeat(30)}${round} ${index}`),
        round,
      );
    }
    expect(statSync(file()).size).toBeGreaterThan(10_000_000);
    expect(statSync(`${file()}-wal`).size).toBeLessThan(6_000_000);
    await store.close();
  });

  test("what was erased is not on the disk any more", async () => {
    const store = await openStore({ dataFolder });
    const place = { ...newPlace(), channel: "CSECRETCHANNEL" };
    await store.hear(saying(place, "1", [503]), rules);
    await store.keepSettings(place, {});
    await store.erase({ workspace: place.workspace });
    for (const name of [file(), `${file()}-wal`]) {
      const bytes = existsSync(name) ? await import("node:fs/promises").then(({ readFile }) => readFile(name)) : Buffer.of();
      expect(bytes.includes("CSECRETCHANNEL")).toBe(false);
    }
    await store.close();
  });

  test("it notices when its file was taken away", async () => {
    const store = await openStore({ dataFolder });
    await store.ping();
    rmSync(file());
    await expect(store.ping()).rejects.toThrow(/gone/u);
    await store.close();
  });
});

describe("a memory in PostgreSQL", () => {
  test("several processes may open an empty one at once", async () => {
    const databaseUrl = await newDatabase();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore({ databaseUrl })));
    const place = newPlace();
    const taken = await Promise.all(stores.map((store) => store.take(place, ["event"], 1)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
    expect(await query(databaseUrl, "select name from migrations")).toHaveLength(6);
  });

  test("one that a newer version made is left alone", async () => {
    const databaseUrl = await newDatabase();
    await (await openStore({ databaseUrl })).close();
    await query(databaseUrl, "insert into migrations values ('99 what comes', 1)");
    await expect(openStore({ databaseUrl })).rejects.toThrow(/newer sipsense/u);
  });

  test("that it can't be reached is said without its password", async () => {
    const opening = openStore({ databaseUrl: "postgres://bot:pass-word@127.0.0.1:1/sipsense" });
    await expect(opening).rejects.toThrow(/DATABASE_URL.*can't be reached.*ECONNREFUSED/u);
    await expect(opening).rejects.not.toThrow(/pass-word/u);
  });
});
