import type { App, ViewSubmitAction } from "@slack/bolt";

import { record, text } from "../../chat/fields.ts";
import { actionPrefix } from "./actions.ts";
import { onCommand, onExplain, onMessage } from "./asking.ts";
import { onClick } from "./clicks.ts";
import { onHomeOpened } from "./home.ts";
import { lookupCallback, onLookup, onLookupSubmitted, onOptions, queryAction } from "./lookup.ts";
import type { Parts } from "./parts.ts";
import { onReaction } from "./reactions.ts";
import { onSettingsSubmitted, settingsCallback } from "./settings-modal.ts";

/** The callback_ids of the shortcuts, as the manifests name them. */
export const shortcuts = { explain: "sip.explain", lookup: "sip.lookup" } as const;

const ours = new RegExp(`^${actionPrefix.replace(".", "\\.")}`, "u");

/** Tells Bolt what goes where. `gone` is told when the workspace takes our token away. */
export function listen(app: App, parts: Parts, gone: (code: string) => void): void {
  // One listener for all events: every further one costs each event of the workspace.
  app.event(
    /^(?:message|app_mention|app_home_opened|app_uninstalled|tokens_revoked|reaction_added)$/u,
    async ({ event, body }) => {
      switch (event.type) {
        case "message":
        case "app_mention":
          await onMessage(parts, event, text(record(body)["event_id"]));
          break;
        case "app_home_opened":
          await onHomeOpened(parts, event.user, event.tab);
          break;
        case "reaction_added":
          await onReaction(parts, event, text(record(body)["event_id"]));
          break;
        case "app_uninstalled":
          gone("account_inactive");
          break;
        default:
          // Tokens of persons end as well, and that is not about us.
          if (Array.isArray(record(record(event)["tokens"])["bot"])) gone("token_revoked");
      }
    },
  );
  // Whatever the workspace calls the command in its manifest.
  app.command(/^\//u, async ({ command, ack }) => onCommand(parts, command, ack));
  app.shortcut(shortcuts.explain, async ({ shortcut, ack }) => onExplain(parts, shortcut, ack));
  app.shortcut(shortcuts.lookup, async ({ shortcut, ack }) => onLookup(parts, shortcut, ack));
  app.action({ type: "block_actions", action_id: ours }, async ({ body, ack }) => onClick(parts, body, ack));
  app.options(queryAction, async ({ body, ack }) => onOptions(parts, body, ack));
  app.view<ViewSubmitAction>(lookupCallback, async ({ body, ack }) => onLookupSubmitted(parts, body, ack));
  app.view<ViewSubmitAction>(settingsCallback, async ({ body, ack }) => onSettingsSubmitted(parts, body, ack));
}
