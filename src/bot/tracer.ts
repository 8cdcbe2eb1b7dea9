import type { TraceRecord } from "../reply/diagnosis/record.ts";
import type { Theme } from "../reply/diagnosis/theme.ts";
import type { Answered } from "./answered.ts";

export type { TraceRecord } from "../reply/diagnosis/record.ts";
export type { Theme } from "../reply/diagnosis/theme.ts";

/** A pasted text or a file's bytes, and how its diagnosis shall be said. */
export interface TraceSource {
  readonly bytes: Uint8Array;
  /** Languages the asker reads, best first. */
  readonly languages: readonly string[];
  /** Which call to show when there are several, from 0; undefined: the most telling one. */
  readonly call?: number | undefined;
  /** The command that a choice "other call" runs, without its number: the adapter knows how to find the source again. */
  readonly again?: string | undefined;
  /** Everything as it stands, credentials excepted: in a terminal of one's own only. */
  readonly bare?: boolean | undefined;
  /** What is wanted beside the answer. */
  readonly wants?: readonly ("record" | "report")[] | undefined;
  /** Called once when it takes over a second. */
  readonly slow?: (() => void) | undefined;
}

/** A diagnosis. Only a single response has an address, its code: nobody keeps the trace. */
export interface Traced extends Answered {
  /** How many calls the trace has. */
  readonly callCount: number;
  /** The stable JSON, when it was wanted. */
  readonly record?: TraceRecord | undefined;
  /** Markdown for a ticket, when it was wanted. */
  readonly report?: string | undefined;
}

/** Reads traces apart from the process's own thread, with bounds on time and memory. */
export interface Tracer {
  /** What went wrong in a trace. Never rejects: what can't be read is answered with a sentence that says why. */
  trace(source: TraceSource): Promise<Traced>;
  /** A drawing as PNG, light unless told. Rejects when it can't be drawn: the text of the drawing serves then. */
  draw(svg: string, theme?: Theme): Promise<Uint8Array>;
  close(): Promise<void>;
}
