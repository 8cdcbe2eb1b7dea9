import { timed } from "../../chat/timed.ts";
import { readReaction } from "./ears.ts";
import type { Parts } from "./parts.ts";
import { renderCard } from "./render-card.ts";
import { cardSign } from "./stage.ts";

/** Somebody clicked our sign below a message: what it stands for is shown to them alone. */
export async function onReaction(parts: Parts, event: unknown, eventId: string | undefined): Promise<void> {
  const reacted = readReaction(event, cardSign, parts.botUser);
  if (reacted === undefined) return;
  const { user, channel, ts } = reacted;
  if (!(eventId === undefined || parts.taken.first(`event ${eventId}`))) {
    parts.observer.suppressed("duplicate");
    return;
  }
  if (parts.allowance.take(user) !== "yes") {
    parts.observer.suppressed("limited");
    return;
  }
  const watch = await parts.watch.get();
  const languages = await parts.desk.languages(user, channel);
  const behind = await watch.channel.behind({ workspace: parts.workspace, channel }, ts, languages);
  if (behind === undefined) return;
  await timed(parts, "reaction", eventId, () =>
    parts.responder.post({ channel, user, thread: behind.thread }, renderCard(behind.reply)),
  );
}
