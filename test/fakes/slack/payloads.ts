/** Commands and interactions as Slack sends them: what a person does becomes a payload, or an error when nobody could do it. */
import { elementsOf } from "./block-kit.ts";
import { escapeEntities } from "./escape.ts";
import { messageBody } from "./events.ts";
import { asJson, asList, asString } from "./json.ts";
import type { ActionInput, CommandInput, FakeMessage, FakeView, Json, OptionsInput, ShortcutInput, ViewInput } from "./types.ts";
import { viewBody } from "./views.ts";
import type { Workspace } from "./workspace.ts";

/** Something to deliver, and what it lets the app do. */
export interface Outgoing {
  type: "events_api" | "interactive" | "slash_commands";
  payload: Json;
  triggerId?: string;
  responseUrl?: string;
  /** For what comes back in the ack. */
  about: "event" | "command" | "options" | "submission" | "other";
  channel: string;
  user: string;
  view?: FakeView;
  retryAttempt?: number;
  retryReason?: string;
}

const someone = "U0ALICE";
const somewhere = "C0ONCALL";

function base(workspace: Workspace, type: string, user: string): Json {
  return {
    type,
    token: "fake-verification-token",
    api_app_id: workspace.appId,
    team: { id: workspace.team.id, domain: workspace.team.domain },
    enterprise: null,
    is_enterprise_install: false,
    user: { id: user, username: workspace.users.get(user)?.name ?? user, team_id: workspace.team.id },
  };
}

function place(workspace: Workspace, id: string): Json {
  const channel = workspace.channels.get(id);
  return { id, name: channel?.kind === "im" ? "directmessage" : (channel?.name ?? id) };
}

/** A slash command. Slack escapes & < > in its text, too. */
export function commandPayload(workspace: Workspace, input: CommandInput): Outgoing {
  const { command = "/sip", text, channel = somewhere, user = someone } = input;
  const triggerId = workspace.newTrigger(user);
  const responseUrl = workspace.newResponseUrl(channel, user);
  const payload = {
    token: "fake-verification-token",
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel,
    channel_name: asString(place(workspace, channel)["name"]),
    user_id: user,
    user_name: workspace.users.get(user)?.name ?? user,
    command,
    text: escapeEntities(text),
    api_app_id: workspace.appId,
    is_enterprise_install: "false",
    response_url: responseUrl,
    trigger_id: triggerId,
  };
  return { type: "slash_commands", payload, triggerId, responseUrl, about: "command", channel, user };
}

function onMessage(workspace: Workspace, message: FakeMessage): Json {
  const container: Json = {
    type: "message",
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: message.ephemeralFor !== undefined,
    ...(message.threadTs && { thread_ts: message.threadTs }),
  };
  // Slack does not keep ephemeral messages, so it cannot send them along.
  const body = message.ephemeralFor ? {} : { message: messageBody(workspace, message) };
  return { container, channel: place(workspace, message.channel), ...body };
}

function whereOf(
  workspace: Workspace,
  { message, view }: { message?: FakeMessage; view?: FakeView },
): { body: Json; blocks: Json[] } {
  if (message) {
    if (message.deleted) throw new Error(`the message ${message.ts} is deleted: nobody can click on it`);
    return { body: onMessage(workspace, message), blocks: message.blocks };
  }
  if (!view) throw new Error("an action needs a message or a view");
  if (!view.open) throw new Error(`the view ${view.id} is closed`);
  const body = { container: { type: "view", view_id: view.id }, view: viewBody(workspace, view) };
  return { body, blocks: asList(view.view["blocks"]) };
}

function find(blocks: Json[], actionId: string, blockId?: string): { block: Json; element: Json } {
  const found = elementsOf(blocks).find(
    ({ block, element }) => element["action_id"] === actionId && (blockId === undefined || block["block_id"] === blockId),
  );
  if (found) return found;
  const there = elementsOf(blocks).map(({ element }) => asString(element["action_id"]));
  throw new Error(`no element ${actionId} to act on; there are: ${there.join(", ")}`);
}

function actorOf({ user, message, view }: ActionInput): string {
  const reader = message?.ephemeralFor;
  const actor = user ?? reader ?? view?.user ?? someone;
  if (reader && reader !== actor) throw new Error("only its reader sees an ephemeral message");
  return actor;
}

function actionOf(workspace: Workspace, input: ActionInput, blocks: Json[]): Json {
  const { block, element } = find(blocks, input.actionId, input.blockId);
  const value = input.value ?? element["value"];
  return {
    type: input.type ?? element["type"],
    action_id: input.actionId,
    block_id: block["block_id"],
    ...(element["text"] !== undefined && { text: element["text"] }),
    ...(value !== undefined && { value }),
    ...input.extra,
    action_ts: workspace.nextTs(),
  };
}

/** A click or a choice on something that is really there. */
export function actionPayload(workspace: Workspace, input: ActionInput): Outgoing {
  const { body, blocks } = whereOf(workspace, input);
  const action = actionOf(workspace, input, blocks);
  const user = actorOf(input);
  const channel = input.message?.channel ?? "";
  const triggerId = workspace.newTrigger(user, input.view);
  const responseUrl = input.message && workspace.newResponseUrl(channel, user, input.message);
  const payload = {
    ...base(workspace, "block_actions", user),
    ...body,
    trigger_id: triggerId,
    ...(responseUrl && { response_url: responseUrl, state: { values: {} } }),
    actions: [action],
  };
  return outgoing(payload, "other", { channel, user, triggerId, ...(responseUrl && { responseUrl }) });
}

function outgoing(payload: Json, about: Outgoing["about"], rest: Omit<Outgoing, "type" | "payload" | "about">): Outgoing {
  return { type: "interactive", payload, about, ...rest };
}

/** A shortcut: on a message, or from anywhere. */
export function shortcutPayload(workspace: Workspace, input: ShortcutInput): Outgoing {
  const { callbackId, user = someone, message } = input;
  const triggerId = workspace.newTrigger(user);
  const common = { callback_id: callbackId, trigger_id: triggerId, action_ts: workspace.nextTs() };
  if (!message) {
    const payload = { ...base(workspace, "shortcut", user), ...common };
    return outgoing(payload, "other", { channel: "", user, triggerId });
  }
  const { channel } = message;
  const responseUrl = workspace.newResponseUrl(channel, user);
  const payload = {
    ...base(workspace, "message_action", user),
    ...common,
    response_url: responseUrl,
    message_ts: message.ts,
    channel: place(workspace, channel),
    message: messageBody(workspace, message),
  };
  return outgoing(payload, "other", { channel, user, triggerId, responseUrl });
}

/** A modal sent or closed. Slack tells of closing only when the view asked for it. */
export function viewPayload(workspace: Workspace, input: ViewInput): Outgoing {
  const { view, kind = "view_submission", values = {}, user = view.user } = input;
  if (!view.open || view.type !== "modal") throw new Error(`the view ${view.id} is not an open modal`);
  const closing = kind === "view_closed";
  if (closing && view.view["notify_on_close"] !== true) throw new Error("Slack sends view_closed only with notify_on_close");
  for (const [blockId, fields] of Object.entries(values)) {
    for (const actionId of Object.keys(fields)) find(asList(view.view["blocks"]), actionId, blockId);
  }
  const triggerId = workspace.newTrigger(user, view);
  const payload = {
    ...base(workspace, kind, user),
    view: viewBody(workspace, view, values),
    ...(closing ? { is_cleared: input.isCleared ?? false } : { trigger_id: triggerId, response_urls: [] }),
  };
  if (closing) view.open = false;
  return outgoing(payload, closing ? "other" : "submission", { channel: "", user, triggerId, view });
}

/** Typing into an external select. */
export function optionsPayload(workspace: Workspace, input: OptionsInput): Outgoing {
  const { body, blocks } = whereOf(workspace, input);
  const { element } = find(blocks, input.actionId, input.blockId);
  const type = asString(element["type"]);
  if (!type.endsWith("external_select")) throw new Error(`${type} asks for no suggestions`);
  const least = element["min_query_length"] ?? 3;
  if (typeof least === "number" && input.value.length < least) throw new Error(`Slack asks only from ${least} characters on`);
  const user = input.user ?? input.view?.user ?? someone;
  const { action_id, block_id } = { action_id: input.actionId, block_id: input.blockId };
  const payload = { ...base(workspace, "block_suggestion", user), ...asJson(body), action_id, block_id, value: input.value };
  return outgoing(payload, "options", { channel: input.message?.channel ?? "", user });
}
