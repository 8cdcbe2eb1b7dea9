import type { Reply } from "../reply/document.ts";

export type AnswerKind = "response" | "comparison" | "list" | "cause" | "vendor" | "symptom" | "suggestions" | "help" | "trouble";

export interface Answered {
  readonly kind: AnswerKind;
  readonly outcome: "answered" | "nothing-found" | "bad-input";
  readonly language: string;
  /** Response codes, best first; of suggestions the nearest three. */
  readonly codes: readonly number[];
  readonly causes: readonly number[];
  /** The query that gives this answer again: the permalink and the other languages use it. */
  readonly address: string | undefined;
  readonly reply: Reply;
}
