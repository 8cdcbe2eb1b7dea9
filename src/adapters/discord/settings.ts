import { readChoices, type Choices, type Effective } from "../../bot/settings.ts";
import type { Scope } from "../../bot/store.ts";
import { faultOf } from "../../chat/log.ts";
import { valuesOf, type Interaction } from "./interaction.ts";
import { notice } from "./message.ts";
import type { Parts } from "./parts.ts";
import { panel, readPanelId, type Level } from "./settings-panel.ts";

const mayManage = 0x8n | 0x10n | 0x20n;

export function isSettingsId(customId: string): boolean {
  return customId.startsWith("set:");
}

/** `/sip-settings`: what holds here, where it comes from, and what may be chosen. */
export async function onSettings(parts: Parts, interaction: Interaction): Promise<string> {
  const words = await parts.desk.words(interaction);
  if (interaction.guild === undefined)
    return (await parts.responder.answer(interaction, notice(words, "discord.settings.server-only"), true)).code;
  const effective = await parts.book.effective(scopeOf(parts, interaction, "channel"));
  const own = await chosenAt(parts, interaction, "guild");
  const may = maySet(interaction);
  return (
    await parts.responder.answer(
      interaction,
      panel(parts.desk.bot, words, { level: "guild", effective, own, may, hears: parts.hears }),
      true,
    )
  ).code;
}

/** A choice made in the panel: kept when the person may, else a sentence says who may. */
export async function onSettingsClick(parts: Parts, interaction: Interaction, customId: string): Promise<string> {
  const { responder, desk, book, log } = parts;
  const words = await desk.words(interaction);
  const asked = readPanelId(customId);
  if (asked === undefined || interaction.guild === undefined)
    return (await responder.answer(interaction, notice(words, "discord.old-button"), true)).code;
  if (!maySet(interaction)) return (await responder.answer(interaction, notice(words, "discord.settings.who"), true)).code;
  const { level, name } = asked;
  if (name !== undefined) {
    try {
      await book.change(scopeOf(parts, interaction, level), changeOf(parts, name, valuesOf(interaction)));
    } catch (fault) {
      log.error(faultOf(fault), "settings could not be kept");
      return (await responder.answer(interaction, notice(words, "discord.settings.not-kept"), true)).code;
    }
  }
  const effective = await effectiveAt(parts, interaction, level);
  const own = await chosenAt(parts, interaction, level);
  // The new language shows at once.
  const now = await desk.words(interaction);
  return (await responder.replace(interaction, panel(desk.bot, now, { level, effective, own, may: true, hears: parts.hears })))
    .code;
}

/** Whether somebody may change settings here. */
export function maySet({ permissions }: Interaction): boolean {
  return (permissions & mayManage) !== 0n;
}

/** The channel of a thread stands for its threads: who sets a thread means its channel. */
function scopeOf(parts: Parts, interaction: Interaction, level: Level): Scope {
  const { workspace, channel } = parts.desk.scope(interaction);
  return level === "guild" ? { workspace } : { workspace, channel };
}

function effectiveAt(parts: Parts, interaction: Interaction, level: Level): Promise<Effective> {
  return parts.book.effective(scopeOf(parts, interaction, level));
}

async function chosenAt(parts: Parts, interaction: Interaction, level: Level): Promise<Choices> {
  const scope = scopeOf(parts, interaction, level);
  const all = await parts.book.chosen(scope.workspace);
  return all.find((one) => one.scope.channel === scope.channel && one.scope.thread === undefined)?.choices ?? {};
}

function changeOf({ desk }: Parts, name: keyof Choices, values: readonly string[]): Choices {
  const [value] = values;
  const given: Readonly<Record<string, unknown>> =
    name === "botsAllowed" ? { botsAllowed: values } : { [name]: name === "quietMinutes" ? Number(value) : value };
  const read = readChoices(given, desk.bot.languages);
  // What can't be read ("as in the server") takes the choice back.
  return { [name]: read[name] };
}
