const people = 5000;
const each = 8;

/** What each person asked last, for completion before a key is pressed. Short questions of the grammar only, in memory only. */
export class Recent {
  readonly #asked = new Map<string, readonly string[]>();

  add(user: string, query: string): void {
    const others = (this.#asked.get(user) ?? []).filter((one) => one !== query);
    this.#asked.delete(user);
    this.#asked.set(user, [query, ...others].slice(0, each));
    if (this.#asked.size > people) this.#asked.delete(this.#asked.keys().next().value ?? "");
  }

  of(user: string): readonly string[] {
    return this.#asked.get(user) ?? [];
  }
}
