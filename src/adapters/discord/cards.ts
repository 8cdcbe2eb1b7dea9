import { record, text } from "../../chat/fields.ts";
import { timed } from "../../chat/timed.ts";
import type { CardDeed, Deed } from "../../reply/deed.ts";
import { hereOf, personOf } from "./channel-words.ts";
import { findTrace } from "./find.ts";
import { placeOf } from "./hearing.ts";
import { inTime } from "./in-time.ts";
import type { Interaction } from "./interaction.ts";
import { notice, type Outgoing } from "./message.ts";
import type { Parts } from "./parts.ts";
import { cardSign } from "./stage.ts";

/** A button of a card: what it does everybody sees, what it says only whoever clicked. */
export async function onDeed(parts: Parts, interaction: Interaction, deed: Deed): Promise<string> {
  if (deed.kind === "diagnose") {
    const { long, answer } = findTrace(parts, interaction, deed.message);
    return (await inTime(parts, interaction, answer(), { way: "alone", long })).code;
  }
  return (await inTime(parts, interaction, said(parts, interaction, deed), { way: "alone", long: false })).code;
}

async function said(parts: Parts, interaction: Interaction, deed: CardDeed): Promise<Outgoing> {
  const { desk } = parts;
  const { guild, channel } = interaction;
  if (guild === undefined) return notice(await desk.words(interaction), "discord.old-button");
  const [watch, person] = await Promise.all([parts.watch.get(), personOf(parts, interaction)]);
  const reply = await watch.channel.deed(deed, hereOf(parts, guild, channel), person);
  if (deed.kind !== "more" || deed.codes.length > 1) return desk.showWhole(reply);
  const answer = desk.again({ text: String(deed.codes[0]), language: reply.language });
  return desk.show(answer, { form: "full", share: true });
}

/** Somebody clicked our sign below a message: what it stands for is said there, once. Discord shows nothing unasked to one person alone. */
export async function onReaction(parts: Parts, event: unknown): Promise<void> {
  const reacted = record(event);
  const [user, guild] = [text(reacted["user_id"]), text(reacted["guild_id"])];
  const [channel, message] = [text(reacted["channel_id"]), text(reacted["message_id"])];
  if (record(reacted["emoji"])["name"] !== cardSign || user === parts.botUser) return;
  if (user === undefined || guild === undefined || channel === undefined || message === undefined) return;
  if (parts.allowance.take(user) !== "yes") {
    parts.observer.suppressed("limited");
    return;
  }
  const watch = await parts.watch.get();
  const languages = await parts.desk.languages({ user, guild, channel });
  const behind = await watch.channel.behind(placeOf(parts.guilds, guild, channel), message, languages);
  if (behind === undefined || !parts.taken.first(`reaction ${message}`)) return;
  await timed(parts, "reaction", message, async () => {
    const shown = parts.desk.showWhole(behind.reply);
    return (await parts.responder.post({ channel, replyTo: message, nonce: `r${message}` }, shown)).code;
  });
}
