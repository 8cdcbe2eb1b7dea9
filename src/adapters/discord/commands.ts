import type { Bot } from "../../bot/answer.ts";
import { limits } from "./limits.ts";

/** A command or an option as Discord registers it. */
type Definition = Readonly<Record<string, unknown>>;

export const commandNames = { ask: "sip", explain: "Explain SIP", settings: "sip-settings" } as const;
export const optionNames = { query: "query", language: "language", share: "share", file: "file" } as const;

const types = { chat: 1, message: 3 } as const;
const optionTypes = { text: 3, yesOrNo: 5, attachment: 11 } as const;
/** In a server; in a direct message with the bot; in any other, for who installed the app for themselves. */
const everywhere = { integration_types: [0, 1], contexts: [0, 1, 2] } as const;
const manageChannels = "16";

/** All commands, named and described in every language that ships. */
export function commands(bot: Bot): Definition[] {
  const [first = "en"] = bot.languages;
  const said = (key: string) => {
    const all = Object.fromEntries(bot.languages.map((tag) => [tag, bot.words(tag).say(key)]));
    return { value: all[first] ?? "", others: localised(all, first) };
  };
  const named = (name: string, key: string) => ({ name, name_localizations: said(`discord.command.${key}.name`).others });
  const described = (key: string) => {
    const { value, others } = said(`discord.command.${key}.says`);
    return { description: value, description_localizations: others };
  };
  const option = (key: keyof typeof optionNames, type: number, more: Definition = {}) => ({
    ...named(optionNames[key], key),
    ...described(key),
    type,
    required: false,
    ...more,
  });
  const languages = bot.languages.map((tag) => ({ name: bot.words(tag).say("language.name"), value: tag }));
  return [
    {
      type: types.chat,
      name: commandNames.ask,
      ...described("sip"),
      ...everywhere,
      options: [
        option("query", optionTypes.text, { autocomplete: true, max_length: limits.command.query }),
        option("language", optionTypes.text, { choices: languages.slice(0, 25) }),
        option("share", optionTypes.yesOrNo),
        option("file", optionTypes.attachment),
      ],
    },
    { type: types.message, ...named(commandNames.explain, "explain"), ...everywhere },
    {
      type: types.chat,
      name: commandNames.settings,
      ...described("settings"),
      integration_types: [0],
      contexts: [0],
      default_member_permissions: manageChannels,
    },
  ];
}

// Discord knows locales of its own: "en" is not among them.
const discordLocales: Readonly<Record<string, readonly string[]>> = {
  en: ["en-GB", "en-US"],
  es: ["es-ES", "es-419"],
  pt: ["pt-BR"],
  sv: ["sv-SE"],
  zh: ["zh-CN"],
  "zh-Hans": ["zh-CN"],
  "zh-Hant": ["zh-TW"],
};

function localised(all: Readonly<Record<string, string>>, first: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(all)
      .filter(([tag]) => tag !== first)
      .flatMap(([tag, value]) => (discordLocales[tag] ?? [tag]).map((locale) => [locale, value])),
  );
}
