import type { Store } from "./bot/store.ts";
import type { Config } from "./config.ts";

type MemoryConfig = Pick<Config, "dataFolder" | "databaseUrl" | "retentionDays">;

const dayMs = 24 * 60 * 60 * 1000;

/** The store of this process: opened when somebody first needs it, again when that failed. */
export class Memory {
  readonly #config: MemoryConfig;
  #opened: Promise<Store> | undefined;
  #daily: NodeJS.Timeout | undefined;

  constructor(config: MemoryConfig) {
    this.#config = config;
  }

  readonly open = (): Promise<Store> => (this.#opened ??= this.#load());

  /** Forgets what is too old, now and every day. `failed` is told when it could not; the next day brings another chance. */
  keepShort(failed: (fault: unknown) => void): void {
    const forget = async () => {
      try {
        const store = await this.open();
        await store.retain(Date.now() - this.#config.retentionDays * dayMs);
      } catch (fault) {
        failed(fault);
      }
    };
    this.#daily ??= setInterval(() => void forget(), dayMs).unref();
    void forget();
  }

  async close(): Promise<void> {
    clearInterval(this.#daily);
    const store = await this.#opened?.catch(() => undefined);
    await store?.close();
  }

  // The store takes longer to load than Slack to answer: nothing of it is loaded before it is needed.
  async #load(): Promise<Store> {
    try {
      const { dataFolder, databaseUrl } = this.#config;
      const { openStore } = await import("./store/open.ts");
      return await openStore(databaseUrl === undefined ? { dataFolder } : { databaseUrl });
    } catch (fault) {
      this.#opened = undefined;
      throw fault;
    }
  }
}
