import { channelCommand, type Here, type Person } from "../../bot/watch/channel.ts";
import type { Asker } from "./desk.ts";
import { placeOf } from "./hearing.ts";
import type { Interaction } from "./interaction.ts";
import { notice, noticeLines, type Outgoing } from "./message.ts";
import type { Parts } from "./parts.ts";
import { maySet } from "./settings.ts";

/** Who types a word of the channel or clicks on a card: by an interaction what they may do is known. */
export type Speaking = Asker | Interaction;

/** Somebody, as the watch knows people. */
export async function personOf(parts: Parts, asker: Speaking): Promise<Person> {
  const manager = "permissions" in asker && maySet(asker);
  return { id: asker.user, manager: () => Promise.resolve(manager), languages: await parts.desk.languages(asker) };
}

/** A channel or thread, as the watch knows places. */
export function hereOf(parts: Parts, guild: string, channel: string): Here {
  return { place: placeOf(parts.guilds, guild, channel), channelName: parts.guilds.where(channel, guild).name, shared: false };
}

/** The answer to a word of the grammar that means this place ("mute 30m", "recap 2h"); undefined when the words are none. */
export async function wordOfChannel(parts: Parts, asker: Speaking, words: string): Promise<Outgoing | undefined> {
  const asked = channelCommand(words);
  if (asked === undefined) return undefined;
  const { command, argument, language } = asked;
  const say = async (key: string, values: Readonly<Record<string, string>> = {}) =>
    notice(await parts.desk.words(asker), key, values);
  if (command === "doctor") return doctor(parts, asker);
  if (command === "settings" && argument === "") return say("discord.settings.where");
  if (asker.guild === undefined) return say("discord.server-only", { command });
  const [watch, person] = await Promise.all([parts.watch.get(), personOf(parts, asker)]);
  const by = language === undefined ? person : { ...person, languages: [language, ...person.languages] };
  return parts.desk.showWhole(await watch.channel.command(command, argument, hereOf(parts, asker.guild, asker.channel), by));
}

async function doctor(parts: Parts, asker: Asker): Promise<Outgoing> {
  const words = await parts.desk.words(asker);
  const deaf = parts.hears ? [] : [words.line("discord.doctor.no-content")];
  return noticeLines([words.line("discord.doctor.works"), ...deaf]);
}
