import { record, text } from "../../chat/fields.ts";
import { onMessage } from "./asking.ts";
import { onReaction } from "./cards.ts";
import { onEdit, overhear, unhear } from "./hearing.ts";
import type { InHand } from "./in-hand.ts";
import { onInteraction } from "./interactions.ts";
import { GatewayDispatchEvents as events, type DiscordClient } from "./library.ts";
import type { Parts } from "./parts.ts";

const remembered = 5000;

/**
 * Takes the gateway's events as they come, before the library makes objects of them: nothing of ours depends on its
 * caches, and what it does not know (a direct message's channel) is heard as well.
 */
export function listen(client: DiscordClient, inHand: InHand, parts: () => Parts | undefined): void {
  const deleted = new Set<string>();
  const gone = (message: string) => deleted.has(message);
  const take = (kind: string, work: (parts: Parts) => Promise<void>) => {
    const known = parts();
    if (known !== undefined) void inHand.take(kind, () => work(known));
  };
  const { ws } = client;
  ws.on(events.MessageCreate, (event: unknown) =>
    take("message", async (known) => {
      if ((await onMessage(known, event, gone)) !== "asked") await overhear(known, event, false);
    }),
  );
  ws.on(events.MessageUpdate, (event: unknown) => {
    if (isEdit(event)) take("edit", (known) => onEdit(known, event));
  });
  ws.on(events.MessageReactionAdd, (event: unknown) => take("reaction", (known) => onReaction(known, event)));
  ws.on(events.InteractionCreate, (event: unknown) => take("interaction", (known) => onInteraction(known, event)));
  const onDeleted = (event: unknown, ids: readonly unknown[]) => {
    forget(deleted, ids);
    const { guild_id: guild, channel_id: channel } = record(event);
    if (typeof guild !== "string" || typeof channel !== "string") return;
    take("deletion", async (known) => {
      for (const id of ids) if (typeof id === "string") await unhear(known, guild, channel, id);
    });
  };
  ws.on(events.MessageDelete, (event: unknown) => onDeleted(event, [record(event)["id"]]));
  ws.on(events.MessageDeleteBulk, (event: unknown) => {
    const { ids } = record(event);
    onDeleted(event, Array.isArray(ids) ? ids : []);
  });
}

/** Whether somebody edited: without a time of edit only a link was unfolded, or a thread begun. What is told in part may lack the time. */
function isEdit(event: unknown): boolean {
  const { edited_timestamp: edited, content } = record(event);
  return edited === undefined ? content !== undefined : text(edited) !== undefined;
}

function forget(deleted: Set<string>, ids: readonly unknown[]): void {
  for (const id of ids.map(text)) {
    if (id === undefined) continue;
    deleted.add(id);
    if (deleted.size > remembered) deleted.delete(deleted.values().next().value ?? "");
  }
}
