import type { Term, Wordlist } from "./facts.ts";
import { ProseIndex } from "./prose.ts";
import { content, fold, hasEastAsian, isEastAsian, tokens } from "./text.ts";
import { Vocabulary, type Likeness } from "./vocabulary.ts";

export interface Hit {
  readonly kind: Term["kind"];
  /** The code, cause number or id, as text. */
  readonly of: string;
  /** 0 to 1. */
  readonly score: number;
  /** Whether these are the very words, letters' case and punctuation aside. */
  readonly exact: boolean;
  /** The language whose word it is; undefined for the protocol's own phrases. */
  readonly language?: string | undefined;
}

interface IndexedTerm {
  readonly term: Term;
  readonly folded: string;
  readonly joined: string;
  readonly words: ReadonlySet<string>;
  /** How much its words weigh together. */
  total: number;
}

// Words that show that a question is about calls: then a single word like "forbidden" may be a reason phrase.
const telecom = new Set(
  (
    "ack bye call callee caller calls carrier client dial extension invite invites number operator pbx phone phones pstn provider proxy register registration " +
    "rtp sbc sdp softphone trunk trunks uac uas voip"
  ).split(" "),
);

const longestTerm = 7;
const mostScanned = 40;
const longestWord = 24;
const longestPhrase = 40;
const mostWords = 10;
/** Below this a hit is not even worth suggesting. */
const leastScore = 0.4;
/** Words in common make a weaker case than a description that covers the question. */
const leastByTokens = 0.5;

/**
 * Finds what words mean: exact phrase or alias first, then fuzzily. Each misspelt word is matched with known words;
 * a term's score is how much of the query and of the term is covered, rare words counting more than common ones.
 * Where words ran together or fell apart, whole phrases are compared without their spaces.
 */
export class Search {
  readonly #exact = new Map<string, IndexedTerm[]>();
  readonly #byWord = new Map<string, IndexedTerm[]>();
  readonly #byJoined = new Map<string, IndexedTerm[]>();
  readonly #eastAsian: readonly IndexedTerm[];
  readonly #sorted: readonly string[];
  readonly #words: Vocabulary;
  readonly #phrases: Vocabulary;
  readonly #prose: ProseIndex;
  readonly #size: number;
  readonly #rarest: number;

  constructor({ terms, prose }: Wordlist) {
    this.#prose = new ProseIndex(prose);
    const indexed = terms.map(indexTerm);
    for (const one of indexed) {
      append(this.#exact, one.folded, one);
      append(this.#byJoined, one.joined, one);
      for (const word of one.words) append(this.#byWord, word, one);
    }
    this.#size = indexed.length;
    this.#rarest = this.#weigh(0);
    for (const one of indexed) one.total = sum(one.words, (word) => this.#weight(word));
    this.#eastAsian = indexed.filter((one) => hasEastAsian(one.folded));
    const latin = (words: Iterable<string>) => [...words].filter((word) => !isEastAsian(word));
    this.#sorted = latin(this.#byWord.keys()).toSorted();
    this.#words = new Vocabulary(latin(this.#byWord.keys()), longestWord, (length) => (length <= 5 ? 1 : length <= 8 ? 2 : 3));
    this.#phrases = new Vocabulary(latin(this.#byJoined.keys()), longestPhrase, (length) => Math.min(4, Math.ceil(length / 5)));
  }

  /** The targets whose phrase, alias or name is exactly these words, the likeliest meaning first. */
  exact(text: string): Hit[] {
    const found = this.#exact.get(fold(text)) ?? [];
    return unique(found.toSorted((a, b) => b.term.weight - a.term.weight).map(({ term }) => hit(term, 1, true)));
  }

  /** Targets that the words may mean, best first, at most `count`; [] when nothing is like them. */
  find(text: string, count = 8): Hit[] {
    const folded = fold(text);
    const typed = content(tokens(folded)).slice(0, mostWords);
    if (typed.length === 0) return this.exact(text);
    const whole = new Set([typed.join(""), folded.replaceAll(" ", "")]);
    const like = remember((word) => this.#words.like(word));
    const fuzzy = [
      ...this.#contained(folded, typed),
      ...this.#byTokens(typed, like),
      ...[...whole].flatMap((joined) => this.#byWhole(joined)),
      ...this.#prose.find(typed, like),
    ];
    const ranked = fuzzy.filter(({ score }) => score >= leastScore).toSorted((a, b) => b.score - a.score);
    return unique([...this.exact(text), ...ranked]).slice(0, count);
  }

  /** Phrases that stand whole inside a longer question: "the carrier says moved temporarily, why?" */
  #contained(folded: string, typed: readonly string[]): Hit[] {
    const words = folded.split(" ").slice(0, mostScanned);
    const inContext = typed.some((word) => telecom.has(word));
    const found: Hit[] = [];
    for (let length = Math.min(longestTerm, words.length - 1); length > 0; length--) {
      for (let from = 0; from + length <= words.length; from++) {
        for (const one of this.#exact.get(words.slice(from, from + length).join(" ")) ?? []) {
          const share = one.words.size / Math.max(typed.length, one.words.size);
          if (one.words.size > 1 || (inContext && one.folded.length > 3))
            found.push(hit(one.term, (0.66 + 0.08 * one.words.size + 0.2 * share) * one.term.weight, false));
        }
      }
    }
    return [...found, ...this.#containedEastAsian(folded)];
  }

  /** Japanese has no spaces: a term counts by how much of the query it makes up. */
  #containedEastAsian(folded: string): Hit[] {
    if (!hasEastAsian(folded)) return [];
    return this.#eastAsian.flatMap((one) => {
      if (one.joined.length < 2 || !folded.includes(one.joined)) return [];
      return [hit(one.term, Math.min(0.96, 0.5 + 0.5 * (one.joined.length / folded.length)) * one.term.weight, false)];
    });
  }

  #byTokens(typed: readonly string[], like: (word: string) => Likeness[]): Hit[] {
    const likenesses = typed.map((word) => this.#alike(word, typed.length === 1, like));
    const candidates = new Set(likenesses.flatMap((ones) => ones.flatMap(({ word }) => this.#byWord.get(word) ?? [])));
    return [...candidates]
      .map((one) => hit(one.term, this.#score(typed, likenesses, one) * one.term.weight, false))
      .filter(({ score }) => score >= leastByTokens);
  }

  /** Phrases like the query when spaces do not count: "busyhere", "ser vice unavailable". */
  #byWhole(joined: string): Hit[] {
    const known = this.#byJoined.get(joined);
    const found: Likeness[] = known ? [{ word: joined, alike: 0.99 }] : this.#phrases.like(joined);
    return found.flatMap(({ word, alike }) =>
      (this.#byJoined.get(word) ?? []).map(({ term }) => hit(term, alike * term.weight, false)),
    );
  }

  /** The weight of a word by how many terms have it: rare words tell more. */
  #weight(word: string): number {
    return this.#weigh(this.#byWord.get(word)?.length ?? 0);
  }

  #weigh(terms: number): number {
    return 1 + Math.log((this.#size + 1) / (terms + 1));
  }

  #alike(word: string, alone: boolean, like: (word: string) => Likeness[]): Likeness[] {
    const known = this.#byWord.has(word) ? [{ word, alike: 1 }] : [];
    if (isEastAsian(word)) return known;
    const misspelt = known.length > 0 || /^\d+$/u.test(word) ? [] : like(word);
    return [...known, ...this.#begun(word, alone), ...misspelt];
  }

  /** "unavail" for "unavailable"; beside other words half as much will do: "temp unavailable". */
  #begun(word: string, alone: boolean): Likeness[] {
    if (word.length < 4) return [];
    const found: Likeness[] = [];
    for (let at = firstAtLeast(this.#sorted, word); at < this.#sorted.length; at++) {
      const known = this.#sorted[at] ?? "";
      if (!known.startsWith(word)) break;
      const share = word.length / known.length;
      if (share < 1 && share >= (alone ? 0.6 : 0.3)) found.push({ word: known, alike: 0.7 + 0.25 * share });
    }
    return found;
  }

  /** How well a term is met: the share of the query it explains, and, less, the share of the term that was typed. */
  #score(typed: readonly string[], likenesses: readonly (readonly Likeness[])[], one: IndexedTerm): number {
    let covered = 0;
    let asked = 0;
    const matched = new Map<string, number>();
    for (const [index] of typed.entries()) {
      const best = bestOf(likenesses[index] ?? [], one.words);
      const weight = best ? this.#weight(best.word) : this.#missing(likenesses[index] ?? []);
      asked += weight;
      if (!best) continue;
      covered += weight * best.alike;
      matched.set(best.word, Math.max(matched.get(best.word) ?? 0, best.alike));
    }
    const ofTerm = sum(matched, ([word, alike]) => this.#weight(word) * alike) / (one.total || 1);
    // A part of an official phrase is enough ("loop"); a part of people's words often is something else.
    const whole = one.term.weight === 1 ? 0.4 : 0.6;
    return (covered / (asked || 1)) * (1 - whole + whole * Math.min(1, ofTerm));
  }

  /** A typed word that the term lacks weighs what it would elsewhere, an unknown one as much as the rarest. */
  #missing(likenesses: readonly Likeness[]): number {
    const known = likenesses[0];
    return known ? this.#weight(known.word) : this.#rarest;
  }
}

function indexTerm(term: Term): IndexedTerm {
  const folded = fold(term.text);
  const words = content(tokens(folded));
  return { term, folded, joined: folded.replaceAll(" ", ""), words: new Set(words), total: 0 };
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

function bestOf(likenesses: readonly Likeness[], words: ReadonlySet<string>): Likeness | undefined {
  let best: Likeness | undefined;
  for (const one of likenesses) if (words.has(one.word) && one.alike > (best?.alike ?? 0)) best = one;
  return best;
}

function hit(term: Term, score: number, exact: boolean): Hit {
  return { kind: term.kind, of: term.of, score, exact, language: term.language };
}

function unique(hits: readonly Hit[]): Hit[] {
  const found = new Map<string, Hit>();
  for (const one of hits) {
    const key = `${one.kind} ${one.of}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

/** Each word is compared with the vocabulary once a query. */
function remember(compare: (word: string) => Likeness[]): (word: string) => Likeness[] {
  const known = new Map<string, Likeness[]>();
  return (word) => {
    const found = known.get(word) ?? compare(word);
    known.set(word, found);
    return found;
  };
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
