import type { Prose, Term, Wordlist } from "./facts.ts";
import { content, fold, hasEastAsian, tokens } from "./text.ts";

// Look-up's index is made when the program is built: folding five thousand terms would cost each start a tenth of a second.

/** A term, folded: letters in one case, no accents, no punctuation. */
export interface IndexedTerm {
  readonly kind: Term["kind"];
  readonly of: string;
  readonly weight: number;
  readonly language?: string | undefined;
  readonly folded: string;
  /** Its words that carry meaning, each once. */
  readonly words: readonly string[];
}

export interface IndexedText {
  readonly kind: Prose["kind"];
  readonly of: string;
  readonly language: string;
}

/** Everything that look-up searches, as plain JSON: lists of positions by word. */
export interface SearchIndex {
  readonly terms: readonly IndexedTerm[];
  /** word → positions in `terms` */
  readonly byWord: Readonly<Record<string, readonly number[]>>;
  /** positions in `terms` of those written in Japanese */
  readonly eastAsian: readonly number[];
  /** Groups of words that people use for one another, folded. */
  readonly synonyms: readonly (readonly string[])[];
  readonly texts: readonly IndexedText[];
  /** stem → positions in `texts`, those that have it in their headline and those that have it further down */
  readonly byStem: Readonly<Record<string, readonly [headline: readonly number[], rest: readonly number[]]>>;
}

/** Builds the index. Pure; the same words give the same index. */
export function buildIndex({ terms, prose, synonyms }: Wordlist): SearchIndex {
  const groups = synonyms.map((group) => group.map(fold));
  const oneWord = eastAsianSynonyms(groups);
  const indexed = terms.map((term) => indexTerm(term, oneWord));
  const byWord = new Map<string, number[]>();
  for (const [position, { words }] of indexed.entries()) {
    for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), position]);
  }
  return {
    terms: indexed,
    byWord: Object.fromEntries(byWord),
    eastAsian: indexed.flatMap((one, position) => (hasEastAsian(one.folded) ? [position] : [])),
    synonyms: groups,
    texts: prose.map(({ kind, of, language }) => ({ kind, of, language })),
    byStem: Object.fromEntries(stems(prose)),
  };
}

function indexTerm({ text, kind, of, weight, language }: Term, oneWord: (folded: string) => string): IndexedTerm {
  const folded = fold(text);
  return { kind, of, weight, language, folded, words: [...new Set(content(tokens(oneWord(folded))))] };
}

/** Puts the first word of a group for each of the others: Japanese has no spaces, so its words are found inside the text. */
export function eastAsianSynonyms(groups: SearchIndex["synonyms"]): (folded: string) => string {
  const firsts = new Map<string, string>();
  for (const [first = "", ...others] of groups) {
    for (const other of others) if (hasEastAsian(other)) firsts.set(other, first);
  }
  if (firsts.size === 0) return (folded) => folded;
  const longestFirst = [...firsts.keys()].toSorted((a, b) => b.length - a.length);
  const others = new RegExp(longestFirst.join("|"), "gu");
  return (folded) => (hasEastAsian(folded) ? folded.replace(others, (other) => firsts.get(other) ?? other) : folded);
}

function stems(prose: readonly Prose[]): Map<string, [number[], number[]]> {
  const found = new Map<string, [number[], number[]]>();
  const add = (stem: string, part: 0 | 1, position: number) => {
    const lists = found.get(stem) ?? [[], []];
    lists[part].push(position);
    found.set(stem, lists);
  };
  for (const [position, { headline, words }] of prose.entries()) {
    const main = new Set(headline.split(" "));
    for (const stem of main) add(stem, 0, position);
    for (const stem of words.split(" ")) if (!main.has(stem)) add(stem, 1, position);
  }
  return found;
}
