import type { AckFn } from "@slack/bolt";

import { text, record } from "../../chat/fields.ts";
import { timed } from "../../chat/timed.ts";
import { wordOfChannel, type Made, type Typed } from "./channel-words.ts";
import { notice, type Outgoing } from "./message.ts";
import type { Parts } from "./parts.ts";
import { showPicture } from "./pictures.ts";
import { filesOf, readAsking, wordsOfMessage, type Asking, type SharedFile } from "./request.ts";
import type { Sent } from "./respond.ts";
import { Sign } from "./sign.ts";
import { diagnoseFile } from "./traces.ts";

/** A message in which somebody may ask us: a mention, or anything in a direct message. Each is answered once. */
export async function onMessage(parts: Parts, event: unknown, eventId: string | undefined): Promise<void> {
  const { observer, taken } = parts;
  const asking = readAsking(event, parts.botUser);
  if (typeof asking === "string") {
    observer.suppressed(asking);
    return;
  }
  // A mention arrives as `message` and as `app_mention`: two ids, one time.
  const place = `message ${asking.channel} ${asking.ts}`;
  if (!(eventId === undefined ? taken.first(place) : taken.first(place, `event ${eventId}`))) {
    observer.suppressed("duplicate");
    return;
  }
  await parts.turns.take();
  const { channel, thread, user, direct } = asking;
  const allowed = parts.allowance.take(user);
  if (allowed === "yes") {
    const tell = (message: Outgoing) => parts.responder.post({ channel, thread }, message);
    await timed(parts, direct ? "direct" : "mention", eventId, () =>
      orTrouble(parts, user, tell, async () => ended(parts, asking, await reply(parts, asking))),
    );
    return;
  }
  observer.suppressed("limited");
  if (allowed === "no") return;
  const tooFast = notice(await parts.desk.words(user), "slack.limited");
  await parts.responder.post(direct ? { channel, thread } : { channel, thread, user }, tooFast);
}

async function reply(parts: Parts, asking: Asking): Promise<Sent> {
  const { channel, thread, ts, files } = asking;
  // The thread that our answer begins is not yet where the question stands.
  const where = { ...asking, thread: thread === ts ? undefined : thread };
  const sign = new Sign(parts, channel, ts);
  try {
    const made = await messageFor(parts, asking.text, where, { files, share: false, channelWords: true, slow: sign.show });
    if (made === undefined) return "settings";
    const sent = await parts.responder.post({ channel, thread }, made.message);
    if (sent === "sent" && made.reply !== undefined) await showPicture(parts, { channel, thread }, made.reply);
    return sent;
  } finally {
    await sign.hide();
  }
}

/** Whoever asked is told of a fault of ours; it is thrown on, for the log. */
export async function orTrouble(
  { desk }: Parts,
  user: string,
  tell: (message: Outgoing) => Promise<unknown>,
  work: () => Promise<string>,
): Promise<string> {
  try {
    return await work();
  } catch (fault) {
    await tell(notice(await desk.words(user), "slack.trouble"));
    throw fault;
  }
}

/** What is said when an answer could not be posted: a word to the asker where one helps, else silence and the log. */
async function ended(parts: Parts, asking: Asking, sent: Sent): Promise<string> {
  if (sent !== "not_in_channel" && sent !== "channel_not_found") return sent;
  const words = await parts.desk.words(asking.user);
  await parts.responder.post({ channel: asking.user }, notice(words, "slack.not-in-channel"));
  return sent;
}

/** What is asked beside words: files, and how the answer is shown. */
interface With {
  readonly files: readonly SharedFile[];
  readonly share: boolean;
  /** Whether words such as "mute" do what they say. */
  readonly channelWords: boolean;
  /** Called once when reading a file takes over a second. */
  readonly slow?: (() => void) | undefined;
}

/** The answer to words and files; undefined when a dialog was opened instead. Files come first: whoever shares one asks about it. */
async function messageFor(
  parts: Parts,
  words: string,
  typed: Typed,
  { files, share, channelWords, slow }: With,
): Promise<Made | undefined> {
  const { desk } = parts;
  const { user, channel } = typed;
  const [file] = files;
  const said = file === undefined && channelWords ? await wordOfChannel(parts, words, typed, { share }) : undefined;
  if (said !== undefined) return said === "opened" ? undefined : said;
  const answer =
    file === undefined
      ? await desk.answer(words, user, channel)
      : await diagnoseFile(parts, file, { languages: await desk.languages(user, channel), slow });
  if ("refused" in answer) return { message: notice(await desk.words(user), answer.refused, answer.values) };
  return { message: desk.show(answer, { form: await desk.form(channel), share }), reply: answer.answered.reply };
}

/** `/sip …`: acknowledged at once, answered to the asker alone. */
export async function onCommand(parts: Parts, command: unknown, ack: AckFn<string>): Promise<void> {
  await ack();
  await parts.turns.take();
  const given = record(command);
  const [user = "", channel = "", address = ""] = ["user_id", "channel_id", "response_url"].map((name) => text(given[name]));
  const trigger = text(given["trigger_id"]);
  if (await refused(parts, user, channel, address)) return;
  const tell = (message: Outgoing) => privately(parts, address, channel, user, message);
  const answer = async () => {
    const words = (text(given["text"]) ?? "").trim();
    const made = await messageFor(parts, words, { user, channel, trigger }, { files: [], share: true, channelWords: true });
    return made === undefined ? "settings" : tell(made.message);
  };
  await timed(parts, "command", trigger, () => orTrouble(parts, user, tell, answer));
}

/** "Explain SIP in this message": only whoever asked sees the answer. */
export async function onExplain(parts: Parts, shortcut: unknown, ack: AckFn<void>): Promise<void> {
  await ack();
  await parts.turns.take();
  const body = record(shortcut);
  const user = text(record(body["user"])["id"]) ?? "";
  const channel = text(record(body["channel"])["id"]) ?? "";
  const address = text(body["response_url"]) ?? "";
  if (await refused(parts, user, channel, address)) return;
  const tell = (message: Outgoing) => privately(parts, address, channel, user, message);
  const answer = async () => {
    const said = wordsOfMessage(body["message"], parts.botUser);
    const files = filesOf(record(body["message"])["files"]);
    const words = await parts.desk.words(user);
    if (said.trim() === "" && files.length === 0) return tell(notice(words, "slack.nothing-to-read"));
    const slow = () => void tell(notice(words, "trace.progress"));
    const made = await messageFor(parts, said, { user, channel }, { files, share: true, channelWords: false, slow });
    return made === undefined ? "settings" : tell(made.message);
  };
  await timed(parts, "shortcut", text(body["trigger_id"]), () => orTrouble(parts, user, tell, answer));
}

/** Whether somebody has to wait; they are told once, where only they see it. */
export async function refused(parts: Parts, user: string, channel: string, address: string): Promise<boolean> {
  const allowed = parts.allowance.take(user);
  if (allowed === "yes") return false;
  parts.observer.suppressed("limited");
  if (allowed === "no, say so") {
    await privately(parts, address, channel, user, notice(await parts.desk.words(user), "slack.limited"));
  }
  return true;
}

/** To one person: by the address that came along, which works everywhere, else by the channel. */
export async function privately(
  parts: Parts,
  address: string,
  channel: string,
  user: string,
  message: Outgoing,
  thread?: string,
): Promise<Sent> {
  const sent = address === "" ? "no_address" : await parts.responder.reply(address, "ephemeral", message, thread);
  if (sent === "sent" || channel === "") return sent;
  return parts.responder.post({ channel, user, thread }, message);
}
