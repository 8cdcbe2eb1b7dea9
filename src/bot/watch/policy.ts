import { isJapanese } from "../../core/text.ts";
import type { Detection } from "../detect.ts";
import type { CardForm, Effective, Settings } from "../settings.ts";
import { fitsGlob, type Glob } from "./channels.ts";
import type { Heard } from "./stage.ts";

/** The codes somebody says themselves: what they quote above their own words was said, and explained, before. */
export function ownCodes(text: string, detection: Detection): Pick<Detection, "codes" | "explain"> {
  const end = quoteEnd(text);
  if (end === 0) return detection;
  const own = new Set(detection.mentions.filter(({ start }) => start >= end).map(({ code }) => code));
  return { codes: detection.codes.filter((code) => own.has(code)), explain: detection.explain.filter((code) => own.has(code)) };
}

/** Where the quote ends that a text begins with; 0 when there is none, or nothing but the quote. */
function quoteEnd(text: string): number {
  let end = 0;
  while (/^(?:>|&gt;)/u.test(text.slice(end, end + 4))) {
    const line = text.indexOf("\n", end);
    if (line === -1) return 0;
    end = line + 1;
  }
  return text.slice(end).trim() === "" ? 0 : end;
}

/** Whether a channel is watched, and why. */
export type Watched =
  /** Somebody switched it on or off, here or for the whole workspace. */
  | { readonly on: boolean; readonly why: "chosen" }
  /** Its name fits one of WATCH_CHANNELS, fits none, or the platform does not tell it. */
  | { readonly on: boolean; readonly why: "name" | "other-name" | "no-name" }
  /** Shared with others, and nobody who may has switched it on here. */
  | { readonly on: false; readonly why: "shared" };

/** Whether messages of a channel are read unasked. */
export function isWatched(
  { settings, from }: Effective,
  channel: { readonly name: string | undefined; readonly shared: boolean },
  globs: readonly Glob[],
): Watched {
  const chosenHere = from.watch === "channel" || from.watch === "thread";
  if (settings.watch === "off") return { on: false, why: "chosen" };
  // What holds for the whole workspace must not speak up among guests.
  if (channel.shared && !(chosenHere && settings.watch === "on")) return { on: false, why: "shared" };
  if (settings.watch === "on") return { on: true, why: "chosen" };
  if (channel.name === undefined) return { on: false, why: "no-name" };
  const fits = fitsGlob(channel.name, globs);
  return { on: fits, why: fits ? "name" : "other-name" };
}

/** Whether somebody's messages are read: people's always, bots' where that is allowed. */
export function isRead({ author }: Pick<Heard, "author">, { bots, botsAllowed }: Settings): boolean {
  return !author.bot || bots === "allowed" || botsAllowed.includes(author.id);
}

/** The codes worth an explanation here and now: none in a muted place, none of a code set that was no SIP before. */
export function worthExplaining(explain: readonly number[], { mutedUntil, notSip }: Settings, now: number): readonly number[] {
  if (mutedUntil > now) return [];
  const alone = new Set(notSip.filter((set) => set.length === 1).flat());
  const left = explain.filter((code) => !alone.has(code));
  return notSip.some((set) => left.every((code) => set.includes(code))) ? [] : left;
}

/** How a card for a message is shown: a bot has no eyes for what only the author sees. */
export function formFor({ author }: Pick<Heard, "author">, { how }: Settings): CardForm {
  return author.bot && how === "ephemeral" ? "thread" : how;
}

/** Languages of a card, best first: the one chosen for the place, the message's own, the author's. */
export function languagesFor({ text, languages }: Pick<Heard, "text" | "languages">, { language }: Settings): string[] {
  return [language, isJapanese(text) ? "ja" : undefined, ...(languages ?? [])].filter((one) => one !== undefined);
}
