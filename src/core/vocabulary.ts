import damerauLevenshtein from "damerau-levenshtein";
import Fuse from "fuse.js";

/** A known word that a typed word may stand for, and how much alike they are (0 to 1). */
export interface Likeness {
  readonly word: string;
  readonly alike: number;
}

const shortlisted = 16;

/**
 * Known words, found by misspelt ones. Words that share pairs of letters are shortlisted, Fuse.js ranks them, and
 * edit distance (insertions, deletions, replacements, swaps) decides. Fuse.js over all words would take ten times as long.
 */
export class Vocabulary {
  readonly #words: readonly string[];
  /** pair of letters → positions in #words */
  readonly #byPair = new Map<string, number[]>();
  readonly #longest: number;
  readonly #allowed: (length: number) => number;
  /** How many pairs each word shares with the one looked up; all zero between look-ups. */
  readonly #shared: Uint8Array;

  /** `allowed` says how many steps apart two words of a length may be. */
  constructor(words: Iterable<string>, longest: number, allowed: (length: number) => number) {
    this.#words = [...words].filter((word) => word.length >= 2 && word.length <= longest);
    this.#longest = longest;
    this.#allowed = allowed;
    this.#shared = new Uint8Array(this.#words.length);
    for (const [position, word] of this.#words.entries()) {
      for (const pair of pairs(word)) {
        const known = this.#byPair.get(pair);
        if (known === undefined) this.#byPair.set(pair, [position]);
        else if (known.at(-1) !== position) known.push(position);
      }
    }
  }

  /** Known words within reach of a misspelt one, in no order. */
  like(word: string): Likeness[] {
    if (word.length < 3 || word.length > this.#longest) return [];
    const shortlist = this.#shortlist(word);
    if (shortlist.length === 0) return [];
    const fuse = new Fuse(shortlist, { ignoreLocation: true, threshold: 0.6 });
    return fuse.search(word).flatMap(({ item }): Likeness[] => {
      const length = Math.max(word.length, item.length);
      const steps = damerauLevenshtein(word, item).steps;
      return steps <= this.#allowed(length) ? [{ word: item, alike: 1 - steps / length }] : [];
    });
  }

  #shortlist(word: string): string[] {
    const reach = this.#allowed(word.length) + 1;
    // A step changes three pairs at most (a swap does), so words within reach share at least the rest.
    const least = Math.max(1, word.length + 1 - 3 * this.#allowed(word.length + 1));
    const touched: number[] = [];
    for (const pair of pairs(word)) {
      for (const position of this.#byPair.get(pair) ?? []) {
        const count = this.#shared[position] ?? 0;
        if (count === 0) touched.push(position);
        this.#shared[position] = count + 1;
      }
    }
    const found = touched
      .map((position) => ({ known: this.#words[position] ?? "", count: this.#shared[position] ?? 0 }))
      .filter(({ known, count }) => count >= least && Math.abs(known.length - word.length) <= reach);
    for (const position of touched) this.#shared[position] = 0;
    return found
      .toSorted((a, b) => b.count - a.count)
      .slice(0, shortlisted)
      .map(({ known }) => known);
  }
}

/** How much alike two words are by their edit distance, 0 to 1. */
export function similarity(one: string, other: string): number {
  return 1 - damerauLevenshtein(one, other).steps / Math.max(one.length, other.length, 1);
}

/** Pairs of neighbouring letters, the ends marked: "busy" → "^b", "bu", "us", "sy", "y$". */
function pairs(word: string): string[] {
  const marked = `^${word}$`;
  return Array.from({ length: marked.length - 1 }, (_, at) => marked.slice(at, at + 2));
}
