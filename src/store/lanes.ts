/** Work of one name, one after the other: what would only wait for its lock must not hold a connection meanwhile. */
export class Lanes {
  readonly #ends = new Map<string, Promise<void>>();
  readonly #longestMs: number;

  constructor(longestMs: number) {
    this.#longestMs = longestMs;
  }

  /** Rejects when its turn does not come in time. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#ends.get(name);
    const result = (before ? this.#turn(before) : Promise.resolve()).then(work);
    const end = settled([before ?? Promise.resolve(), result]);
    this.#ends.set(name, end);
    void end.finally(() => this.#ends.get(name) === end && this.#ends.delete(name));
    return result;
  }

  async #turn(before: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(new Error("the database is too slow: others wait before")), this.#longestMs);
    });
    try {
      await Promise.race([before, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function settled(all: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(all);
}
