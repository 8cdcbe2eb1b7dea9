import { record, text } from "../../chat/fields.ts";
import { onMessage } from "./asking.ts";
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
  ws.on(events.MessageCreate, (event: unknown) => take("message", (known) => onMessage(known, event, gone)));
  ws.on(events.InteractionCreate, (event: unknown) => take("interaction", (known) => onInteraction(known, event)));
  ws.on(events.MessageDelete, (event: unknown) => forget(deleted, [record(event)["id"]]));
  ws.on(events.MessageDeleteBulk, (event: unknown) => {
    const { ids } = record(event);
    forget(deleted, Array.isArray(ids) ? ids : []);
  });
}

function forget(deleted: Set<string>, ids: readonly unknown[]): void {
  for (const id of ids.map(text)) {
    if (id === undefined) continue;
    deleted.add(id);
    if (deleted.size > remembered) deleted.delete(deleted.values().next().value ?? "");
  }
}
