import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import type { Scope } from "../../../src/bot/store.ts";
import type { Heard } from "../../../src/bot/watch/stage.ts";
import type { HomeAddress } from "../../../src/store/open.ts";

/** What a process is given: a message, or a setting to keep. */
export interface Delivery {
  readonly number: number;
  readonly heard?: Heard;
  readonly keep?: { readonly scope: Scope; readonly settings: object };
}

const program = fileURLToPath(new URL("bot.mjs", import.meta.url));

/** One process of the bot, as its supervisor and its platforms see it. It may keep things in several homes, each of a name. */
export class BotProcess {
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown>;
  readonly #done = new Map<string, Set<number>>();
  #opened = 0;
  /** Called for everything done, and for every home opened. */
  onNews: () => void = () => undefined;

  constructor() {
    this.#child = fork(program, { stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: [] });
    this.#exit = once(this.#child, "exit");
    this.#child.on("message", (says: { readonly opened?: object; readonly done?: number; readonly home?: string }) => {
      if (says.opened) this.#opened += 1;
      else if (says.done !== undefined) this.done(says.home ?? "").add(says.done);
      this.onNews();
    });
  }

  /** What it has acknowledged. */
  done(home: string): Set<number> {
    const done = this.#done.get(home) ?? new Set();
    this.#done.set(home, done);
    return done;
  }

  /** `leaseMs`: so long nobody else takes its cards. */
  open(home: string, address: HomeAddress, platform: string, leaseMs: number): void {
    this.#send({ home, open: { address, platform, leaseMs, holder: String(this.#child.pid) } });
  }

  async opened(homes: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.onNews = () => this.#opened >= homes && resolve();
      this.onNews();
    });
  }

  give(home: string, delivery: Delivery): void {
    this.#send({ home, ...delivery });
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exit;
  }

  async stop(): Promise<void> {
    this.#send({ stop: true });
    await this.#exit;
  }

  // It may have been killed meanwhile.
  #send(order: object): void {
    this.#child.send(order, () => undefined);
  }
}
