import { defaultSettings, readSettings, type Settings } from "../bot/settings.ts";
import type { Scope, SettingsStore } from "../bot/store.ts";
import { faultOf, type Log } from "./log.ts";

/** Another process may change settings in the same store. */
const freshForMs = 60_000;

/** The settings of our workspace: read when first needed, kept in memory for a while. */
export class Book {
  readonly #scope: Scope;
  readonly #store: () => Promise<SettingsStore>;
  readonly #languages: readonly string[];
  readonly #log: Log;
  #read: { readonly at: number; readonly settings: Promise<Settings> } | undefined;

  constructor(workspace: string, store: () => Promise<SettingsStore>, languages: readonly string[], log: Log) {
    this.#scope = { workspace };
    this.#store = store;
    this.#languages = languages;
    this.#log = log;
  }

  /** The settings in force; the defaults when the store can't be read. */
  settings(): Promise<Settings> {
    if (this.#read === undefined || Date.now() - this.#read.at > freshForMs) {
      this.#read = { at: Date.now(), settings: this.#fetch() };
    }
    return this.#read.settings;
  }

  /** Keeps new settings; throws when the store can't be written. */
  async keep(settings: Settings): Promise<void> {
    const store = await this.#store();
    await store.keepSettings(this.#scope, settings);
    this.#read = { at: Date.now(), settings: Promise.resolve(settings) };
  }

  async #fetch(): Promise<Settings> {
    try {
      const store = await this.#store();
      return readSettings(await store.settings(this.#scope), this.#languages);
    } catch (fault) {
      this.#log.error(faultOf(fault), "the settings can't be read; the defaults hold");
      return defaultSettings;
    }
  }
}
