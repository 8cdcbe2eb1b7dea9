import { record, text } from "../../chat/fields.ts";
import { timed } from "../../chat/timed.ts";
import { isLong, messageFor, type Question } from "./answering.ts";
import { wordOfChannel } from "./channel-words.ts";
import { isClosed } from "./faults.ts";
import { notice } from "./message.ts";
import type { Parts } from "./parts.ts";
import { readAsking, type Asking, type NoQuestion } from "./request.ts";

/** A message in which somebody may ask us: a mention, or anything in a direct message. Each is answered once. */
export async function onMessage(
  parts: Parts,
  message: unknown,
  gone: (message: string) => boolean,
): Promise<"asked" | NoQuestion> {
  const { observer, taken, guilds } = parts;
  const asking = readAsking(message, { user: parts.botUser, role: (guild) => guilds.ownRole(guild) });
  if (typeof asking === "string" || (asking.casual && !isQuestion(parts, asking))) {
    const why = typeof asking === "string" ? asking : "not-for-us";
    observer.suppressed(why);
    return why;
  }
  if (!taken.first(`message ${asking.message}`)) {
    observer.suppressed("duplicate");
    return "asked";
  }
  const allowed = parts.allowance.take(asking.user);
  if (allowed === "yes") {
    await timed(parts, asking.direct ? "direct" : "mention", asking.message, async () => reply(parts, asking, gone));
    return "asked";
  }
  observer.suppressed("limited");
  if (allowed !== "no")
    await parts.responder.post(placeOf(asking, "l"), notice(await parts.desk.words(asking), "discord.limited"));
  return "asked";
}

// A reply to an answer of ours that does not name us asks something only when it can be answered.
function isQuestion({ desk }: Parts, { text: words, files }: Asking): boolean {
  return files.length > 0 || (words.trim() !== "" && desk.bot.answer({ text: words }).outcome === "answered");
}

async function reply(parts: Parts, asking: Asking, gone: (message: string) => boolean): Promise<string> {
  const { responder } = parts;
  const question: Question = {
    text: asking.text,
    files: asking.files,
    asker: asking,
    elsewhere: { kind: "message", id: asking.message },
    share: false,
  };
  if (isLong(parts, question)) await typing(parts, asking.channel);
  const word = asking.files.length === 0 ? await wordOfChannel(parts, asking, asking.text) : undefined;
  const message = word ?? (await messageFor(parts, question));
  if (gone(asking.message)) return "deleted";
  const sent = await responder.post(placeOf(asking, "a"), message);
  if (isClosed(sent.code) && !asking.direct) await tellAlone(parts, asking);
  return sent.code;
}

function placeOf({ channel, message }: Asking, kind: string) {
  return { channel, replyTo: message, nonce: `${kind}${message}` };
}

// Nothing depends on it.
async function typing({ api }: Parts, channel: string): Promise<void> {
  await api.call("post", `/channels/${channel}/typing`).catch(() => undefined);
}

/** Says by direct message that the answer was not let in, once an hour for a person and channel. */
async function tellAlone(parts: Parts, asking: Asking): Promise<void> {
  if (!parts.taken.first(`shut out ${asking.channel} ${asking.user}`)) return;
  try {
    const direct = record(await parts.api.call("post", "/users/@me/channels", { body: { recipient_id: asking.user } }));
    const channel = text(direct["id"]);
    if (channel === undefined) return;
    const words = await parts.desk.words(asking);
    await parts.responder.post(
      { channel, nonce: `d${asking.message}` },
      notice(words, "discord.not-allowed", { channel: `#${parts.guilds.where(asking.channel, asking.guild).name ?? "?"}` }),
    );
  } catch {
    // Somebody who takes no direct messages can't be told.
  }
}
