import type { SearchIndex } from "./search-index.ts";
import { isEastAsian, stem } from "./text.ts";
import { Vocabulary, type Likeness } from "./vocabulary.ts";

const longestWord = 24;
/** Another form of a known word: "moves" for "moved". */
const inflected = 0.94;
/** Another word for the same thing: "denied" for "refused". */
const synonymous = 0.88;
/** "srv" for "server". */
const shortened = 0.78;
/** A beginning that says enough by itself; of a word of the registry's phrases less will do: "ambig", "unauth". */
const enough = 0.6;
const enoughOfOfficial = 0.4;

/** The words of all terms, and which of them a typed word may stand for. */
export class KnownWords {
  readonly #index: SearchIndex;
  #sorted: readonly string[] | undefined;
  #official: ReadonlySet<string> | undefined;
  #vocabulary: Vocabulary | undefined;
  #related: ReadonlyMap<string, readonly Likeness[]> | undefined;
  #byStem: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(index: SearchIndex) {
    this.#index = index;
  }

  /** Finds the words that a misspelt one is like; each is compared once, for as long as one question is answered. */
  misspelt(): (word: string) => Likeness[] {
    const known = new Map<string, Likeness[]>();
    return (word) => {
      const found = known.get(word) ?? this.#words().like(word);
      known.set(word, found);
      return found;
    };
  }

  /** What a word may stand for: itself, its other forms and synonyms, a word it begins or shortens, one it misspells. */
  alike(word: string, alone: boolean, like: (word: string) => Likeness[]): Likeness[] {
    const known = this.has(word) ? [{ word, alike: 1 }] : [];
    if (isEastAsian(word)) return known;
    const meant = alone ? known : [...known, ...this.#forms(word), ...this.#synonyms(word)];
    if (known.length > 0 && !alone) return [...meant, ...this.#begun(word, alone), ...this.#shortened(word)];
    const misspelt = known.length > 0 || /^\d+$/u.test(word) ? [] : like(word);
    return [...meant, ...this.#begun(word, alone), ...misspelt, ...(alone ? [] : this.#shortened(word))];
  }

  /** "not reachable" with "unreachable" in its place, "unallocated" with "not allocated"; undefined where nothing turns. */
  negated(typed: readonly string[]): string[] | undefined {
    const turned: string[] = [];
    for (const word of typed) {
      const isNegative = turned.at(-1) === "not" && this.has(`un${word}`);
      if (isNegative) turned.splice(-1, 1, `un${word}`);
      else if (/^un.{4}/u.test(word) && !this.has(word) && this.has(word.slice(2))) turned.push("not", word.slice(2));
      else turned.push(word);
    }
    return turned.length === typed.length ? undefined : turned;
  }

  /** Own properties only: "constructor" is a word like any other. */
  has(word: string): boolean {
    return Object.hasOwn(this.#index.byWord, word);
  }

  #words(): Vocabulary {
    this.#vocabulary ??= new Vocabulary(this.#sortedWords(), longestWord, (length) =>
      length <= 3 ? 0 : length <= 5 ? 1 : length <= 8 ? 2 : 3,
    );
    return this.#vocabulary;
  }

  #sortedWords(): readonly string[] {
    this.#sorted ??= Object.keys(this.#index.byWord)
      .filter((word) => !isEastAsian(word))
      .toSorted();
    return this.#sorted;
  }

  #officialWords(): ReadonlySet<string> {
    this.#official ??= new Set(this.#index.terms.filter((one) => one.weight === 1).flatMap((one) => one.words));
    return this.#official;
  }

  #forms(word: string): Likeness[] {
    this.#byStem ??= groupBy(this.#sortedWords(), stem);
    const same = this.#byStem.get(stem(word)) ?? [];
    return same.filter((one) => one !== word).map((one) => ({ word: one, alike: inflected }));
  }

  #synonyms(word: string): readonly Likeness[] {
    this.#related ??= this.#relate();
    return this.#related.get(word) ?? this.#related.get(stem(word)) ?? [];
  }

  /** Words that stand in one group, by each of them and by its stem. */
  #relate(): Map<string, Likeness[]> {
    const related = new Map<string, Likeness[]>();
    for (const group of this.#index.synonyms) {
      const known = group.filter((one) => this.has(one)).map((one) => ({ word: one, alike: synonymous }));
      for (const one of group) {
        for (const key of new Set([one, stem(one)])) {
          related.set(key, [...(related.get(key) ?? []), ...known.filter(({ word }) => word !== one)]);
        }
      }
    }
    return related;
  }

  /** "srv", "reqd", "gw": letters of an official phrase's word in their order. Only beside other words, which must agree. */
  #shortened(word: string): Likeness[] {
    if (word.length < 2 || word.length > 6) return [];
    return [...this.#officialWords()]
      .filter((whole) => whole.length > word.length + 1 && abbreviates(word, whole))
      .map((whole) => ({ word: whole, alike: shortened }));
  }

  /** "unavail" for "unavailable"; beside other words half as much will do: "temp unavailable". */
  #begun(word: string, alone: boolean): Likeness[] {
    if (word.length < 4) return [];
    const found: Likeness[] = [];
    const sorted = this.#sortedWords();
    for (let at = firstAtLeast(sorted, word); at < sorted.length; at++) {
      const known = sorted[at] ?? "";
      if (!known.startsWith(word)) break;
      const share = word.length / known.length;
      if (share < 1 && share >= this.#leastShare(word, known, alone)) found.push({ word: known, alike: 0.7 + 0.25 * share });
    }
    return found;
  }

  #leastShare(word: string, known: string, alone: boolean): number {
    if (!alone) return 0.3;
    return word.length >= 5 && this.#officialWords().has(known) ? enoughOfOfficial : enough;
  }
}

function groupBy(words: readonly string[], key: (word: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const word of words) {
    const group = groups.get(key(word));
    if (group) group.push(word);
    else groups.set(key(word), [word]);
  }
  return groups;
}

/** Whether a word's letters stand in another in the same order, from its first letter on. */
function abbreviates(short: string, whole: string): boolean {
  if (short[0] !== whole[0]) return false;
  let at = 0;
  for (const letter of whole) if (letter === short[at]) at++;
  return at === short.length;
}

/** Where in sorted words the first one stands that is not before `word`. */
function firstAtLeast(sorted: readonly string[], word: string): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? "") < word) from = middle + 1;
    else to = middle;
  }
  return from;
}
