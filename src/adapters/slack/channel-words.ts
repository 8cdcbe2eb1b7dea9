import { channelCommand, type Here, type Person } from "../../bot/watch/channel.ts";
import { pictureIn } from "../../chat/picture.ts";
import type { Asked } from "../../chat/state.ts";
import type { Reply } from "../../reply/document.ts";
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
  /** Before the languages of whoever types. */
  readonly language?: string | undefined;
}

/** A message, and the reply that it shows. */
export interface Made {
  readonly message: Outgoing;
  readonly reply?: Reply | undefined;
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

/**
 * The answer to a word of the grammar that means this place ("mute 30m", "recap 2h"); undefined when the words are none.
 * With `share` whoever alone sees a recap may show it to the channel.
 */
export async function wordOfChannel(
  parts: Parts,
  words: string,
  typed: Typed,
  { share }: { readonly share: boolean },
): Promise<Made | "opened" | undefined> {
  const asked = channelCommand(words);
  if (asked === undefined) return undefined;
  const { user, channel, thread, trigger } = typed;
  const { command, argument } = asked;
  if (command === "doctor") return { message: await doctor(parts, user) };
  const direct = channel.startsWith("D");
  if (command === "settings" && argument === "") {
    const where = direct ? undefined : channel;
    // A dialog that came too late gives way to words.
    const opened = trigger !== undefined && (await openSettings(parts, user, trigger, where).catch(() => false));
    if (opened) return "opened";
    if (direct) return { message: notice(await parts.desk.words(user), "slack.settings.where") };
  }
  if (direct) return { message: notice(await parts.desk.words(user), "slack.channel-only", { command }) };
  const [watch, here, person] = await Promise.all([
    parts.watch.get(),
    hereOf(parts, channel, thread),
    personOf(parts, user, channel),
  ]);
  const languages = [asked.language, typed.language, ...person.languages].filter((tag) => tag !== undefined);
  const reply = await watch.channel.command(command, argument, here, { ...person, languages });
  const again = share && pictureIn(reply) !== undefined ? { text: words, language: reply.language } : undefined;
  return { message: parts.desk.showWhole(reply, again), reply };
}

/** The recap that a button asks for again; undefined for any other question. */
export async function recapAgain(parts: Parts, asked: Asked, typed: Typed): Promise<Made | undefined> {
  if (channelCommand(asked.text)?.command !== "recap") return undefined;
  const made = await wordOfChannel(parts, asked.text, { ...typed, language: asked.language }, { share: false });
  return made === "opened" ? undefined : made;
}

async function doctor(parts: Parts, user: string): Promise<Outgoing> {
  const words = await parts.desk.words(user);
  const off = parts.scopes.off.map((scope) => words.line(`slack.scope.${scope}`));
  return noticeLines([words.line("slack.doctor.works"), words.line("slack.doctor.invite"), ...off], words.language);
}
