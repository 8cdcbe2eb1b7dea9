import type { Settings } from "../../bot/settings.ts";
import type { Words } from "../../reply/words.ts";
import { actionPrefix } from "./actions.ts";
import type { Parts } from "./parts.ts";

/** The button that opens the settings. */
export const settingsButton = `${actionPrefix}settings`;

/** How a workspace answers, in words. */
export function settingsInWords(
  parts: Parts,
  words: Words,
  { language, form }: Settings,
): { readonly language: string; readonly form: string } {
  return {
    language:
      language === undefined ? words.say("slack.settings.language.own") : parts.desk.bot.words(language).say("language.name"),
    form: words.say(`slack.settings.form.${form}`),
  };
}

/** The key of the sentence that says who may change settings. */
export function whoMay({ scopes }: Parts): string {
  return scopes.has("users:read") ? "slack.settings.admins" : "slack.settings.installer";
}
