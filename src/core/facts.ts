// What data/ holds, once read and checked: facts in no language. Everything the core knows is one Facts object.

/** Where a claim comes from: an RFC with its section ("RFC 3261 §21.4.24"), another standard, or a dated page. */
export type Source = string | { readonly title: string; readonly url?: string | undefined; readonly seen: string };

export type Outcome =
  | "progress"
  | "ringing"
  | "answered"
  | "redirected"
  | "auth"
  | "busy"
  | "no-answer"
  | "rejected"
  | "blocked"
  | "cancelled"
  | "unreachable"
  | "routing"
  | "media"
  | "state"
  | "protocol"
  | "server";

/** Whose turn it is: the verdict that an answer opens with. */
export type Party = "normal" | "us" | "caller" | "callee" | "carrier" | "media" | "policy";

export type RetryAdvice =
  | "not-applicable"
  | "retry-with-change"
  | "retry-elsewhere"
  | "retry-later"
  | "retry-after-random-delay"
  | "retry-with-confirmation"
  | "do-not-retry"
  | "unspecified";

export interface HeaderFact {
  readonly name: string;
  readonly level: "must" | "should" | "may";
  /** The condition under which the level holds; its words are in the interface file. */
  readonly when?: string | undefined;
  readonly source: Source;
}

export interface SeenPhrase {
  readonly phrase: string;
  readonly by: readonly string[];
}

interface CommonResponse {
  readonly code: number;
  readonly phrase: string;
  readonly sources: readonly Source[];
  readonly outcome: Outcome;
  readonly party: Party;
  readonly confusedWith: readonly number[];
  /** Reason phrases that stacks and tables print instead of the registered one. */
  readonly phrasesSeen: readonly SeenPhrase[];
}

/** A code of the IANA registry "SIP Response Codes". */
export interface RegisteredResponse extends CommonResponse {
  readonly registered: true;
  readonly seeAlso: readonly Source[];
  readonly generatedBy: readonly string[];
  readonly methods: readonly string[];
  readonly retry: { readonly advice: RetryAdvice; readonly source: Source };
  /** What it ends when it answers a request inside a dialog (RFC 5057 §5.1). */
  readonly dialog?:
    | { readonly ends: "transaction" | "usage" | "usage-if-essential" | "dialog" | "nothing"; readonly source: Source }
    | undefined;
  readonly endsSubscription: boolean;
  readonly headers: readonly HeaderFact[];
  readonly timers: readonly string[];
}

/** A number that stacks send or print although the registry does not know it. */
export interface UnregisteredResponse extends CommonResponse {
  readonly registered: false;
  readonly kind: string;
  readonly emittedBy: readonly string[];
  readonly onWire: "yes" | "rare" | "never" | "as-500" | "http";
  /** RFC 3261 §8.1.3.2: the code a client must treat it as; absent outside 1xx to 6xx. */
  readonly treatAs?: number | undefined;
}

export type ResponseFacts = RegisteredResponse | UnregisteredResponse;

/** The same code with another meaning, told apart by its phrase or a header. */
export interface Variant {
  readonly id: string;
  readonly code: number;
  readonly phrase: string;
  readonly names: readonly string[];
  readonly outcome: Outcome;
  readonly party: Party;
  readonly sources: readonly Source[];
}

/** A curated comparison; its id is the codes in rising order, joined by "-". */
export interface Contrast {
  readonly id: string;
  readonly codes: readonly number[];
  readonly sources: readonly Source[];
}

export interface Cause {
  readonly cause: number;
  readonly name: string;
  readonly class: number;
  readonly sources: readonly Source[];
  readonly verified: boolean;
}

/** RFC 3398: which cause becomes which response, and back. */
export interface CauseMapping {
  readonly causeToSip: {
    readonly source: Source;
    readonly default: number;
    readonly rows: readonly {
      readonly cause: number;
      readonly sip?: number | undefined;
      readonly orElse?: number | undefined;
      readonly when?: string | undefined;
    }[];
  };
  readonly sipToCause: {
    readonly source: Source;
    readonly default: number;
    readonly rows: readonly { readonly sip: number; readonly cause: number }[];
  };
}

export interface Warning {
  readonly warning: number;
  readonly phrase: string;
  readonly with: readonly number[];
  readonly source: Source;
}
export interface Timer {
  readonly id: string;
  readonly value: string;
  readonly ms?: number | undefined;
  readonly codes: readonly number[];
  readonly source: Source;
}
export interface Header {
  readonly name: string;
  readonly source: Source;
}
export interface Location {
  readonly value: number;
  readonly token: string;
  readonly name: string;
}
export interface ReasonProtocol {
  readonly protocol: string;
  readonly values: readonly number[];
  readonly sources: readonly Source[];
  readonly confidence: string;
}
export interface Attestation {
  readonly level: string;
  readonly name: string;
  readonly source: Source;
}

/** One meaning a vendor gives: a sub-code, a hangup cause, a phrase. */
export interface VendorEntry {
  readonly id: string;
  /** What people type to find it. */
  readonly codes: readonly string[];
  readonly sip: readonly number[];
  readonly cause?: number | undefined;
  /** The vendor's own name or message, shown as it stands. */
  readonly name?: string | undefined;
  readonly comesFrom?: readonly number[] | undefined;
  readonly standard?: boolean | undefined;
}

export interface Vendor {
  readonly id: string;
  readonly name: string;
  readonly confidence: "high" | "medium" | "low";
  readonly sources: readonly Source[];
  readonly entries: readonly VendorEntry[];
  /** Where a platform leaves RFC 3398. */
  readonly mapping?:
    | { readonly sipToCause: Readonly<Record<string, number>>; readonly causeToSip: Readonly<Record<string, number>> }
    | undefined;
}

export interface Symptom {
  readonly id: string;
  readonly codes: readonly number[];
  readonly causes: readonly number[];
  readonly timers: readonly string[];
  readonly sources: readonly Source[];
}

/** A phrase, alias or jargon word of some language, and what it stands for. */
export interface Term {
  readonly text: string;
  readonly kind: "response" | "symptom" | "cause" | "vendor" | "variant";
  /** The code, cause number or id. */
  readonly of: string;
  /** 0 to 1: of two things that the same words may mean, the heavier is meant. */
  readonly weight: number;
  /** The language whose word it is; the protocol's own phrases have none. */
  readonly language?: string | undefined;
}

export interface Facts {
  readonly responses: readonly ResponseFacts[];
  readonly variants: readonly Variant[];
  readonly contrasts: readonly Contrast[];
  readonly causes: readonly Cause[];
  readonly mapping: CauseMapping;
  readonly locations: readonly Location[];
  readonly reasons: readonly ReasonProtocol[];
  readonly attestation: readonly Attestation[];
  readonly warnings: readonly Warning[];
  readonly timers: readonly Timer[];
  readonly headers: readonly Header[];
  readonly vendors: readonly Vendor[];
  readonly symptoms: readonly Symptom[];
}

/** The words of the text on one response or symptom: what finds it when no phrase or alias fits. */
export interface Prose {
  readonly kind: "response" | "symptom";
  readonly of: string;
  readonly language: string;
  /** Stems of what it is called and what has happened, each once, parted by spaces. */
  readonly headline: string;
  /** Stems of the rest. */
  readonly words: string;
}

/** All that look-up searches; read only when words are looked up. */
export interface Wordlist {
  readonly terms: readonly Term[];
  /** Groups of words that people use for one another; in Japanese the first stands for the others. */
  readonly synonyms: readonly (readonly string[])[];
  readonly prose: readonly Prose[];
}
