import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import Database from "libsql";
import { Pool } from "pg";

import type { HearingRules, Mentions, Store } from "../src/bot/store.ts";
import { openStore } from "../src/store/open.ts";
import { startPostgres } from "../test/store/postgres-server.ts";

// The memory's figures. A claim is `take`: one row that only the first who comes can write. `hear`, which remembers,
// decides and claims a card in one transaction, is told beside it. The floor is the same claim asked of the bare driver.

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly bound?: string;
}

const inFlight = 32;
const workspace = "slack:T1";

/** How many a second, with so many at a time. */
async function rate(count: number, lanes: number, run: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const lane = async () => {
    while (next < count) await run(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane)); // Warm.
  next = 0;
  const from = performance.now();
  await Promise.all(Array.from({ length: lanes }, lane));
  return Math.round((count / (performance.now() - from)) * 1000);
}

let claims = 0;
const take = (store: Store) => () => store.take({ workspace }, [`event ${(claims += 1)}`], claims);

const rules: HearingRules = { now: 0, leaseMs: 60_000, holder: "bench", quietMs: 60_000, burstMs: 0 };
const hear = (store: Store) => () => {
  claims += 1;
  const place = { workspace, channel: `C${claims % 200}` };
  const codes = [480 + (claims % 10)];
  const about: Pick<Mentions, "form" | "language" | "author" | "edited" | "trace"> = {
    form: "thread",
    language: "en",
    author: "U1",
    edited: false,
    trace: false,
  };
  return store.hear({ place, message: `m${claims}`, at: claims * 10, codes, explain: codes, ...about }, rules);
};

async function embedded(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "sipsense-bench-"));
  const bare = new Database(join(folder, "bare.sqlite"));
  bare.exec("pragma journal_mode = wal; pragma synchronous = normal; create table events (key text primary key, at integer)");
  const statement = bare.prepare("insert into events values (?, ?) on conflict do nothing returning key");
  const floor = await rate(20_000, 1, () => Promise.resolve(statement.all([`event ${(claims += 1)}`, claims])));
  bare.close();
  const store = await openStore({ dataFolder: folder });
  const rows: Row[] = [
    { what: "memory, SQLite: claims, bare libsql", value: floor, unit: "/s" },
    { what: "memory, SQLite: claims (take)", value: await rate(20_000, 1, take(store)), unit: "/s", bound: "≥ 10000" },
    { what: "memory, SQLite: messages heard (hear)", value: await rate(4000, 1, hear(store)), unit: "/s" },
  ];
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return rows;
}

async function postgres(): Promise<Row[]> {
  const server = await startPostgres({ durable: true });
  const pool = new Pool({ connectionString: server.url, max: 10 });
  await pool.query("create table bare (key text primary key, at bigint)");
  const insert = "insert into bare values ($1, $2) on conflict do nothing returning key";
  const floor = await rate(10_000, inFlight, () => pool.query(insert, [`event ${(claims += 1)}`, claims]));
  await pool.end();
  const store = await openStore({ databaseUrl: server.url });
  const rows: Row[] = [
    { what: `memory, PostgreSQL, ${inFlight} in flight: claims, bare pg`, value: floor, unit: "/s" },
    {
      what: `memory, PostgreSQL, ${inFlight} in flight: claims (take)`,
      value: await rate(10_000, inFlight, take(store)),
      unit: "/s",
      bound: "≥ 5000",
    },
    {
      what: `memory, PostgreSQL, ${inFlight} in flight: messages heard (hear)`,
      value: await rate(2000, inFlight, hear(store)),
      unit: "/s",
    },
  ];
  await store.close();
  await server.stop();
  return rows;
}

export async function storeRows(): Promise<Row[]> {
  return [...(await embedded()), ...(await postgres())];
}
