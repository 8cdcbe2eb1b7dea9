/** Events as Slack sends them, made from the workspace. Every one is the inner `event`; the sender wraps it. */
import type { FakeChannel, FakeFile, FakeMessage, Json } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** What the builders need to know of the workspace; a FakeSlack has it all. */
export interface Place {
  readonly team: { id: string };
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly channels: ReadonlyMap<string, FakeChannel>;
  readonly files: ReadonlyMap<string, FakeFile>;
  readonly origin: string;
}

const channelTypes = { public: "channel", private: "group", im: "im", mpim: "mpim" } as const;

export function channelType(place: Place, id: string): string {
  return channelTypes[place.channels.get(id)?.kind ?? "public"];
}

/** A message as it stands inside events and interaction payloads. */
export function messageBody(place: Place, message: FakeMessage): Json {
  return {
    type: "message",
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: place.team.id,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.attachments && { attachments: message.attachments }),
    ...(message.threadTs && { thread_ts: message.threadTs }),
    ...(message.metadata && { metadata: message.metadata }),
    ...(message.botId && {
      bot_id: message.botId,
      app_id: message.botId === place.botId ? place.appId : "A0OTHERAPP",
      bot_profile: { id: message.botId, name: "bot", team_id: place.team.id },
    }),
    ...(message.files.length > 0 && { files: message.files.map((id) => fileBody(place, id)) }),
  };
}

export function fileBody(place: Place, id: string): Json {
  const file = place.files.get(id);
  if (!file) return { id, mode: "tombstone" };
  if (file.checkFileInfo) return { id, mode: "file_access", file_access: "check_file_info" };
  return fullFile(place, file);
}

export function fullFile(place: Place, file: FakeFile): Json {
  const address = file.externalUrl ?? `${place.origin}/files-pri/${place.team.id}-${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    name: file.name,
    title: file.name,
    mimetype: file.mimetype,
    filetype: file.filetype,
    user: file.user,
    size: file.size,
    mode: file.mode,
    is_external: file.externalUrl !== undefined,
    url_private: address,
    ...(file.externalUrl === undefined && { url_private_download: address.replace("/files-pri/", "/files-pri/download/") }),
    file_access: "visible",
    channels: file.channels,
  };
}

/** `message`, also for thread replies, direct messages, bots and shared files. */
export function messageEvent(place: Place, message: FakeMessage): Json {
  return {
    ...messageBody(place, message),
    channel: message.channel,
    channel_type: channelType(place, message.channel),
    event_ts: message.ts,
    ...(message.files.length > 0 && { subtype: "file_share" }),
  };
}

/** `app_mention`: the same message, the same ts, another event_id. */
export function appMention(place: Place, message: FakeMessage): Json {
  const { subtype: _subtype, channel_type: _type, ...event } = messageEvent(place, message);
  return { ...event, type: "app_mention" };
}

export function messageChanged(place: Place, message: FakeMessage): Json {
  const previous = message.history.at(-1);
  const now = { ...messageBody(place, message), edited: { user: message.user, ts: message.ts } };
  return {
    type: "message",
    subtype: "message_changed",
    hidden: true,
    channel: message.channel,
    channel_type: channelType(place, message.channel),
    message: now,
    previous_message: { ...messageBody(place, message), ...previous },
    ts: laterThan(message.ts),
    event_ts: laterThan(message.ts),
  };
}

export function messageDeleted(place: Place, message: FakeMessage): Json {
  return {
    type: "message",
    subtype: "message_deleted",
    hidden: true,
    channel: message.channel,
    channel_type: channelType(place, message.channel),
    deleted_ts: message.ts,
    previous_message: messageBody(place, message),
    ts: laterThan(message.ts),
    event_ts: laterThan(message.ts),
  };
}

/** An old-style integration: subtype bot_message, no user. */
export function botMessage(place: Place, message: FakeMessage): Json {
  const { user: _user, ...event } = messageEvent(place, message);
  return { ...event, subtype: "bot_message", bot_id: "B0OTHER", username: "alerts" };
}

export function reactionAdded(message: FakeMessage, reaction: string, user: string): Json {
  return {
    type: "reaction_added",
    user,
    reaction,
    item_user: message.user,
    item: { type: "message", channel: message.channel, ts: message.ts },
    event_ts: laterThan(message.ts),
  };
}

export function appHomeOpened(user: string, channel: string, tab: "home" | "messages" = "home", view?: Json): Json {
  return { type: "app_home_opened", user, channel, tab, event_ts: laterThan("0"), ...(view && { view }) };
}

export function memberJoined(place: Place, user: string, channel: string): Json {
  return {
    type: "member_joined_channel",
    user,
    channel,
    channel_type: place.channels.get(channel)?.kind === "private" ? "G" : "C",
    team: place.team.id,
    event_ts: laterThan("0"),
  };
}

/** Any other event about a message the app does not care for: channel_join, channel_topic… */
export function subtypeEvent(place: Place, message: FakeMessage, subtype: string): Json {
  return { ...messageEvent(place, message), subtype };
}

function laterThan(ts: string): string {
  if (ts === "0") return `${Math.floor(Date.now() / 1000)}.000200`;
  const micros = String(BigInt(ts.replace(".", "")) + 100n);
  return `${micros.slice(0, -6)}.${micros.slice(-6)}`;
}

/** The event_callback around an event. */
export function eventCallback(workspace: Workspace, event: Json, eventId?: string, eventTime?: number): Json {
  const channel = typeof event["channel"] === "string" ? event["channel"] : "";
  return {
    token: "fake-verification-token",
    team_id: workspace.team.id,
    context_team_id: workspace.team.id,
    context_enterprise_id: null,
    api_app_id: workspace.appId,
    event,
    type: "event_callback",
    event_id: eventId ?? workspace.nextId("Ev"),
    event_time: eventTime ?? Math.floor(workspace.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.team.id,
        user_id: workspace.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: workspace.channels.get(channel)?.shared ?? false,
    event_context: `4-${workspace.nextId("ctx")}`,
  };
}
