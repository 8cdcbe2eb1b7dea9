import type { CardForm } from "./settings.ts";

/** Where something is said or holds. Without a channel: the whole workspace (Slack) or server (Discord). */
export interface Scope {
  /** "slack:T024BE7LD", "discord:80351110224678912". */
  readonly workspace: string;
  readonly channel?: string | undefined;
  readonly thread?: string | undefined;
}

/** A message that begins a thread stands in the channel, not in its thread, whatever the platform calls it. */
export interface Place extends Scope {
  readonly channel: string;
}

/** Codes meant in one message of a watched channel. Never its text. */
export interface Mentions {
  readonly place: Place;
  /** The platform's id of the message. */
  readonly message: string;
  /** When it was first said. */
  readonly at: number;
  /** It was said before and is now another; without this a message that was heard once is never heard again, so that an old delivery can't undo an edit. */
  readonly edited: boolean;
  /** None, when an edit left none. */
  readonly codes: readonly number[];
  /** Those of them that a card may explain; none where the place or the code set is muted. */
  readonly explain: readonly number[];
  /** It holds a trace: SIP messages as they stand on the wire or in a log. */
  readonly trace: boolean;
  /** How a card for them would be shown, in which language, and to whom where one person sees it. */
  readonly form: CardForm;
  readonly language: string;
  readonly author: string;
}

/** An explanation posted unasked, or about to be. Everything needed to post or mend it again after a crash. */
export interface Card {
  /** Ours, short (at most 25 characters): it travels as Slack's message metadata and as Discord's nonce. */
  readonly id: string;
  readonly place: Place;
  /** The message that it answers. */
  readonly message: string;
  readonly form: CardForm;
  readonly language: string;
  /** Whom it is shown to where cards are ephemeral. */
  readonly author: string;
  /** In the order they came. */
  readonly codes: readonly number[];
  /** The message holds a trace: the card offers to diagnose it. */
  readonly trace: boolean;
  /** How many messages mentioned them since, the first one included. */
  readonly count: number;
  /** Time of the first and of the last of these messages. */
  readonly since: number;
  readonly last: number;
  readonly state: "claimed" | "sent" | "withdrawn" | "failed";
  /** Somebody set out to post it: it may stand, though nobody lived to say so. */
  readonly begun: boolean;
  /** The platform's id of what was posted. */
  readonly sent: string | undefined;
}

/** Who works on a card, and until when nobody else may: `now` + `leaseMs`. */
export interface Lease {
  readonly now: number;
  readonly leaseMs: number;
  readonly holder: string;
}

export interface HearingRules extends Lease {
  /** A code is not explained again in a place for so long after the message that a card explained it for (Card.since). */
  readonly quietMs: number;
  /** A card that is only claimed takes on the codes of messages that follow its own so soon. */
  readonly burstMs: number;
}

/**
 * What became of mentions. A card lives while it is claimed or sent. It belongs to its place, and, where that is no
 * thread, to the thread of the message it answers as well (a thread has the id of the message it began with).
 */
export interface Hearing {
  /** Claimed by the caller, who must post it before the lease ends. */
  readonly claimed: Card | undefined;
  /** A claimed card of the place, not posted yet, that took these codes on (and counts the message): its holder posts them too. */
  readonly joined: Card | undefined;
  /** The message was heard before with other codes: its own cards that changed by it. They lost the codes that are gone, if no other message counts on them (without any code they are withdrawn), and took on the new ones; a trace came or went. */
  readonly mended: readonly Card[];
  /** Living cards, within the quiet time, whose count has risen. */
  readonly repeated: readonly Card[];
  /** This very message was heard before with these very codes, and with a trace as now, or was deleted: nothing has changed. */
  readonly known: boolean;
}

export type Feedback = "not-sip" | "useful";

/** What the bot must remember, in an embedded file or in PostgreSQL. No message text, ever. All times are milliseconds since the epoch. */
export interface Store {
  /** What was kept for exactly this scope, as `readChoices` takes it; undefined when nothing was chosen there. */
  settings(scope: Scope): Promise<unknown>;
  /** Everything kept for a workspace, its channels and threads. */
  allSettings(workspace: string): Promise<readonly { readonly scope: Scope; readonly kept: unknown }[]>;
  keepSettings(scope: Scope, settings: object): Promise<void>;

  /** Takes an event by its keys: true for the first caller of all processes, false when one of the keys was taken before in this workspace. */
  take(scope: Scope, keys: readonly string[], at: number): Promise<boolean>;

  /**
   * Remembers mentions and decides, in one transaction, what is explained now: of the codes to explain those that no
   * living card of the place explains within the quiet time. An edited message is heard anew, with its place and its
   * first time: codes that are gone are forgotten, the message's own living card takes on the new ones.
   */
  hear(mentions: Mentions, rules: HearingRules): Promise<Hearing>;
  /** The holder sets out to post a claimed card. Gives it as it is now; undefined when it may not: withdrawn meanwhile, or another's. */
  begin(card: string, holder: string): Promise<Card | undefined>;
  /**
   * The card was posted as `sent`. Gives the card as it is now: withdrawn meanwhile, then remove the post; with more
   * codes than were posted, then show it anew; with another `sent`, then somebody else posted it, and this post goes.
   * Undefined when it was erased meanwhile.
   */
  posted(card: string, sent: string): Promise<Card | undefined>;
  /** The card will not be posted: the platform refused for good. Its codes may be explained again. */
  dropped(card: string): Promise<void>;
  /** Cards whose claim has ended without a post: claimed anew for this holder. Who gets one that was begun checks first whether it was posted after all. */
  orphans(lease: Lease): Promise<readonly Card[]>;
  card(id: string): Promise<Card | undefined>;
  /** Cards that answer a message. */
  cardsOf(place: Place, message: string): Promise<readonly Card[]>;
  /**
   * The message was deleted, and is not heard again: its mentions go, its cards are withdrawn and given back. One whose
   * `sent` is undefined may have been posted all the same if it was begun. (A message that lost its codes by an edit is heard with none.)
   */
  withdraw(place: Place, message: string, now: number): Promise<readonly Card[]>;

  /** One person says one thing of a card, the last time they say it. */
  feedback(card: string, user: string, says: Feedback, at: number): Promise<void>;
  /** What was said since, and how many cards were posted since. */
  feedbackCounts(since: number): Promise<Readonly<Record<Feedback, number>> & { readonly cards: number }>;

  /** Mentions from `since` until before `until`, of a channel with its threads, or of a thread with the message it began with, in order of time; the last 20,000 of them. */
  mentions(
    scope: Place,
    since: number,
    until: number,
  ): Promise<
    readonly { readonly code: number; readonly at: number; readonly message: string; readonly thread: string | undefined }[]
  >;

  /** Forgets mentions, cards, events and feedback older than this. Gives the number of rows. */
  retain(before: number): Promise<number>;
  /** Forgets a workspace, channel or thread altogether, settings too. Gives the number of rows. */
  erase(scope: Scope): Promise<number>;

  /** Rejects when the database can't be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The part of it that keeps settings. */
export type SettingsStore = Pick<Store, "settings" | "allSettings" | "keepSettings" | "close">;
