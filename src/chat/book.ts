import { cascade, readChoices, type Choices, type Effective, type Settings } from "../bot/settings.ts";
import type { Scope, SettingsStore } from "../bot/store.ts";
import { faultOf, type Log } from "./log.ts";

/** Another process may change settings in the same store. */
const freshForMs = 60_000;
/** So soon a store that failed is asked again. */
const failedForMs = 5_000;
/** Workspaces kept in memory; the least recently used go first. */
const remembered = 2_000;

/** Choices of a workspace by the key of their scope. */
type Pages = ReadonlyMap<string, Choices>;

interface Read {
  until: number;
  readonly pages: Promise<Pages>;
}

/** The settings of workspaces, their channels and threads: read when first needed, kept in memory for a while. */
export class Book {
  readonly #store: () => Promise<SettingsStore>;
  readonly #languages: readonly string[];
  readonly #log: Log;
  readonly #now: () => number;
  readonly #read = new Map<string, Read>();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(store: () => Promise<SettingsStore>, languages: readonly string[], log: Log, now: () => number = Date.now) {
    this.#store = store;
    this.#languages = languages;
    this.#log = log;
    this.#now = now;
  }

  /** What is in force at a place, and where it comes from; the defaults when the store can't be read. */
  async effective(scope: Scope): Promise<Effective> {
    const pages = await this.#pages(scope.workspace);
    const { workspace, channel, thread } = scope;
    return cascade({
      workspace: pages.get(keyOf({ workspace })),
      channel: channel === undefined ? undefined : pages.get(keyOf({ workspace, channel })),
      thread: thread === undefined ? undefined : pages.get(keyOf({ workspace, channel, thread })),
    });
  }

  async settings(scope: Scope): Promise<Settings> {
    return (await this.effective(scope)).settings;
  }

  /** Channels and threads that chose something for themselves. */
  async chosen(workspace: string): Promise<readonly { readonly scope: Scope; readonly choices: Choices }[]> {
    const pages = await this.#pages(workspace);
    return [...pages].map(([key, choices]) => ({ scope: scopeOf(key), choices }));
  }

  /** Changes what a scope chose, and keeps the rest; undefined takes a choice back. Throws when the store can't be written. */
  change(scope: Scope, change: Choices | ((own: Choices) => Choices)): Promise<Effective> {
    // One after the other: two changes at once must not undo each other.
    const mine = this.#writing.then(() => this.#change(scope, change));
    this.#writing = mine.catch(() => undefined);
    return mine;
  }

  async #change(scope: Scope, change: Choices | ((own: Choices) => Choices)): Promise<Effective> {
    const store = await this.#store();
    const own = readChoices(await store.settings(scope), this.#languages);
    const next = readChoices({ ...own, ...(typeof change === "function" ? change(own) : change) }, this.#languages);
    await store.keepSettings(scope, next);
    const pages = new Map(await this.#pages(scope.workspace)).set(keyOf(scope), next);
    this.#keep(scope.workspace, { until: this.#now() + freshForMs, pages: Promise.resolve(pages) });
    return this.effective(scope);
  }

  #pages(workspace: string): Promise<Pages> {
    const known = this.#read.get(workspace);
    if (known !== undefined && known.until > this.#now()) return known.pages;
    const read: Read = {
      until: this.#now() + freshForMs,
      pages: this.#fetch(workspace).catch((fault: unknown) => {
        read.until = this.#now() + failedForMs;
        this.#log.error(faultOf(fault), "the settings can't be read; those read last hold, else the defaults");
        return known?.pages ?? new Map<string, Choices>();
      }),
    };
    this.#keep(workspace, read);
    return read.pages;
  }

  #keep(workspace: string, read: Read): void {
    this.#read.delete(workspace);
    this.#read.set(workspace, read);
    if (this.#read.size > remembered) this.#read.delete(this.#read.keys().next().value ?? "");
  }

  async #fetch(workspace: string): Promise<Pages> {
    const store = await this.#store();
    const kept = await store.allSettings(workspace);
    return new Map(kept.map((one) => [keyOf(one.scope), readChoices(one.kept, this.#languages)]));
  }
}

function keyOf({ workspace, channel, thread }: Scope): string {
  return [workspace, channel ?? "", thread ?? ""].join("\n");
}

function scopeOf(key: string): Scope {
  const [workspace = "", channel = "", thread = ""] = key.split("\n");
  return { workspace, channel: channel === "" ? undefined : channel, thread: thread === "" ? undefined : thread };
}
