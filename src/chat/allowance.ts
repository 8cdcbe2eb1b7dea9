export type Allowed = "yes" | "no" | "no, say so";

export interface Pace {
  /** Questions at once. */
  readonly burst: number;
  /** Questions a second after that. */
  readonly perSecond: number;
}

export const usualPace: Pace = { burst: 30, perSecond: 1 };

interface Bucket {
  left: number;
  at: number;
  told: boolean;
}

const remembered = 10_000;

/** How much one person may ask, so that nobody starves the others: a bucket each, refilled with time. */
export class Allowance {
  readonly #buckets = new Map<string, Bucket>();
  readonly #pace: Pace;
  readonly #now: () => number;

  constructor(pace: Pace = usualPace, now: () => number = Date.now) {
    this.#pace = pace;
    this.#now = now;
  }

  /** Takes one question off a person's allowance; the first refusal is to be said, the ones right after are not. */
  take(person: string): Allowed {
    const now = this.#now();
    const bucket = this.#buckets.get(person) ?? { left: this.#pace.burst, at: now, told: false };
    bucket.left = Math.min(this.#pace.burst, bucket.left + ((now - bucket.at) / 1000) * this.#pace.perSecond);
    bucket.at = now;
    this.#remember(person, bucket);
    if (bucket.left >= 1) {
      bucket.left -= 1;
      if (bucket.left > this.#pace.burst / 2) bucket.told = false;
      return "yes";
    }
    if (bucket.told) return "no";
    bucket.told = true;
    return "no, say so";
  }

  // The least recently seen go first; whoever is forgotten starts with a full bucket.
  #remember(person: string, bucket: Bucket): void {
    this.#buckets.delete(person);
    this.#buckets.set(person, bucket);
    if (this.#buckets.size <= remembered) return;
    for (const oldest of this.#buckets.keys()) {
      this.#buckets.delete(oldest);
      return;
    }
  }
}
