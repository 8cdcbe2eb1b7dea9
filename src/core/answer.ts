import type { VendorMatch } from "./catalog.ts";
import type { ResponseFacts, Symptom, Variant, Vendor } from "./facts.ts";
import type { Hit } from "./hit.ts";
import type { ChannelCommand } from "./query.ts";

/** What a query means, in no language. The replies are made from this. */
export type Answer =
  | ResponseAnswer
  | { readonly kind: "comparison"; readonly codes: readonly number[]; readonly missing: readonly string[] }
  | { readonly kind: "list"; readonly patterns: readonly string[]; readonly codes: readonly number[] }
  | {
      readonly kind: "cause";
      readonly causes: readonly number[];
      readonly codes: readonly number[];
      readonly vendors: readonly VendorMatch[];
    }
  | { readonly kind: "reason"; readonly protocol: string; readonly cause: number }
  | { readonly kind: "warning"; readonly warning: number }
  | { readonly kind: "timer"; readonly timer: string }
  | { readonly kind: "attestation"; readonly level: string }
  | { readonly kind: "vendor-index"; readonly vendor: Vendor }
  | { readonly kind: "vendor"; readonly matches: readonly VendorMatch[]; readonly asked: string }
  | { readonly kind: "symptom"; readonly symptom: Symptom; readonly others: readonly Hit[] }
  | { readonly kind: "suggestions"; readonly hits: readonly Hit[]; readonly words: string }
  | { readonly kind: "help" }
  | Trouble;

export interface ResponseAnswer {
  readonly kind: "response";
  readonly response: ResponseFacts;
  readonly variant?: Variant | undefined;
  /** Other codes that the words may have meant, best first; empty when the code was named. */
  readonly others: readonly number[];
  /** A cause that the query names beside the code. */
  readonly cause?: number | undefined;
  /** A reason phrase in the query that is not this code's own. */
  readonly unusualPhrase?: string | undefined;
}

export type Trouble = { readonly kind: "trouble" } & (
  | { readonly trouble: "empty" }
  | { readonly trouble: "too-long"; readonly length: number }
  | {
      readonly trouble: "unknown-code";
      readonly code: number;
      readonly nearest: readonly number[];
      readonly known: readonly number[];
    }
  | { readonly trouble: "unknown-cause"; readonly cause: number }
  | { readonly trouble: "nothing-found"; readonly words: string }
  | { readonly trouble: "not-here"; readonly command: ChannelCommand }
);
