import type { CardForm } from "../bot/settings.ts";
import type { Card, Feedback } from "../bot/store.ts";

// The database's tables, the same in both homes. No message text in any of them. Times are milliseconds since the
// epoch; a channel or thread that is none is an empty text, because a key must not be null.

export interface Tables {
  settings: { workspace: string; channel: string; thread: string; kept: string };
  /** Events that were taken. */
  events: { workspace: string; channel: string; key: string; at: number };
  /** Messages that were heard or deleted: one row says that a message is no longer new. */
  messages: { workspace: string; channel: string; message: string; thread: string; at: number; deleted: number };
  /** Codes of the messages, with the card that counts them. */
  mentions: {
    workspace: string;
    channel: string;
    message: string;
    code: number;
    thread: string;
    at: number;
    card: string | null;
  };
  cards: CardRow;
  feedback: { card: string; user: string; says: Feedback; at: number };
  migrations: { name: string; at: number };
}

export interface CardRow {
  id: string;
  workspace: string;
  channel: string;
  thread: string;
  message: string;
  form: CardForm;
  language: string;
  author: string;
  /** "486,503" in the order they came. */
  codes: string;
  /** 1 when its message holds a trace. */
  trace: number;
  count: number;
  since: number;
  last: number;
  state: Card["state"];
  /** 1 once somebody set out to post it. */
  begun: number;
  sent: string | null;
  holder: string;
  /** Until when only its holder may post it. */
  leased: number;
}

/** The card of a row. */
export function cardOf(row: CardRow): Card {
  const { id, workspace, channel, thread, message, form, language, author, trace, count, since, last, state, begun, sent } = row;
  return {
    id,
    place: { workspace, channel, thread: thread === "" ? undefined : thread },
    message,
    form,
    language,
    author,
    codes: codesOf(row),
    trace: trace === 1,
    count,
    since,
    last,
    state,
    begun: begun === 1,
    sent: sent ?? undefined,
  };
}

export function codesOf({ codes }: Pick<CardRow, "codes">): readonly number[] {
  return codes === "" ? [] : codes.split(",").map(Number);
}
