import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Card, HearingRules, Mentions, Store } from "../../src/bot/store.ts";
import { openStore } from "../../src/store/open.ts";
import { newPlace, rules, saying, type TestHome } from "./homes.ts";
import { likeTheModel } from "./model-comparison.ts";

/** What every home of the memory must do when it hears mentions. */
export function hearingContract(home: TestHome): void {
  describe(`hearing, in ${home.name}`, () => {
    let store: Store;
    let other: Store;
    let made: Awaited<ReturnType<TestHome["make"]>>;
    beforeAll(async () => {
      made = await home.make();
      store = await openStore(made.address);
      other = await openStore(made.address);
    });
    afterAll(async () => {
      await store.close();
      await other.close();
      made.remove();
    });

    const hear = (mentions: Mentions, more: Partial<HearingRules> = {}) => store.hear(mentions, { ...rules, ...more });

    test("a code is claimed by the first who hears it, with all that is needed to post it", async () => {
      const place = newPlace();
      const { claimed, ...rest } = await hear(saying(place, "1", [503, 408], { explain: [503], at: 77 }));
      expect(rest).toEqual({ joined: undefined, mended: [], repeated: [], known: false });
      expect(claimed).toEqual({
        id: expect.stringMatching(/^[\w-]{1,25}$/u),
        place,
        message: "1",
        form: "thread",
        language: "en",
        author: "U1",
        begun: false,
        codes: [503],
        trace: false,
        count: 1,
        since: 77,
        last: 77,
        state: "claimed",
        sent: undefined,
      });
      expect(await store.card(claimed?.id ?? "")).toEqual(claimed);
      expect(await store.cardsOf(place, "1")).toEqual([claimed]);
    });

    test("said again within the quiet time it is counted, after it explained anew; a message counts once", async () => {
      const place = newPlace();
      const first = await hear(saying(place, "1", [503]));
      const again = await hear(saying(place, "2", [503, 486], { at: 1999 }));
      expect(again.repeated).toMatchObject([{ id: first.claimed?.id, count: 2, last: 1999, since: 1000 }]);
      expect(again.claimed?.codes).toEqual([486]);
      expect(await hear(saying(place, "2", [503, 486], { at: 1999 }))).toMatchObject({ known: true, repeated: [] });
      expect((await hear(saying(place, "3", [503], { at: 2000 }))).claimed?.codes).toEqual([503]);
      expect((await store.card(first.claimed?.id ?? ""))?.count).toBe(2);
    });

    test("the card of a channel's message covers its thread as well; one in a thread covers that thread alone", async () => {
      const place = newPlace();
      const thread = { ...place, thread: "1" };
      await hear(saying(place, "1", [503]));
      expect((await hear(saying(thread, "2", [503]))).repeated).toHaveLength(1);
      expect((await hear(saying({ ...place, thread: "9" }, "3", [503]))).claimed).toBeDefined();
      await hear(saying(thread, "4", [486]));
      expect((await hear(saying(thread, "5", [486]))).repeated).toHaveLength(1);
      expect((await hear(saying(place, "6", [486]))).claimed).toBeDefined();
      expect((await hear(saying({ ...place, channel: "C2" }, "7", [503]))).claimed).toBeDefined();
    });

    test("a card not posted yet takes on what follows in a burst; one that is posted does not", async () => {
      const place = newPlace();
      const burst = { burstMs: 100 };
      const { claimed } = await hear(saying(place, "1", [503]), burst);
      const joined = await hear(saying(place, "2", [503, 408], { at: 1099 }), burst);
      expect(joined).toMatchObject({
        claimed: undefined,
        joined: { id: claimed?.id, codes: [503, 408], count: 2 },
        repeated: [],
      });
      expect((await hear(saying(place, "3", [486], { at: 1100 }), burst)).claimed?.codes).toEqual([486]);
      const posted = await store.posted(claimed?.id ?? "", "p");
      expect(posted).toMatchObject({ codes: [503, 408], count: 2, state: "sent", sent: "p" });
      const late = await hear(saying({ ...place, thread: "1" }, "4", [480], { at: 1050 }), burst);
      expect(late.claimed?.codes).toEqual([480]);
    });

    test("an edit mends the message's own card: other codes, none at all, and back", async () => {
      const place = newPlace();
      const { claimed } = await hear(saying(place, "1", [503]));
      const edit = async (codes: number[]) => hear(saying(place, "1", codes, { edited: true }));
      expect(await edit([503])).toMatchObject({ known: true });
      expect((await edit([504, 486])).mended).toMatchObject([{ id: claimed?.id, codes: [504, 486], state: "claimed", count: 1 }]);
      expect((await edit([])).mended).toMatchObject([{ id: claimed?.id, codes: [], state: "withdrawn" }]);
      expect(await store.mentions(place, 0, 1e6)).toEqual([]);
      expect(await hear(saying(place, "1", [503]))).toMatchObject({ known: true, claimed: undefined });
      expect((await edit([503])).claimed?.codes).toEqual([503]);
    });

    test("a card remembers that its message holds a trace, until an edit takes the trace away, and when one adds it", async () => {
      const place = newPlace();
      const { claimed } = await hear(saying(place, "1", [486], { trace: true }));
      expect(await other.card(claimed?.id ?? "")).toMatchObject({ codes: [486], trace: true });
      await hear(saying(place, "2", [486]));
      expect(await store.card(claimed?.id ?? "")).toMatchObject({ trace: true, count: 2 });
      const edit = async (trace: boolean) => hear(saying(place, "1", [486], { trace, edited: true }));
      expect(await edit(true)).toMatchObject({ known: true, mended: [] });
      expect(await edit(false)).toMatchObject({ known: false, mended: [{ id: claimed?.id, trace: false, count: 2 }] });
      expect((await edit(true)).mended).toMatchObject([{ trace: true, codes: [486] }]);
      expect((await store.orphans({ ...rules, now: 10_000 })).find(({ id }) => id === claimed?.id)?.trace).toBe(true);
    });

    test("a card keeps the code an edit took back while others count on it", async () => {
      const place = newPlace();
      const { claimed } = await hear(saying(place, "1", [503]));
      await hear(saying(place, "2", [503]));
      const edited = await hear(saying(place, "1", [], { edited: true }));
      expect(edited.mended).toMatchObject([{ id: claimed?.id, codes: [503], count: 1, state: "claimed" }]);
      expect((await hear(saying(place, "3", [503]))).repeated).toMatchObject([{ count: 2 }]);
    });

    test("what was muted when it was heard is explained when an edit makes it worth it", async () => {
      const place = newPlace();
      expect((await hear(saying(place, "1", [183], { explain: [] }))).claimed).toBeUndefined();
      expect((await hear(saying(place, "1", [183], { edited: true }))).claimed?.codes).toEqual([183]);
      expect((await hear(saying(place, "1", [183], { edited: true }))).known).toBe(true);
    });

    test("a deleted message takes its card and its count with it, and is not heard again", async () => {
      const place = newPlace();
      const first = await hear(saying(place, "1", [503]));
      await hear(saying(place, "2", [503, 486]));
      expect(await store.withdraw(place, "2", 2000)).toMatchObject([{ codes: [486], state: "withdrawn", sent: undefined }]);
      expect((await store.card(first.claimed?.id ?? ""))?.count).toBe(1);
      expect(await store.withdraw(place, "2", 2000)).toEqual([]);
      expect(await store.withdraw(place, "3", 2000)).toEqual([]);
      for (const message of ["2", "3"]) {
        expect(await hear(saying(place, message, [486]))).toMatchObject({ known: true, claimed: undefined });
        expect((await hear(saying(place, message, [486], { edited: true }))).known).toBe(true);
      }
      expect((await hear(saying(place, "4", [486]))).claimed?.codes).toEqual([486]);
    });

    test("a poster learns what became of its card meanwhile", async () => {
      const place = newPlace();
      const claim = async (message: string) =>
        (await hear(saying({ ...place, thread: message }, message, [503]))).claimed?.id ?? "";
      const [sent, gone, refused] = [await claim("1"), await claim("2"), await claim("3")];
      expect(await store.posted(sent, "mine")).toMatchObject({ state: "sent", sent: "mine" });
      expect(await other.posted(sent, "a second one")).toMatchObject({ state: "sent", sent: "mine" });
      await store.withdraw({ ...place, thread: "2" }, "2", 2000);
      expect(await store.posted(gone, "too late")).toMatchObject({ state: "withdrawn", sent: "too late" });
      expect(await store.posted("erased", "x")).toBeUndefined();
      await store.dropped(refused);
      expect((await store.card(refused))?.state).toBe("failed");
      expect((await hear(saying({ ...place, thread: "3" }, "4", [503]))).claimed).toBeDefined();
      await store.dropped(sent);
      expect((await store.card(sent))?.state).toBe("sent");
    });

    test("only its holder sets out to post a card, and whoever comes after knows that it did", async () => {
      const place = newPlace();
      const claim = async (message: string) =>
        (await hear(saying({ ...place, thread: message }, message, [503]))).claimed?.id ?? "";
      const [mine, gone] = [await claim("1"), await claim("2")];
      expect(await store.card(mine)).toMatchObject({ begun: false });
      expect(await other.begin(mine, "another")).toBeUndefined();
      expect(await store.card(mine)).toMatchObject({ begun: false });
      expect(await store.begin(mine, rules.holder)).toMatchObject({ id: mine, begun: true, state: "claimed" });
      const late = { now: 1e9, leaseMs: 1000, holder: "another" };
      expect((await other.orphans(late)).find(({ id }) => id === mine)).toMatchObject({ begun: true });
      expect(await store.begin(mine, rules.holder)).toBeUndefined();
      expect(await other.begin(mine, "another")).toMatchObject({ id: mine });
      expect(await store.withdraw({ ...place, thread: "2" }, "2", 2000)).toMatchObject([{ id: gone, begun: false }]);
      expect(await store.begin(gone, "another")).toBeUndefined();
      await store.posted(mine, "p");
      expect(await store.begin(mine, "another")).toBeUndefined();
    });

    test("a claim that ends without a post goes to one other, and to nobody before", async () => {
      const own = await home.make();
      const [a, b] = [await openStore(own.address), await openStore(own.address)];
      const place = newPlace();
      const claims: Card[] = [];
      for (const message of ["1", "2", "3", "4"]) {
        const { claimed } = await a.hear(saying({ ...place, thread: message }, message, [503]), rules);
        if (claimed) claims.push(claimed);
      }
      await a.posted(claims[0]?.id ?? "", "p");
      await a.dropped(claims[1]?.id ?? "");
      expect(await b.orphans({ now: 1499, leaseMs: 500, holder: "b" })).toEqual([]);
      const found = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          (index % 2 === 0 ? a : b).orphans({ now: 1500, leaseMs: 500, holder: String(index) }),
        ),
      );
      expect(
        found
          .flat()
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual([claims[2]?.id, claims[3]?.id].toSorted());
      expect(await b.orphans({ now: 1999, leaseMs: 500, holder: "b" })).toEqual([]);
      expect(await b.orphans({ now: 2000, leaseMs: 500, holder: "b" })).toHaveLength(2);
      await a.close();
      await b.close();
      own.remove();
    });

    test("many who hear at once make one card for a code, and count each message once", async () => {
      const place = newPlace();
      const codes = [486, 503, 408, 480];
      const messages = Array.from({ length: 30 }, (_, index) =>
        saying(index % 3 === 0 ? { ...place, thread: "0" } : place, String(index), [
          codes[index % 4] ?? 0,
          codes[(index * 3 + 1) % 4] ?? 0,
        ]),
      );
      await hear({ ...messages[0], place } as Mentions);
      const heard = await Promise.all(
        messages.flatMap((mentions) => [store.hear(mentions, rules), other.hear(mentions, rules), store.hear(mentions, rules)]),
      );
      expect(heard.filter(({ known }) => !known)).toHaveLength(29);
      const cards = (await Promise.all(messages.map(({ message }) => store.cardsOf(place, message)))).flat();
      const explained = (inThread: boolean) =>
        cards.filter((card) => (card.place.thread !== undefined) === inThread).flatMap((card) => card.codes);
      expect(explained(false).toSorted()).toEqual(codes.toSorted());
      const inThread = explained(true);
      expect(inThread).toHaveLength(new Set(inThread).size);
    });

    test("it does what a simple model does, whatever comes in whatever order", async () => {
      await likeTheModel(store, home.name === "SQLite" ? 80 : 20);
    });
  });
}
