import type { Place } from "../store.ts";
import { Channel } from "./channel.ts";
import { usualPace, type HeardAs, type Pace, type WatchParts } from "./parts.ts";
import { formFor, isRead, isWatched, languagesFor, ownCodes, worthExplaining } from "./policy.ts";
import { Poster } from "./poster.ts";
import { Reach } from "./reach.ts";
import type { Heard } from "./stage.ts";
import { ThreadCodes } from "./thread-codes.ts";
import { holdsTrace } from "./trace-in-message.ts";

/** A name that makes every number in its channel likely: what means nothing even there means nothing anywhere. */
const likeliest = "sip-incident";

/** Hears what is said in channels and explains it where that is wanted: once, quietly, through crashes. */
export class Watch {
  readonly #parts: WatchParts;
  readonly #pace: Pace;
  readonly #threads = new ThreadCodes();
  readonly #poster: Poster;
  readonly reach: Reach;
  /** What people tell it, by words and by buttons. */
  readonly channel: Channel;
  #stop: (() => void) | undefined;
  #closed = false;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#pace = { ...usualPace, ...parts.pace };
    this.reach = new Reach(parts);
    this.#poster = new Poster(parts, this.reach, this.#pace);
    this.channel = new Channel(parts, this.reach, (card) => this.#poster.withdrawn(card));
  }

  /** Finishes what an earlier process left behind, now and then again. */
  start(): void {
    const again = () => {
      if (this.#closed) return;
      void this.#poster.sweep().finally(() => {
        if (!this.#closed) this.#stop = this.#parts.clock.after(this.#pace.sweepMs, again);
      });
    };
    again();
  }

  /** Whether a text may mean a code at all, whatever the channel is called. No I/O: for adapters that must ask for the name. */
  mayMean(place: Place, text: string, platform: Heard["platform"]): boolean {
    const thread = this.#threads.of(place);
    return this.#parts.detector.detect({ text, platform, thread, channel: likeliest }).codes.length > 0;
  }

  /**
   * A message of a channel. Ends when what it means is remembered for good, so that its event may be acknowledged then;
   * the card follows by itself. No I/O for a message that means no code. Never rejects.
   */
  async heard(heard: Heard): Promise<HeardAs> {
    const became = await this.#hear(heard);
    this.#parts.observer.heard(became);
    return became;
  }

  /** A message was deleted: what is remembered of it goes, its card too. Never rejects. */
  async deleted(place: Place, message: string): Promise<void> {
    const asked = await this.reach.ask((store) => store.withdraw(place, message, this.#parts.clock.now()));
    if (asked === "lost") return;
    for (const card of asked.says) this.#poster.withdrawn(card);
  }

  /** Looks for cards that nobody posted, once. */
  sweep(): Promise<void> {
    return this.#poster.sweep();
  }

  /** Posts what waits and ends when no card is on its way. */
  flush(): Promise<void> {
    return this.#poster.flush();
  }

  /** Stops looking for what others left; what waits is posted. */
  async close(): Promise<void> {
    this.#closed = true;
    this.reach.ending();
    this.#stop?.();
    await this.#poster.flush();
  }

  async #hear(heard: Heard): Promise<HeardAs> {
    const { place, author, text, channelName: channel, platform, edited, shared } = heard;
    const thread = this.#threads.of(place);
    const by = author.bot ? "bot" : "human";
    const { codes, explain } = ownCodes(text, this.#parts.detector.detect({ text, channel, platform, thread, author: by }));
    if (codes.length === 0 && !edited) return "nothing";
    const effective = await this.#parts.settings.effective(place);
    const { settings } = effective;
    if (!isWatched(effective, { name: channel, shared }, this.#parts.globs).on) return "not-watched";
    if (!isRead(heard, settings)) return "from-bot";
    this.#threads.add(place, heard.message, codes);
    const { bot, clock, holder } = this.#parts;
    const now = clock.now();
    const wanted = worthExplaining(explain, settings, now);
    const mentions = {
      place,
      message: heard.message,
      at: heard.at,
      edited,
      codes,
      explain: wanted,
      trace: codes.length > 0 && (await holdsTrace(text)),
      form: formFor(heard, settings),
      language: bot.language(languagesFor(heard, settings)),
      author: author.id,
    };
    const { burstMs, leaseMs } = this.#pace;
    const rules = { quietMs: settings.quietMinutes * 60_000, burstMs, leaseMs, holder, now };
    const asked = await this.reach.ask((store) => store.hear(mentions, rules));
    if (asked === "lost") return "not-stored";
    return this.#follow(asked.says);
  }

  #follow({ claimed, joined, mended, repeated, known }: Awaited<ReturnType<StoreHear>>): HeardAs {
    for (const card of mended) {
      if (card.state === "withdrawn") this.#poster.withdrawn(card);
      else this.#poster.changed(card);
    }
    for (const card of repeated) this.#poster.changed(card);
    if (claimed !== undefined) this.#poster.claimed(claimed);
    if (known) return "known";
    if (claimed !== undefined) return "explained";
    if (joined !== undefined) return "joined";
    if (repeated.length > 0) return "repeated";
    return mended.length > 0 ? "mended" : "remembered";
  }
}

type StoreHear = Awaited<ReturnType<WatchParts["store"]>>["hear"];
