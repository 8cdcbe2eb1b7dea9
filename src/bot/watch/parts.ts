import type { Bot } from "../answer.ts";
import type { Watcher } from "../detect.ts";
import type { Choices, Effective } from "../settings.ts";
import type { Scope, Store } from "../store.ts";
import type { Glob } from "./channels.ts";
import type { Clock } from "./clock.ts";
import type { Stage } from "./stage.ts";

/** The settings of all places, as the process keeps them at hand. */
export interface SettingsBook {
  /** Never rejects: the defaults hold while the store can't be read. */
  effective(scope: Scope): Promise<Effective>;
  /** Changes what a scope chose; undefined takes a choice back. Rejects when the store can't be written. */
  change(scope: Scope, change: Choices | ((own: Choices) => Choices)): Promise<Effective>;
  /** Channels and threads that chose something for themselves. */
  chosen(workspace: string): Promise<readonly { readonly scope: Scope; readonly choices: Choices }[]>;
}

/** Who counts and logs what the watch does. No method throws. */
export interface WatchObserver {
  /** A card was posted, shown anew, taken away; or it will not be shown, and why. */
  card(became: "posted" | "updated" | "withdrawn" | "refused", why?: string): void;
  /** A message was read; what came of it. */
  heard(became: HeardAs): void;
  feedback(says: "not-sip" | "useful"): void;
  /** The store can't be reached any more, or again: nothing is explained unasked meanwhile. */
  store(state: "lost" | "back", fault?: unknown): void;
}

/** What became of a message in a watched channel. */
export type HeardAs =
  /** It means no code, or none any more and never had a card. */
  | "nothing"
  | "not-watched"
  | "from-bot"
  /** Heard before, or deleted. */
  | "known"
  /** Remembered; nothing to say: muted, no SIP here, or only codes that nobody needs explained. */
  | "remembered"
  /** A card will be posted. */
  | "explained"
  /** A card that is about to be posted takes these codes on. */
  | "joined"
  /** A living card counts it. */
  | "repeated"
  /** Its own card changes or goes. */
  | "mended"
  /** The store can't be reached. */
  | "not-stored";

export interface WatchParts {
  readonly bot: Bot;
  readonly detector: Watcher;
  /** Opened when it is first needed. */
  readonly store: () => Promise<Store>;
  readonly settings: SettingsBook;
  readonly stage: Stage;
  readonly clock: Clock;
  /** Names this process among those that share the store. */
  readonly holder: string;
  /** Channels watched by their names. */
  readonly globs: readonly Glob[];
  readonly observer: WatchObserver;
  readonly pace?: Partial<Pace> | undefined;
}

export interface Pace {
  /** A card waits so long for more of the same burst. */
  readonly burstMs: number;
  /** A card is shown anew at most so often. */
  readonly updateMs: number;
  /** A claimed card is this process's for so long. */
  readonly leaseMs: number;
  /** Cards that nobody posted are looked for so often. */
  readonly sweepMs: number;
  /** What could not be posted for so long is of no use any more. */
  readonly staleMs: number;
}

export const usualPace: Pace = { burstMs: 1500, updateMs: 4000, leaseMs: 60_000, sweepMs: 15_000, staleMs: 10 * 60_000 };
