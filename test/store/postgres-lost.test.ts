import { afterEach, beforeEach, expect, test } from "vitest";

import type { Store } from "../../src/bot/store.ts";
import { openStore } from "../../src/store/open.ts";
import { newPlace, rules, saying } from "./homes.ts";
import { newDatabase, query } from "./postgres.ts";
import { Way } from "./way.ts";

let way: Way;
let store: Store;
let databaseUrl: string;
beforeEach(async () => {
  databaseUrl = await newDatabase();
  way = new Way(Number(new URL(databaseUrl).port));
  await way.open();
  store = await openStore({ databaseUrl: databaseUrl.replace(/:\d+\//u, `:${way.port}/`) });
});
afterEach(async () => {
  await way.open();
  await store.close();
  await way.cut();
});

async function settle(all: readonly Promise<unknown>[]): Promise<string[]> {
  return (await Promise.allSettled(all)).map((one) => (one.status === "rejected" ? String(one.reason) : "fulfilled"));
}

test("a database that is gone is told at once by every call, and found again by itself", async () => {
  const place = newPlace();
  await store.keepSettings(place, { before: true });
  await way.cut();
  const said = await settle([store.ping(), store.settings(place), store.take(place, ["1"], 1), store.orphans(rules)]);
  for (const one of said) expect(one).toMatch(/PostgreSQL (?:can't be reached|was lost)/u);
  await expect(store.hear(saying(place, "1", [503]), rules)).rejects.toThrow(/PostgreSQL/u);
  await way.open();
  await store.ping();
  expect(await store.settings(place)).toEqual({ before: true });
  expect((await store.hear(saying(place, "1", [503]), rules)).claimed).toBeDefined();
});

test("connections that end while nobody uses them, or in the middle of a transaction, harm nobody", async () => {
  const place = newPlace();
  for (let round = 0; round < 5; round += 1) {
    const work = settle(Array.from({ length: 20 }, (_, index) => store.hear(saying(place, `${round} ${index}`, [503]), rules)));
    const end = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sipsense'";
    await query(databaseUrl, `${end} and datname = current_database()`);
    for (const one of await work) expect(one).toMatch(/^fulfilled$|PostgreSQL was lost/u);
    await query(databaseUrl, `${end} and datname = current_database()`);
  }
  // Heard again, as whoever was not told delivers again: still one card.
  for (let round = 0; round < 5; round += 1) {
    for (let index = 0; index < 20; index += 1) await store.hear(saying(place, `${round} ${index}`, [503]), rules);
  }
  const cards = await query(databaseUrl, "select count, codes from cards");
  expect(cards).toEqual([{ count: 100, codes: "503" }]);
});

test("a database that hangs is given up, by those who wait for a connection too, and found again", async () => {
  const place = newPlace();
  await Promise.all(Array.from({ length: 10 }, (_, index) => store.take(place, [String(index)], 1)));
  way.block();
  const said = await settle([
    ...Array.from({ length: 30 }, (_, index) => store.take(place, [`more ${index}`], 1)),
    ...Array.from({ length: 5 }, (_, index) => store.hear(saying(place, String(index), [503]), rules)),
    store.ping(),
  ]);
  for (const one of said) expect(one).toMatch(/PostgreSQL (?:can't be reached|was lost)|too slow/u);
  await way.open();
  await store.ping();
  expect((await store.hear(saying(place, "9", [503]), rules)).known).toBe(false);
});
