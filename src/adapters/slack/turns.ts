/**
 * Work that waits for its turn: one piece each time around the event loop. What came in meanwhile is read and acknowledged
 * before the next one, so that a rush of questions never makes Slack wait for its 3 s.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];

  /** Ends when it is one's turn. */
  take(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) setImmediate(this.#next);
    });
  }

  readonly #next = (): void => {
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) setImmediate(this.#next);
  };
}
