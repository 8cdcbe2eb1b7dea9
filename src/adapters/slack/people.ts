import { soon } from "../../chat/patience.ts";
import type { Api } from "./api.ts";
import { codeOf } from "./faults.ts";
import type { Scopes } from "./scopes.ts";

interface Person {
  readonly locale: string | undefined;
  readonly admin: boolean;
}

const knownForMs = 60 * 60 * 1000;
const unknownForMs = 5 * 60 * 1000;
const remembered = 5_000;
/** An answer does not wait longer for the asker's language. */
const patienceMs = 1500;

const nobody: Person = { locale: undefined, admin: false };

/** What Slack knows of people, as far as `users:read` is granted: their language, and whether they run the workspace. */
export class People {
  readonly #api: Api;
  readonly #scopes: Scopes;
  readonly #installer: string | undefined;
  readonly #known = new Map<string, { until: number; person: Promise<Person> }>();

  constructor(api: Api, scopes: Scopes, installer: string | undefined) {
    this.#api = api;
    this.#scopes = scopes;
    this.#installer = installer;
  }

  /** The language of a person ("ja-JP"), undefined when it is not to be had now. */
  async locale(user: string): Promise<string | undefined> {
    return this.#scopes.has("users:read") ? (await soon(patienceMs, this.#person(user)))?.locale : undefined;
  }

  /** Whether somebody may change the workspace's settings. */
  async maySet(user: string): Promise<boolean> {
    if (user === this.#installer) return true;
    return this.#scopes.has("users:read") && (await soon(patienceMs, this.#person(user)))?.admin === true;
  }

  #person(user: string): Promise<Person> {
    const known = this.#known.get(user);
    if (known && known.until > Date.now()) return known.person;
    const entry = { until: Date.now() + knownForMs, person: this.#ask(user, () => (entry.until = Date.now() + unknownForMs)) };
    this.#known.delete(user);
    this.#known.set(user, entry);
    if (this.#known.size > remembered) this.#known.delete(this.#known.keys().next().value ?? "");
    return entry.person;
  }

  async #ask(user: string, failed: () => void): Promise<Person> {
    try {
      const { user: found } = await this.#api.call((client) => client.users.info({ user, include_locale: true }));
      return { locale: found?.locale, admin: found?.is_admin === true || found?.is_owner === true };
    } catch (fault) {
      if (codeOf(fault) === "missing_scope") this.#scopes.refuse("users:read");
      failed();
      return nobody;
    }
  }
}
