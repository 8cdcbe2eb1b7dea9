import { Watcher } from "../../../src/bot/detect.ts";
import { readGlobs, usualChannels } from "../../../src/bot/watch/channels.ts";
import type { HeardAs } from "../../../src/bot/watch/parts.ts";
import type { Heard } from "../../../src/bot/watch/stage.ts";
import { Watch } from "../../../src/bot/watch/watch.ts";
import { Book } from "../../../src/chat/book.ts";
import { makeLog } from "../../../src/chat/log.ts";
import { bot, catalog } from "../../bot-under-test.ts";
import { ManualClock } from "../../manual-clock.ts";
import { MemoryStore } from "../../memory-store.ts";
import { PaperStage } from "../../paper-stage.ts";

export interface Said extends Partial<Omit<Heard, "author" | "place">> {
  readonly text: string;
  readonly channel?: string;
  readonly thread?: string;
  readonly from?: string;
  readonly bot?: boolean;
}

const detector = new Watcher(catalog);

/** A watch with a clock, a store and a stage of its own, or those of another that has died. */
export class WatchUnderTest {
  readonly clock: ManualClock;
  readonly store: MemoryStore;
  readonly stage: PaperStage;
  readonly book: Book;
  readonly watch: Watch;
  readonly told: string[] = [];
  #count = 0;

  constructor(other?: Pick<WatchUnderTest, "clock" | "store" | "stage">, holder = "one") {
    this.clock = other?.clock ?? new ManualClock();
    this.store = other?.store ?? new MemoryStore();
    this.stage = other?.stage ?? new PaperStage();
    const store = () => Promise.resolve(this.store);
    const silent = makeLog("error", { write: () => undefined });
    this.book = new Book(store, bot.languages, silent, () => this.clock.now());
    this.watch = new Watch({
      bot,
      detector,
      store,
      settings: this.book,
      stage: this.stage,
      clock: this.clock,
      holder,
      globs: readGlobs(usualChannels),
      observer: {
        card: (became, why) => this.told.push(why === undefined ? became : `${became} ${why}`),
        heard: () => undefined,
        feedback: (says) => this.told.push(says),
        store: (state) => this.told.push(`store ${state}`),
      },
    });
  }

  /** Somebody says something in #incident-1, or where it is told. */
  say(said: Said | string): Promise<HeardAs> {
    const {
      text,
      channel = "incident-1",
      thread,
      from = "U1",
      bot: isBot = false,
      ...rest
    } = typeof said === "string" ? { text: said } : said;
    this.#count += 1;
    return this.watch.heard({
      place: { workspace: "slack:T1", channel, thread },
      channelName: channel,
      shared: false,
      message: `m${this.#count}`,
      text,
      author: { id: from, bot: isBot },
      at: this.clock.now(),
      edited: false,
      platform: "slack",
      ...rest,
    });
  }

  /** What stands now: where, on which message, the first line. */
  standing(): string[] {
    return this.stage.standing.map(({ where, message, says }) => `${where} ${message}: ${says[0]}`);
  }
}
