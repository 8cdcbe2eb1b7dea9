import type { Prose } from "./facts.ts";
import type { Hit } from "./search.ts";
import { isEastAsian, stem } from "./text.ts";
import type { Likeness } from "./vocabulary.ts";

/** A description must share this much of the query's weight. */
const leastShare = 0.66;
/** What only a description tells is a suggestion, never an answer: its best score stays below that of an answer. */
const best = 0.61;

interface Posting {
  readonly text: number;
  readonly worth: number;
}

/** Finds the response or symptom whose own text speaks of what was typed: "cannot fetch the certificate". */
export class ProseIndex {
  readonly #texts: readonly Prose[];
  readonly #byWord = new Map<string, Posting[]>();

  constructor(texts: readonly Prose[]) {
    this.#texts = texts;
    for (const [text, { headline, words }] of texts.entries()) {
      const main = new Set(headline.split(" "));
      for (const word of main) this.#add(word, { text, worth: 1 });
      for (const word of words.split(" ")) if (!main.has(word)) this.#add(word, { text, worth: 0.8 });
    }
  }

  #add(word: string, posting: Posting): void {
    const known = this.#byWord.get(word);
    if (known) known.push(posting);
    else this.#byWord.set(word, [posting]);
  }

  /** Hits by how much of the query's weight a text covers; one word alone describes nothing. */
  find(typed: readonly string[], like: (word: string) => readonly Likeness[]): Hit[] {
    if (typed.length < 2) return [];
    const shares = new Map<number, number>();
    let asked = 0;
    for (const word of typed) {
      const found = this.#find(word, like);
      const weight = this.#weight(found.length);
      asked += weight;
      for (const { text, worth } of found) shares.set(text, (shares.get(text) ?? 0) + weight * worth);
    }
    return [...shares].flatMap(([index, weight]): Hit[] => {
      const text = this.#texts[index];
      const share = weight / asked;
      return text === undefined || share < leastShare
        ? []
        : [{ kind: text.kind, of: text.of, score: best * share, exact: false, language: text.language }];
    });
  }

  #find(word: string, like: (word: string) => readonly Likeness[]): readonly Posting[] {
    const known = this.#byWord.get(stem(word));
    if (known || isEastAsian(word)) return known ?? [];
    const nearest = like(word).toSorted((a, b) => b.alike - a.alike)[0];
    return nearest && nearest.alike >= 0.8 ? (this.#byWord.get(stem(nearest.word)) ?? []) : [];
  }

  #weight(texts: number): number {
    return 0.5 + Math.log((this.#texts.length + 1) / (texts + 1));
  }
}
