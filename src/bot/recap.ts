import { recapOf, type Recap } from "../core/recap.ts";
import type { Reply } from "../reply/document.ts";
import { recapReply } from "../reply/recap.ts";
import type { Bot } from "./answer.ts";
import type { Place, Store } from "./store.ts";
import { readMinutes } from "./watch/minutes.ts";

export type { Recap } from "../core/recap.ts";

const minute = 60_000;
const day = 24 * 60;
const longest = 90 * day;

/** Over what time a recap goes: what was asked for ("2h"), else the whole thread, or the last day of a channel. Undefined: no time. */
export function recapSpan(asked: string, { thread }: Place): { readonly minutes: number; readonly whole: boolean } | undefined {
  if (asked !== "") {
    const minutes = readMinutes(asked);
    return minutes === undefined ? undefined : { minutes: Math.min(minutes, longest), whole: false };
  }
  return thread === undefined ? { minutes: day, whole: false } : { minutes: longest, whole: true };
}

/** What a channel or thread said up to now, as data and in words. Rejects when the store can't be reached. */
export async function recap(
  store: Pick<Store, "mentions">,
  place: Place,
  { minutes, whole }: { readonly minutes: number; readonly whole: boolean },
  now: number,
  { bot, language }: { readonly bot: Bot; readonly language: string },
): Promise<{ readonly recap: Recap; readonly reply: Reply }> {
  const until = now + 1;
  const since = until - minutes * minute;
  const made = recapOf(await store.mentions(place, since, until), since, until);
  return { recap: made, reply: recapReply(made, whole ? "thread" : { minutes }, bot.catalog, bot.words(language)) };
}
