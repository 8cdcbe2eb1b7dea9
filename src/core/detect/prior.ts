import type { Catalog } from "../catalog.ts";

// How likely a number is a SIP response before anything around it is read.

const httpRanges: readonly (readonly [number, number])[] = [
  [100, 100],
  [200, 200],
  [202, 202],
  [204, 204],
  [300, 305],
  [400, 417],
  [421, 426],
  [428, 429],
  [451, 451],
  [500, 505],
  [510, 511],
];

/** Whether HTTP, too, has this code: then the words around it must say which is meant. */
export function httpHas(code: number): boolean {
  return inHttp[code] === 1;
}

const inHttp = new Uint8Array(1000);
for (const [from, to] of httpRanges) inHttp.fill(1, from, to + 1);

/** Numbers that people say for quantities, sizes and times most often. */
const common: Readonly<Record<number, number>> = {
  100: -1.2,
  180: 0.4,
  199: -0.6,
  200: -0.75,
  202: -0.6,
  204: -0.6,
  300: -1.6,
  400: -0.7,
  404: -0.3,
  407: 0.6,
  440: -0.3,
  480: 1.05,
  500: -0.7,
  555: -0.6,
  600: -0.9,
};

export function prior(code: number, catalog: Catalog): number {
  const facts = catalog.response(code);
  if (facts?.registered) return common[code] ?? (httpHas(code) ? -0.3 : 1.05);
  // RFC 2543's and the early drafts' leavings, and what stacks send on their own account.
  if (facts?.onWire === "yes") return -0.1;
  return facts ? -1.4 : -2.6;
}

export function isRound(code: number): boolean {
  return code % 100 === 0;
}

/** Numbers that are durations in most mouths. */
export function isTimeLike(code: number): boolean {
  return code % 30 === 0 || code % 50 === 0;
}
