import { setTimeout as pause } from "node:timers/promises";

import type { Log } from "../../chat/log.ts";
import type { Observer } from "../../chat/observer.ts";
import { badToken, codeOf, codes, HoldingBack, isDeadToken } from "./faults.ts";
import { RestClient, type Rest } from "./library.ts";
import { requestOnce } from "./request-once.ts";

/** How every call is made: short patience, and a refusal instead of a wait that nobody sits out. `retries` are the library's own, made at once. */
export function restOptions(api: string, perSecond: number, retries = 3) {
  return {
    api,
    retries,
    makeRequest: requestOnce,
    timeout: 10_000,
    globalRequestsPerSecond: perSecond,
    invalidRequestWarningInterval: 50,
    // A wait of seconds is served; one of minutes is told.
    rejectOnRateLimit: ({ timeToReset, retryAfter }: { readonly timeToReset: number; readonly retryAfter: number }) =>
      Math.max(timeToReset, retryAfter) > longestWaitMs,
  };
}

const longestWaitMs = 60_000;
/** Discord bans an address at 10,000 requests without effect (401, 403, 429) in ten minutes: from so many on calls go out one by one, and at so many none. */
export const usualManners = { slowFrom: 1000, stopAt: 5000, turnMs: 50 } as const;
export type Manners = Readonly<Record<keyof typeof usualManners, number>>;
/** Milliseconds before a call that failed on its way, or on Discord's side, is made again. */
const pauses: readonly number[] = [100, 300, 900, 2000];

export interface Call {
  readonly body?: unknown;
  readonly files?: readonly File[];
  readonly query?: URLSearchParams;
  /** After it nothing is sent any more, and the call fails. */
  readonly until?: AbortSignal | undefined;
}
export interface File {
  readonly name: string;
  readonly data: Buffer;
  readonly contentType: string;
}
type Method = "get" | "post" | "put" | "patch" | "delete";
type Path = `/${string}`;

export interface ApiSettings {
  /** Signs as the bot; it obeys the bot's limit of requests a second. */
  readonly rest: Rest;
  readonly apiUrl: string;
  readonly log: Log;
  readonly observer: Observer;
  /** The token is dead: nothing will work until somebody sets another. */
  readonly dead: (why: Error) => void;
  readonly manners?: Manners | undefined;
}

/** Discord's REST API with our manners: counts what goes wrong, and slows down long before Discord bans us. */
export class Api {
  readonly #settings: ApiSettings;
  /** For interactions and their webhooks: no token, and not under the bot's limit, so that a flood of mentions delays no click. */
  readonly #open: Rest;
  readonly #manners: Manners;
  #invalid = { count: 0, until: 0 };
  #turn: Promise<unknown> = Promise.resolve();

  constructor(settings: ApiSettings) {
    this.#settings = settings;
    this.#manners = settings.manners ?? usualManners;
    this.#open = new RestClient(restOptions(settings.apiUrl, Infinity, 0));
    for (const rest of [settings.rest, this.#open]) {
      rest.on("invalidRequestWarning", ({ count, remainingTime }) => {
        this.#invalid = { count, until: Date.now() + remainingTime };
        settings.log.warn({ count }, "many requests without effect: slowing down");
      });
      rest.on("rateLimited", () => settings.observer.slowedDown());
    }
  }

  /** One call as the bot; throws what goes wrong, counted. Sends carry a nonce: made twice, they are done once. */
  async call(method: Method, path: Path, options: Call = {}): Promise<unknown> {
    await this.#holdBack();
    const { until } = options;
    try {
      const done = this.#insist(
        () => this.#settings.rest[method](path, shaped(options)),
        (code) => !until?.aborted && passes(code),
      );
      return await (until === undefined ? done : endedBy(until, done));
    } catch (fault) {
      if (isDeadToken(fault)) this.#settings.dead(new Error(`Discord refuses us: ${badToken}`, { cause: fault }));
      throw fault;
    }
  }

  /** One call that an interaction's own token opens. `once`: done twice, it would show twice. */
  async answer(method: Method, path: Path, options: Call & { readonly once?: boolean } = {}): Promise<unknown> {
    // Nobody who clicks is made to wait for what others did; but a ban would shut out everybody.
    this.#stop();
    const run = () => this.#open[method](path, { ...shaped(options), auth: false });
    return this.#insist(run, (code) => passes(code) && !(options.once === true && code === "network"));
  }

  /** The library waits out 429; what fails on its way or on Discord's side is tried again here, more and more slowly. */
  async #insist(run: () => Promise<unknown>, again: (code: string) => boolean): Promise<unknown> {
    for (let tried = 1; ; tried++) {
      try {
        return await run();
      } catch (fault) {
        const code = codeOf(fault);
        // Answered already: by our own call, whose answer was cut.
        if (tried > 1 && code === codes.acknowledged) return undefined;
        this.#noted(fault);
        const delay = pauses[tried - 1];
        if (delay === undefined || !again(code)) throw fault;
        await pause(delay);
      }
    }
  }

  close(): void {
    this.#open.clearHashSweeper();
    this.#open.clearHandlerSweeper();
  }

  async #holdBack(): Promise<void> {
    this.#stop();
    if (this.#ineffective < this.#manners.slowFrom) return;
    this.#turn = this.#turn.then(() => pause(this.#manners.turnMs));
    await this.#turn;
    // What those before us met counts as well.
    this.#stop();
  }

  #stop(): void {
    if (this.#ineffective < this.#manners.stopAt) return;
    throw this.#noted(new HoldingBack("too many requests without effect"));
  }

  /** Requests without effect in these ten minutes. */
  get #ineffective(): number {
    return Date.now() > this.#invalid.until ? 0 : this.#invalid.count;
  }

  #noted(fault: unknown): unknown {
    this.#settings.observer.platformError(codeOf(fault));
    return fault;
  }
}

/** Whether a call that failed so may work a moment later. */
function passes(code: string): boolean {
  return code === "network" || /^http-5\d\d$/u.test(code);
}

/** What is done, or a failure as soon as the time is over. */
async function endedBy<T>(until: AbortSignal, done: Promise<T>): Promise<T> {
  done.catch(() => undefined);
  const over = new Promise<never>((_resolve, reject) => {
    const tell = () => reject(new DOMException("took too long", "TimeoutError"));
    if (until.aborted) tell();
    else until.addEventListener("abort", tell, { once: true });
  });
  return Promise.race([done, over]);
}

/** A call as the library takes it. */
export function shaped({ body, files, query, until }: Call) {
  return {
    ...(until === undefined ? {} : { signal: until }),
    ...(body === undefined ? {} : { body }),
    ...(query === undefined ? {} : { query }),
    ...(files === undefined || files.length === 0 ? {} : { files: files.map((file) => ({ ...file })) }),
  };
}
