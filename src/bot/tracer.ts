import type { Answered } from "./answer.ts";

/** A pasted text or a file's bytes, and how its diagnosis shall be said. */
export interface TraceSource {
  readonly bytes: Uint8Array;
  /** Languages the asker reads, best first. */
  readonly languages: readonly string[];
  /** Which call to show when there are several, from 0; undefined: the most telling one. */
  readonly call?: number | undefined;
  /** The command that a choice "other call" runs, without its number: the adapter knows how to find the source again. */
  readonly again?: string | undefined;
}

/** Reads traces apart from the process's own thread, with bounds on time and memory. */
export interface Tracer {
  /** What went wrong in a trace. Never rejects: what can't be read is answered with a sentence that says why. */
  trace(source: TraceSource): Promise<Answered>;
  /** A drawing as PNG. */
  draw(svg: string): Promise<Uint8Array>;
  close(): Promise<void>;
}
