import type { Hit } from "./hit.ts";
import type { SearchIndex } from "./search-index.ts";
import { isEastAsian, stem } from "./text.ts";
import type { Likeness } from "./vocabulary.ts";

/** A description must share this much of the query's weight. */
const leastShare = 0.66;
/** What only a description tells is a suggestion, never an answer: its best score stays below that of an answer. */
const bestScore = 0.61;
/** A word further down in the text counts less than one in its headline. */
const worthOfRest = 0.8;

type Postings = SearchIndex["byStem"][string];
const nowhere: Postings = [[], []];

/** Finds the response or symptom whose own text speaks of what was typed: "cannot fetch the certificate". */
export class ProseIndex {
  readonly #index: Pick<SearchIndex, "texts" | "byStem">;

  constructor(index: Pick<SearchIndex, "texts" | "byStem">) {
    this.#index = index;
  }

  /** Hits by how much of the query's weight a text covers; one word alone describes nothing. */
  find(typed: readonly string[], like: (word: string) => readonly Likeness[]): Hit[] {
    if (typed.length < 2) return [];
    const shares = new Map<number, number>();
    const add = (text: number, share: number) => shares.set(text, (shares.get(text) ?? 0) + share);
    let asked = 0;
    for (const word of typed) {
      const [headline, rest] = this.#find(word, like);
      const weight = this.#weight(headline.length + rest.length);
      asked += weight;
      for (const text of headline) add(text, weight);
      for (const text of rest) add(text, weight * worthOfRest);
    }
    return [...shares].flatMap(([position, weight]): Hit[] => {
      const text = this.#index.texts[position];
      const share = weight / asked;
      return text === undefined || share < leastShare ? [] : [{ ...text, score: bestScore * share, exact: false }];
    });
  }

  #find(word: string, like: (word: string) => readonly Likeness[]): Postings {
    const known = this.#postings(stem(word));
    if (known || isEastAsian(word)) return known ?? nowhere;
    const nearest = like(word).toSorted((a, b) => b.alike - a.alike)[0];
    return (nearest && nearest.alike >= 0.8 ? this.#postings(stem(nearest.word)) : undefined) ?? nowhere;
  }

  #postings(word: string): Postings | undefined {
    return Object.hasOwn(this.#index.byStem, word) ? this.#index.byStem[word] : undefined;
  }

  #weight(texts: number): number {
    return 0.5 + Math.log((this.#index.texts.length + 1) / (texts + 1));
  }
}
