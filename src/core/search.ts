import damerauLevenshtein from "damerau-levenshtein";
import Fuse from "fuse.js";

import type { Term } from "./facts.ts";
import { fold, isEastAsian, tokens } from "./text.ts";

/** A thing that words can mean. */
export interface Target {
  readonly kind: Term["kind"];
  /** The code, cause number or id, as text. */
  readonly of: string;
}

export interface Hit extends Target {
  /** 0 to 1; 1 = the very words. */
  readonly score: number;
  /** Languages whose words these are; empty for the protocol's own phrases. */
  readonly languages: readonly string[];
}

interface IndexedTerm {
  readonly term: Term;
  readonly folded: string;
  readonly words: readonly string[];
  weight: number;
}

/** A vocabulary word that a typed word may stand for, and how much alike they are (0 to 1). */
interface Likeness {
  readonly word: string;
  readonly alike: number;
}

// Words that say "I am asking", not what about.
const fillers = new Set(
  ("a an and are be been by can code codes could did do does error errors explain for from get gets getting got had has have how i im in is it its " +
    "just keep keeps me mean means meaning my of on or our please response responses returned returns see seeing sip status tell that the their " +
    "there they this to us was we what whats when which why will with you your").split(" "),
);

const longestWord = 32;
const mostWords = 12;
const shortlisted = 40;
/** Below this a hit is not even worth suggesting. */
const leastScore = 0.34;

/**
 * Finds what words mean: exact phrase or alias first, then fuzzily. Fuse.js proposes vocabulary words for each
 * misspelt word, edit distance ranks them, and terms are scored by how much of the query and of the term is covered,
 * rare words counting more than common ones.
 */
export class Search {
  readonly #exact = new Map<string, IndexedTerm[]>();
  readonly #byWord = new Map<string, IndexedTerm[]>();
  readonly #byPair = new Map<string, string[]>();
  readonly #rarest: number;
  readonly #size: number;

  constructor(terms: readonly Term[]) {
    const indexed = terms.map((term): IndexedTerm => {
      const folded = fold(term.text);
      return { term, folded, words: content(tokens(folded)), weight: 0 };
    });
    for (const one of indexed) {
      append(this.#exact, one.folded, one);
      for (const word of new Set(one.words)) append(this.#byWord, word, one);
      // "busyhere", "requesttimeout": people leave spaces out.
      const joined = one.folded.replaceAll(" ", "");
      if (joined !== one.folded && !isEastAsian(joined) && joined.length <= longestWord) append(this.#byWord, joined, one);
    }
    this.#size = indexed.length;
    this.#rarest = this.#rarity("");
    for (const one of indexed) one.weight = sum(one.words, (word) => this.#rarity(word));
    for (const word of this.#byWord.keys()) {
      if (word.length > 2 && !isEastAsian(word)) for (const pair of new Set(pairs(word))) append(this.#byPair, pair, word);
    }
  }

  /** The targets whose phrase, alias or name is exactly these words, letters' case and punctuation aside. */
  exact(text: string): Hit[] {
    const found = this.#exact.get(fold(text)) ?? [];
    return unique(found.map(({ term }) => hit(term, 1)));
  }

  /** Targets that the words may mean, best first, at most `count`; [] when nothing is like them. */
  find(text: string, count = 8): Hit[] {
    const folded = fold(text);
    const exact = this.exact(text);
    const typed = content(tokens(folded)).slice(0, mostWords);
    if (typed.length === 0) return exact;
    const likenesses = [...typed, ...joins(typed).filter((join) => this.#byWord.has(join))].map((word) => this.#alike(word));
    const candidates = new Set(likenesses.flatMap((ones) => ones.flatMap(({ word }) => this.#byWord.get(word) ?? [])));
    const scored = [...candidates]
      .map((one) => hit(one.term, this.#score(typed, likenesses.slice(0, typed.length), one)))
      .filter(({ score }) => score >= leastScore)
      .toSorted((a, b) => b.score - a.score);
    return unique([...exact, ...scored]).slice(0, count);
  }

  /** How rare a word is among all terms, 1 for a word in most of them and rising. */
  #rarity(word: string): number {
    const known = this.#byWord.get(word);
    if (known === undefined && word !== "") return this.#rarest;
    return 1 + Math.log((this.#size + 1) / ((known?.length ?? 0) + 1));
  }

  #alike(word: string): Likeness[] {
    if (this.#byWord.has(word)) return [{ word, alike: 1 }, ...this.#prefixed(word)];
    if (isEastAsian(word) || word.length > longestWord) return [];
    return [...this.#prefixed(word), ...this.#misspelt(word)];
  }

  /** "unavail" for "unavailable", "registr" for "registration". */
  #prefixed(word: string): Likeness[] {
    if (word.length < 4) return [];
    const found: Likeness[] = [];
    for (const known of this.#byWord.keys()) {
      if (known.length > word.length && known.startsWith(word)) found.push({ word: known, alike: 0.7 + (0.25 * word.length) / known.length });
    }
    return found;
  }

  #misspelt(word: string): Likeness[] {
    if (word.length < 3 || /^\d+$/u.test(word)) return [];
    const fuse = new Fuse(this.#shortlist(word), { ignoreLocation: true, threshold: 0.45 });
    return fuse.search(word, { limit: 24 }).flatMap(({ item }) => {
      const steps = damerauLevenshtein(word, item).steps;
      return steps <= allowedSteps(Math.max(word.length, item.length)) ? [{ word: item, alike: 1 - steps / Math.max(word.length, item.length) }] : [];
    });
  }

  /** Vocabulary words that share most pairs of letters: Fuse.js over all of it would take ten times as long. */
  #shortlist(word: string): string[] {
    const shared = new Map<string, number>();
    for (const pair of pairs(word)) {
      for (const known of this.#byPair.get(pair) ?? []) {
        if (Math.abs(known.length - word.length) <= 3) shared.set(known, (shared.get(known) ?? 0) + 1);
      }
    }
    return [...shared].toSorted((a, b) => b[1] - a[1]).slice(0, shortlisted).map(([known]) => known);
  }

  #score(typed: readonly string[], likenesses: readonly Likeness[][], one: IndexedTerm): number {
    const words = new Set(one.words);
    const joined = one.folded.replaceAll(" ", "");
    let covered = 0;
    let asked = 0;
    const matched = new Map<string, number>();
    typed.forEach((word, index) => {
      const best = bestOf(likenesses[index] ?? [], (like) => words.has(like) || like === joined);
      const weight = this.#rarity(best?.word ?? word);
      asked += weight;
      if (!best) return;
      covered += weight * best.alike;
      for (const known of best.word === joined ? words : [best.word]) matched.set(known, Math.max(matched.get(known) ?? 0, best.alike));
    });
    const ofTerm = sum([...matched], ([word, alike]) => this.#rarity(word) * alike) / (one.weight || 1);
    const ofQuery = covered / (asked || 1);
    const base = ofQuery * (0.6 + 0.4 * Math.min(1, ofTerm));
    return Math.min(0.99, base * (one.term.sort === "phrase" ? 1 : 0.985));
  }
}

function allowedSteps(length: number): number {
  if (length <= 4) return 1;
  return length <= 8 ? 2 : 3;
}

function bestOf(likenesses: readonly Likeness[], fits: (word: string) => boolean): Likeness | undefined {
  let best: Likeness | undefined;
  for (const one of likenesses) if (fits(one.word) && one.alike > (best?.alike ?? 0)) best = one;
  return best;
}

/** The words that carry meaning; all of them when nothing else is there. */
function content(words: readonly string[]): string[] {
  const kept = words.filter((word) => !fillers.has(word));
  return kept.length > 0 ? kept : [...words];
}

/** Pairs of neighbouring letters, the ends marked: "busy" → "^b", "bu", "us", "sy", "y$". */
function pairs(word: string): string[] {
  const marked = `^${word}$`;
  return Array.from({ length: marked.length - 1 }, (_, at) => marked.slice(at, at + 2));
}

/** Neighbouring words written as one: "ser vice". */
function joins(words: readonly string[]): string[] {
  return words.slice(1).map((word, index) => `${words[index]}${word}`);
}

function hit(term: Term, score: number): Hit {
  return { kind: term.kind, of: term.of, score, languages: term.language === undefined ? [] : [term.language] };
}

function unique(hits: readonly Hit[]): Hit[] {
  const found = new Map<string, Hit>();
  for (const one of hits) {
    const key = `${one.kind} ${one.of}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function sum<T>(items: Iterable<T>, of: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += of(item);
  return total;
}
