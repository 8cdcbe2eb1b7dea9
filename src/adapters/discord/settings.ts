import { readChoices, type Choices, type Effective } from "../../bot/settings.ts";
import type { Scope } from "../../bot/store.ts";
import { faultOf } from "../../chat/log.ts";
import { codes } from "./faults.ts";
import { inTime, tellInTime } from "./in-time.ts";
import { valuesOf, type Interaction } from "./interaction.ts";
import { notice, type Outgoing } from "./message.ts";
import type { Parts } from "./parts.ts";
import { panel, readPanelId, type Level } from "./settings-panel.ts";

type Asked = NonNullable<ReturnType<typeof readPanelId>>;

const mayManage = 0x8n | 0x10n | 0x20n;

export function isSettingsId(customId: string): boolean {
  return customId.startsWith("set:");
}

/** `/sip-settings`: what holds here, where it comes from, and what may be chosen. */
export async function onSettings(parts: Parts, interaction: Interaction): Promise<string> {
  return (await inTime(parts, interaction, shown(parts, interaction), { way: "alone", long: false })).code;
}

async function shown(parts: Parts, interaction: Interaction): Promise<Outgoing> {
  const words = await parts.desk.words(interaction);
  if (interaction.guild === undefined) return notice(words, "discord.settings.server-only");
  const effective = await parts.book.effective(scopeOf(parts, interaction, "channel"));
  const own = await chosenAt(parts, interaction, "guild");
  return panel(parts.desk.bot, words, { level: "guild", effective, own, may: maySet(interaction), hears: parts.hears });
}

/** A choice made in the panel: kept when the person may, else a sentence says who may. */
export async function onSettingsClick(parts: Parts, interaction: Interaction, customId: string): Promise<string> {
  const asked = readPanelId(customId);
  if (asked === undefined || interaction.guild === undefined) return tellInTime(parts, interaction, "discord.old-button");
  if (!maySet(interaction)) return tellInTime(parts, interaction, "discord.settings.who");
  try {
    return (await inTime(parts, interaction, changed(parts, interaction, asked), { way: "edit", long: false })).code;
  } catch (fault) {
    parts.log.error(faultOf(fault), "settings could not be kept");
    const why = notice(await parts.desk.words(interaction), "discord.settings.not-kept");
    const told = await parts.responder.answer(interaction, why, true);
    // After a promise only one more message can follow.
    return (told.code === codes.acknowledged ? await parts.responder.follow(interaction, why, true) : told).code;
  }
}

async function changed(parts: Parts, interaction: Interaction, { level, name }: Asked): Promise<Outgoing> {
  const { desk, book, hears } = parts;
  if (name !== undefined) await book.change(scopeOf(parts, interaction, level), changeOf(parts, name, valuesOf(interaction)));
  const effective = await effectiveAt(parts, interaction, level);
  const own = await chosenAt(parts, interaction, level);
  // The new language shows at once.
  return panel(desk.bot, await desk.words(interaction), { level, effective, own, may: true, hears });
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
