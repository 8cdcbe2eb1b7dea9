import type { Hearing, HearingRules, Mentions } from "../bot/store.ts";
import { columnsOf } from "./scope.ts";
import { cardOf, codesOf, type CardRow } from "./tables.ts";

/** What a message said when it was heard before, and which card counts each code. */
export interface Earlier {
  readonly heard: boolean;
  readonly mentions: readonly { readonly code: number; readonly card: string | null }[];
  /** Codes that other messages count on this message's cards. */
  readonly others: readonly number[];
}

/** What hearing a message changes. */
export interface Decision {
  /** Codes the message no longer means. */
  readonly gone: readonly number[];
  /** Codes it did not mean before. */
  readonly fresh: readonly number[];
  /** The card that explains a code from now on. */
  readonly cards: ReadonlyMap<number, string>;
  readonly created: CardRow | undefined;
  /** Cards with other codes, another count or state. */
  readonly changed: readonly CardRow[];
  /** Cards of other messages that no longer count this one. */
  readonly uncounted: readonly string[];
  readonly hearing: Hearing;
}

/** Decides what of a message is explained, by which card. `living` are the cards of its place in the quiet time and the message's own. */
export function decide(
  mentions: Mentions,
  rules: HearingRules,
  earlier: Earlier,
  living: readonly CardRow[],
  id: string,
): Decision {
  const codes = [...new Set(mentions.codes)];
  const before = new Map(earlier.mentions.map(({ code, card }) => [code, card]));
  const gone = [...before.keys()].filter((code) => !codes.includes(code));
  const fresh = codes.filter((code) => !before.has(code));
  const open = codes.filter((code) => mentions.explain.includes(code) && (before.get(code) ?? null) === null);
  const table = new Table(mentions, rules, living);
  table.lose(gone.filter((code) => !earlier.others.includes(code)));
  const cards = table.deal(open, id);
  const kept = [...before].flatMap(([code, card]) => (gone.includes(code) || card === null ? [] : [card]));
  const counted = new Set([...before.values()].filter((card) => card !== null));
  const counting = new Set([...kept, ...cards.values()]);
  table.count([...counting].filter((card) => !counted.has(card)));
  const uncounted = [...counted].filter((card) => !counting.has(card));
  table.uncount(uncounted);
  const hearing = table.hearing();
  const same = gone.length + fresh.length + open.length + hearing.mended.length === 0;
  return {
    gone,
    fresh,
    cards,
    created: table.created,
    changed: table.changed(),
    uncounted: uncounted.filter((card) => !table.isOwn(card)),
    hearing: { ...hearing, known: earlier.heard && same },
  };
}

/** The cards in play. */
class Table {
  readonly #mentions: Mentions;
  readonly #rules: HearingRules;
  readonly #before: readonly CardRow[];
  readonly #own: CardRow[];
  readonly #others: CardRow[];
  readonly #risen = new Set<string>();
  #joined: CardRow | undefined;
  created: CardRow | undefined;

  constructor(mentions: Mentions, rules: HearingRules, living: readonly CardRow[]) {
    this.#mentions = mentions;
    this.#rules = rules;
    this.#before = living;
    const rows = living.map((row) => ({ ...row }));
    this.#own = rows.filter((row) => row.message === mentions.message);
    for (const row of this.#own) row.trace = Number(mentions.trace);
    this.#others = rows.filter((row) => row.message !== mentions.message);
  }

  isOwn(card: string): boolean {
    return this.#own.some(({ id }) => id === card);
  }

  /** The message's own cards no longer explain these. */
  lose(gone: readonly number[]): void {
    for (const row of this.#own) {
      row.codes = codesOf(row)
        .filter((code) => !gone.includes(code))
        .join();
    }
  }

  /** Which card explains each of these codes: one that does already; else the message's own, one about to be posted, or a new one. */
  deal(open: readonly number[], id: string): Map<number, string> {
    const dealt = new Map<number, string>();
    for (const code of open) {
      const card = [...this.#others, ...this.#own].find((row) => codesOf(row).includes(code));
      if (card) dealt.set(code, card.id);
    }
    const rest = open.filter((code) => !dealt.has(code));
    if (rest.length === 0) return dealt;
    const card = this.#own[0] ?? this.#join() ?? this.#create(id);
    card.codes = [...codesOf(card), ...rest].join();
    for (const code of rest) dealt.set(code, card.id);
    return dealt;
  }

  /** These count the message from now on. */
  count(cards: readonly string[]): void {
    for (const row of this.#others.filter(({ id }) => cards.includes(id))) {
      row.count += 1;
      row.last = Math.max(row.last, this.#mentions.at);
      this.#risen.add(row.id);
    }
  }

  /** Its own cards that live on for others alone. */
  uncount(cards: readonly string[]): void {
    for (const row of this.#own) {
      if (row.codes === "") row.state = "withdrawn";
      else if (cards.includes(row.id)) row.count -= 1;
    }
  }

  changed(): CardRow[] {
    return [...this.#own, ...this.#others].filter((row) => {
      const before = this.#before.find(({ id }) => id === row.id);
      return before?.codes !== row.codes || before.trace !== row.trace || before.count !== row.count || before.last !== row.last;
    });
  }

  hearing(): Omit<Hearing, "known"> {
    const changed = this.changed();
    return {
      claimed: this.created && cardOf(this.created),
      joined: this.#joined && cardOf(this.#joined),
      mended: changed.filter((row) => this.#own.includes(row)).map(cardOf),
      repeated: changed.filter((row) => this.#risen.has(row.id) && row !== this.#joined).map(cardOf),
    };
  }

  /** The youngest card that is still to be posted, if it is young enough. */
  #join(): CardRow | undefined {
    const { at } = this.#mentions;
    const { burstMs } = this.#rules;
    this.#joined = this.#others.findLast(({ state, since }) => state === "claimed" && Math.abs(at - since) < burstMs);
    return this.#joined;
  }

  #create(id: string): CardRow {
    const { place, message, at, trace, form, language, author } = this.#mentions;
    const { holder, now, leaseMs } = this.#rules;
    this.created = {
      ...columnsOf(place),
      id,
      message,
      form,
      language,
      author,
      codes: "",
      trace: Number(trace),
      count: 1,
      since: at,
      last: at,
      state: "claimed",
      begun: 0,
      sent: null,
      holder,
      leased: now + leaseMs,
    };
    return this.created;
  }
}
