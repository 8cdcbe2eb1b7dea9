import assert from "node:assert/strict";

import * as fc from "fast-check";

import type { Card, Hearing, Store } from "../../src/bot/store.ts";
import { newPlace, rules, saying } from "./homes.ts";
import { Model, type Heard, type ModelCard } from "./model.ts";

const anyCodes = fc.uniqueArray(fc.constantFrom(486, 503, 408, 480), { maxLength: 3 });
const anyStep = fc.record({
  does: fc.constantFrom("hear", "hear", "hear", "hear", "edit", "edit", "withdraw", "posted", "dropped"),
  message: fc.integer({ min: 0, max: 6 }),
  inThread: fc.boolean(),
  codes: anyCodes,
  explain: anyCodes,
  trace: fc.boolean(),
  later: fc.integer({ min: 1, max: 300 }),
});
type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;

/** Does many random things with a store, and compares all it says with the model. */
export async function likeTheModel(store: Store, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 25 }), async (steps) => {
      const comparison = new Comparison(store);
      for (const step of steps) await comparison.take(step);
      await comparison.end();
    }),
    { numRuns: runs },
  );
}

class Comparison {
  readonly #store: Store;
  readonly #model = new Model();
  readonly #place = newPlace();
  /** The model's cards by the store's ids. */
  readonly #cards = new Map<string, ModelCard>();
  /** A message keeps its time and thread. */
  readonly #said = new Map<string, { at: number; thread: string | undefined }>();
  #now = 1000;

  constructor(store: Store) {
    this.#store = store;
  }

  async take(step: Step): Promise<void> {
    this.#now += step.later;
    const message = String(step.message);
    switch (step.does) {
      case "hear":
      case "edit":
        return this.#hear(message, step);
      case "withdraw":
        return this.#withdraw(message, step.inThread);
      case "posted":
      case "dropped":
        return this.#settle(step);
    }
  }

  async end(): Promise<void> {
    for (const [id, expected] of this.#cards) {
      const { codes, trace, state, last, since, message } = expected;
      const card = await this.#store.card(id);
      const got = card && { ...card, count: undefined };
      assert.deepEqual({ ...got, codes, trace, state, last, since, message }, got);
      if (this.#model.living().includes(expected)) assert.equal(card?.count, this.#model.count(expected));
    }
  }

  async #hear(message: string, { does, inThread, codes, explain, trace }: Step): Promise<void> {
    const first = this.#said.get(message) ?? { at: this.#now, thread: threadOf(message, inThread) };
    this.#said.set(message, first);
    const place = { ...this.#place, thread: first.thread };
    const mentions = saying(place, message, codes, { at: first.at, edited: does === "edit", explain, trace });
    const how = { ...rules, quietMs: 500, burstMs: 100 };
    const heard = await this.#store.hear(mentions, how);
    const expected = this.#model.hear(mentions, how);
    if (heard.claimed && expected.claimed) this.#cards.set(heard.claimed.id, expected.claimed);
    assert.deepEqual(this.#told(heard), toldBy(expected));
  }

  async #withdraw(message: string, inThread: boolean): Promise<void> {
    const thread = this.#said.get(message)?.thread ?? threadOf(message, inThread);
    const gone = await this.#store.withdraw({ ...this.#place, thread }, message, this.#now);
    const expected = this.#model.withdraw(message);
    const names = gone.map((card) => this.#cards.get(card.id)?.name);
    assert.deepEqual(
      names,
      expected.map((card) => card.name),
    );
  }

  async #settle({ does, message }: Step): Promise<void> {
    const living = this.#model.living()[message];
    const id = [...this.#cards].find(([, card]) => card === living)?.[0] ?? "none";
    if (does === "posted") await this.#store.posted(id, "p");
    else await this.#store.dropped(id);
    if (living && does === "posted") living.state = "sent";
    else if (living?.state === "claimed") living.state = "failed";
  }

  #told({ claimed, joined, mended, repeated, known }: Hearing): unknown {
    const name = ({ id, codes }: Card) => [this.#cards.get(id)?.name, [...codes]];
    return {
      known,
      claimed: claimed && name(claimed),
      joined: joined && name(joined),
      mended: mended.map(name).toSorted(),
      repeated: repeated.map(name).toSorted(),
    };
  }
}

/** Message 0 begins the thread. */
function threadOf(message: string, inThread: boolean): string | undefined {
  return inThread && message !== "0" ? "0" : undefined;
}

function toldBy({ known, claimed, joined, mended, repeated }: Heard): unknown {
  const name = (card: ModelCard) => [card.name, [...card.codes]];
  return {
    known,
    claimed: claimed && name(claimed),
    joined: joined && name(joined),
    mended: mended.map(name).toSorted(),
    repeated: repeated.map(name).toSorted(),
  };
}
