import { isEmoji } from "./emoji.ts";
import { badField } from "./form.ts";
import { intents } from "./intents.ts";
import { asNumber, asString, asStrings, isJson, type Json } from "./json.ts";
import { type Existing, messageFlags } from "./message-check.ts";
/** Messages of channels. */
import { attachmentJson, messageJson, messageWithoutContent } from "./message-json.ts";
import { applyEdit, fromPayload, newMessage, publish, referenceTo, removeMessages, touch } from "./messages.ts";
import { userJson } from "./payloads.ts";
import { refuse } from "./refusal.ts";
import { bodyOf, type Call, checkedFlags, done, type Handler, ok, param } from "./route.ts";
import type { FakeChannel, FakeMessage } from "./types.ts";
import type { World } from "./world.ts";

const speaking = new Set([
  "text",
  "dm",
  "groupDm",
  "voice",
  "stage",
  "announcement",
  "announcementThread",
  "thread",
  "privateThread",
]);
const settable = messageFlags.suppressEmbeds | messageFlags.componentsV2 | (1 << 12) | (1 << 13);

export function existing(message: FakeMessage): Existing {
  const { content, embeds, components, flags } = message;
  return { content, embeds, components, flags, attachments: message.files.map(attachmentJson) };
}

/** Throws unless the bot may write here, and with these parts. */
export function needToSpeak(world: World, channel: FakeChannel, body: Json, files: number): void {
  const { thread } = channel;
  if (thread?.locked && thread.archived && !world.may(channel, "manageThreads")) throw refuse(160_005);
  world.need(channel, thread ? "sendMessagesInThreads" : "sendMessages");
  if (Array.isArray(body["embeds"]) && body["embeds"].length > 0) world.need(channel, "embedLinks");
  if (files > 0) world.need(channel, "attachFiles");
  if (channel.guildId === undefined && channel.recipients.some((id) => world.users.get(id)?.dmsClosed)) throw refuse(50_007);
}

/** The message that is answered: undefined when it is gone and that is no error. */
function replyTarget(world: World, channel: FakeChannel, reference: unknown): FakeMessage | undefined {
  if (!isJson(reference)) return undefined;
  const at = ["message_reference"];
  const elsewhere = reference["channel_id"] !== undefined && reference["channel_id"] !== channel.id;
  if (elsewhere) {
    throw badField(at, "REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL", "Cannot reply to a message in a different channel");
  }
  if (channel.guildId !== undefined && !world.may(channel, "readMessageHistory")) throw refuse(160_002);
  const target = world.messages.get(asString(reference["message_id"]));
  if (target && !target.deleted && target.channelId === channel.id && target.ephemeralFor === undefined) {
    if (target.type !== 0 && ![19, 20, 21, 23].includes(target.type)) {
      throw badField(at, "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE", "Cannot reply to a system message");
    }
    return target;
  }
  if (reference["fail_if_not_exists"] !== false) throw badField(at, "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
  return undefined;
}

/** An enforced nonce that was used in the last minutes gives the message of then. */
function sentBefore(world: World, channel: FakeChannel, body: Json): FakeMessage | undefined {
  const { nonce, enforce_nonce: enforced } = body;
  if (enforced !== true || (typeof nonce !== "string" && typeof nonce !== "number")) return undefined;
  const before = world.nonces.get(`${channel.id}:${nonce}`);
  return before && world.now() - before.createdAt < 5 * 60_000 ? before : undefined;
}

export function unarchive(world: World, channel: FakeChannel): void {
  if (channel.thread?.archived) channel.thread.archived = false;
  channel.thread?.members.add(world.botId);
}

const create: Handler = (call) => {
  const { world, uploads } = call;
  const channel = world.visibleChannel(param(call, "channel"));
  const body = bodyOf(call);
  if (!speaking.has(channel.kind)) throw refuse(50_008);
  const given = checkedFlags(call, { kind: "create", body });
  if (given & messageFlags.ephemeral) world.violations.push("POST message: EPHEMERAL does nothing outside interactions");
  needToSpeak(world, channel, body, uploads.length);
  const before = sentBefore(world, channel, body);
  if (before) return ok(messageJson(world, before));
  const target = replyTarget(world, channel, body["message_reference"]);
  unarchive(world, channel);
  const nonce = body["nonce"];
  const message = newMessage(world, {
    channelId: channel.id,
    authorId: world.botId,
    ...fromPayload(world, channel, { body, uploads, flags: given & settable }, target?.authorId),
    ...(target && { type: 19, reference: referenceTo(target) }),
    ...((typeof nonce === "string" || typeof nonce === "number") && { nonce }),
  });
  if (message.nonce !== undefined) world.nonces.set(`${channel.id}:${message.nonce}`, message);
  return ok(messageJson(world, publish(world, message)));
};

function place(call: Call): { world: World; channel: FakeChannel; message: FakeMessage } {
  const { world } = call;
  const channel = world.visibleChannel(param(call, "channel"));
  return { world, channel, message: world.standing(channel.id, param(call, "message")) };
}

const edit: Handler = (call) => {
  const { world, channel, message } = place(call);
  if (message.authorId !== world.botId) throw refuse(50_005);
  if (channel.thread?.archived) throw refuse(50_083);
  const body = bodyOf(call);
  const flags = checkedFlags(call, { kind: "edit", body, before: existing(message) });
  applyEdit(world, message, channel, { body, uploads: call.uploads, flags });
  touch(world, message);
  return ok(messageJson(world, message));
};

const remove: Handler = (call) => {
  const { world, channel, message } = place(call);
  if (message.authorId !== world.botId) world.need(channel, "manageMessages");
  removeMessages(world, [message]);
  return done;
};

const bulkRemove: Handler = (call) => {
  const { world } = call;
  const channel = world.visibleChannel(param(call, "channel"));
  world.need(channel, "manageMessages");
  const ids = asStrings(bodyOf(call)["messages"]);
  if (ids.length < 2 || ids.length > 100)
    throw badField(["messages"], "BASE_TYPE_BAD_LENGTH", "Must be between 2 and 100 in length.");
  removeMessages(
    world,
    ids.flatMap((id) => {
      const message = world.messages.get(id);
      return message && message.channelId === channel.id && !message.deleted ? [message] : [];
    }),
  );
  return done;
};

/** The app without the Message Content intent in the portal reads no content by REST either. */
function read(world: World, message: FakeMessage): Json {
  const allowed = world.options.privileged?.includes("messageContent") ?? true;
  return allowed ? messageJson(world, message) : messageWithoutContent(world, message);
}

const get: Handler = (call) => {
  const { world, channel, message } = place(call);
  if (channel.guildId !== undefined && !world.may(channel, "readMessageHistory")) throw refuse(50_001);
  return ok(read(world, message));
};

const listing: Handler = (call) => {
  const { world, query } = call;
  const channel = world.visibleChannel(param(call, "channel"));
  const limit = Number(query["limit"] ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw badField(["limit"], "NUMBER_TYPE_MAX", "int value should be less than or equal to 100.");
  }
  if (channel.guildId !== undefined && !world.may(channel, "readMessageHistory")) return ok([]);
  const { before, after, around } = query;
  const all = (world.byChannel.get(channel.id) ?? []).filter((one) => !one.deleted && one.ephemeralFor === undefined);
  const those = all.filter((one) => {
    const id = BigInt(one.id);
    return (before === undefined || id < BigInt(before)) && (after === undefined || id > BigInt(after));
  });
  const middle = around === undefined ? -1 : those.findIndex((one) => one.id === around);
  if (middle !== -1) {
    const start = Math.max(0, middle - Math.floor(limit / 2));
    return ok(
      those
        .slice(start, start + limit)
        .toReversed()
        .map((one) => read(world, one)),
    );
  }
  const chosen = after === undefined ? those.slice(-limit) : those.slice(0, limit);
  return ok(chosen.toReversed().map((one) => read(world, one)));
};

export function tellReaction(
  world: World,
  t: string,
  channel: FakeChannel,
  message: FakeMessage,
  userId: string,
  emoji: string,
): void {
  const inGuild = channel.guildId !== undefined;
  world.dispatch({
    t,
    d: {
      user_id: userId,
      channel_id: channel.id,
      message_id: message.id,
      emoji: { id: null, name: emoji },
      message_author_id: message.authorId,
      burst: false,
      type: 0,
      ...(inGuild && { guild_id: channel.guildId }),
    },
    intents: inGuild ? intents.guildMessageReactions : intents.directMessageReactions,
    ...(channel.guildId !== undefined && { guildId: channel.guildId }),
  });
}

function emojiOf(call: Call): string {
  const emoji = decodeURIComponent(param(call, "emoji"));
  if (/^\w{2,32}:\d+$/u.test(emoji) || isEmoji(emoji)) return emoji;
  throw refuse(10_014);
}

const react: Handler = (call) => {
  const { world, channel, message } = place(call);
  const emoji = emojiOf(call);
  world.need(channel, "readMessageHistory");
  if (!message.reactions.some((one) => one.emoji === emoji)) world.need(channel, "addReactions");
  if (channel.thread?.archived) throw refuse(50_083);
  if (!message.reactions.some((one) => one.emoji === emoji && one.userId === world.botId)) {
    message.reactions.push({ emoji, userId: world.botId });
    tellReaction(world, "MESSAGE_REACTION_ADD", channel, message, world.botId, emoji);
  }
  return done;
};

const unreact: Handler = (call) => {
  const { world, channel, message } = place(call);
  const emoji = emojiOf(call);
  const index = message.reactions.findIndex((one) => one.emoji === emoji && one.userId === world.botId);
  if (index !== -1) {
    message.reactions.splice(index, 1);
    tellReaction(world, "MESSAGE_REACTION_REMOVE", channel, message, world.botId, emoji);
  }
  return done;
};

const reactors: Handler = (call) => {
  const { world, message } = place(call);
  const emoji = emojiOf(call);
  const users = message.reactions.filter((one) => one.emoji === emoji).map((one) => world.users.get(one.userId));
  return ok(users.flatMap((user) => (user ? [userJson(user)] : [])).slice(0, asNumber(Number(call.query["limit"] ?? 25))));
};

const typing: Handler = (call) => {
  const { world } = call;
  const channel = world.visibleChannel(param(call, "channel"));
  needToSpeak(world, channel, {}, 0);
  world.typing.push(channel.id);
  return done;
};

export const messageRoutes: Readonly<Record<string, Handler>> = {
  "POST /channels/:channel/messages": create,
  "GET /channels/:channel/messages": listing,
  "GET /channels/:channel/messages/:message": get,
  "PATCH /channels/:channel/messages/:message": edit,
  "DELETE /channels/:channel/messages/:message": remove,
  "POST /channels/:channel/messages/bulk-delete": bulkRemove,
  "PUT /channels/:channel/messages/:message/reactions/:emoji/@me": react,
  "DELETE /channels/:channel/messages/:message/reactions/:emoji/@me": unreact,
  "GET /channels/:channel/messages/:message/reactions/:emoji": reactors,
  "POST /channels/:channel/typing": typing,
};
