import { type FileInput, addFile, keptFiles, settleComponents, settleEmbeds, takeUploads, type Upload } from "./files.ts";
import { intents } from "./intents.ts";
import { asString, type Json } from "./json.ts";
import { mentionsOf, type Mentions } from "./mentions.ts";
/** Messages come to be, change and go; the gateway is told each time. */
import { messageJson, messageWithoutContent } from "./message-json.ts";
import { memberJson } from "./payloads.ts";
import { momentOf } from "./snowflake.ts";
import { channelTypes, type FakeChannel, type FakeMessage } from "./types.ts";
import type { World } from "./world.ts";

/** Everything but what has a value that goes without saying. */
export type NewMessage = Pick<FakeMessage, "channelId" | "authorId"> & Partial<FakeMessage>;

export function newMessage(world: World, input: NewMessage): FakeMessage {
  const guildId = world.channels.get(input.channelId)?.guildId;
  return {
    id: world.nextId(),
    own: input.authorId === world.botId,
    type: input.reference ? 19 : 0,
    content: "",
    embeds: [],
    components: [],
    files: [],
    flags: 0,
    mentions: [],
    mentionRoles: [],
    mentionEveryone: false,
    createdAt: world.now(),
    deleted: false,
    history: [],
    reactions: [],
    ...(guildId !== undefined && { guildId }),
    ...input,
  };
}

/** What MESSAGE_CREATE and MESSAGE_UPDATE carry beyond the message itself. */
function around(world: World, message: FakeMessage, channel: FakeChannel): Json {
  const guild = world.guildOf(channel);
  const member = guild?.members.get(message.authorId);
  return {
    channel_type: channelTypes[channel.kind],
    ...(channel.guildId !== undefined && { guild_id: channel.guildId }),
    ...(guild && member && { member: memberJson(member, momentOf(guild.id), world.now()) }),
  };
}

export function tell(world: World, t: "MESSAGE_CREATE" | "MESSAGE_UPDATE", message: FakeMessage): void {
  const channel = world.channels.get(message.channelId);
  if (!channel || message.ephemeralFor !== undefined || !world.may(channel, "viewChannel")) return;
  const more = around(world, message, channel);
  world.dispatch({
    t,
    d: { ...messageJson(world, message), ...more },
    withoutContent: () => ({ ...messageWithoutContent(world, message), ...more }),
    intents: channel.guildId === undefined ? intents.directMessages : intents.guildMessages,
    ...(channel.guildId !== undefined && { guildId: channel.guildId }),
  });
}

/** Stores it and tells of it. */
export function publish(world: World, message: FakeMessage): FakeMessage {
  world.store(message);
  const channel = world.channels.get(message.channelId);
  if (channel && message.ephemeralFor === undefined) {
    channel.lastMessageId = message.id;
    if (channel.thread) channel.thread.messageCount += 1;
  }
  if (message.own && (message.mentions.length > 0 || message.mentionRoles.length > 0 || message.mentionEveryone)) {
    world.pings.push(message);
  }
  tell(world, "MESSAGE_CREATE", message);
  return message;
}

export interface Change {
  body: Json;
  uploads: readonly Upload[];
  flags: number;
}

/** The fields of a message that the app sent, from its payload. */
export function fromPayload(world: World, channel: FakeChannel, change: Change, repliedTo?: string): Partial<FakeMessage> {
  const { body, uploads, flags } = change;
  const files = takeUploads(world, channel.id, uploads, body["attachments"]);
  const content = asString(body["content"]).trim();
  const components = settleComponents(body["components"], files);
  const pinged = mentionsOf(world, channel, world.botId, {
    content,
    components,
    allowed: body["allowed_mentions"],
    ...(repliedTo !== undefined && { repliedTo }),
  });
  return { content, components, files, flags, embeds: settleEmbeds(body["embeds"], files), ...mentionFields(pinged) };
}

function mentionFields(pinged: Mentions): Pick<FakeMessage, "mentions" | "mentionRoles" | "mentionEveryone"> {
  return { mentions: pinged.users, mentionRoles: pinged.roles, mentionEveryone: pinged.everyone };
}

/** Applies an edit by the app; fields that are not given stay. */
export function applyEdit(world: World, message: FakeMessage, channel: FakeChannel, { body, uploads, flags }: Change): void {
  const { content, embeds, components } = message;
  message.history.push({ content, embeds, components });
  const kept = keptFiles(message, body["attachments"]);
  message.files = [...kept, ...takeUploads(world, channel.id, uploads, body["attachments"])];
  if (body["content"] !== undefined) message.content = asString(body["content"]).trim();
  if (body["embeds"] !== undefined) message.embeds = settleEmbeds(body["embeds"], message.files);
  if (body["components"] !== undefined) message.components = settleComponents(body["components"], message.files);
  if (typeof body["flags"] === "number") message.flags = (message.flags & ~((1 << 2) | (1 << 15))) | flags;
  // An edit parses mentions again.
  const input = { content: message.content, components: message.components, allowed: body["allowed_mentions"] };
  const pinged = mentionsOf(world, channel, world.botId, input);
  Object.assign(message, mentionFields(pinged));
  if (pinged.users.length > 0 || pinged.roles.length > 0 || pinged.everyone) world.pings.push(message);
}

export function touch(world: World, message: FakeMessage): void {
  message.editedAt = world.now();
  tell(world, "MESSAGE_UPDATE", message);
}

export function removeMessages(world: World, messages: readonly FakeMessage[]): void {
  const [first] = messages;
  for (const message of messages) message.deleted = true;
  const channel = first && world.channels.get(first.channelId);
  if (!first || !channel || !world.may(channel, "viewChannel")) return;
  const where = { channel_id: channel.id, ...(channel.guildId !== undefined && { guild_id: channel.guildId }) };
  const shown = messages.filter((one) => one.ephemeralFor === undefined);
  if (shown.length === 0) return;
  world.dispatch({
    t: messages.length > 1 ? "MESSAGE_DELETE_BULK" : "MESSAGE_DELETE",
    d: messages.length > 1 ? { ids: shown.map((one) => one.id), ...where } : { id: first.id, ...where },
    intents: channel.guildId === undefined ? intents.directMessages : intents.guildMessages,
    ...(channel.guildId !== undefined && { guildId: channel.guildId }),
  });
}

/** How a message points at another. */
export function referenceTo(target: FakeMessage): NonNullable<FakeMessage["reference"]> {
  const { id: messageId, channelId, guildId } = target;
  return { messageId, channelId, ...(guildId !== undefined && { guildId }) };
}

export interface SayMore {
  /** The message that it answers. */
  replyTo?: FakeMessage;
  /** Replies ping the author unless told. */
  pingReply?: boolean;
  files?: readonly FileInput[];
  embeds?: Json[];
  components?: Json[];
  /** A webhook wrote it: the user is none. */
  webhook?: boolean;
  /** Message type: 7 is "joined", 6 a pin… */
  type?: number;
  flags?: number;
  id?: string;
}

/** "@name" of a person as their client sends it. */
export function typed(world: World, text: string): string {
  const byName = new Map([...world.users.values()].map((user) => [user.username.toLowerCase(), user.id]));
  return text.replaceAll(/(?<![\w<])@([\w.]{2,32})/gu, (whole, name: string) => {
    const id = byName.get(name.toLowerCase());
    return id === undefined ? whole : `<@${id}>`;
  });
}

/** Somebody writes. */
export function userMessage(world: World, channel: FakeChannel, userId: string, text: string, more: SayMore = {}): FakeMessage {
  const content = typed(world, text);
  const { replyTo, embeds = [], components = [], pingReply = true } = more;
  const repliedTo = replyTo && pingReply ? replyTo.authorId : undefined;
  const input = { content, components, ...(repliedTo !== undefined && { repliedTo }) };
  const pinged = mentionsOf(world, channel, userId, input);
  return publish(
    world,
    newMessage(world, {
      channelId: channel.id,
      authorId: userId,
      content,
      embeds,
      components,
      ...mentionFields(pinged),
      files: (more.files ?? []).map((file) => addFile(world, channel.id, file)),
      ...(replyTo && { reference: referenceTo(replyTo) }),
      ...(more.webhook && { webhookId: userId }),
      ...(more.type !== undefined && { type: more.type }),
      ...(more.flags !== undefined && { flags: more.flags }),
      ...(more.id !== undefined && { id: more.id }),
    }),
  );
}
