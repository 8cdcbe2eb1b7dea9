import type { Hit } from "./hit.ts";
import { KnownWords } from "./known-words.ts";
import { ProseIndex } from "./prose.ts";
import { eastAsianSynonyms, type IndexedTerm, type SearchIndex } from "./search-index.ts";
import { content, fold, hasEastAsian, tokens } from "./text.ts";
import { similarity, Vocabulary, type Likeness } from "./vocabulary.ts";

interface AskedWord {
  readonly likenesses: readonly Likeness[];
  /** How much the word counts: an unknown one as much as the rarest known. */
  readonly weight: number;
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
const longestPhrase = 40;
/** A slip makes one short word of another too easily to ask whether it is known: "in se". */
const shortWord = 4;
/** How much alike a misspelt word must be where the words beside it are right; the registry's phrases are few. */
const leastAlike = 0.51;
const leastAlikeOfOfficial = 0.3;
/** A word of two letters: "pi" for "ip". */
const leastAlikeOfPair = 0.5;
const mostWords = 10;
/** Below this a hit is not even worth suggesting. */
const leastScore = 0.4;
/** A word or two that are only faintly like something ("release notes") ask about something else. */
const leastOfShort = 0.56;
/** How much of a question that does not speak of calls must be the phrase in it. */
const leastShare = 0.3;
/** A score that makes a suggestion, not an answer. */
const hint = 0.6;
/** From here on no wider search is needed. */
const good = 0.85;
/** Words in common make a weaker case than a description that covers the question. */
const leastByTokens = 0.5;

/**
 * Finds what words mean: exact phrase or alias first, then fuzzily. Each misspelt word is matched with known words;
 * a term's score is how much of the query and of the term is covered, rare words counting more than common ones.
 * Where words ran together or fell apart, whole phrases are compared without their spaces.
 */
export class Search {
  readonly #index: SearchIndex;
  readonly #exact = new Map<string, IndexedTerm[]>();
  readonly #prose: ProseIndex;
  readonly #known: KnownWords;
  readonly #rarest: number;
  readonly #oneWord: (folded: string) => string;
  #phrases: Vocabulary | undefined;
  #joined: ReadonlyMap<string, readonly IndexedTerm[]> | undefined;

  constructor(index: SearchIndex) {
    this.#index = index;
    for (const one of index.terms) append(this.#exact, one.folded, one);
    this.#prose = new ProseIndex(index);
    this.#known = new KnownWords(index);
    this.#oneWord = eastAsianSynonyms(index.synonyms);
    this.#rarest = this.#weigh(0);
  }

  /** The targets whose phrase, alias or name is exactly these words, the likeliest meaning first. */
  exact(text: string): Hit[] {
    const found = this.#exact.get(fold(text)) ?? [];
    return unique(found.toSorted((a, b) => b.weight - a.weight).map((one) => hit(one, 1, true)));
  }

  /** Targets that the words may mean, best first, at most `count`; [] when nothing is like them. */
  find(text: string, count = 8): Hit[] {
    const folded = fold(text);
    const exact = this.exact(text);
    const typed = content(tokens(this.#oneWord(folded))).slice(0, mostWords);
    if (typed.length === 0) return exact;
    const like = this.#known.misspelt();
    const asked = typed.map((word) => this.#ask(word, typed.length === 1, like));
    const negated = this.#known.negated(typed);
    const turned = negated ? this.#byTokens(negated.map((word) => this.#ask(word, negated.length === 1, like))) : [];
    const near = best([...this.#contained(folded, typed, asked), ...this.#byTokens(asked), ...turned]);
    // The wider nets are cast only when the words as they stand catch nothing good.
    const wide = exact.length > 0 || (near[0]?.score ?? 0) >= good ? [] : this.#wider(folded, typed, like);
    const hits = unique([...exact, ...best([...near, ...wide])]).slice(0, count);
    const isFaint = typed.length <= 2 && !hasEastAsian(folded) && (hits[0]?.score ?? 0) < leastOfShort;
    return isFaint ? [] : hits;
  }

  #wider(folded: string, typed: readonly string[], like: (word: string) => Likeness[]): Hit[] {
    const whole = new Set([typed.join(""), folded.replaceAll(" ", "")]);
    return [
      ...[...whole].flatMap((joined) => this.#byWhole(joined, folded.split(" "), typed.length === 1 ? 0.8 : 0.6)),
      ...this.#prose.find(typed, like),
    ];
  }

  /** Phrases that stand whole inside a longer question: "the carrier says moved temporarily, why?" */
  #contained(folded: string, typed: readonly string[], asked: readonly AskedWord[]): Hit[] {
    // "The URI is too long": with and without the words that only make a sentence of it.
    const sentence = folded.split(" ").slice(0, mostScanned);
    return [
      ...this.#windows(sentence, typed, asked),
      ...(typed.length < sentence.length ? this.#windows(typed, typed, asked) : []),
      ...this.#containedEastAsian(folded),
    ];
  }

  #windows(words: readonly string[], typed: readonly string[], asked: readonly AskedWord[]): Hit[] {
    const inContext = typed.some((word) => telecom.has(word));
    const total = sum(asked, ({ weight }) => weight) || 1;
    const found: Hit[] = [];
    for (let length = Math.min(longestTerm, words.length - 1); length > 0; length--) {
      for (let from = 0; from + length <= words.length; from++) {
        for (const one of this.#exact.get(words.slice(from, from + length).join(" ")) ?? []) {
          const share = Math.min(1, this.#total(one) / total);
          // People's words are common words too: where nothing else speaks of calls, they must be much of the question.
          if (!inContext && one.weight < 1 && share < leastShare) continue;
          if (one.words.length > 1 || (inContext && one.folded.length > 3))
            found.push(hit(one, (0.6 + 0.3 * share) * one.weight, false));
        }
      }
    }
    return found;
  }

  /** Japanese has no spaces: a term counts by how much of the query it makes up. */
  #containedEastAsian(folded: string): Hit[] {
    if (!hasEastAsian(folded)) return [];
    return this.#index.eastAsian.flatMap((position): Hit[] => {
      const one = this.#index.terms[position];
      if (!one || one.folded.length < 2 || !folded.includes(one.folded)) return [];
      return [hit(one, Math.min(0.96, 0.5 + 0.5 * (one.folded.length / folded.length)) * one.weight, false)];
    });
  }

  #ask(word: string, alone: boolean, like: (word: string) => Likeness[]): AskedWord {
    const likenesses = this.#known.alike(word, alone, like);
    return { likenesses, weight: likenesses[0] ? this.#weight(likenesses[0].word) : this.#rarest };
  }

  #byTokens(asked: readonly AskedWord[]): Hit[] {
    return [...this.#candidates(asked)]
      .map((one) => hit(one, this.#score(asked, one) * one.weight, false))
      .filter(({ score }) => score >= leastByTokens);
  }

  /** Terms with enough of the rarer words; those that share only common ones could not reach the least score. */
  #candidates(asked: readonly AskedWord[]): Set<IndexedTerm> {
    const total = sum(asked, ({ weight }) => weight);
    const found = new Set<IndexedTerm>();
    let seen = 0;
    for (const { likenesses, weight } of asked.toSorted((a, b) => b.weight - a.weight)) {
      if (seen > total * (1 - leastByTokens)) break;
      for (const { word } of likenesses) for (const one of this.#termsWith(word)) found.add(one);
      seen += weight;
    }
    return found;
  }

  #termsWith(word: string): IndexedTerm[] {
    return (this.#positions(word) ?? []).flatMap((position) => this.#index.terms[position] ?? []);
  }

  /** Own properties only: "constructor" is a word like any other. */
  #positions(word: string): readonly number[] | undefined {
    return Object.hasOwn(this.#index.byWord, word) ? this.#index.byWord[word] : undefined;
  }

  /** Phrases like the query when spaces do not count: "busyhere", "ser vice unavailable"; one word alone must be very like. */
  #byWhole(joined: string, words: readonly string[], least: number): Hit[] {
    this.#joined ??= this.#joinTerms();
    this.#phrases ??= new Vocabulary(this.#joined.keys(), longestPhrase, (length) => Math.min(4, Math.ceil(length / 5)));
    const found: Likeness[] = this.#joined.has(joined) ? [{ word: joined, alike: 0.99 }] : this.#phrases.like(joined);
    return found.flatMap(({ word, alike }) =>
      (this.#joined?.get(word) ?? [])
        .filter((one) => alike >= least && this.#mayMean(words, one))
        .map((one) => hit(one, alike * one.weight, false)),
    );
  }

  /** Where some words are right, the others must be misspelt and alike: not "bad password" for "bad passport". */
  #mayMean(typed: readonly string[], one: IndexedTerm): boolean {
    const words = one.folded.split(" ");
    if (typed.length !== words.length || !typed.some((word, at) => word === words[at])) return true;
    const least = one.weight === 1 ? leastAlikeOfOfficial : leastAlike;
    return typed.every((word, at) => word === words[at] || this.#mayMisspell(word, words[at] ?? "", least));
  }

  #mayMisspell(typed: string, word: string, least: number): boolean {
    if (similarity(typed, word) < (word.length > 2 ? least : leastAlikeOfPair)) return false;
    return typed.length <= shortWord || !this.#known.has(typed) || sharedStart(typed, word) > 0.6;
  }

  #joinTerms(): Map<string, IndexedTerm[]> {
    const found = new Map<string, IndexedTerm[]>();
    for (const one of this.#index.terms) if (!hasEastAsian(one.folded)) append(found, one.folded.replaceAll(" ", ""), one);
    return found;
  }

  /** The weight of a word by how many terms have it: rare words tell more. */
  #weight(word: string): number {
    return this.#weigh(this.#positions(word)?.length ?? 0);
  }

  /** How much a term's words weigh together. */
  #total(one: IndexedTerm): number {
    return sum(one.words, (word) => this.#weight(word)) || 1;
  }

  #weigh(terms: number): number {
    return 1 + Math.log((this.#index.terms.length + 1) / (terms + 1));
  }

  /** How well a term is met: the share of the query it explains, and, less, the share of the term that was typed. */
  #score(asked: readonly AskedWord[], one: IndexedTerm): number {
    let covered = 0;
    let total = 0;
    const matched = new Map<string, number>();
    for (const { likenesses, weight } of asked) {
      const nearest = bestOf(likenesses, one.words);
      total += nearest ? this.#weight(nearest.word) : weight;
      if (!nearest) continue;
      covered += this.#weight(nearest.word) * nearest.alike;
      matched.set(nearest.word, Math.max(matched.get(nearest.word) ?? 0, nearest.alike));
    }
    const ofTerm = sum(matched, ([word, alike]) => this.#weight(word) * alike) / this.#total(one);
    // A part of an official phrase is enough ("loop"); a part of people's words often is something else.
    const whole = one.weight === 1 ? 0.4 : 0.6;
    const score = (covered / (total || 1)) * (1 - whole + whole * Math.min(1, ofTerm));
    // One word out of several is a hint, no more, unless it is most of an official phrase.
    return asked.length === 1 && ofTerm < (one.weight < 1 ? 0.8 : 0.4) ? Math.min(hint, score) : score;
  }
}

/** The share of the longer word that both begin with: "temporary", "temporarily". */
function sharedStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at / Math.max(one.length, other.length, 1);
}

/** Hits worth showing, best first. */
function best(hits: readonly Hit[]): Hit[] {
  return hits.filter(({ score }) => score >= leastScore).toSorted((a, b) => b.score - a.score);
}

function bestOf(likenesses: readonly Likeness[], words: readonly string[]): Likeness | undefined {
  let nearest: Likeness | undefined;
  for (const one of likenesses) if (one.alike > (nearest?.alike ?? 0) && words.includes(one.word)) nearest = one;
  return nearest;
}

function hit({ kind, of, language }: IndexedTerm, score: number, exact: boolean): Hit {
  return { kind, of, score, exact, language };
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
