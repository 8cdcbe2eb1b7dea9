import damerauLevenshtein from "damerau-levenshtein";
import Fuse from "fuse.js";

/** A known word that a typed word may stand for, and how much alike they are (0 to 1). */
export interface Likeness {
  readonly word: string;
  readonly alike: number;
}

const shortlisted = 32;

/**
 * Known words, found by misspelt ones. Words that share pairs of letters are shortlisted, Fuse.js ranks them, and
 * edit distance (insertions, deletions, replacements, swaps) decides. Fuse.js over all words would take ten times as long.
 */
export class Vocabulary {
  readonly #byPair = new Map<string, string[]>();
  readonly #longest: number;
  readonly #allowed: (length: number) => number;

  /** `allowed` says how many steps apart two words of a length may be. */
  constructor(words: Iterable<string>, longest: number, allowed: (length: number) => number) {
    this.#longest = longest;
    this.#allowed = allowed;
    for (const word of words) {
      if (word.length < 2 || word.length > longest) continue;
      for (const pair of new Set(pairs(word))) {
        const known = this.#byPair.get(pair);
        if (known) known.push(word);
        else this.#byPair.set(pair, [word]);
      }
    }
  }

  /** Known words within reach of a misspelt one, in no order. */
  like(word: string): Likeness[] {
    if (word.length < 3 || word.length > this.#longest) return [];
    const fuse = new Fuse(this.#shortlist(word), { ignoreLocation: true, threshold: 0.6 });
    return fuse.search(word, { limit: 20 }).flatMap(({ item }): Likeness[] => {
      const length = Math.max(word.length, item.length);
      const steps = damerauLevenshtein(word, item).steps;
      return steps <= this.#allowed(length) ? [{ word: item, alike: 1 - steps / length }] : [];
    });
  }

  #shortlist(word: string): string[] {
    const reach = this.#allowed(word.length) + 1;
    const shared = new Map<string, number>();
    for (const pair of pairs(word)) {
      for (const known of this.#byPair.get(pair) ?? []) {
        if (Math.abs(known.length - word.length) <= reach) shared.set(known, (shared.get(known) ?? 0) + 1);
      }
    }
    return [...shared]
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, shortlisted)
      .map(([known]) => known);
  }
}

/** Pairs of neighbouring letters, the ends marked: "busy" → "^b", "bu", "us", "sy", "y$". */
function pairs(word: string): string[] {
  const marked = `^${word}$`;
  return Array.from({ length: marked.length - 1 }, (_, at) => marked.slice(at, at + 2));
}
