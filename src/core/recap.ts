import { storyOf, type CodeSeen, type Story } from "./recap/stories.ts";

export type { CodeSeen } from "./recap/stories.ts";

/** One code in one message. Times are milliseconds since the epoch. */
export interface Mentioned {
  readonly code: number;
  readonly at: number;
  readonly message: string;
}

/** Mentions counted in steps of equal length. */
export interface Timeline {
  readonly start: number;
  readonly stepMs: number;
  readonly steps: number;
  /** The same order as the codes; one count for each step. */
  readonly rows: readonly { readonly code: number; readonly counts: readonly number[] }[];
}

/** What was said of an incident, in codes. */
export interface Recap {
  readonly since: number;
  readonly until: number;
  readonly messages: number;
  /** Most mentioned first. */
  readonly codes: readonly CodeSeen[];
  readonly story: Story;
  /** Undefined when nothing was mentioned. */
  readonly timeline: Timeline | undefined;
}

/** What a channel or thread said between two times. The same mentions give the same recap, in any order. */
export function recapOf(mentions: readonly Mentioned[], since: number, until: number): Recap {
  const inTime = mentions.filter(({ at }) => at >= since && at < until);
  const codes = seen(inTime);
  const telling = codes.filter(({ code }) => code >= 300);
  return {
    since,
    until,
    messages: new Set(inTime.map(({ message }) => message)).size,
    codes,
    story: storyOf(telling),
    timeline: timelineOf(inTime, codes),
  };
}

function seen(mentions: readonly Mentioned[]): CodeSeen[] {
  const byCode = new Map<number, { messages: Set<string>; first: number; last: number }>();
  for (const { code, at, message } of mentions) {
    const known = byCode.get(code) ?? { messages: new Set<string>(), first: at, last: at };
    known.messages.add(message);
    known.first = Math.min(known.first, at);
    known.last = Math.max(known.last, at);
    byCode.set(code, known);
  }
  return [...byCode]
    .map(([code, { messages, first, last }]) => ({ code, count: messages.size, first, last }))
    .toSorted((a, b) => b.count - a.count || a.first - b.first || a.code - b.code);
}

const minute = 60_000;
/** Steps that people read off a clock. */
const stepLengths = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 10_080].map((minutes) => minutes * minute);
const mostSteps = 24;
const mostRows = 8;

function timelineOf(mentions: readonly Mentioned[], codes: readonly CodeSeen[]): Timeline | undefined {
  if (codes.length === 0) return undefined;
  const first = Math.min(...codes.map((one) => one.first));
  const last = Math.max(...codes.map((one) => one.last));
  const fits = (length: number) => Math.floor(last / length) - Math.floor(first / length) < mostSteps;
  const stepMs = stepLengths.find(fits) ?? Math.ceil((last - first + 1) / (mostSteps - 1));
  const start = Math.floor(first / stepMs) * stepMs;
  const steps = Math.floor((last - start) / stepMs) + 1;
  const rows = codes.slice(0, mostRows).map(({ code }) => ({ code, counts: Array.from({ length: steps }, () => 0) }));
  const byCode = new Map(rows.map((row) => [row.code, row.counts]));
  for (const { code, at } of mentions) {
    const counts = byCode.get(code);
    const step = Math.floor((at - start) / stepMs);
    if (counts !== undefined) counts[step] = (counts[step] ?? 0) + 1;
  }
  return { start, stepMs, steps, rows };
}
