import type { types } from "@slack/bolt";

import { defaultSettings, type Settings } from "../../bot/settings.ts";
import type { Words } from "../../reply/words.ts";
import { actionPrefix } from "./actions.ts";
import { limits } from "./limits.ts";
import type { Parts } from "./parts.ts";
import { plain } from "./view.ts";

/** The button that opens the settings. */
export const settingsButton = `${actionPrefix}settings`;

/** In the dialog of everybody's settings: turns it to those of one channel. */
export const channelSettingsButton = `${actionPrefix}settings.channel`;

/** The fields of the form, in its order. */
export const fieldNames = ["language", "form", "watch", "how", "quietMinutes", "bots"] as const;
export type FieldName = (typeof fieldNames)[number];

/** Stands for what the wider layer says: for a channel the workspace, for the workspace the default. A select has no empty option. */
export const wider = "own";

const quietSteps = [10, 30, 60, 120, 240, 1440];

/** What can be chosen in a field; first, what holds when nothing is. */
export function fieldOptions(parts: Parts, words: Words, name: FieldName, inChannel: boolean): types.PlainTextOption[] {
  const { bot } = parts.desk;
  const named = valuesOf(name, bot.languages).map((value) => choice(inWords(parts, words, name, value), value));
  if (inChannel) return [choice(words.say("slack.settings.as-everybody"), wider), ...named];
  // For everybody the default is one of the values, but for the language: that is each reader's own.
  if (name === "language") return [choice(words.say("slack.settings.language.own"), wider), ...named];
  return named.toSorted((a, b) => Number(b.value === usual(name)) - Number(a.value === usual(name)));
}

function usual(name: FieldName): string {
  return String(defaultSettings[name]);
}

function valuesOf(name: FieldName, languages: readonly string[]): readonly string[] {
  switch (name) {
    case "language":
      return languages;
    case "form":
      return ["short", "full"];
    case "watch":
      return ["auto", "on", "off"];
    case "how":
      return ["thread", "ephemeral", "reaction"];
    case "quietMinutes":
      return quietSteps.map(String);
    case "bots":
      return ["ignored", "allowed"];
  }
}

function inWords({ desk }: Parts, words: Words, name: FieldName, value: string): string {
  switch (name) {
    case "language":
      return desk.bot.words(value).say("language.name");
    case "quietMinutes":
      return words.say("watch.minutes", { minutes: Number(value) });
    case "form":
      return words.say(`slack.settings.form.${value}`);
    case "watch":
      return words.say(`slack.settings.watch.${value}`);
    case "how":
    case "bots":
      return words.say(`watch.${name}.${value}`);
  }
}

function choice(label: string, value: string): types.PlainTextOption {
  return { text: plain(label, limits.option.text), value };
}

/** How a workspace answers and watches, in words: labels and values in the order of the form. */
export function settingsInWords(
  parts: Parts,
  words: Words,
  settings: Settings,
): { readonly label: string; readonly value: string }[] {
  return fieldNames.map((name) => ({
    label: words.say(`slack.settings.${name}`),
    value:
      settings[name] === undefined
        ? words.say("slack.settings.language.own")
        : inWords(parts, words, name, String(settings[name])),
  }));
}

/** The key of the sentence that says who may change settings. */
export function whoMay({ scopes }: Parts): string {
  return scopes.has("users:read") ? "slack.settings.admins" : "slack.settings.installer";
}
