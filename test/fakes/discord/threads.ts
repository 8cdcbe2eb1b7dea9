import { intents } from "./intents.ts";
import { channelJson } from "./payloads.ts";
import type { ChannelKind, FakeChannel, FakeMessage } from "./types.ts";
import type { World } from "./world.ts";

export interface NewThread {
  parent: FakeChannel;
  name: string;
  ownerId: string;
  kind?: ChannelKind;
  /** A thread on a message has its id. */
  from?: FakeMessage;
  autoArchiveMinutes?: number;
  invitable?: boolean;
  appliedTags?: readonly string[];
}

/** Makes a thread (a post of a forum too) and tells the gateway. */
export function addThread(world: World, input: NewThread): FakeChannel {
  const { parent, name, ownerId, from } = input;
  const kind = input.kind ?? (parent.kind === "announcement" ? "announcementThread" : "thread");
  const channel: FakeChannel = {
    id: from?.id ?? world.nextId(),
    kind,
    name,
    parentId: parent.id,
    topic: "",
    position: 0,
    nsfw: false,
    overwrites: [],
    slowmode: 0,
    recipients: [],
    tags: [],
    requiresTag: false,
    thread: {
      ownerId,
      archived: false,
      locked: false,
      autoArchiveMinutes: input.autoArchiveMinutes ?? 1440,
      invitable: input.invitable ?? true,
      members: new Set([ownerId]),
      messageCount: 0,
      appliedTags: [...(input.appliedTags ?? [])],
      createdAt: world.now(),
    },
    ...(parent.guildId !== undefined && { guildId: parent.guildId }),
  };
  world.channels.set(channel.id, channel);
  world.guildOf(parent)?.channels.set(channel.id, channel);
  if (from) from.threadId = channel.id;
  tellThread(world, "THREAD_CREATE", channel);
  return channel;
}

export function tellThread(world: World, t: "THREAD_CREATE" | "THREAD_UPDATE" | "THREAD_DELETE", channel: FakeChannel): void {
  if (!world.may(channel, "viewChannel")) return;
  const { id, guildId, parentId } = channel;
  const whole = channelJson(world, channel);
  const { type } = whole;
  const gone = { id, guild_id: guildId, parent_id: parentId, type };
  const d = t === "THREAD_DELETE" ? gone : { ...whole, ...(t === "THREAD_CREATE" && { newly_created: true }) };
  world.dispatch({ t, d, intents: intents.guilds, ...(guildId !== undefined && { guildId }) });
}
