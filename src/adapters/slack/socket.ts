import { subscribe, unsubscribe } from "node:diagnostics_channel";

import type { SocketModeReceiver as BoltSocket } from "@slack/bolt";

import { Taken } from "../../chat/deduplicate.ts";
import { record, text } from "../../chat/fields.ts";
import { faultOf, type Log } from "../../chat/log.ts";
import { within } from "../../chat/patience.ts";
import { clientOptions } from "./api.ts";
import { SocketModeReceiver } from "./bolt.ts";
import type { Intake } from "./intake.ts";
import { boltLogger } from "./log.ts";
import { insist } from "./patience.ts";

export interface SocketSettings {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly intake: Intake;
  readonly log: Log;
  readonly delays: readonly number[];
  readonly failed: (code: string) => void;
  /** The socket is lost for good; the process must end so that its supervisor starts it again. */
  readonly lost: (why: Error) => void;
  /** False for a socket that only proves that it can be had: it takes no event, so that Slack gives it to another one. */
  readonly listens?: boolean | undefined;
}

const pongWithinMs = 2000;
const helloWithinMs = 10_000;
const closeWithinMs = 3000;
/** A socket that says nothing for so long is deaf; Slack's client should have replaced it long before. */
const deafAfterMs = 60_000;
const watchEveryMs = 5000;
// What undici tells of every frame with a pong; Socket Mode's client listens to the same.
const pongs = "undici:websocket:pong";
// Our own envelope type: nothing to do with it but acknowledge.
const bare = "sipsense_bare";

/**
 * Socket Mode. Bolt's receiver makes the client; connecting again is ours: its own way waits seconds first, and ends
 * in an unhandled rejection when Slack refuses.
 */
export class Socket {
  readonly #settings: SocketSettings;
  readonly #client: BoltSocket["client"];
  readonly #stopping = new AbortController();
  readonly #envelopes = new Taken();
  readonly #heard = () => (this.#lastPong = Date.now());
  #connected = false;
  #lastPong: number | undefined;
  #watch: NodeJS.Timeout | undefined;

  constructor(settings: SocketSettings) {
    this.#settings = settings;
    const receiver = new SocketModeReceiver({
      appToken: settings.appToken,
      logger: boltLogger(settings.log),
      clientPingTimeout: pongWithinMs,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: { ...clientOptions(settings.apiUrl), retryConfig: { retries: 0 } } },
    });
    this.#client = receiver.client;
    this.#client.removeAllListeners("slack_event");
    this.#client.on("slack_event", (event: unknown) => this.#take(event));
    this.#client.on("disconnected", () => this.#closed());
    this.#guard();
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** Time of the last sign of life of the socket. */
  get lastPong(): number | undefined {
    return this.#lastPong;
  }

  /** Connects; throws a sentence with the remedy when Slack refuses or stays down. */
  async start(): Promise<void> {
    subscribe(pongs, this.#heard);
    await this.#connect();
    this.#watch = setInterval(() => this.#listenForSilence(), watchEveryMs);
    this.#watch.unref();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#watch);
    unsubscribe(pongs, this.#heard);
    this.#connected = false;
    await this.#hangUp();
  }

  #connect(): Promise<void> {
    const { delays, failed } = this.#settings;
    return insist("a socket", () => this.#open(), { delays, failed, signal: this.#stopping.signal });
  }

  async #open(): Promise<void> {
    try {
      await within(helloWithinMs, this.#client.start(), "Slack's hello");
    } catch (fault) {
      await this.#hangUp();
      throw fault instanceof Error ? fault : new Error("the socket closed before Slack's hello", { cause: fault });
    }
    this.#lastPong = Date.now();
    this.#connected = true;
    if (this.#stopping.signal.aborted) await this.#hangUp();
  }

  async #hangUp(): Promise<void> {
    await within(closeWithinMs, this.#client.disconnect(), "closing the socket").catch(() => undefined);
  }

  #closed(): void {
    if (!this.#connected || this.#stopping.signal.aborted) return;
    this.#connected = false;
    this.#settings.log.info({}, "the socket closed; connecting again");
    this.#connect().then(
      () => this.#settings.log.info({}, "connected again"),
      (why: unknown) => {
        if (!this.#stopping.signal.aborted) this.#settings.lost(why instanceof Error ? why : new Error(String(why)));
      },
    );
  }

  #listenForSilence(): void {
    if (!this.#connected || Date.now() - (this.#lastPong ?? 0) < deafAfterMs) return;
    this.#settings.lost(new Error(`Slack's socket has been silent for ${deafAfterMs / 1000} s: it is deaf`));
  }

  #take(event: unknown): void {
    if (this.#settings.listens === false) return;
    const { ack, body, envelope_id: envelope, retry_num: retryNum, retry_reason: retryReason, type } = record(event);
    let sent = false;
    const send = async (payload?: unknown): Promise<void> => {
      sent = true;
      if (typeof ack === "function") await Promise.resolve(ack(payload));
    };
    const id = text(envelope);
    // Events carry an id of their own; for a click or a command the envelope is all there is.
    if (type === bare || (type !== "events_api" && id !== undefined && !this.#envelopes.first(id))) {
      send().catch(() => undefined);
      return;
    }
    const taken = this.#settings.intake.take({
      body: { ...record(body) },
      ack: send,
      ...(typeof retryNum === "number" ? { retryNum } : {}),
      ...(typeof retryReason === "string" ? { retryReason } : {}),
    });
    // Nobody listens to it: Slack shows an error to whoever clicked unless it is acknowledged all the same.
    void taken.then(() => (sent ? undefined : send().catch(() => undefined)));
  }

  // socket-mode 3.1.0 throws on an events_api envelope without payload.event (app_rate_limited) and never acknowledges it.
  #guard(): void {
    const [original] = this.#client.listeners("ws_message");
    this.#client.removeAllListeners("ws_message");
    this.#client.on("ws_message", (data: unknown, isBinary: unknown) => {
      Promise.resolve(original?.call(this.#client, data, isBinary)).catch(() => this.#unreadable(data));
    });
  }

  #unreadable(data: unknown): void {
    const { intake, log } = this.#settings;
    try {
      const envelope = record(JSON.parse(String(data)));
      if (record(envelope["payload"])["type"] === "app_rate_limited") intake.appRateLimited();
      else intake.malformed();
      const id = text(envelope["envelope_id"]);
      if (id === undefined) return;
      this.#reply(id);
    } catch (fault) {
      intake.malformed();
      log.debug(faultOf(fault), "unreadable");
    }
  }

  // The client's way to acknowledge is private to it, but it hands one out with every envelope it can read.
  #reply(envelope: string): void {
    this.#client.emit("ws_message", JSON.stringify({ type: bare, envelope_id: envelope, payload: {} }), false);
  }
}
