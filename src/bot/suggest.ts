import type { Catalog } from "../core/catalog.ts";
import type { Search } from "../core/search.ts";
import { offer, offerResponse, type Offer } from "../reply/target.ts";
import type { Words } from "../reply/words.ts";

/** One line of a completion list: what is shown, and the query it stands for. */
export interface Suggestion {
  readonly label: string;
  readonly query: string;
  readonly detail: string;
}

/** Completion while typing, from memory only. */
export class Suggester {
  readonly #catalog: Catalog;
  readonly #search: Search;
  readonly #words: Words;

  constructor(catalog: Catalog, search: Search, words: Words) {
    this.#catalog = catalog;
    this.#search = search;
    this.#words = words;
  }

  suggest(text: string, count: number): Suggestion[] {
    const typed = text.trim().slice(0, 100);
    if (typed === "") return [];
    const versus = /^(\d{3})\s*(?:v|vs|vs\.|versus|\/|,|と|対)?\s*(\d{0,3})$/iu.exec(typed);
    const first = versus?.[1] === undefined ? undefined : this.#catalog.response(Number(versus[1]));
    if (first) return unique([...this.#code(first.code), ...this.#pairs(first.code, versus?.[2] ?? "")]).slice(0, count);
    const digits = /^[1-9]\d{0,2}$/u.exec(typed);
    if (digits) return this.#starting(digits[0]).slice(0, count);
    return unique(this.#search.find(typed, count * 2).flatMap((hit) => suggestion(offer(hit, this.#catalog, this.#words)))).slice(
      0,
      count,
    );
  }

  #code(code: number): Suggestion[] {
    return suggestion(offerResponse(code, this.#catalog, this.#words));
  }

  #starting(digits: string): Suggestion[] {
    return this.#catalog.matching(digits.padEnd(3, "x")).flatMap((response) => this.#code(response.code));
  }

  #pairs(code: number, begun: string): Suggestion[] {
    const response = this.#catalog.response(code);
    const others = [...new Set([...(response?.confusedWith ?? []), ...this.#catalog.comparedWith(code)])].filter((other) =>
      String(other).startsWith(begun),
    );
    return others.flatMap((other): Suggestion[] => {
      const known = this.#catalog.response(other);
      return known
        ? [{ label: `${code} vs ${other}`, query: `${code} vs ${other}`, detail: `${response?.phrase ?? ""} / ${known.phrase}` }]
        : [];
    });
  }
}

function suggestion(offered: Offer | undefined): Suggestion[] {
  return offered ? [{ label: offered.label, query: offered.command, detail: offered.who }] : [];
}

function unique(suggestions: readonly Suggestion[]): Suggestion[] {
  return [...new Map(suggestions.map((one) => [one.query, one])).values()];
}
