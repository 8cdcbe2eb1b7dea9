import type { Answer } from "../core/answer.ts";
import { Catalog } from "../core/catalog.ts";
import type { Facts } from "../core/facts.ts";
import type { SearchIndex } from "../core/search-index.ts";
import { Search } from "../core/search.ts";
import { understand } from "../core/understand.ts";
import type { Lexicon } from "../reply/lexicon.ts";
import { makeReply } from "../reply/reply.ts";
import { Words } from "../reply/words.ts";
import { address } from "./address.ts";
import type { Answered, AnswerKind } from "./answered.ts";
import { negotiate } from "./language.ts";
import type { Request } from "./request.ts";
import { Suggester, type Suggestion } from "./suggest.ts";

export type { Answered, AnswerKind } from "./answered.ts";

export interface Knowledge {
  readonly facts: Facts;
  /** Language tags that ship, the default first. */
  readonly languages: readonly string[];
  readonly lexicon: (language: string) => Lexicon;
  /** What look-up by words searches; asked for once, when words are first looked up. */
  readonly searchIndex: () => SearchIndex;
}

/** Answers pasted traces; undefined for every other question. */
export interface Pastes {
  answer(bot: Bot, request: Request): Answered | undefined;
}

/** The whole bot: a question in, an answer out; the same question gives the same answer. */
export class Bot {
  readonly languages: readonly string[];
  readonly catalog: Catalog;
  readonly #knowledge: Knowledge;
  readonly #words = new Map<string, Words>();
  #search: Search | undefined;
  #pastes: Pastes | undefined;
  readonly #suggesters = new Map<string, Suggester>();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
    this.languages = knowledge.languages;
    this.catalog = new Catalog(knowledge.facts);
  }

  /** From now on pasted traces are diagnosed, too. What reads them is large, and loaded only where it may be needed. */
  readPastes(pastes: Pastes): void {
    this.#pastes = pastes;
  }

  /** Answers a question. Never throws on any text. */
  answer(request: Request): Answered {
    const pasted = this.#pastes?.answer(this, request);
    if (pasted) return pasted;
    const { answer, language: wished, spoken } = understand(request.text, this.catalog, () => this.#searching());
    const wishes = [wished, request.language, spoken, ...(request.languages ?? [])].filter((wish) => wish !== undefined);
    const language = this.language(wishes);
    return {
      kind: kindOf(answer),
      outcome: outcomeOf(answer),
      language,
      codes: codesOf(answer, this.catalog),
      causes: causesOf(answer),
      address: address(answer),
      reply: makeReply(answer, this.catalog, this.words(language)),
    };
  }

  /** What the typed text may become, best first: for completion while typing. No I/O. */
  suggest(text: string, languages: readonly string[], count: number): Suggestion[] {
    const language = this.language(languages);
    const known = this.#suggesters.get(language) ?? new Suggester(this.catalog, this.#searching(), this.words(language));
    this.#suggesters.set(language, known);
    return known.suggest(text, count);
  }

  /** The shipped language that fits the wishes best, else the default. */
  language(wishes: readonly string[]): string {
    return negotiate(wishes, this.languages);
  }

  words(language: string): Words {
    const known = this.#words.get(language) ?? new Words(this.#knowledge.lexicon(language));
    this.#words.set(language, known);
    return known;
  }

  // The index of words is made when words are first looked up: a number needs none.
  #searching(): Search {
    this.#search ??= new Search(this.#knowledge.searchIndex());
    return this.#search;
  }
}

function outcomeOf(answer: Answer): Answered["outcome"] {
  if (answer.kind === "suggestions") return "nothing-found";
  if (answer.kind !== "trouble") return "answered";
  return ["empty", "too-long", "not-here"].includes(answer.trouble) ? "bad-input" : "nothing-found";
}

function kindOf(answer: Answer): AnswerKind {
  switch (answer.kind) {
    case "reason":
    case "warning":
    case "timer":
    case "attestation":
      return "cause";
    case "vendor-index":
      return "vendor";
    default:
      return answer.kind;
  }
}

function codesOf(answer: Answer, catalog: Catalog): readonly number[] {
  switch (answer.kind) {
    case "response":
      return [answer.response.code, ...answer.others];
    case "comparison":
    case "list":
    case "cause":
      return answer.codes;
    case "reason":
      return answer.protocol.toUpperCase() === "SIP" || answer.protocol.toUpperCase() === "STIR" ? [answer.cause] : [];
    case "vendor":
      return [...new Set(answer.matches.flatMap(({ entry }) => entry.sip))];
    case "vendor-index":
      return [...new Set(answer.vendor.entries.flatMap((entry) => entry.sip))];
    case "symptom":
      return answer.symptom.codes;
    case "suggestions":
      return answer.hits.filter((hit) => hit.kind === "response").map((hit) => Number(hit.of));
    case "warning":
      return catalog.facts.warnings.find((one) => one.warning === answer.warning)?.with ?? [];
    case "timer":
      return catalog.timer(answer.timer)?.codes ?? [];
    case "attestation":
    case "trouble":
    case "help":
      return [];
  }
}

function causesOf(answer: Answer): readonly number[] {
  switch (answer.kind) {
    case "cause":
      return answer.causes;
    case "response":
      return answer.cause === undefined ? [] : [answer.cause];
    case "symptom":
      return answer.symptom.causes;
    case "suggestions":
      return answer.hits.filter((hit) => hit.kind === "cause").map((hit) => Number(hit.of));
    case "comparison":
    case "list":
    case "reason":
    case "warning":
    case "timer":
    case "attestation":
    case "vendor":
    case "vendor-index":
    case "help":
    case "trouble":
      return [];
  }
}
