import { setTimeout as pause } from "node:timers/promises";

import type { Log } from "../../chat/log.ts";
import type { Observer } from "../../chat/observer.ts";
import { badToken, codeOf, codes, HoldingBack, isDeadToken } from "./faults.ts";
import { RestClient, type Rest } from "./library.ts";

/** How every call is made: short patience, and a refusal instead of a wait that nobody sits out. */
export function restOptions(api: string, perSecond: number) {
  return {
    api,
    retries: 3,
    timeout: 10_000,
    globalRequestsPerSecond: perSecond,
    invalidRequestWarningInterval: 50,
    // A wait of seconds is served; one of minutes is told.
    rejectOnRateLimit: ({ timeToReset, retryAfter }: { readonly timeToReset: number; readonly retryAfter: number }) =>
      Math.max(timeToReset, retryAfter) > longestWaitMs,
  };
}

const longestWaitMs = 60_000;
/** Discord bans an address at 10,000 requests without effect (401, 403, 429) in ten minutes. */
const slowFrom = 1000;
const networkTries = 3;
const stopAt = 5000;

export interface Call {
  readonly body?: unknown;
  readonly files?: readonly File[];
  readonly query?: URLSearchParams;
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
}

/** Discord's REST API with our manners: counts what goes wrong, and slows down long before Discord bans us. */
export class Api {
  readonly #settings: ApiSettings;
  /** For interactions and their webhooks: no token, and not under the bot's limit, so that a flood of mentions delays no click. */
  readonly #open: Rest;
  #invalid = { count: 0, until: 0 };

  constructor(settings: ApiSettings) {
    this.#settings = settings;
    this.#open = new RestClient(restOptions(settings.apiUrl, Infinity));
    for (const rest of [settings.rest, this.#open]) {
      rest.on("invalidRequestWarning", ({ count, remainingTime }) => {
        this.#invalid = { count: Math.max(count, this.#invalid.count), until: Date.now() + remainingTime };
        settings.log.warn({ count }, "many requests without effect: slowing down");
      });
      rest.on("rateLimited", () => settings.observer.slowedDown());
    }
  }

  /** One call as the bot; throws what goes wrong, counted. Sends carry a nonce: made twice, they are done once. */
  async call(method: Method, path: Path, options: Call = {}): Promise<unknown> {
    await this.#holdBack();
    try {
      return await this.#insist(() => this.#settings.rest[method](path, shaped(options)), networkTries);
    } catch (fault) {
      if (isDeadToken(fault)) this.#settings.dead(new Error(`Discord refuses us: ${badToken}`, { cause: fault }));
      throw fault;
    }
  }

  /** One call that an interaction's own token opens. `once`: done twice, it would show twice. */
  answer(method: Method, path: Path, options: Call & { readonly once?: boolean } = {}): Promise<unknown> {
    const run = () => this.#open[method](path, { ...shaped(options), auth: false });
    return this.#insist(run, options.once === true ? 1 : networkTries);
  }

  /** The library waits out 429 and tries 5xx again; a cut connection it does not. */
  async #insist(run: () => Promise<unknown>, tries: number): Promise<unknown> {
    for (let tried = 1; ; tried++) {
      try {
        return await run();
      } catch (fault) {
        const code = codeOf(fault);
        // Answered already: by our own call, whose answer was cut.
        if (tried > 1 && code === codes.acknowledged) return undefined;
        this.#noted(fault);
        if (code !== "network" || tried >= tries) throw fault;
        await pause(150 * tried);
      }
    }
  }

  close(): void {
    this.#open.clearHashSweeper();
    this.#open.clearHandlerSweeper();
  }

  async #holdBack(): Promise<void> {
    const { count, until } = this.#invalid;
    if (count < slowFrom) return;
    if (Date.now() > until) this.#invalid = { count: 0, until: 0 };
    else if (count >= stopAt) throw this.#noted(new HoldingBack("too many requests without effect"));
    else await pause(1000);
  }

  #noted(fault: unknown): unknown {
    this.#settings.observer.platformError(codeOf(fault));
    return fault;
  }
}

/** A call as the library takes it. */
export function shaped({ body, files, query }: Call) {
  return {
    ...(body === undefined ? {} : { body }),
    ...(query === undefined ? {} : { query }),
    ...(files === undefined || files.length === 0 ? {} : { files: files.map((file) => ({ ...file })) }),
  };
}
