import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Store } from "../../src/bot/store.ts";
import { openStore } from "../../src/store/open.ts";
import { newPlace, rules, saying, type TestHome } from "./homes.ts";

/** What every home of the memory must do, beside hearing. */
export function contract(home: TestHome): void {
  describe(`the memory in ${home.name}`, () => {
    let store: Store;
    let made: Awaited<ReturnType<TestHome["make"]>>;
    beforeAll(async () => {
      made = await home.make();
      store = await openStore(made.address);
    });
    afterAll(async () => {
      await store.close();
      made.remove();
    });

    test("settings hold for exactly the scope they were kept for, the last ones win", async () => {
      const place = newPlace();
      const scopes = [{ workspace: place.workspace }, place, { ...place, thread: "T1" }];
      for (const scope of scopes) expect(await store.settings(scope)).toBeUndefined();
      for (const [index, scope] of scopes.entries()) await store.keepSettings(scope, { index, before: true });
      for (const [index, scope] of scopes.entries()) await store.keepSettings(scope, { index });
      for (const [index, scope] of scopes.entries()) expect(await store.settings(scope)).toEqual({ index });
      expect(await store.allSettings(place.workspace)).toEqual([
        { scope: { workspace: place.workspace, channel: undefined, thread: undefined }, kept: { index: 0 } },
        { scope: place, kept: { index: 1 } },
        { scope: { ...place, thread: "T1" }, kept: { index: 2 } },
      ]);
      expect(await store.settings(newPlace())).toBeUndefined();
    });

    test("settings come back as they were, whatever is in them", async () => {
      const odd = { text: "\u0000 ' \" \\ 着信 😀", list: [1, null, { deep: true }], mutedUntil: 1_900_000_000_000 };
      const place = newPlace();
      await store.keepSettings(place, odd);
      expect(await store.settings(place)).toEqual(odd);
    });

    test("an event is taken once, by whichever of its keys it comes again", async () => {
      const place = newPlace();
      expect(await store.take(place, ["event 1", "message 1"], 1)).toBe(true);
      expect(await store.take(place, ["event 1", "message 1"], 2)).toBe(false);
      expect(await store.take(place, ["event 2", "message 1"], 2)).toBe(false);
      expect(await store.take(place, ["event 3", "event 3"], 2)).toBe(true);
      expect(await store.take(newPlace(), ["event 1"], 2)).toBe(true);
      expect(await store.take(place, [], 2)).toBe(true);
    });

    test("of many who take an event at once one gets it, in whatever order they name its keys", async () => {
      const other = await openStore(made.address);
      const place = newPlace();
      for (let round = 0; round < 10; round += 1) {
        const keys = [`a ${round}`, `b ${round}`, `c ${round}`];
        const taken = await Promise.all(
          Array.from({ length: 12 }, (_, index) =>
            (index % 2 === 0 ? store : other).take(place, index % 3 === 0 ? keys : keys.toReversed(), round),
          ),
        );
        expect(taken.filter(Boolean)).toHaveLength(1);
      }
      await other.close();
    });

    test("mentions of a channel contain its threads', those of a thread the message it began with", async () => {
      const place = newPlace();
      const thread = { ...place, thread: "1.0" };
      await store.hear(saying(place, "1.0", [503], { at: 1 }), rules);
      await store.hear(saying(thread, "2.0", [486, 180], { at: 2, explain: [486] }), rules);
      await store.hear(saying(place, "3.0", [408], { at: 3 }), rules);
      await store.hear(saying({ ...place, channel: "C2" }, "4.0", [600], { at: 2 }), rules);
      const heard = async (...args: Parameters<Store["mentions"]>) =>
        (await store.mentions(...args)).map(({ code, at, message, thread: inThread }) => [at, message, inThread, code]);
      expect(await heard(place, 0, 10)).toEqual([
        [1, "1.0", undefined, 503],
        [2, "2.0", "1.0", 180],
        [2, "2.0", "1.0", 486],
        [3, "3.0", undefined, 408],
      ]);
      expect(await heard(thread, 0, 10)).toHaveLength(3);
      expect(await heard(place, 2, 3)).toHaveLength(2);
    });

    test("feedback is one word a person and card, and is weighed against the cards posted", async () => {
      const place = newPlace();
      const before = await store.feedbackCounts(0);
      const { claimed } = await store.hear(saying(place, "1", [503]), rules);
      const card = claimed?.id ?? "";
      await store.feedback(card, "U1", "useful", 5000);
      await store.feedback(card, "U1", "not-sip", 5001);
      await store.feedback(card, "U2", "useful", 5001);
      await store.feedback("no such card", "U2", "useful", 5001);
      const counts = async (since: number) => {
        const now = await store.feedbackCounts(since);
        return [now["not-sip"] - before["not-sip"], now.useful - before.useful, now.cards - before.cards];
      };
      expect(await counts(0)).toEqual([1, 1, 0]);
      await store.posted(card, "p1");
      expect(await counts(0)).toEqual([1, 1, 1]);
      expect(await counts(5002)).toEqual([0, 0, 0]);
    });

    test("what is older than the retention is forgotten; settings stay", async () => {
      const own = await home.make();
      const alone = await openStore(own.address);
      const place = newPlace();
      for (let first = 0; first < 5000; first += 500) {
        await alone.take(
          place,
          Array.from({ length: 500 }, (_, index) => `event ${first + index}`),
          first,
        );
      }
      await alone.keepSettings(place, { kept: true });
      const old = await alone.hear(saying(place, "old", [503], { at: 4999 }), rules);
      await alone.feedback(old.claimed?.id ?? "", "U1", "useful", 6000);
      await alone.hear(saying(place, "new", [486], { at: 5000 }), rules);
      // Events, then mention, message, card and what was said of it.
      expect(await alone.retain(5000)).toBe(5000 + 4);
      expect(await alone.retain(5000)).toBe(0);
      expect(await alone.card(old.claimed?.id ?? "")).toBeUndefined();
      expect(await alone.mentions(place, 0, 10_000)).toHaveLength(1);
      expect(await alone.settings(place)).toEqual({ kept: true });
      expect(await alone.take(place, ["event 1"], 1)).toBe(true);
      await alone.close();
      own.remove();
    });

    test.each([
      // A message, its mention and card in each of four places; feedback on one, an event, settings in three scopes.
      ["a thread", "thread", 3 * 2 + 1 + 1, ["other channel", "channel"]],
      ["a channel", "channel", 3 * 3 + 1 + 2 + 1, ["other channel"]],
      ["a workspace", "workspace", 3 * 4 + 1 + 3 + 1, []],
    ] as const)("%s is erased with all that belongs to it, and nothing else", async (_name, kind, gone, left) => {
      const place = newPlace();
      const neighbour = newPlace();
      const thread = { ...place, thread: "root" };
      const other = { ...place, channel: "C2" };
      await store.hear(saying(place, "root", [503]), rules);
      const inThread = await store.hear(saying(thread, "reply", [486]), rules);
      await store.feedback(inThread.claimed?.id ?? "", "U1", "useful", 1);
      await store.hear(saying(place, "channel", [408]), rules);
      for (const one of [other, neighbour]) await store.hear(saying(one, "other channel", [600]), rules);
      for (const scope of [{ workspace: place.workspace }, place, thread, neighbour]) await store.keepSettings(scope, {});
      await store.take(place, ["event"], 1);
      const scope = { thread, channel: place, workspace: { workspace: place.workspace } }[kind];
      expect(await store.erase(scope)).toBe(gone);
      expect(await store.erase(scope)).toBe(0);
      const mentions = [...(await store.mentions(other, 0, 1e6)), ...(await store.mentions(place, 0, 1e6))];
      expect(mentions.map(({ message }) => message)).toEqual(left);
      expect(await store.settings(neighbour)).toEqual({});
      expect(await store.mentions(neighbour, 0, 1e6)).toHaveLength(1);
    });

    test("it says that it is there, and rejects everything once it is closed", async () => {
      const other = await openStore(made.address);
      await other.ping();
      await other.close();
      await expect(other.ping()).rejects.toThrow(Error);
      await expect(other.take(newPlace(), ["x"], 1)).rejects.toThrow(Error);
    });
  });
}
