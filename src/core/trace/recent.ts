/** What can be made again, and so need not be kept. */
export interface Forgetful {
  forget(): void;
}

/** A few megabytes: traces of usual size stay taken apart, and of a large one what is looked at, call by call. */
const most = 4000;

/** Remembers what was made last, so that a capture of any size holds no more of it. */
export class Recent {
  readonly #items: Forgetful[] = [];
  #next = 0;

  add(item: Forgetful): void {
    this.#items[this.#next]?.forget();
    this.#items[this.#next] = item;
    this.#next = (this.#next + 1) % most;
  }
}
