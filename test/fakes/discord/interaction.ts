import type { FakeMessage, Json } from "./types.ts";

/** What came of an interaction, as the person who caused it sees it. */
export interface FakeInteraction {
  readonly id: string;
  readonly token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  readonly type: number;
  readonly userId: string;
  readonly channelId: string;
  readonly guildId?: string;
  /** What the gateway told. */
  readonly payload: Json;
  readonly createdAt: number;
  /** The message that the component is on. */
  readonly source?: FakeMessage;
  /** Neither the guild nor the DM with the bot has the app: five follow-ups at most. */
  readonly userInstallOnly: boolean;
  /** Everything the app says here is shown to the person alone. */
  readonly forcedEphemeral: boolean;
  /** Callback type of the first answer; undefined until there is one. */
  answer?: number;
  /** Milliseconds until the first answer. */
  afterMs?: number;
  /** @original. */
  message?: FakeMessage;
  followups: FakeMessage[];
  /** Autocomplete's. */
  choices?: Json[];
  modal?: Json;
  /**
   * What the person sees now: "waiting" before anything came, "failed" for "The application did not respond",
   * "thinking" for a deferred answer that is not there yet, "done" otherwise.
   */
  state: "waiting" | "failed" | "thinking" | "done";
  /** Told on each change. */
  changed: () => void;
}
