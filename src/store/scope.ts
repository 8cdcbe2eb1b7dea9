import type { Scope } from "../bot/store.ts";

/** A scope as the columns of a row say it. */
export function columnsOf({ workspace, channel, thread }: Scope): { workspace: string; channel: string; thread: string } {
  return { workspace, channel: channel ?? "", thread: thread ?? "" };
}

/** A row's scope. */
export function scopeOf({ workspace, channel, thread }: ReturnType<typeof columnsOf>): Scope {
  return { workspace, channel: channel === "" ? undefined : channel, thread: thread === "" ? undefined : thread };
}
