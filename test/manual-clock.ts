import type { Clock } from "../src/bot/watch/clock.ts";

interface Planned {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that goes when told to; what is due runs in order. */
export class ManualClock implements Clock {
  #now: number;
  #planned: Planned[] = [];

  constructor(now = Date.UTC(2026, 10, 27, 2, 14)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): () => void {
    const one = { at: this.#now + milliseconds, run };
    this.#planned.push(one);
    return () => {
      this.#planned = this.#planned.filter((other) => other !== one);
    };
  }

  /** Goes on; each thing that becomes due runs at its own time, and what it began ends before the next. */
  async go(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settled();
    for (;;) {
      const [next] = this.#planned.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#planned = this.#planned.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settled();
    }
    this.#now = end;
  }
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
