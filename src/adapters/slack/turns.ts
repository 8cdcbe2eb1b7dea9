/** Milliseconds of work after which what came in is read. */
const sliceMs = 10;

/**
 * Work that waits for its turn: some milliseconds of it each time around the event loop. What came in meanwhile is read and
 * acknowledged before the next, so that a rush of questions never makes Slack wait for its 3 s.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];

  /** Ends when it is one's turn. */
  take(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) this.#later();
    });
  }

  #later(): void {
    setImmediate(() => void this.#next());
  }

  async #next(): Promise<void> {
    const until = performance.now() + sliceMs;
    do {
      this.#waiting[0]?.();
      // Whoever's turn it is works first.
      await Promise.resolve();
      this.#waiting.shift();
    } while (this.#waiting.length > 0 && performance.now() < until);
    if (this.#waiting.length > 0) this.#later();
  }
}
