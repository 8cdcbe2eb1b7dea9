import type { Catalog } from "../core/catalog.ts";
import type { Hit, Search } from "../core/search.ts";
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
    return unique(this.#search.find(typed, count * 2).flatMap((hit) => this.#hit(hit))).slice(0, count);
  }

  #code(code: number): Suggestion[] {
    const response = this.#catalog.response(code);
    if (!response) return [];
    return [{ label: `${code} ${response.phrase}`, query: String(code), detail: this.#words.lexicon.responses[code]?.who ?? "" }];
  }

  #starting(digits: string): Suggestion[] {
    return this.#catalog.matching(digits.padEnd(3, "x")).flatMap((response) => this.#code(response.code));
  }

  #pairs(code: number, begun: string): Suggestion[] {
    const response = this.#catalog.response(code);
    const others = [...new Set([...(response?.confusedWith ?? []), ...this.#catalog.comparedWith(code)])].filter((other) => String(other).startsWith(begun));
    return others.flatMap((other): Suggestion[] => {
      const known = this.#catalog.response(other);
      return known ? [{ label: `${code} vs ${other}`, query: `${code} vs ${other}`, detail: `${response?.phrase ?? ""} / ${known.phrase}` }] : [];
    });
  }

  #hit(hit: Hit): Suggestion[] {
    const { lexicon } = this.#words;
    switch (hit.kind) {
      case "response":
        return this.#code(Number(hit.of));
      case "symptom": {
        const said = lexicon.symptoms[hit.of];
        return said ? [{ label: said.name, query: hit.of.replaceAll("-", " "), detail: said.who }] : [];
      }
      case "cause": {
        const cause = this.#catalog.cause(Number(hit.of));
        return cause ? [{ label: this.#words.say("cause.title", { cause: cause.cause, name: cause.name }), query: `cause ${cause.cause}`, detail: lexicon.causes.numbers[hit.of]?.gloss ?? "" }] : [];
      }
      case "variant": {
        const variant = this.#catalog.variant(hit.of);
        return variant ? [{ label: `${variant.code} ${variant.names[0] ?? variant.phrase}`, query: `${variant.code} ${variant.names[0] ?? variant.phrase}`, detail: lexicon.variants[hit.of]?.who ?? "" }] : [];
      }
      case "vendor":
        return [];
    }
  }
}

function unique(suggestions: readonly Suggestion[]): Suggestion[] {
  return [...new Map(suggestions.map((one) => [one.query, one])).values()];
}
