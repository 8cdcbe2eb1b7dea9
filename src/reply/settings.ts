import type { Reply } from "./document.ts";
import { moment } from "./time.ts";
import type { Words } from "./words.ts";

/** The settings in force somewhere, in values that words exist for. */
export interface SettingsShown {
  readonly watched: boolean;
  /** Why it is watched or not: a key below watch.why. */
  readonly why: string;
  readonly language: string | undefined;
  readonly form: string;
  readonly quietMinutes: number;
  readonly how: string;
  readonly bots: string;
  readonly botsAllowed: number;
  /** Milliseconds since the epoch; undefined when nothing is muted. */
  readonly mutedUntil: number | "for-good" | undefined;
  readonly notSip: readonly (readonly number[])[];
  /** Which layer each of them comes from. */
  readonly from: Readonly<
    Record<"watch" | "language" | "form" | "quietMinutes" | "how" | "bots" | "mutedUntil" | "notSip", string>
  >;
}

const mostSets = 10;

/** Every setting of a place, with where it comes from. */
export function settingsReply(shown: SettingsShown, now: number, words: Words): Reply {
  const value = (key: keyof SettingsShown["from"], says: string) => ({
    label: words.say(`watch.setting.${key}`),
    value: [...words.line("watch.from", { value: says, layer: words.say(`watch.layer.${shown.from[key]}`) })],
  });
  const sets = shown.notSip.slice(-mostSets).map((codes) => codes.join("+"));
  const head = watchedLine(shown, words);
  const language = shown.language === undefined ? words.say("watch.language.own") : shown.language;
  const facts = [
    value("watch", words.say(shown.watched ? "watch.on" : "watch.off")),
    value("mutedUntil", mutedWords(shown, now, words)),
    value("quietMinutes", words.say("watch.minutes", { minutes: shown.quietMinutes })),
    value("how", words.say(`watch.how.${shown.how}`)),
    value("bots", botsWords(shown, words)),
    value("notSip", sets.length === 0 ? words.say("watch.none") : sets.join(", ")),
    value("language", language),
    value("form", words.say(`watch.form.${shown.form}`)),
  ];
  return {
    title: words.say("watch.settings.title"),
    language: words.language,
    severity: "info",
    audience: "asker",
    short: [head],
    body: [
      { kind: "text", text: head },
      { kind: "facts", facts },
      { kind: "text", text: words.line("watch.settings.change"), quiet: true },
    ],
  };
}

/** Whether the place is watched, why, and what to type to change that. */
export function watchedLine({ watched, why }: Pick<SettingsShown, "watched" | "why">, words: Words) {
  return words.line(`watch.why.${watched ? "on" : "off"}.${why}`);
}

function mutedWords({ mutedUntil }: SettingsShown, now: number, words: Words): string {
  if (mutedUntil === undefined) return words.say("watch.not-muted");
  if (mutedUntil === "for-good") return words.say("watch.muted.for-good");
  return words.say("watch.muted.until", { until: moment(mutedUntil, now) });
}

function botsWords({ bots, botsAllowed }: SettingsShown, words: Words): string {
  if (bots === "allowed" || botsAllowed === 0) return words.say(`watch.bots.${bots}`);
  return words.say("watch.bots.some", { count: botsAllowed });
}
