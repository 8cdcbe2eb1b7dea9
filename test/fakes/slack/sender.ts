import { escapeTyped } from "./escape.ts";
import { appMention, eventCallback, messageChanged, messageDeleted, messageEvent, reactionAdded } from "./events.ts";
import type { Outgoing } from "./payloads.ts";
import { actionPayload, commandPayload, optionsPayload, shortcutPayload, viewPayload } from "./payloads.ts";
import type { Delivered, EventOptions, FakeMessage, Json, SayInput, Sender } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** Brings one thing to the app and waits for its ack. */
export type Deliver = (sent: Outgoing) => Promise<Delivered>;

const historyScope = { public: "channels:history", private: "groups:history", im: "im:history", mpim: "mpim:history" } as const;

/** A person's message, kept and escaped as Slack keeps it. */
export function userMessage(workspace: Workspace, input: SayInput): FakeMessage {
  const { text, channel = "C0ONCALL", user = "U0ALICE", threadTs, files = [], bot } = input;
  if (!workspace.channels.has(channel)) throw new Error(`there is no channel ${channel}`);
  for (const file of files) file.channels.push(channel);
  const escaped = escapeTyped(workspace, text);
  return workspace.store({
    channel,
    ts: workspace.nextTs(),
    user: bot ? `U0${bot.id}` : user,
    text: escaped,
    blocks: bot?.blocks ?? [],
    deleted: false,
    history: [],
    reactions: [],
    files: files.map((file) => file.id),
    via: "user",
    ...(bot && { botId: bot.id }),
    ...(bot?.attachments && { attachments: bot.attachments }),
    ...(threadTs && { threadTs }),
  });
}

/** The events that this message causes for an app with these scopes in these channels. */
export function eventsOf(workspace: Workspace, message: FakeMessage): Json[] {
  const channel = workspace.channels.get(message.channel);
  if (!channel || !workspace.isMember(channel)) return [];
  const events = workspace.botHas(historyScope[channel.kind]) ? [messageEvent(workspace, message)] : [];
  const named = message.text.includes(`<@${workspace.botUserId}>`) && channel.kind !== "im";
  return named && workspace.botHas("app_mentions:read") ? [...events, appMention(workspace, message)] : events;
}

function hears(workspace: Workspace, message: FakeMessage): boolean {
  const channel = workspace.channels.get(message.channel);
  return channel !== undefined && workspace.isMember(channel) && workspace.botHas(historyScope[channel.kind]);
}

/** One event as it is delivered. */
export function eventDelivery(workspace: Workspace, event: Json, options: EventOptions = {}): Outgoing {
  const { retryAttempt, retryReason, eventId, eventTime } = options;
  return {
    type: "events_api",
    payload: eventCallback(workspace, event, eventId, eventTime),
    about: "event",
    channel: "",
    user: "",
    ...(retryAttempt !== undefined && { retryAttempt, retryReason: retryReason ?? "timeout" }),
  };
}

/** Everything a sender can do, over any way of delivering. */
export function senderOver(workspace: Workspace, deliver: Deliver): Sender {
  const sendEvent = async (event: Json, options: EventOptions = {}): Promise<Delivered> => {
    const sent = eventDelivery(workspace, event, options);
    const [first] = await Promise.all([deliver(sent), ...(options.duplicate ? [deliver(sent)] : [])]);
    return first;
  };
  return {
    sendEvent,
    async say(input, options) {
      const message = userMessage(workspace, input);
      const events = eventsOf(workspace, message);
      return { message, delivered: await Promise.all(events.map((event) => sendEvent(event, options))) };
    },
    async edit(message, text, options) {
      workspace.rewrite(message, escapeTyped(workspace, text), message.blocks);
      return hears(workspace, message) ? sendEvent(messageChanged(workspace, message), options) : undefined;
    },
    async remove(message, options) {
      message.deleted = true;
      return hears(workspace, message) ? sendEvent(messageDeleted(workspace, message), options) : undefined;
    },
    async react(message, name, user = "U0ALICE") {
      message.reactions.push({ name, user });
      return workspace.botHas("reactions:read") ? sendEvent(reactionAdded(message, name, user)) : undefined;
    },
    sendCommand: async (input) => deliver(commandPayload(workspace, input)),
    sendAction: async (input) => deliver(actionPayload(workspace, input)),
    sendShortcut: async (input) => deliver(shortcutPayload(workspace, input)),
    sendView: async (input) => deliver(viewPayload(workspace, input)),
    sendOptions: async (input) => deliver(optionsPayload(workspace, input)),
    sendAppRateLimited: async () => deliver(rateLimited(workspace)),
  };
}

function rateLimited(workspace: Workspace): Outgoing {
  const minute_rate_limited = Math.floor(workspace.now() / 60_000) * 60;
  const identity = { token: "fake-verification-token", team_id: workspace.team.id, api_app_id: workspace.appId };
  const payload = { ...identity, type: "app_rate_limited", minute_rate_limited };
  return { type: "events_api", payload, about: "event", channel: "", user: "" };
}
