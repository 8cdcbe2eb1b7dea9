import type { Bot } from "../../bot/answer.ts";
import type { Choices, Effective, Settings } from "../../bot/settings.ts";
import type { Line } from "../../reply/document.ts";
import type { Words } from "../../reply/words.ts";
import { button, cut, row, separator, textDisplay, type Container, type Inner, type Row, type Select } from "./components.ts";
import { limits } from "./limits.ts";
import { v2, type Outgoing } from "./message.ts";
import { plainLine } from "./render-text.ts";
import { textsOf } from "./render-text.ts";
import { colours } from "./render.ts";

/** For the whole server, or for one channel and its threads. */
export type Level = "guild" | "channel";
const settable = ["watch", "quietMinutes", "how", "bots", "botsAllowed", "language", "form"] as const;
type Settable = (typeof settable)[number];

/** Takes a choice back: what is wider holds again. */
const inherit = "inherit";
const quietSteps = [5, 10, 15, 30, 60, 120, 240, 480, 1440];

export interface Panel {
  readonly level: Level;
  readonly effective: Effective;
  /** What the level chose for itself. */
  readonly own: Choices;
  readonly may: boolean;
  readonly hears: boolean;
}

/** What a click in the panel means: another level to look at, or a setting to change. */
export function readPanelId(customId: string): { readonly level: Level; readonly name: Settable | undefined } | undefined {
  const [, level, name] = /^set:(guild|channel)(?::([a-zA-Z]{1,20}))?$/u.exec(customId) ?? [];
  if (level !== "guild" && level !== "channel") return undefined;
  const known = settable.find((one) => one === name);
  return name !== undefined && known === undefined ? undefined : { level, name: known };
}

/** The settings as one message: what holds and where it comes from, and a select for each. */
export function panel(bot: Bot, words: Words, { level, effective, own, may, hears }: Panel): Outgoing {
  const says = settable.map((name) => lineOf(bot, words, name, effective));
  const muted = effective.settings.mutedUntil > 0 ? [words.line("discord.settings.muted")] : [];
  const deaf = hears ? [] : [words.line("discord.doctor.no-content")];
  const lines = [...says, ...muted, ...deaf].flatMap((line) => textsOf(line, 900));
  const inner: Inner[] = [
    textDisplay(`## ${words.say("discord.settings.title")}`),
    textDisplay(lines.join("\n")),
    separator,
    ...(may ? controls(bot, words, level, own) : [textDisplay(`-# ${words.say("discord.settings.who")}`)]),
  ];
  const container: Container = { type: 17, accent_color: colours.info, components: inner };
  const body = { flags: v2, components: [container] } as const;
  const plain = () => [...says, ...muted, ...deaf].map(plainLine).join("\n").slice(0, limits.content);
  return { body, pictures: [], written: () => body, embed: () => ({ content: plain() }), plain };
}

function lineOf(bot: Bot, words: Words, name: Settable, { settings, from }: Effective): Line {
  const value = valueIn(bot, words, name, settings);
  return [
    { text: `${words.say(`discord.settings.${name}`)}:`, style: "strong" },
    { text: ` ${value} · ${words.say(`discord.settings.from.${from[name]}`)}` },
  ];
}

function valueIn(bot: Bot, words: Words, name: Settable, settings: Settings): string {
  switch (name) {
    case "watch":
    case "bots":
    case "form":
    case "how":
      return words.say(`discord.settings.${name}.${settings[name]}`);
    case "quietMinutes":
      return words.say("discord.settings.minutes", { minutes: settings.quietMinutes });
    case "language":
      return settings.language === undefined
        ? words.say("discord.settings.language.own")
        : bot.words(settings.language).say("language.name");
    case "botsAllowed":
      return words.say("discord.settings.bots-listed", { count: settings.botsAllowed.length });
  }
}

function controls(bot: Bot, words: Words, level: Level, own: Choices): Inner[] {
  const levels = (["guild", "channel"] as const).map((one) => ({
    ...button(`set:${one}`, words.say(`discord.settings.level.${one}`), one === level ? "primary" : "secondary"),
    disabled: one === level,
  }));
  const rows = settable.map((name) =>
    name === "botsAllowed" ? people(words, level, own) : select(bot, words, level, name, own),
  );
  return [row(levels), ...rows];
}

function select(bot: Bot, words: Words, level: Level, name: Exclude<Settable, "botsAllowed">, own: Choices): Row {
  const chosen = own[name];
  const options: Select["options"][number][] = valuesFor(bot, words, name).map(([label, value]) => ({
    label: cut(`${words.say(`discord.settings.${name}`)}: ${label}`, limits.select.label),
    value,
    default: String(chosen) === value,
  }));
  const wider = {
    label: cut(
      `${words.say(`discord.settings.${name}`)}: ${words.say(`discord.settings.inherit.${level}`)}`,
      limits.select.label,
    ),
    value: inherit,
    default: chosen === undefined,
  };
  return row([{ type: 3, custom_id: `set:${level}:${name}`, options: [wider, ...options] }]);
}

function valuesFor(bot: Bot, words: Words, name: Exclude<Settable, "botsAllowed">): readonly (readonly [string, string])[] {
  const named = (values: readonly string[]) =>
    values.map((value) => [words.say(`discord.settings.${name}.${value}`), value] as const);
  switch (name) {
    case "watch":
      return named(["auto", "on", "off"]);
    case "bots":
      return named(["ignored", "allowed"]);
    case "form":
      return named(["short", "full"]);
    case "how":
      // Unasked, Discord shows nothing to one person alone.
      return named(["thread", "reaction"]);
    case "quietMinutes":
      return quietSteps.map((minutes) => [words.say("discord.settings.minutes", { minutes }), String(minutes)] as const);
    case "language":
      return bot.languages.map((tag) => [bot.words(tag).say("language.name"), tag] as const);
  }
}

/** Bots are chosen among the server's members. */
function people(words: Words, level: Level, { botsAllowed = [] }: Choices): Row {
  return row([
    {
      type: 5,
      custom_id: `set:${level}:botsAllowed`,
      placeholder: cut(words.say("discord.settings.botsAllowed"), limits.select.placeholder),
      min_values: 0,
      max_values: limits.select.options,
      default_values: botsAllowed
        .filter((id) => /^\d{1,20}$/u.test(id))
        .slice(0, limits.select.options)
        .map((id) => ({ id, type: "user" })),
    },
  ]);
}
