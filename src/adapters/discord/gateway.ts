import { setTimeout as pause } from "node:timers/promises";

import { faultOf, scrubbed, type Log } from "../../chat/log.ts";
import { makeClient, type ClientSettings } from "./client.ts";
import { badToken, codeOf, disallowedIntents, fixForClose, isDeadToken } from "./faults.ts";
import { Status, type DiscordClient } from "./library.ts";
import { guardPackets } from "./packets.ts";

export interface GatewaySettings extends Omit<ClientSettings, "content"> {
  readonly token: string;
  readonly log: Log;
  /** Milliseconds between tries to connect; after the last one Discord counts as down. */
  readonly delays: readonly number[];
  /** Milliseconds from one IDENTIFY of a shard to the next. */
  readonly identifyEvery: number;
  readonly failed: (code: string) => void;
  /** The gateway is closed for good. */
  readonly lost: (why: Error) => void;
  /** A client is about to connect: what hears its events is to be set up now. */
  readonly prepare: (client: DiscordClient, hears: boolean) => void;
}

/** Discord lets a shard identify once in five seconds. */
export const usualIdentifyEvery = 5000;
export const usualDelays: readonly number[] = [1000, 2000, 4000, 8000, 16_000];
/** Longer than two heartbeats of Discord's (41 s). */
const staleAfterMs = 100_000;
/** A connection that does not come back for so long is given up: a supervisor starts anew. */
const lostAfterMs = 15 * 60_000;

/** The connection to Discord: as many shards as it takes, with or without the text of messages. */
export class Gateway {
  readonly client: DiscordClient;
  /** Whether Discord gives the text of messages that are not for us. */
  readonly hears: boolean;
  readonly #opened = Date.now();
  readonly #watchdog: NodeJS.Timeout;
  #lastReady = Date.now();

  private constructor(client: DiscordClient, hears: boolean, lost: (why: Error) => void) {
    this.client = client;
    this.hears = hears;
    this.#watchdog = setInterval(() => {
      if (this.ready) this.#lastReady = Date.now();
      else if (Date.now() - this.#lastReady > lostAfterMs)
        lost(new Error("Discord's gateway has not come back for 15 minutes: check the network and discordstatus.com"));
    }, 30_000).unref();
  }

  /** Connects every shard of this process. Throws a sentence with the remedy when Discord refuses or is down. */
  static async open(settings: GatewaySettings): Promise<Gateway> {
    const refused = await attempt(settings, true);
    if (refused instanceof Gateway) return refused;
    settings.log.error(
      {},
      "the Message Content intent is not switched on: watching channels is off, all else works. Switch it on (developer portal, your application, Bot, Privileged Gateway Intents) and restart",
    );
    await pause(settings.identifyEvery);
    const deaf = await attempt(settings, false);
    if (deaf instanceof Gateway) return deaf;
    throw new Error(`Discord closes the gateway (${disallowedIntents}): ${fixForClose(disallowedIntents) ?? ""}`);
  }

  static opened(client: DiscordClient, hears: boolean, lost: (why: Error) => void): Gateway {
    return new Gateway(client, hears, lost);
  }

  get shards(): readonly number[] {
    return [...this.client.ws.shards.keys()];
  }

  /** Whether every shard is connected and alive. */
  get ready(): boolean {
    const { shards } = this.client.ws;
    return shards.size > 0 && shards.every(({ status }) => status === Status.Ready) && this.age < staleAfterMs;
  }

  /** Milliseconds since the quietest shard's last sign of life. */
  get age(): number {
    const pings = this.client.ws.shards.map((shard) => Math.max(shard.lastPingTimestamp, this.#opened));
    return Date.now() - Math.min(...pings, Date.now());
  }

  async close(): Promise<void> {
    clearInterval(this.#watchdog);
    await this.client.destroy();
  }
}

/** One connection with backoff; "no content" when the intent for the text of messages is refused. */
async function attempt(settings: GatewaySettings, content: boolean): Promise<Gateway | "no content"> {
  for (let tries = 0; ; tries++) {
    const client = makeClient({ ...settings, content });
    const state = { closed: 0, standing: false };
    guardPackets(client, settings.log);
    listen(client, settings, state);
    settings.prepare(client, content);
    try {
      await client.login(settings.token);
      state.standing = true;
      return Gateway.opened(client, content, settings.lost);
    } catch (fault) {
      if (state.closed === disallowedIntents && content) return "no content";
      const fix = fixOf(fault, state.closed);
      if (fix !== undefined) throw new Error(`Discord refuses us: ${fix}`, { cause: fault });
      const code = state.closed === 0 ? codeOf(fault) : `close-${state.closed}`;
      settings.failed(code);
      const delay = settings.delays[tries];
      if (delay === undefined)
        throw new Error(
          `Discord can't be reached (${code}), after ${tries + 1} tries: check the network, DISCORD_API_URL and discordstatus.com`,
          { cause: fault },
        );
      settings.log.warn({ code, ...faultOf(fault) }, "Discord can't be reached; trying again");
      await pause(delay);
    }
  }
}

function listen(
  client: DiscordClient,
  { log, failed, lost }: GatewaySettings,
  state: { closed: number; standing: boolean },
): void {
  client.on("shardDisconnect", ({ code }, shard) => {
    state.closed = code;
    failed(`close-${code}`);
    log.error({ code, shard }, "Discord closed a shard for good");
    if (state.standing) lost(new Error(`Discord has closed the gateway (${code}): ${fixForClose(code) ?? "start again"}`));
  });
  client.on("invalidated", () => lost(new Error("Discord has ended the session: start again")));
  client.on("shardReconnecting", (shard) => log.warn({ shard }, "a shard lost its connection and takes it up again"));
  client.on("shardError", (fault, shard) => log.warn({ shard, ...faultOf(fault) }, "a shard's connection failed"));
  client.on("error", (fault) => log.error(faultOf(fault), "the client failed"));
  client.on("warn", (says) => log.warn({}, scrubbed(says)));
}

function fixOf(fault: unknown, closed: number): string | undefined {
  const fix = fixForClose(closed);
  if (fix !== undefined) return fix;
  if (isDeadToken(fault) || (fault instanceof Error && "code" in fault && fault.code === "TokenInvalid")) return badToken;
  const says = fault instanceof Error ? fault.message : "";
  return says.startsWith("Not enough sessions") ? `it allows no more connections today (${says})` : undefined;
}
