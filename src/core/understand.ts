import type { Answer } from "./answer.ts";
import type { Catalog, VendorMatch } from "./catalog.ts";
import type { ResponseFacts } from "./facts.ts";
import type { Hit } from "./hit.ts";
import { parseQuery, type Asked, type Query, type Subject } from "./query.ts";
import type { Search } from "./search.ts";
import { fold, hasEastAsian, isJapanese } from "./text.ts";

export interface Understood {
  readonly answer: Answer;
  readonly text: string;
  /** The language the query asks for ("… in ja"). */
  readonly language?: string | undefined;
  /** The language the query is written in, where that is plain to see. */
  readonly spoken?: string | undefined;
}

/** From here on a fuzzy hit is an answer; below it is a suggestion. */
const sure = 0.62;
/** A hit this far below the best is no alternative to it. */
const closeBy = 0.16;
const mostCompared = 5;

/** What a query means. Pure; the same query gives the same answer. The search is asked for only when words need it. */
export function understand(input: string, catalog: Catalog, search: () => Search): Understood {
  const asked = parseQuery(input);
  const { answer, spoken } = new Resolver(catalog, search).resolve(asked);
  return { answer, text: asked.text, language: asked.language, spoken: spoken ?? (isJapanese(asked.text) ? "ja" : undefined) };
}

interface Resolved {
  readonly answer: Answer;
  readonly spoken?: string | undefined;
}

class Resolver {
  readonly #catalog: Catalog;
  readonly #searching: () => Search;

  constructor(catalog: Catalog, searching: () => Search) {
    this.#catalog = catalog;
    this.#searching = searching;
  }

  get #search(): Search {
    return this.#searching();
  }

  resolve({ query }: Asked): Resolved {
    switch (query.kind) {
      case "empty":
        return { answer: { kind: "trouble", trouble: "empty" } };
      case "too-long":
        return { answer: { kind: "trouble", trouble: "too-long", length: query.length } };
      case "channel":
        return { answer: { kind: "trouble", trouble: "not-here", command: query.command } };
      case "list":
        return { answer: this.#list(query.patterns) };
      case "cause":
        return { answer: this.#cause(query.causes, query.codes) };
      case "warning":
      case "timer":
      case "attestation":
        return this.#reference(query);
      case "numbers":
        return this.#numbers(query.numbers, query.words);
      case "versus":
        return this.#search.exact(query.words).length > 0 ? this.#words(query.words) : this.#versus(query.sides, query.words);
      case "words":
        return this.#words(query.words);
      case "help":
      case "reason":
        return { answer: query };
    }
  }

  #list(patterns: readonly string[]): Answer {
    const codes = patterns.flatMap((pattern) => this.#catalog.matching(pattern).map((one) => one.code));
    const first = patterns[0] ?? "";
    if (codes.length === 0) return this.#unknown(Number(first.replaceAll("x", "0")), []);
    return { kind: "list", patterns, codes };
  }

  #cause(causes: readonly number[], codes: readonly number[]): Answer {
    const [cause = 0] = causes;
    const known = causes.filter((one) => one >= 1 && one <= 127);
    const response = codes.map((code) => this.#catalog.response(code)).find((one) => one !== undefined);
    if (response && known.length === 1) return { kind: "response", response, others: [], cause };
    if (known.length > 0) return { kind: "cause", causes: known, codes: this.#responsesFor(known), vendors: [] };
    const matches = this.#catalog.facts.vendors.flatMap((vendor) =>
      vendor.entries.filter((entry) => entry.cause === cause).map((entry) => ({ vendor, entry })),
    );
    return matches.length > 0
      ? { kind: "vendor", matches, asked: String(cause) }
      : { kind: "trouble", trouble: "unknown-cause", cause };
  }

  #responsesFor(causes: readonly number[]): number[] {
    return [...new Set(causes.flatMap((cause) => this.#catalog.responsesFor(cause)))];
  }

  #reference(query: Extract<Query, { kind: "warning" | "timer" | "attestation" }>): Resolved {
    const known =
      query.kind === "warning"
        ? this.#catalog.facts.warnings.some((one) => one.warning === query.warning)
        : query.kind === "timer"
          ? this.#catalog.timer(query.timer) !== undefined
          : true;
    if (known) return { answer: query };
    return this.#words(query.kind === "warning" ? `warning ${query.warning}` : `timer ${"timer" in query ? query.timer : ""}`);
  }

  #numbers(numbers: readonly number[], words: string): Resolved {
    if (words === "range") return { answer: this.#range(numbers[0] ?? 0, numbers[1] ?? 0) };
    if (saysMore(words) && this.#search.exact(words).length > 0) return this.#words(words);
    const vendor = this.#vendor(words);
    if (vendor) return { answer: vendor };
    const codes = numbers.filter((number) => this.#catalog.response(number));
    const unknown = numbers.find((number) => !this.#catalog.response(number) && number >= 100 && number <= 999);
    const [only, ...more] = codes;
    if (only === undefined) return { answer: this.#otherNumber(numbers[0] ?? 0, words) };
    if (unknown !== undefined) return { answer: this.#unknown(unknown, codes) };
    if (more.length > 0) return { answer: this.#compare(codes, []) };
    return { answer: this.#response(only, words) };
  }

  /** A number that is no code: part of a symptom ("dropped after 32 seconds"), else a code that does not exist. */
  #otherNumber(number: number, words: string): Answer {
    const [best] = /\p{L}{2}/u.test(words) ? this.#search.find(words) : [];
    return best && best.score >= sure ? this.#found(best, [], words) : this.#unknown(number, []);
  }

  /** "500-503" is every registered code in it, when they are few; "183-401" is the two. */
  #range(from: number, to: number): Answer {
    const within = this.#catalog.between(from, to);
    const ends = [from, to].filter((code) => this.#catalog.response(code));
    if (within.length > 1 && within.length <= mostCompared) return this.#compare(within, []);
    if (ends.length === 2) return this.#compare(ends, []);
    if (within.length > mostCompared) return { kind: "list", patterns: [`${from}-${to}`], codes: within };
    return this.#unknown(this.#catalog.response(from) ? to : from, ends);
  }

  #response(code: number, words: string): Answer {
    const response = this.#catalog.response(code);
    if (!response) return this.#unknown(code, []);
    const rest = fold(words.replace(String(code), " "));
    const variant = this.#catalog
      .variantsOf(code)
      .find((one) => [one.phrase, ...one.names].some((name) => hasName(name, one.phrase === response.phrase ? "" : rest, words)));
    return { kind: "response", response, variant, others: [], unusualPhrase: this.#otherPhrase(response, rest) };
  }

  /** A registered phrase of some other code, given beside this one: "486 Decline". */
  #otherPhrase(response: ResponseFacts, rest: string): string | undefined {
    if (rest === "" || rest === fold(response.phrase)) return undefined;
    const other = this.#search
      .exact(rest)
      .find((hit) => hit.kind === "response" && hit.language === undefined && hit.of !== String(response.code));
    return other && this.#catalog.response(Number(other.of))?.phrase;
  }

  #vendor(words: string): Answer | undefined {
    const isNamed = ({ vendor }: VendorMatch) => fold(words).includes(fold(vendor.name).split(" ")[0] ?? "");
    const found = words.split(/[\s,;:()=]+/u).flatMap((word) => {
      // A name of letters only ("DECLINE") is a common word too: it counts when its vendor is named.
      const matches = this.#catalog.vendorEntries(word);
      return /[\d_]/u.test(word) ? matches : matches.filter(isNamed);
    });
    if (found.length === 0) return undefined;
    const named = found.filter(isNamed);
    const sip = found.filter(({ entry }) => entry.sip.some((code) => new RegExp(`(?<!\\d)${code}(?!\\d)`, "u").test(words)));
    const matches = [named, sip, found].find((ones) => ones.length > 0) ?? found;
    return this.#standard(matches) ?? { kind: "vendor", matches, asked: words };
  }

  /** A vendor's name alone asks for all that is known of it. */
  #vendorIndex(words: string): Answer | undefined {
    const asked = fold(words).replace(/ (?:codes?|errors?|sub codes?|list)$/u, "");
    const vendor = this.#catalog.facts.vendors.find(({ id, name }) => {
      const folded = fold(name);
      return asked === folded || asked === id.replaceAll("-", " ") || (asked.length > 3 && folded.split(" ").includes(asked));
    });
    return vendor && { kind: "vendor-index", vendor };
  }

  /** USER_BUSY is Q.850 cause 17 under another name: the cause explains it, and the platforms that say it so are named. */
  #standard(matches: readonly VendorMatch[]): Answer | undefined {
    const cause = matches[0]?.entry.cause;
    if (cause === undefined || matches[0]?.entry.standard !== true || !this.#catalog.cause(cause)) return undefined;
    return { kind: "cause", causes: [cause], codes: this.#catalog.responsesFor(cause), vendors: matches };
  }

  #versus(sides: readonly Subject[], words: string): Resolved {
    const found = sides.map((side) => this.#side(side));
    const codes = [...new Set(found.flatMap((one) => one.codes))];
    const missing = sides.filter((_, index) => found[index]?.codes.length === 0).map((side) => side.words);
    const spoken = found.find((one) => one.spoken !== undefined)?.spoken;
    if (codes.length >= 2 || (codes.length === 1 && missing.length === 0))
      return { answer: this.#compare(codes, missing), spoken };
    return this.#words(words);
  }

  #side(side: Subject): { readonly codes: readonly number[]; readonly spoken?: string | undefined } {
    const known = side.codes.filter((code) => this.#catalog.response(code));
    if (known.length > 0) return { codes: known };
    const best = this.#search.find(side.words).find((hit) => this.#codeOf(hit) !== undefined);
    const code = best && best.score >= sure ? this.#codeOf(best) : undefined;
    return code === undefined ? { codes: [] } : { codes: [code], spoken: spokenIn(best, side.words) };
  }

  #codeOf(hit: Hit): number | undefined {
    if (hit.kind === "response") return Number(hit.of);
    return hit.kind === "variant" ? this.#catalog.variant(hit.of)?.code : undefined;
  }

  #compare(codes: readonly number[], missing: readonly string[]): Answer {
    const [only, ...more] = codes;
    if (only !== undefined && more.length === 0) return this.#response(only, "");
    if (codes.length > mostCompared && !this.#catalog.contrast(codes)) return { kind: "list", patterns: [], codes };
    return { kind: "comparison", codes, missing };
  }

  #words(words: string): Resolved {
    const vendor = this.#vendor(words) ?? this.#vendorIndex(words);
    if (vendor) return { answer: vendor };
    const named = this.#namedCause(words);
    if (named) return { answer: named };
    const pair = this.#exactPair(words);
    if (pair) return pair;
    const hits = this.#search.find(words);
    const best = hits[0];
    if (!best) return { answer: { kind: "trouble", trouble: "nothing-found", words } };
    if (best.score < sure || isDoubtful(best, hits[1])) return { answer: { kind: "suggestions", hits: hits.slice(0, 3), words } };
    const close = hits
      .slice(1)
      .filter((hit) => (best.exact ? hit.exact && hit.kind === "response" : hit.score >= best.score - closeBy));
    return { answer: this.#found(best, close, words), spoken: spokenIn(best, words) };
  }

  /** "user busy" is the response too; "Q.850 user busy", "user busy cause" ask for the cause. */
  #namedCause(words: string): Answer | undefined {
    const name = words.replace(/\bq\.?[89][35][01]\b|\b(?:isdn|isup|hangup)\b|\bcause\b/giu, " ").trim();
    if (name === words) return undefined;
    const hit = this.#search.exact(name).find(({ kind }) => kind === "cause");
    return hit && this.#cause([Number(hit.of)], []);
  }

  /** "busy and decline", "busy/decline": a comparison only when both are the very words for a response. */
  #exactPair(words: string): Resolved | undefined {
    const parts = words.split(/\s+(?:and|or|und|y|et|o|ou|oder)\s+|\s*[/、,]\s*|と|か/iu);
    if (parts.length < 2 || parts.length > mostCompared || this.#search.exact(words).length > 0) return undefined;
    const hits = parts.map((part) => this.#search.exact(part).find((hit) => hit.kind === "response"));
    if (!hits.every((hit) => hit !== undefined)) return undefined;
    return { answer: this.#compare([...new Set(hits.map((hit) => Number(hit.of)))], []), spoken: spokenIn(hits[0], words) };
  }

  #found(best: Hit, close: readonly Hit[], words: string): Answer {
    if (best.kind === "symptom") {
      const symptom = this.#catalog.symptom(best.of);
      if (symptom) return { kind: "symptom", symptom, others: close };
    }
    if (best.kind === "cause") return this.#cause([Number(best.of)], []);
    const code = this.#codeOf(best);
    const response = code === undefined ? undefined : this.#catalog.response(code);
    if (!response) return { kind: "trouble", trouble: "nothing-found", words };
    const meant = close.map((hit) => this.#codeOf(hit)).filter((one) => one !== undefined);
    const others = [...new Set(meant)].filter((one) => one !== code).slice(0, 2);
    return { kind: "response", response, variant: best.kind === "variant" ? this.#catalog.variant(best.of) : undefined, others };
  }

  #unknown(code: number, known: readonly number[]): Answer {
    return { kind: "trouble", trouble: "unknown-code", code, nearest: this.#catalog.nearest(code, 3), known };
  }
}

/** Two symptoms that fit nearly as well: asking back is better than a guess. */
function isDoubtful(best: Hit, next: Hit | undefined): boolean {
  return !best.exact && best.kind === "symptom" && next?.kind === "symptom" && next.score > best.score - 0.05;
}

/** Whether more than numbers and what joins them was typed: then the whole may be a name ("488 on re-INVITE"). */
function saysMore(words: string): boolean {
  return /\p{L}/u.test(words.replace(/\b(?:vs?|versus|and|or|sip|codes?|errors?|the|what|is|compare|with)\b/giu, " "));
}

/** Whether a variant's name stands in what was typed beside the code; "603+" in the text itself. */
function hasName(name: string, rest: string, words: string): boolean {
  if (name.endsWith("+")) return words.includes(name);
  const folded = fold(name.replace(/^\d{3}\s/u, ""));
  return folded !== "" && rest !== "" && (rest === folded || rest.includes(folded));
}

function spokenIn(hit: Hit | undefined, words: string): string | undefined {
  return hit?.language === "en" || !hasEastAsian(words) ? undefined : hit?.language;
}
