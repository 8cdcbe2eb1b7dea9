import { badField, Form, flag, integer, list, nullable, oneOf, shape, snowflakeField, string, anything } from "./form.ts";
import { asJson, asNumber, asString, asStrings, isJson } from "./json.ts";
import { messageFlags } from "./message-check.ts";
/** Channels, threads and forum posts. */
import { messageJson } from "./message-json.ts";
import { fromPayload, newMessage, publish } from "./messages.ts";
import { channelJson } from "./payloads.ts";
import { refuse } from "./refusal.ts";
import { bodyOf, type Call, checkedFlags, done, type Handler, ok, param } from "./route.ts";
import { needToSpeak } from "./routes-messages.ts";
import { addThread, tellThread } from "./threads.ts";
import type { ChannelKind, FakeChannel } from "./types.ts";

const autoArchive = nullable(oneOf(60, 1440, 4320, 10_080));
const slowmode = nullable(integer(0, 21_600));
const onMessage = shape({ "name!": string(100, 1), auto_archive_duration: autoArchive, rate_limit_per_user: slowmode });
const alone = shape({
  "name!": string(100, 1),
  auto_archive_duration: autoArchive,
  rate_limit_per_user: slowmode,
  type: oneOf(10, 11, 12),
  invitable: flag,
});
const post = shape({
  "name!": string(100, 1),
  auto_archive_duration: autoArchive,
  rate_limit_per_user: slowmode,
  applied_tags: list(snowflakeField, 5),
  "message!": anything,
  type: anything,
});
const threadChange = shape({
  name: string(100, 1),
  archived: flag,
  locked: flag,
  auto_archive_duration: autoArchive,
  rate_limit_per_user: slowmode,
  invitable: flag,
  applied_tags: list(snowflakeField, 5),
  flags: integer(0, 2 ** 31 - 1),
});

function settle(check: typeof post, body: unknown): void {
  const form = new Form();
  check(body, [], form);
  form.settle();
}

const minutes = (body: object): { autoArchiveMinutes?: number } => {
  const value = asNumber(asJson(body)["auto_archive_duration"]);
  return value > 0 ? { autoArchiveMinutes: value } : {};
};

const get: Handler = (call) => ok(channelJson(call.world, call.world.visibleChannel(param(call, "channel"))));

const threadOnMessage: Handler = (call) => {
  const { world } = call;
  const parent = world.visibleChannel(param(call, "channel"));
  const body = bodyOf(call);
  if (parent.kind !== "text" && parent.kind !== "announcement") throw refuse(50_024);
  const from = world.standing(parent.id, param(call, "message"));
  settle(onMessage, body);
  world.need(parent, "createPublicThreads");
  if (from.threadId !== undefined) throw refuse(160_004);
  return {
    status: 201,
    body: channelJson(
      world,
      addThread(world, { parent, name: asString(body["name"]), ownerId: world.botId, from, ...minutes(body) }),
    ),
  };
};

/** A post of a forum: a thread and its first message at once. */
function forumPost(call: Call, parent: FakeChannel): FakeChannel {
  const { world, uploads } = call;
  const body = bodyOf(call);
  settle(post, body);
  world.need(parent, "sendMessages");
  const inner = asJson(body["message"]);
  const flags = checkedFlags(call, { kind: "answer", body: inner, at: ["message"] });
  needToSpeak(world, parent, inner, uploads.length);
  const appliedTags = asStrings(body["applied_tags"]);
  if (parent.requiresTag && appliedTags.length === 0) throw refuse(40_067);
  if (appliedTags.some((id) => !parent.tags.some((tag) => tag.id === id))) {
    throw badField(["applied_tags"], "INVALID_FORUM_TAG", "Unknown forum tag");
  }
  const thread = addThread(world, { parent, name: asString(body["name"]), ownerId: world.botId, appliedTags, ...minutes(body) });
  const change = { body: inner, uploads, flags: flags & (messageFlags.componentsV2 | messageFlags.suppressEmbeds) };
  // The first message of a post has the post's id.
  const about = { id: thread.id, channelId: thread.id, authorId: world.botId };
  publish(world, newMessage(world, { ...about, ...fromPayload(world, thread, change) }));
  return thread;
}

const threadAlone: Handler = (call) => {
  const { world } = call;
  const parent = world.visibleChannel(param(call, "channel"));
  if (parent.kind === "forum" || parent.kind === "media") {
    const thread = forumPost(call, parent);
    const message = world.messages.get(thread.id);
    return { status: 201, body: { ...channelJson(world, thread), ...(message && { message: messageJson(world, message) }) } };
  }
  if (parent.kind !== "text" && parent.kind !== "announcement") throw refuse(50_024);
  const body = bodyOf(call);
  settle(alone, body);
  const isPrivate = body["type"] === undefined || body["type"] === 12;
  world.need(parent, isPrivate ? "createPrivateThreads" : "createPublicThreads");
  const kinds: Readonly<Record<number, ChannelKind>> = { 10: "announcementThread", 11: "thread" };
  const kind = kinds[asNumber(body["type"])] ?? "privateThread";
  const invitable = body["invitable"] !== false;
  const thread = addThread(world, {
    parent,
    name: asString(body["name"]),
    ownerId: world.botId,
    kind,
    invitable,
    ...minutes(body),
  });
  return { status: 201, body: channelJson(world, thread) };
};

const modify: Handler = (call) => {
  const { world } = call;
  const channel = world.visibleChannel(param(call, "channel"));
  const { thread } = channel;
  if (!thread) {
    world.need(channel, "manageChannels");
    throw new Error("the fake changes only threads by REST; change other channels from the test");
  }
  const body = bodyOf(call);
  settle(threadChange, body);
  const onlyReopens = Object.keys(body).every((one) => one === "archived") && body["archived"] === false && !thread.locked;
  if (!onlyReopens && thread.ownerId !== world.botId) world.need(channel, "manageThreads");
  if (body["locked"] !== undefined) world.need(channel, "manageThreads");
  if (typeof body["name"] === "string") channel.name = body["name"];
  if (typeof body["archived"] === "boolean") thread.archived = body["archived"];
  if (typeof body["locked"] === "boolean") thread.locked = body["locked"];
  tellThread(world, "THREAD_UPDATE", channel);
  return ok(channelJson(world, channel));
};

const membership =
  (join: boolean): Handler =>
  (call) => {
    const channel = call.world.visibleChannel(param(call, "channel"));
    if (!channel.thread) throw refuse(50_024);
    if (channel.thread.archived) throw refuse(50_083);
    if (join) channel.thread.members.add(call.world.botId);
    else channel.thread.members.delete(call.world.botId);
    return done;
  };

const openDm: Handler = (call) => {
  const { world } = call;
  const id = asString(bodyOf(call)["recipient_id"]);
  const user = world.users.get(id);
  if (!user) throw isJson(call.body) ? refuse(10_013) : refuse(50_109);
  if (id === world.botId) throw refuse(50_007);
  const found = [...world.channels.values()].find((one) => one.kind === "dm" && one.recipients.includes(id));
  if (!found) throw refuse(50_007);
  return ok(channelJson(world, found));
};

export const channelRoutes: Readonly<Record<string, Handler>> = {
  "GET /channels/:channel": get,
  "PATCH /channels/:channel": modify,
  "POST /channels/:channel/messages/:message/threads": threadOnMessage,
  "POST /channels/:channel/threads": threadAlone,
  "PUT /channels/:channel/thread-members/@me": membership(true),
  "DELETE /channels/:channel/thread-members/@me": membership(false),
  "POST /users/@me/channels": openDm,
};
