import type { HearingRules, Mentions } from "../../src/bot/store.ts";

// What hearing means, as simply as it can be said: everything is derived from who said what, by looping over all of it.

export interface ModelCard {
  readonly name: number;
  readonly message: string;
  readonly thread: string | undefined;
  readonly since: number;
  codes: number[];
  trace: boolean;
  last: number;
  state: "claimed" | "sent" | "withdrawn" | "failed";
}

type Codes = Map<number, ModelCard | undefined>;

interface Said {
  readonly codes: Codes;
  readonly deleted: boolean;
}

export interface Heard {
  readonly known: boolean;
  readonly claimed?: ModelCard | undefined;
  readonly joined?: ModelCard | undefined;
  readonly mended: readonly ModelCard[];
  readonly repeated: readonly ModelCard[];
}

/** One channel. */
export class Model {
  readonly cards: ModelCard[] = [];
  readonly #said = new Map<string, Said>();

  hear(mentions: Mentions, rules: HearingRules): Heard {
    const { message, edited, codes, explain, trace } = mentions;
    const before = this.#said.get(message);
    const old = before?.codes ?? (new Map() as Codes);
    const now = new Map(codes.map((code) => [code, old.get(code)]));
    const open = [...now.keys()].filter((code) => explain.includes(code) && !now.get(code));
    const own = this.living().filter((card) => card.message === message);
    const same =
      own.every((card) => card.trace === trace) &&
      open.length === 0 &&
      old.size === now.size &&
      codes.every((code) => old.has(code));
    if (before && (before.deleted || !edited || same)) return { known: true, mended: [], repeated: [] };
    this.#said.set(message, { codes: now, deleted: false });

    return this.#change(mentions, rules, old, now, open);
  }

  #change(mentions: Mentions, rules: HearingRules, old: Codes, now: Codes, open: readonly number[]): Heard {
    const { message, at } = mentions;
    const own = this.living().filter((card) => card.message === message);
    const asTheyWere = own.map((card) => this.#look(card, message, old));
    for (const card of own) {
      card.trace = mentions.trace;
      card.codes = card.codes.filter((code) => now.has(code) || !old.has(code) || this.#saidByOthers(card, code, message));
    }
    const others = this.#covering(mentions, rules.quietMs);
    for (const code of open)
      now.set(
        code,
        [...others, ...own].find((card) => card.codes.includes(code)),
      );
    const rest = open.filter((code) => !now.get(code));
    const burst = others.findLast((card) => card.state === "claimed" && Math.abs(at - card.since) < rules.burstMs);
    const taker = rest.length === 0 ? undefined : (own[0] ?? burst ?? this.#claim(mentions));
    taker?.codes.push(...rest);
    for (const code of rest) now.set(code, taker);

    for (const card of own) if (card.codes.length === 0) card.state = "withdrawn";
    const risen = others.filter((card) => [...now.values()].includes(card) && ![...old.values()].includes(card));
    for (const card of risen) card.last = Math.max(card.last, at);
    return {
      known: false,
      claimed: [burst, ...own].includes(taker) ? undefined : taker,
      joined: taker === burst ? taker : undefined,
      mended: own.filter((card, index) => asTheyWere[index] !== this.#look(card, message, now)),
      repeated: risen.filter((card) => card !== taker),
    };
  }

  withdraw(message: string): ModelCard[] {
    this.#said.set(message, { codes: new Map(), deleted: true });
    const own = this.living().filter((card) => card.message === message);
    for (const card of own) card.state = "withdrawn";
    return own;
  }

  living(): ModelCard[] {
    return this.cards.filter(({ state }) => state === "claimed" || state === "sent");
  }

  /** How many messages count on a card. */
  count(card: ModelCard): number {
    return [...this.#said.values()].filter(({ codes }) => [...codes.values()].includes(card)).length;
  }

  /** Codes and count of a card, if a message said this. */
  #look(card: ModelCard, message: string, codes: Codes): string {
    const others = [...this.#said].filter(([one]) => one !== message).map(([, said]) => said.codes);
    return `${card.codes.join()} ${card.trace} ×${[...others, codes].filter((said) => [...said.values()].includes(card)).length}`;
  }

  /** Cards of other messages that explain something in this place, the oldest first. */
  #covering({ place: { thread }, message, at }: Mentions, quietMs: number): ModelCard[] {
    return this.living()
      .filter((card) => card.message !== message && card.since > at - quietMs)
      .filter((card) => card.thread === thread || (card.thread === undefined && card.message === thread))
      .toSorted((a, b) => a.since - b.since || a.name - b.name);
  }

  #saidByOthers(card: ModelCard, code: number, message: string): boolean {
    return [...this.#said].some(([one, { codes }]) => one !== message && codes.get(code) === card);
  }

  #claim({ place: { thread }, message, at, trace }: Mentions): ModelCard {
    const made: ModelCard = {
      name: this.cards.length,
      message,
      thread,
      since: at,
      last: at,
      codes: [],
      trace,
      state: "claimed",
    };
    this.cards.push(made);
    return made;
  }
}
