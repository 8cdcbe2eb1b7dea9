import { setTimeout as pause } from "node:timers/promises";

import type { webApi } from "@slack/bolt";

import type { Log } from "../../chat/log.ts";
import type { Observer } from "../../chat/observer.ts";
import { codeOf, isDeadToken, neededScope, waitOf } from "./faults.ts";
import type { Scopes } from "./scopes.ts";

/** How every call to Slack's Web API is made: short patience, and 429 handed to us instead of stopping all calls. */
export function clientOptions(apiUrl: string) {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 3, factor: 2, minTimeout: 250, maxTimeout: 2000, randomize: true },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
    allowAbsoluteUrls: false,
  } as const;
}

const tries = 6;
const longestWaitS = 60;
/** More answers waiting for one channel than this, and a new one is dropped: Slack would refuse them anyhow. */
const longestLane = 500;

export interface ApiSettings {
  readonly client: webApi.WebClient;
  /** The same, but it never tries a call twice: for what must not happen twice. */
  readonly careful?: webApi.WebClient | undefined;
  readonly log: Log;
  readonly observer: Observer;
  readonly scopes: Scopes;
  /** The token is dead: nothing will work until somebody installs the app again. */
  readonly dead: (code: string) => void;
}

/** For a call that must not be made twice: it is not begun after this time (milliseconds since the epoch), and no failure repeats it. */
export interface Once {
  readonly before: number;
}

/** The call was not made: its time had passed. */
class TooLate extends Error {
  override readonly name = "TooLate";
}

/** The Web API with our manners: waits when told, one message at a time to a channel, counts what goes wrong. */
export class Api {
  readonly #settings: ApiSettings;
  readonly #lanes = new Map<string, { last: Promise<unknown>; length: number }>();

  constructor(settings: ApiSettings) {
    this.#settings = settings;
  }

  /** One call. Waits out 429 as long as Slack says; throws what else goes wrong, counted. */
  async call<T>(run: (client: webApi.WebClient) => Promise<T>, once?: Once): Promise<T> {
    const { client, careful = client } = this.#settings;
    for (let tried = 1; ; tried++) {
      if (once !== undefined && Date.now() > once.before) throw new TooLate();
      try {
        return await run(once === undefined ? client : careful);
      } catch (fault) {
        const wait = waitOf(fault);
        if (wait !== undefined) this.#settings.observer.slowedDown();
        const late = once !== undefined && wait !== undefined && Date.now() + wait * 1000 > once.before;
        if (wait === undefined || late || tried === tries) {
          this.#note(fault);
          throw fault;
        }
        await pause(Math.min(Math.max(wait, 0.1), longestWaitS) * 1000);
      }
    }
  }

  /** A call that writes to a channel: after the ones before it, so that a 429 holds this channel only. */
  async write<T>(channel: string, run: (client: webApi.WebClient) => Promise<T>, once?: Once): Promise<T> {
    const lane = this.#lanes.get(channel) ?? { last: Promise.resolve(), length: 0 };
    if (lane.length >= longestLane) throw new Error("too many answers wait for this channel");
    this.#lanes.set(channel, lane);
    lane.length += 1;
    const mine = lane.last.then(() => this.call(run, once));
    lane.last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      lane.length -= 1;
      if (lane.length === 0) this.#lanes.delete(channel);
    }
  }

  #note(fault: unknown): void {
    const code = codeOf(fault);
    const { observer, scopes, dead } = this.#settings;
    observer.platformError(code);
    const scope = neededScope(fault);
    for (const one of scope?.split(",") ?? []) scopes.refuse(one.trim());
    if (isDeadToken(code)) dead(code);
  }
}
