import type { Theme, Traced, TraceSource } from "../bot/tracer.ts";

// What goes to the worker and what comes back: plain data, copied or handed over.

export interface Bounds {
  /** Largest file, packed. */
  readonly fileBytes: number;
  /** Largest content, unpacked. */
  readonly contentBytes: number;
  readonly messages: number;
  readonly timeMs: number;
  readonly memoryMb: number;
}

export type Errand =
  | { readonly kind: "trace"; readonly source: Omit<TraceSource, "slow">; readonly bounds: Bounds }
  | { readonly kind: "draw"; readonly svg: string; readonly theme: Theme };

export type Result =
  | { readonly kind: "traced"; readonly traced: Traced }
  | { readonly kind: "drawn"; readonly png: Uint8Array }
  | { readonly kind: "failed" };
