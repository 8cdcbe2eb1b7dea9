import type { Store } from "../store.ts";
import type { WatchParts } from "./parts.ts";

/** The store as the watch uses it: that it went away and came back is told once each. */
export class Reach {
  readonly #parts: Pick<WatchParts, "store" | "observer" | "clock">;
  #lostSince: number | undefined;
  #ending = false;

  constructor(parts: Pick<WatchParts, "store" | "observer" | "clock">) {
    this.#parts = parts;
  }

  /** Since when it can't be reached; undefined while it can. */
  get lostSince(): number | undefined {
    return this.#lostSince;
  }

  /** The process ends, and its database with it: that it is gone is no news any more. */
  ending(): void {
    this.#ending = true;
  }

  /** What the store says, or "lost" when it can't be reached. */
  async ask<T>(question: (store: Store) => Promise<T>): Promise<{ readonly says: T } | "lost"> {
    const { store, observer, clock } = this.#parts;
    try {
      const says = await question(await store());
      if (this.#lostSince !== undefined) {
        this.#lostSince = undefined;
        observer.store("back");
      }
      return { says };
    } catch (fault) {
      if (this.#lostSince === undefined) {
        this.#lostSince = clock.now();
        if (!this.#ending) observer.store("lost", fault);
      }
      return "lost";
    }
  }
}
