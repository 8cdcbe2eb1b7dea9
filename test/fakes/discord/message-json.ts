/** What Discord's JSON says of messages. */
import { isJson } from "./json.ts";
import { channelJson, iso, userJson } from "./payloads.ts";
import type { FakeFile, FakeMessage, Json } from "./types.ts";
import type { World } from "./world.ts";

export function attachmentJson(file: FakeFile): Json {
  return {
    id: file.id,
    filename: file.filename,
    size: file.size,
    url: file.url,
    proxy_url: file.url,
    content_type: file.contentType,
    ...(file.description !== undefined && { description: file.description }),
  };
}

function reactionsJson(world: World, message: FakeMessage): Json[] {
  const counts = new Map<string, { count: number; me: boolean }>();
  for (const { emoji, userId } of message.reactions) {
    const one = counts.get(emoji) ?? { count: 0, me: false };
    counts.set(emoji, { count: one.count + 1, me: one.me || userId === world.botId });
  }
  return [...counts].map(([name, { count, me }]) => ({
    emoji: { id: null, name },
    count,
    me,
    me_burst: false,
    burst_colors: [],
    count_details: { burst: 0, normal: count },
  }));
}

function authorJson(world: World, message: FakeMessage): Json {
  const user = world.users.get(message.authorId);
  if (user) return userJson(user);
  // A webhook: its author is no user.
  return { id: message.authorId, username: "webhook", discriminator: "0000", avatar: null, global_name: null, bot: true };
}

function referenceJson(world: World, message: FakeMessage, depth: number): Json {
  const { reference } = message;
  if (!reference) return {};
  const where = { channel_id: reference.channelId, ...(reference.guildId !== undefined && { guild_id: reference.guildId }) };
  const target = world.messages.get(reference.messageId);
  return {
    message_reference: { type: 0, message_id: reference.messageId, ...where },
    ...(depth === 0 && { referenced_message: target && !target.deleted ? messageJson(world, target, 1) : null }),
  };
}

function interactionJson(world: World, message: FakeMessage): Json {
  const { interaction } = message;
  const user = interaction && world.users.get(interaction.userId);
  if (!interaction || !user) return {};
  const { id, type, name } = interaction;
  return {
    interaction_metadata: {
      id,
      type,
      user: userJson(user),
      authorizing_integration_owners: message.guildId === undefined ? {} : { "0": message.guildId },
      ...(name !== undefined && { name }),
    },
    ...(name !== undefined && { interaction: { id, type, name, user: userJson(user) } }),
  };
}

export function messageJson(world: World, message: FakeMessage, depth = 0): Json {
  const mentions = message.mentions.flatMap((id) => {
    const user = world.users.get(id);
    return user ? [userJson(user)] : [];
  });
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    content: message.content,
    author: authorJson(world, message),
    timestamp: iso(message.createdAt),
    edited_timestamp: message.editedAt === undefined ? null : iso(message.editedAt),
    tts: false,
    mention_everyone: message.mentionEveryone,
    mentions,
    mention_roles: [...message.mentionRoles],
    attachments: message.files.map(attachmentJson),
    embeds: message.embeds,
    components: message.components,
    pinned: false,
    flags: message.flags | (message.threadId === undefined ? 0 : 1 << 5),
    ...(message.reactions.length > 0 && { reactions: reactionsJson(world, message) }),
    ...(message.nonce !== undefined && { nonce: message.nonce }),
    ...(message.webhookId !== undefined && { webhook_id: message.webhookId }),
    ...(message.own && message.webhookId !== undefined && { application_id: world.appId }),
    ...referenceJson(world, message, depth),
    ...interactionJson(world, message),
    ...(message.threadId !== undefined && { thread: threadOf(world, message.threadId) }),
  };
}

function threadOf(world: World, id: string): Json {
  const thread = world.channels.get(id);
  return thread ? channelJson(world, thread) : {};
}

/** Whether an app without the Message Content intent may read the message all the same. */
export function readable(world: World, message: FakeMessage): boolean {
  return message.guildId === undefined || message.authorId === world.botId || message.mentions.includes(world.botId);
}

/** The message as an app without the Message Content intent sees it. */
export function messageWithoutContent(world: World, message: FakeMessage): Json {
  const json = messageJson(world, message);
  const empty = { content: "", embeds: [], attachments: [], components: [] };
  const quoted = message.reference && world.messages.get(message.reference.messageId);
  const before = json["referenced_message"];
  return {
    ...json,
    ...(!readable(world, message) && empty),
    ...(isJson(before) && quoted && !readable(world, quoted) && { referenced_message: { ...before, ...empty } }),
  };
}
