/** Longer than Slack redelivers (at once, after 1 and after 5 minutes). */
const keptForMs = 60 * 60 * 1000;
const kept = 20_000;

/** Remembers what was taken in hand, so that nothing is taken twice. Bounded in time and number. */
export class Taken {
  readonly #since = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** True for the first who comes with one of these keys; all of them are taken then. */
  first(...keys: readonly string[]): boolean {
    this.#forget();
    const isNew = keys.every((key) => !this.#since.has(key));
    for (const key of keys) if (!this.#since.has(key)) this.#since.set(key, this.#now());
    return isNew;
  }

  get size(): number {
    return this.#since.size;
  }

  // A map keeps the order of arrival: the oldest stand in front.
  #forget(): void {
    const oldest = this.#now() - keptForMs;
    for (const [key, since] of this.#since) {
      if (since > oldest && this.#since.size < kept) return;
      this.#since.delete(key);
    }
  }
}
