export interface CodeSeen {
  readonly code: number;
  /** In how many messages. */
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly first: number;
  readonly last: number;
}

/** The likely story of an incident, read from which codes came, how often and when. */
export interface Story {
  readonly id: StoryId;
  /** The codes it rests on, most mentioned first. */
  readonly codes: readonly number[];
  /** When the first of them was mentioned; undefined when there is no story. */
  readonly since: number | undefined;
}

/** What the patterns look at: failures and redirects only. */
class Picture {
  readonly codes: readonly CodeSeen[];
  readonly total: number;

  constructor(codes: readonly CodeSeen[]) {
    this.codes = codes;
    this.total = codes.reduce((sum, { count }) => sum + count, 0);
  }

  /** How much of all that failed these codes are, 0 to 1. */
  share(...codes: readonly number[]): number {
    const sum = this.codes.filter(({ code }) => codes.includes(code)).reduce((all, { count }) => all + count, 0);
    return this.total === 0 ? 0 : sum / this.total;
  }

  has(code: number): boolean {
    return this.codes.some((one) => one.code === code);
  }

  first(...codes: readonly number[]): number | undefined {
    const times = this.codes.filter(({ code }) => codes.includes(code)).map(({ first }) => first);
    return times.length === 0 ? undefined : Math.min(...times);
  }
}

const together = 15 * 60_000;

function beganTogether(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && other !== undefined && Math.abs(one - other) <= together;
}

interface Pattern {
  readonly id: string;
  /** The codes the story would rest on. */
  readonly codes: readonly number[];
  readonly fits: (picture: Picture) => boolean;
}

const busy = [486, 600];
const callee = [480, 486, 600, 603, 604, 410, 487];
const blocked = [603, 607, 608];
const identity = [428, 436, 437, 438];
const numbering = [404, 484, 485, 410, 416, 604];
const media = [415, 488, 606, 580];
const server = [500, 502, 513, 580, 501, 505];
const unanswered = [408, 504];
const interval = [422, 423];
const size = [413, 414, 513];
const shape = [400, 405, 406, 415, 416, 420, 421, 494, 501, 505];
const lost = [481, 491];

// From the most telling to the most general; the first that fits is told. Each share was chosen so that one stray mention
// neither makes nor breaks a story.
const patterns = [
  // Together: whatever answers says 503, whatever does not is a 408 (or the proxy's 504).
  {
    id: "upstream-unreachable",
    codes: [503, 408, 504],
    fits: (seen: Picture) =>
      seen.share(503, ...unanswered) >= 0.6 &&
      seen.share(503) >= 0.1 &&
      seen.share(...unanswered) >= 0.1 &&
      beganTogether(seen.first(503), seen.first(...unanswered)),
  },
  // One after the other: time-outs until somebody took the hop out of service.
  {
    id: "timeouts-then-503",
    codes: [503, 408, 504],
    fits: (seen: Picture) =>
      seen.share(503, ...unanswered) >= 0.6 &&
      seen.share(503) >= 0.1 &&
      seen.share(...unanswered) >= 0.1 &&
      (seen.first(...unanswered) ?? 0) < (seen.first(503) ?? 0),
  },
  { id: "loop", codes: [482, 483], fits: (seen: Picture) => seen.share(482, 483) >= 0.3 },
  { id: "identity", codes: identity, fits: (seen: Picture) => seen.share(...identity) >= 0.3 },
  {
    id: "auth-refused",
    codes: [403, 401, 407],
    fits: (seen: Picture) => seen.share(401, 407, 403) >= 0.6 && seen.share(403) >= 0.2 && seen.share(401, 407) >= 0.15,
  },
  { id: "auth-storm", codes: [401, 407], fits: (seen: Picture) => seen.share(401, 407) >= 0.5 },
  { id: "forbidden", codes: [403], fits: (seen: Picture) => seen.share(403) >= 0.5 },
  {
    id: "calls-blocked",
    codes: blocked,
    fits: (seen: Picture) => seen.share(607, 608) >= 0.2 && seen.share(...blocked, 403) >= 0.5,
  },
  { id: "media", codes: media, fits: (seen: Picture) => seen.share(...media) >= 0.5 },
  { id: "interval", codes: interval, fits: (seen: Picture) => seen.share(...interval) >= 0.5 },
  { id: "size", codes: size, fits: (seen: Picture) => seen.share(...size) >= 0.5 },
  { id: "payment", codes: [402], fits: (seen: Picture) => seen.share(402) >= 0.3 },
  { id: "numbering", codes: numbering, fits: (seen: Picture) => seen.share(...numbering) >= 0.5 },
  { id: "calls-lost", codes: lost, fits: (seen: Picture) => seen.share(...lost) >= 0.5 },
  { id: "busy", codes: busy, fits: (seen: Picture) => seen.share(...busy) >= 0.8 },
  { id: "callees", codes: callee, fits: (seen: Picture) => seen.share(...callee) >= 0.8 && seen.share(487) < 0.5 },
  { id: "hung-up", codes: [487], fits: (seen: Picture) => seen.share(487) >= 0.5 },
  { id: "no-answer-from-hop", codes: unanswered, fits: (seen: Picture) => seen.share(...unanswered) >= 0.5 },
  { id: "overload", codes: [503], fits: (seen: Picture) => seen.share(503) >= 0.5 },
  {
    id: "server-fault",
    codes: [...server, 503, 504],
    fits: (seen: Picture) => seen.share(...server, 503, 504) >= 0.5 && seen.share(...server) >= 0.25,
  },
  { id: "redirected", codes: [300, 301, 302, 305, 380], fits: (seen: Picture) => seen.share(300, 301, 302, 305, 380) >= 0.5 },
  { id: "malformed", codes: shape, fits: (seen: Picture) => seen.share(...shape) >= 0.5 },
] as const satisfies readonly Pattern[];

export type StoryId = (typeof patterns)[number]["id"] | "single" | "mixed" | "nothing";

/** Every story, for tests and for the words of each language. */
export const storyIds: readonly StoryId[] = [...patterns.map(({ id }) => id), "single", "mixed", "nothing"];

/** Fewer mentions than this are no pattern, whatever they are. */
const fewest = 3;

/** The story that fits failures and redirects, most mentioned first; honest when none does. */
export function storyOf(codes: readonly CodeSeen[]): Story {
  const seen = new Picture(codes);
  if (seen.total === 0) return { id: "nothing", codes: [], since: undefined };
  if (seen.total < fewest)
    return { id: "single", codes: codes.map(({ code }) => code), since: seen.first(...codes.map(({ code }) => code)) };
  for (const { id, codes: telling, fits } of patterns) {
    if (!fits(seen)) continue;
    const resting = codes.map(({ code }) => code).filter((code) => (telling as readonly number[]).includes(code));
    return { id, codes: resting, since: seen.first(...resting) };
  }
  return { id: "mixed", codes: codes.map(({ code }) => code), since: undefined };
}
