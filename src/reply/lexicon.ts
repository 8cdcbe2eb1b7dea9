// Every word of one language, as data/languages/<tag>/ holds it. The same keys in each language.

export interface ResponseWords {
  readonly who: string;
  readonly verdict: string;
  readonly first: string;
  readonly meaning: string;
  readonly when?: readonly string[] | undefined;
  readonly do: readonly string[];
  readonly not?: string | undefined;
  readonly retry?: string | undefined;
  readonly proxies?: string | undefined;
  readonly timers?: string | undefined;
  readonly search: readonly string[];
}

export interface ContrastWords {
  readonly summary: string;
  readonly flow?: string | undefined;
  readonly differences: readonly string[];
  readonly tell: readonly string[];
  readonly each: Readonly<Record<string, string>>;
}

export interface SymptomWords {
  readonly name: string;
  readonly who: string;
  readonly verdict: string;
  readonly first: string;
  readonly meaning: string;
  readonly checks: readonly string[];
  readonly codes: Readonly<Record<string, string>>;
  readonly search: readonly string[];
}

export interface MeaningWords {
  readonly meaning: string;
  readonly do: string;
}

export interface CauseWords extends MeaningWords {
  readonly gloss: string;
}

export interface VendorWords {
  readonly about: string;
  readonly entries: Readonly<Record<string, MeaningWords>>;
}

/**
 * What a finding of a trace says. All four may hold ICU places, filled from `Finding.values`; which names a finding has
 * stands in `findingPlaces` (core/trace/findings/places.ts). A text place is never selected on, a number may be.
 */
export interface FindingWords {
  /** A few words: the line in a list. */
  readonly title: string;
  /** One sentence: what this trace shows. */
  readonly verdict: string;
  readonly means: string;
  /** What to do, in order. */
  readonly check: readonly string[];
}

export interface Lexicon {
  /** BCP 47 tag, as the folder is named. */
  readonly language: string;
  /** The language's own name for itself. */
  readonly name: string;
  /** Sentences of the interface, ICU MessageFormat. */
  readonly interface: Readonly<Record<string, string>>;
  readonly responses: Readonly<Record<string, ResponseWords>>;
  readonly variants: Readonly<Record<string, ResponseWords>>;
  readonly contrasts: Readonly<Record<string, ContrastWords>>;
  readonly symptoms: Readonly<Record<string, SymptomWords>>;
  readonly causes: {
    readonly unassigned: string;
    readonly unconfirmed: string;
    readonly numbers: Readonly<Record<string, CauseWords>>;
  };
  readonly locations: Readonly<Record<string, string>>;
  readonly warnings: Readonly<Record<string, MeaningWords>>;
  readonly reasons: {
    readonly protocols: Readonly<Record<string, string>>;
    readonly values: Readonly<Record<string, string>>;
    readonly frequent: Readonly<Record<string, string>>;
  };
  readonly stir: { readonly attestation: Readonly<Record<string, MeaningWords>>; readonly reason: string };
  readonly timers: Readonly<Record<string, { readonly meaning: string; readonly seen: string }>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly vendors: Readonly<Record<string, VendorWords>>;
  readonly findings: Readonly<Record<string, FindingWords>>;
}
