import type { Bot } from "../bot/answer.ts";
import { Watcher } from "../bot/detect.ts";
import type { Store } from "../bot/store.ts";
import type { Glob } from "../bot/watch/channels.ts";
import type { Clock } from "../bot/watch/clock.ts";
import type { HeardAs, Pace, SettingsBook } from "../bot/watch/parts.ts";
import type { Stage } from "../bot/watch/stage.ts";
import { Watch } from "../bot/watch/watch.ts";
import { faultOf, type Log } from "./log.ts";

/** Who counts what the watch does: the process's metrics, or a test. */
export interface WatchCounts {
  card(became: "posted" | "updated" | "withdrawn" | "refused"): void;
  heard(became: HeardAs): void;
  feedback(says: "not-sip" | "useful"): void;
}

/** What the process gives an adapter that watches. */
export interface WatchSettings {
  /** Opened when it is first needed. */
  readonly store: () => Promise<Store>;
  /** Names this process among those that share the store. */
  readonly holder: string;
  readonly globs: readonly Glob[];
  readonly counts: WatchCounts;
  readonly clock?: Clock | undefined;
  readonly pace?: Partial<Pace> | undefined;
}

/** The process's own clock; nothing that waits on it keeps the process alive. */
const realClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** The watch of one platform, with the real clock, counted and logged. Call `start()` once the platform is connected. */
export function makeWatch(
  { store, holder, globs, counts, clock = realClock, pace }: WatchSettings,
  { bot, book, stage, log }: { readonly bot: Bot; readonly book: SettingsBook; readonly stage: Stage; readonly log: Log },
): Watch {
  return new Watch({
    bot,
    detector: new Watcher(bot.catalog),
    store,
    settings: book,
    stage,
    clock,
    holder,
    globs,
    pace,
    observer: {
      card: (became, why) => {
        counts.card(became);
        if (became === "refused") log.warn({ why }, "an explanation could not be shown");
        else log.debug({}, `a card was ${became}`);
      },
      heard: (became) => counts.heard(became),
      feedback: (says) => counts.feedback(says),
      store: (state, fault) => {
        if (state === "lost") {
          log.error(
            faultOf(fault),
            "the database can't be reached: nothing is explained unasked until it is back; questions are answered",
          );
        } else log.info({}, "the database is back: channels are watched again");
      },
    },
  });
}
