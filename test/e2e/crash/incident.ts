import assert from "node:assert/strict";

import type { Store } from "../../../src/bot/store.ts";
import type { Platform } from "./platform.ts";
import type { Delivery } from "./process.ts";

const workspace = "slack:T1";
const inChannel = [503, 408, 486];
const inThread = [480, 404];

/** Messages of many channels with a thread each, settings, and what must be seen of them at last. */
export class Incident {
  readonly #codes = new Map<string, { readonly thread: string | undefined; readonly channel: string; readonly code: number }>();
  readonly #counts = new Map<string, Set<string>>();
  #number = 0;
  /** The setting kept last, and the last one of which we were told so. */
  #kept = 0;
  #acknowledged = 0;
  readonly #keeping = new Map<number, number>();

  /** Some messages, one after the other; every third channel is a new one. */
  messages(round: number, count: number): Delivery[] {
    return Array.from({ length: count }, (_, index) => {
      this.#number += 1;
      const channel = `incident-${Math.floor(round / 3)}`;
      const message = String(this.#number);
      const threaded = index % 3 === 2;
      const thread = threaded ? "root" : undefined;
      const codes = threaded ? inThread : inChannel;
      const code = codes[Math.floor(Math.random() * codes.length)] ?? 0;
      const place = { workspace, channel, thread };
      const key = `${channel} ${thread ?? ""} ${code}`;
      this.#codes.set(key, { channel, thread, code });
      this.#counts.set(key, (this.#counts.get(key) ?? new Set()).add(message));
      return {
        number: this.#number,
        heard: {
          place,
          channelName: channel,
          shared: false,
          message,
          text: `the carrier says SIP/2.0 ${code} again`,
          author: { id: "U1", bot: false },
          at: Date.now(),
          edited: false,
          platform: "slack",
        },
      };
    });
  }

  setting(): Delivery {
    this.#number += 1;
    this.#kept += 1;
    this.#keeping.set(this.#number, this.#kept);
    return { number: this.#number, keep: { scope: { workspace: "slack:T2" }, settings: { kept: this.#kept } } };
  }

  acknowledged(numbers: Iterable<number>): void {
    for (const number of numbers) this.#acknowledged = Math.max(this.#acknowledged, this.#keeping.get(number) ?? 0);
  }

  /** Throws what is wrong with what is shown and kept. */
  async check(platform: Platform, store: Store): Promise<void> {
    const posts = [...platform.posts.values()].flat().filter(({ removed }) => !removed);
    for (const [id, posted] of platform.posts) assert.equal(posted.length, 1, `${id} was posted ${posted.length} times`);
    for (const { channel, thread, code } of this.#codes.values()) {
      const explaining = posts.filter(
        ({ shown }) => shown.place.channel === channel && shown.place.thread === thread && shown.codes.includes(code),
      );
      assert.equal(explaining.length, 1, `${code} in ${channel} ${thread ?? ""}: ${explaining.length} cards`);
    }
    for (const [id, [post]] of platform.posts) {
      const card = await store.card(id);
      assert.equal(card?.state, "sent");
      assert.equal(card.sent, post?.sent);
      const { channel, thread } = card.place;
      const messages = card.codes.flatMap((code) => [...(this.#counts.get(`${channel} ${thread ?? ""} ${code}`) ?? [])]);
      assert.equal(card.count, new Set(messages).size, `the count of ${id}`);
      assert.deepEqual(post?.shown.codes, card.codes);
    }
    assert.deepEqual(await store.orphans({ now: Number.MAX_SAFE_INTEGER, leaseMs: 0, holder: "the test" }), []);
    const kept = await store.settings({ workspace: "slack:T2" });
    const value = typeof kept === "object" && kept !== null && "kept" in kept ? Number(kept.kept) : 0;
    assert.ok(value >= this.#acknowledged, `setting ${this.#acknowledged} was acknowledged, ${value} is kept`);
  }
}
