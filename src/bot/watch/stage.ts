import type { Reply } from "../../reply/document.ts";
import type { CardForm } from "../settings.ts";
import type { Card, Place } from "../store.ts";

/** A message in a channel, as the adapter read it, with the platform's markup. */
export interface Heard {
  readonly place: Place;
  /** "#" left off; undefined where the platform does not tell. */
  readonly channelName: string | undefined;
  /** Shared with other workspaces, or open to guests. */
  readonly shared: boolean;
  readonly message: string;
  readonly text: string;
  readonly author: { readonly id: string; readonly bot: boolean };
  /** Languages the author reads, best first, as far as they are known without asking. */
  readonly languages?: readonly string[] | undefined;
  readonly at: number;
  /** It was said before and is now another. */
  readonly edited: boolean;
  readonly platform: "slack" | "discord";
}

export type { CardForm } from "../settings.ts";

/** What the platform did with a card: its id there, or why there is none. "later" = try again (down, rate-limited), "never" = refused for good. */
export type Posted = { readonly sent: string } | { readonly refused: "later" | "never"; readonly why: string };

/** What the watch needs of a platform; each adapter has one. None of its methods rejects, each ends within 20 seconds: later nothing may be posted any more, the claim may be another's. */
export interface Stage {
  /** Posts a card once: with an id that was posted before, the platform gives back that post where it can (Discord's enforced nonce; Slack's metadata is looked up by `find`). */
  post(card: Card, form: CardForm, reply: Reply): Promise<Posted>;
  /** Shows a posted card anew, in place. */
  update(card: Card, form: CardForm, reply: Reply): Promise<Posted>;
  remove(card: Card, form: CardForm): Promise<void>;
  /** The platform's id of a card that may have been posted by a process that died; undefined when it was not; "unknown" when it can't be told. */
  find(card: Card): Promise<{ readonly sent: string | undefined } | "unknown">;
}
