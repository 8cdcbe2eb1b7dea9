import { channelCommand, type Here, type Person } from "../../bot/watch/channel.ts";
import { noticeLines, notice, type Outgoing } from "./message.ts";
import type { Parts } from "./parts.ts";
import { openSettings } from "./settings-modal.ts";

/** Who types a word of the channel, and where. */
export interface Typed {
  readonly user: string;
  readonly channel: string;
  readonly thread?: string | undefined;
  /** What Slack gave to open a dialog with, if anything. */
  readonly trigger?: string | undefined;
}

/** Somebody, as the watch knows people. */
export async function personOf(parts: Parts, user: string, channel: string): Promise<Person> {
  return {
    id: user,
    manager: () => parts.people.maySet(user),
    languages: await parts.desk.languages(user, channel),
  };
}

/** A channel or thread, as the watch knows places. Where nobody tells whether it is shared, it counts as shared. */
export async function hereOf(parts: Parts, channel: string, thread: string | undefined): Promise<Here> {
  const { name, shared = true } = await parts.channels.info(channel);
  return { place: { workspace: parts.workspace, channel, thread }, channelName: name, shared };
}

/** The answer to a word of the grammar that means this place ("mute 30m", "recap 2h"); undefined when the words are none. */
export async function wordOfChannel(parts: Parts, words: string, typed: Typed): Promise<Outgoing | "opened" | undefined> {
  const asked = channelCommand(words);
  if (asked === undefined) return undefined;
  const { user, channel, thread, trigger } = typed;
  const { command, argument } = asked;
  if (command === "doctor") return doctor(parts, user);
  const direct = channel.startsWith("D");
  if (command === "settings" && argument === "") {
    const where = direct ? undefined : channel;
    if (trigger !== undefined && (await openSettings(parts, user, trigger, where))) return "opened";
    if (direct) return notice(await parts.desk.words(user), "slack.settings.where");
  }
  if (direct) return notice(await parts.desk.words(user), "slack.channel-only", { command });
  const [watch, here, person] = await Promise.all([
    parts.watch.get(),
    hereOf(parts, channel, thread),
    personOf(parts, user, channel),
  ]);
  const { language } = asked;
  const by = language === undefined ? person : { ...person, languages: [language, ...person.languages] };
  return parts.desk.showWhole(await watch.channel.command(command, argument, here, by));
}

async function doctor(parts: Parts, user: string): Promise<Outgoing> {
  const words = await parts.desk.words(user);
  const off = parts.scopes.off.map((scope) => words.line(`slack.scope.${scope}`));
  return noticeLines([words.line("slack.doctor.works"), words.line("slack.doctor.invite"), ...off], words.language);
}
