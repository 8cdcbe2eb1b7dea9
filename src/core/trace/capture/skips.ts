import type { Skipped } from "../reading.ts";

interface Skip {
  readonly first: string;
  last: string;
  count: number;
}

/** What could not be read: one line for each reason, however often it comes. */
export class Skips {
  readonly #skips = new Map<string, Skip>();

  add(reason: string, at: string): void {
    const known = this.#skips.get(reason);
    if (known === undefined) {
      this.#skips.set(reason, { first: at, last: at, count: 1 });
      return;
    }
    known.count++;
    known.last = at;
  }

  frame(reason: string, frame: number): void {
    this.add(reason, `frame ${frame}`);
  }

  /** "frame 12" for one, "frame 12 … 96 ×7" for more. */
  list(): Skipped[] {
    return [...this.#skips].map(([reason, { first, last, count }]) => ({
      at: count === 1 ? first : `${first} … ${last.replace(/^frame /u, "")} ×${count}`,
      reason,
    }));
  }
}
