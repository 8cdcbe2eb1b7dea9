import { faultOf, type Log } from "../../chat/log.ts";
import type { Observer } from "../../chat/observer.ts";

/** What came from Discord and is being worked on. */
export class InHand {
  readonly #log: Log;
  readonly #observer: Observer;
  #count = 0;
  #open = true;
  #lastEvent: number | undefined;
  #whenIdle: (() => void)[] = [];

  constructor(log: Log, observer: Observer) {
    this.#log = log;
    this.#observer = observer;
  }

  /** Time of the last event. */
  get lastEvent(): number | undefined {
    return this.#lastEvent;
  }

  /** Works on one event, unless the end has begun. Never throws. */
  async take(kind: string, work: () => Promise<void>): Promise<void> {
    if (!this.#open) return;
    this.#count += 1;
    this.#lastEvent = Date.now();
    this.#observer.received(kind);
    try {
      await work();
    } catch (fault) {
      this.#observer.platformError("fault");
      this.#log.error(faultOf(fault), "a question could not be answered");
    } finally {
      this.#count -= 1;
      if (this.#count === 0) for (const tell of this.#whenIdle.splice(0)) tell();
    }
  }

  /** Takes nothing more; ends when nothing is in hand. */
  async end(): Promise<void> {
    this.#open = false;
    if (this.#count > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }
}
