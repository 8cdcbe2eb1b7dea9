import type { Heard } from "../../bot/watch/stage.ts";
import type { Watch } from "../../bot/watch/watch.ts";
import { record } from "../../chat/fields.ts";
import type { LateWatch } from "../../chat/late-watch.ts";
import type { Channels } from "./channels.ts";
import { readChannelEvent, type ChannelEvent } from "./heard.ts";

export interface EarsSettings {
  readonly us: { readonly user: string; readonly bot: string };
  /** "slack:T024BE7LD". */
  readonly workspace: string;
  readonly channels: Channels;
  /** The watch, once it is there; messages before that wait for it. */
  readonly watch: LateWatch;
}

/** Without its name a channel may count as one that nobody watches: that is worth a wait, and nobody sees it. */
const nameWithinMs = 30_000;

/** What is said in channels, handed to the watch. */
export class Ears {
  readonly #settings: EarsSettings;

  constructor(settings: EarsSettings) {
    this.#settings = settings;
  }

  /**
   * Takes an event. Gives a promise where the event may be acknowledged only when it ends, which is when what was said is
   * remembered for good; nothing for all that means no code, at the cost of having read it.
   */
  take(body: Readonly<Record<string, unknown>>): Promise<void> | undefined {
    const event = readChannelEvent(body["event"], this.#settings.us);
    if (event === undefined) return undefined;
    const told = body["is_ext_shared_channel"];
    const shared = typeof told === "boolean" ? told : undefined;
    const { here } = this.#settings.watch;
    if (here === undefined) return this.#later(event, shared);
    return this.#means(here, event) ? this.#tell(here, event, shared) : undefined;
  }

  async #later(event: ChannelEvent, shared: boolean | undefined): Promise<void> {
    const watch = await this.#settings.watch.get();
    if (this.#means(watch, event)) await this.#tell(watch, event, shared);
  }

  /** Whether there may be something to do. An edit may have taken the codes away: only the store knows. */
  #means(watch: Watch, event: ChannelEvent): boolean {
    const place = this.#placeOf(event);
    if (event.kind === "deleted") return watch.mayMean(place, event.words, "slack");
    return event.edited || watch.mayMean(place, event.said.words, "slack");
  }

  async #tell(watch: Watch, event: ChannelEvent, shared: boolean | undefined): Promise<void> {
    const place = this.#placeOf(event);
    if (event.kind === "deleted") {
      await watch.deleted(place, event.ts);
      return;
    }
    const { channels } = this.#settings;
    if (shared !== undefined) channels.told(place.channel, shared);
    const { name, shared: known = false } = await channels.info(place.channel, nameWithinMs);
    const { said, edited } = event;
    const heard: Heard = {
      place,
      channelName: name,
      shared: shared ?? known,
      message: said.ts,
      text: said.words,
      author: said.author,
      at: Math.round(Number(said.ts) * 1000),
      edited,
      platform: "slack",
    };
    await watch.heard(heard);
  }

  #placeOf(event: ChannelEvent): Heard["place"] {
    const { channel, thread } = event.kind === "said" ? event.said : event;
    return { workspace: this.#settings.workspace, channel, thread };
  }
}

/** Whether an event is one that somebody reacted with our sign: who, and to which message. */
export function readReaction(
  event: unknown,
  sign: string,
  botUser: string,
): { readonly user: string; readonly channel: string; readonly ts: string } | undefined {
  const { type, reaction, user, item } = record(event);
  const { type: kind, channel, ts } = record(item);
  if (type !== "reaction_added" || reaction !== sign || kind !== "message" || user === botUser) return undefined;
  return typeof user === "string" && typeof channel === "string" && typeof ts === "string" ? { user, channel, ts } : undefined;
}
