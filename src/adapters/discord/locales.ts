const remembered = 10_000;

/** Languages of people, as their clients told with a command or a click: a mention brings none along. */
export class Locales {
  readonly #known = new Map<string, string>();

  remember(user: string, locale: string | undefined): void {
    if (locale === undefined || user === "") return;
    this.#known.delete(user);
    this.#known.set(user, locale);
    if (this.#known.size > remembered) this.#known.delete(this.#known.keys().next().value ?? "");
  }

  of(user: string): string | undefined {
    return this.#known.get(user);
  }
}
