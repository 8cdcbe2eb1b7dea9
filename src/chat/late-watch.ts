import type { Watch } from "../bot/watch/watch.ts";

/** The watch is loaded behind the start: nobody who asks has to wait for it. */
export class LateWatch {
  readonly #load: () => Promise<Watch>;
  #here: Watch | undefined;
  #coming: Promise<Watch> | undefined;

  constructor(load: () => Promise<Watch>) {
    this.#load = load;
  }

  /** At once, when it is there. */
  get here(): Watch | undefined {
    return this.#here;
  }

  get(): Promise<Watch> {
    this.#coming ??= this.#load().then((watch) => (this.#here = watch));
    return this.#coming;
  }

  /** Posts what waits, if it was ever loaded. */
  async close(): Promise<void> {
    await (await this.#coming)?.close();
  }
}
