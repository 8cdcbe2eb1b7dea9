import type { Term } from "./facts.ts";

/** What look-up found for some words. */
export interface Hit {
  readonly kind: Term["kind"];
  /** The code, cause number or id, as text. */
  readonly of: string;
  /** 0 to 1. */
  readonly score: number;
  /** Whether these are the very words, letters' case and punctuation aside. */
  readonly exact: boolean;
  /** The language whose word it is; undefined for the protocol's own phrases. */
  readonly language?: string | undefined;
}
