import { channelCommand } from "../../bot/watch/channel.ts";
import { text } from "../../chat/fields.ts";
import { timed } from "../../chat/timed.ts";
import { isLong, messageFor, questionIn, type Question } from "./answering.ts";
import { wordOfChannel } from "./channel-words.ts";
import { onClick } from "./clicks.ts";
import { commandNames, optionNames } from "./commands.ts";
import { cut } from "./components.ts";
import { inTime, tellInTime } from "./in-time.ts";
import { fileOf, focusedOption, optionsOf, readInteraction, targetOf, type Interaction } from "./interaction.ts";
import { limits } from "./limits.ts";
import { noticeLines, type Outgoing } from "./message.ts";
import type { Parts } from "./parts.ts";
import { onSettings } from "./settings.ts";

/** A command, a click, a key pressed: each is answered once, and within three seconds. */
export async function onInteraction(parts: Parts, event: unknown): Promise<void> {
  const { observer, taken, locales } = parts;
  const interaction = readInteraction(event, parts.application);
  if (interaction === undefined) {
    observer.suppressed("malformed");
    return;
  }
  locales.remember(interaction.user, interaction.locale);
  if (interaction.kind === "autocomplete") {
    await complete(parts, interaction);
    return;
  }
  if (!taken.first(`interaction ${interaction.id}`)) {
    observer.suppressed("duplicate");
    return;
  }
  if (await refused(parts, interaction)) return;
  switch (interaction.kind) {
    case "command":
      await onCommand(parts, interaction);
      return;
    case "component":
      await onClick(parts, interaction);
      return;
    default:
      observer.suppressed("not-for-us");
  }
}

/** Whether somebody has to wait; they are told, where only they see it: a command must not stay without an answer. */
async function refused(parts: Parts, interaction: Interaction): Promise<boolean> {
  if (parts.allowance.take(interaction.user) === "yes") return false;
  parts.observer.suppressed("limited");
  await tellInTime(parts, interaction, "discord.limited");
  return true;
}

async function onCommand(parts: Parts, interaction: Interaction): Promise<void> {
  const { data } = interaction;
  if (data["name"] === commandNames.settings) {
    await timed(parts, "settings", interaction.id, () => onSettings(parts, interaction));
    return;
  }
  if (data["type"] === 3) {
    await timed(parts, "explain", interaction.id, () => explain(parts, interaction));
    return;
  }
  await timed(parts, "command", interaction.id, () => command(parts, interaction));
}

async function command(parts: Parts, interaction: Interaction): Promise<string> {
  const options = optionsOf(interaction);
  const file = fileOf(interaction, options.get(optionNames.file));
  const words = text(options.get(optionNames.query)) ?? "";
  const alone = options.get(optionNames.share) !== true && !interaction.direct;
  const question: Question = {
    text: words,
    files: file === undefined ? [] : [file],
    asker: interaction,
    language: text(options.get(optionNames.language)),
    elsewhere: { kind: "kept", key: interaction.id },
    share: alone,
  };
  const word = file === undefined ? channelCommand(words) : undefined;
  if (word?.command === "settings" && word.argument === "") return onSettings(parts, interaction);
  const answer = word === undefined ? messageFor(parts, question) : answerOf(wordOfChannel(parts, interaction, words));
  return (await inTime(parts, interaction, answer, { way: alone ? "alone" : "new", long: isLong(parts, question) })).code;
}

async function answerOf(said: Promise<Outgoing | undefined>): Promise<Outgoing> {
  return (await said) ?? noticeLines([]);
}

/** "Explain SIP" on a message: only whoever asked sees the answer. */
async function explain(parts: Parts, interaction: Interaction): Promise<string> {
  const target = targetOf(interaction);
  const found = target === undefined ? { text: "", files: [] } : questionIn(target);
  const id = text(target?.["id"]);
  if (id === undefined || (found.text.trim() === "" && found.files.length === 0))
    return tellInTime(parts, interaction, "discord.nothing-to-read");
  const alone = !interaction.direct;
  const question: Question = { ...found, asker: interaction, elsewhere: { kind: "message", id }, share: alone };
  return (
    await inTime(parts, interaction, messageFor(parts, question), { way: alone ? "alone" : "new", long: isLong(parts, question) })
  ).code;
}

/** Completion while typing, from memory alone. */
async function complete(parts: Parts, interaction: Interaction): Promise<void> {
  const { desk, locales, responder } = parts;
  const focused = focusedOption(interaction);
  const locale = locales.of(interaction.user) ?? interaction.guildLocale;
  const typed = focused?.name === optionNames.query ? focused.typed : "";
  const found = desk.bot.suggest(typed, locale === undefined ? [] : [locale], limits.autocomplete.choices);
  const recent = typed.trim() === "" ? parts.recent.of(interaction.user) : [];
  const offered = [...recent.map((query) => ({ label: query, query, detail: "" })), ...found];
  const choices = offered
    .filter(({ query }, at) => isValue(query) && offered.findIndex((one) => one.query === query) === at)
    .map(({ label, query, detail }) => ({ name: named(label, detail), value: query }));
  await responder.special(interaction, 8, { choices: choices.slice(0, limits.autocomplete.choices) });
}

function isValue(query: string): boolean {
  return query !== "" && query.length <= limits.autocomplete.value;
}

function named(label: string, detail: string): string {
  const name = detail === "" ? label : `${label} · ${detail}`;
  return cut(name.length <= limits.autocomplete.name ? name : label, limits.autocomplete.name);
}
