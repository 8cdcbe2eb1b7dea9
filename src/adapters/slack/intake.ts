import type { App, Receiver, ReceiverEvent } from "@slack/bolt";

import { text, record } from "../../chat/fields.ts";
import { faultOf, type Log } from "../../chat/log.ts";
import type { Observer } from "../../chat/observer.ts";
import { soon } from "../../chat/patience.ts";

/** Slack wants its acknowledgement within 3 seconds. */
const rememberWithinMs = 2500;

/** Where both ways of delivery, socket and HTTP, hand over what came in. It knows what is still in hand. */
export class Intake implements Receiver {
  readonly #log: Log;
  readonly #observer: Observer;
  #app: App | undefined;
  #inHand = 0;
  #lastEvent: number | undefined;
  #whenIdle: (() => void)[] = [];
  #ears: ((body: ReceiverEvent["body"]) => Promise<void> | undefined) | undefined;

  constructor(log: Log, observer: Observer) {
    this.#log = log;
    this.#observer = observer;
  }

  init(app: App): void {
    this.#app = app;
  }

  // Bolt asks a receiver for these; the adapter starts and stops the delivery itself.
  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  /**
   * Who overhears events. Where it gives a promise, the event is acknowledged when that ends, or a little later anyhow: so
   * that what a killed process had not remembered yet is delivered again.
   */
  overheardBy(ears: (body: ReceiverEvent["body"]) => Promise<void> | undefined): void {
    this.#ears = ears;
  }

  /** Time of the last delivery. */
  get lastEvent(): number | undefined {
    return this.#lastEvent;
  }

  /** Hands one delivery to the bot; ends when it is done with. Never throws. */
  async take(event: ReceiverEvent): Promise<void> {
    this.#inHand += 1;
    this.#lastEvent = Date.now();
    try {
      this.#observer.received(kindOf(event.body));
      const remembered = this.#ears?.(event.body);
      if (remembered !== undefined) await soon(rememberWithinMs, remembered);
      await this.#app?.processEvent(event);
    } catch (fault) {
      // An acknowledgement that found its socket closed ends here: Slack delivers the event again.
      this.#observer.platformError("not-delivered");
      this.#log.warn({ event: text(record(event.body)["event_id"]), ...faultOf(fault) }, "an event could not be worked on");
    } finally {
      this.#inHand -= 1;
      if (this.#inHand === 0) for (const tell of this.#whenIdle.splice(0)) tell();
    }
  }

  /** app_rate_limited: Slack withheld events of this workspace for a minute. */
  appRateLimited(): void {
    this.#observer.suppressed("rate-limited-app");
    this.#log.warn({}, "Slack withheld events for a minute: the workspace sends more than 30,000 an hour");
  }

  malformed(): void {
    this.#observer.suppressed("malformed");
    this.#log.warn({}, "something came from Slack that is no event; it was acknowledged and left");
  }

  /** Ends when nothing is in hand. */
  async idle(): Promise<void> {
    if (this.#inHand > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }
}

const kinds: ReadonlySet<string> = new Set([
  "block_actions",
  "block_suggestion",
  "message_action",
  "shortcut",
  "view_closed",
  "view_submission",
]);
const eventKinds: ReadonlySet<string> = new Set([
  "app_home_opened",
  "app_mention",
  "app_uninstalled",
  "message",
  "reaction_added",
  "tokens_revoked",
]);

// A closed list: a metric's label must not be whatever somebody sends.
function kindOf(body: ReceiverEvent["body"]): string {
  if (typeof body["command"] === "string") return "command";
  const event = text(record(body["event"])["type"]);
  if (event !== undefined) return eventKinds.has(event) ? event : "other";
  const type = text(body["type"]) ?? "";
  return kinds.has(type) ? type : "other";
}
