import { badField, type Check, Form, list, nullable, shape, string } from "./form.ts";
import type { FakeInteraction } from "./interaction.ts";
import { asJson, asList, asNumber, isJson, type Json } from "./json.ts";
import { messageFlags } from "./message-check.ts";
/** The first answer to an interaction, and everything that follows over its webhook. */
import { messageJson } from "./message-json.ts";
import { applyEdit, fromPayload, newMessage, publish, removeMessages, touch } from "./messages.ts";
import { checkModal } from "./modal-check.ts";
import { refuse } from "./refusal.ts";
import { bodyOf, type Call, checkedFlags, done, type Handler, ok, param } from "./route.ts";
import { existing } from "./routes-messages.ts";
import type { FakeChannel, FakeMessage } from "./types.ts";
import type { World } from "./world.ts";

const tokenLifeMs = 15 * 60_000;
const kept = messageFlags.suppressEmbeds | messageFlags.componentsV2 | messageFlags.ephemeral;

const answers = { message: 4, deferred: 5, deferredUpdate: 6, update: 7, autocomplete: 8, modal: 9 } as const;
/** Which answers an interaction of a type takes. */
const allowed: Readonly<Record<number, readonly number[]>> = {
  2: [answers.message, answers.deferred, answers.modal],
  3: [answers.message, answers.deferred, answers.deferredUpdate, answers.update, answers.modal],
  4: [answers.autocomplete],
  5: [answers.message, answers.deferred, answers.deferredUpdate, answers.update],
};

function channelOf(world: World, interaction: FakeInteraction): FakeChannel {
  const channel = world.channels.get(interaction.channelId);
  if (!channel) throw refuse(10_003);
  return channel;
}

/** What an interaction's messages have in common. */
function about(world: World, interaction: FakeInteraction, ephemeral: boolean): Parameters<typeof newMessage>[1] {
  const { id, userId, type, payload } = interaction;
  const name = asJson(payload["data"])["name"];
  return {
    channelId: interaction.channelId,
    authorId: world.botId,
    webhookId: world.appId,
    type: type === 2 ? (asJson(payload["data"])["type"] === 1 ? 20 : 23) : 0,
    interaction: { id, userId, type, ...(typeof name === "string" && { name }) },
    ...(ephemeral && { ephemeralFor: userId }),
  };
}

function send(call: Call, interaction: FakeInteraction, body: Json, flags: number): FakeMessage {
  const { world, uploads } = call;
  const ephemeral = interaction.forcedEphemeral || (flags & messageFlags.ephemeral) !== 0;
  const all = (flags & kept) | (ephemeral ? messageFlags.ephemeral : 0);
  const parts = fromPayload(world, channelOf(world, interaction), { body, uploads, flags: all });
  return publish(world, newMessage(world, { ...about(world, interaction, ephemeral), ...parts }));
}

function defer(call: Call, interaction: FakeInteraction, data: Json): void {
  const { world } = call;
  const flags = asNumber(data["flags"]);
  if (flags & ~messageFlags.ephemeral) {
    throw badField(["data", "flags"], "MESSAGE_FLAGS_INVALID", "Only EPHEMERAL may be set on a deferred answer");
  }
  const ephemeral = interaction.forcedEphemeral || flags !== 0;
  const all = messageFlags.loading | (ephemeral ? messageFlags.ephemeral : 0);
  interaction.message = publish(world, newMessage(world, { ...about(world, interaction, ephemeral), flags: all }));
  interaction.state = "thinking";
}

function editMessage(call: Call, message: FakeMessage, body: Json, at: readonly string[] = []): void {
  const { world } = call;
  const channel = world.channels.get(message.channelId);
  if (!channel) throw refuse(10_003);
  const flags = checkedFlags(call, { kind: "edit", body, before: existing(message), at });
  applyEdit(world, message, channel, { body, uploads: call.uploads, flags });
  message.flags &= ~messageFlags.loading;
  touch(world, message);
}

const choiceName = string(100, 1);
const choiceValue: Check = (value, at, form) => {
  if (typeof value !== "number") string(100, 1)(value, at, form);
};
const choices = shape({
  choices: list(shape({ "name!": choiceName, name_localizations: nullable(() => undefined), "value!": choiceValue }), 25),
});

function complete(call: Call, interaction: FakeInteraction, data: Json): void {
  const form = new Form();
  choices(data, ["data"], form);
  form.settle();
  interaction.choices = asList(data["choices"]);
  for (const field of form.unknown) call.world.violations.push(`autocomplete: unknown field ${field}`);
}

function showModal(interaction: FakeInteraction, data: Json): void {
  const form = new Form();
  checkModal(data, form);
  form.settle();
  interaction.modal = data;
}

/** Does what the first answer says. */
function perform(call: Call, interaction: FakeInteraction, type: number, data: Json): void {
  interaction.state = "done";
  if (type === answers.message) {
    const flags = checkedFlags(call, { kind: "answer", body: data, at: ["data"] });
    interaction.message = send(call, interaction, data, flags);
  } else if (type === answers.deferred) defer(call, interaction, data);
  else if (type === answers.autocomplete) complete(call, interaction, data);
  else if (type === answers.modal) showModal(interaction, data);
  else {
    const { source } = interaction;
    if (!source) throw badField(["type"], "INTERACTION_RESPONSE_TYPE_INVALID", "There is no message to update");
    if (source.deleted && type === answers.update) throw refuse(10_008);
    if (type === answers.update) editMessage(call, source, data, ["data"]);
    interaction.message = source;
  }
}

function callbackJson(world: World, interaction: FakeInteraction, type: number): Json {
  const { id, message, channelId, guildId } = interaction;
  const loading = message !== undefined && (message.flags & messageFlags.loading) !== 0;
  return {
    interaction: {
      id,
      type: interaction.type,
      channel_id: channelId,
      ...(guildId !== undefined && { guild_id: guildId }),
      ...(message && {
        response_message_id: message.id,
        response_message_loading: loading,
        response_message_ephemeral: message.ephemeralFor !== undefined,
      }),
    },
    ...(message && type !== answers.autocomplete && { resource: { type, message: messageJson(world, message) } }),
  };
}

/** The interaction, if it still waits for its first answer. */
function waiting(call: Call): { interaction: FakeInteraction; waited: number } {
  const { world } = call;
  const interaction = world.interactions.get(param(call, "interaction"));
  if (!interaction || interaction.token !== param(call, "token")) throw refuse(10_062);
  if (interaction.answer !== undefined) throw refuse(40_060);
  const waited = world.now() - interaction.createdAt;
  if (interaction.state === "failed" || waited > (world.options.answerDeadlineMs ?? 3000)) throw refuse(10_062);
  return { interaction, waited };
}

const callback: Handler = (call) => {
  const { world } = call;
  const { interaction, waited } = waiting(call);
  const body = bodyOf(call);
  const { type, data } = body;
  const takes = allowed[interaction.type] ?? [];
  if (typeof type !== "number" || !takes.includes(type)) {
    throw badField(["type"], "BASE_TYPE_CHOICES", `Value must be one of {${takes.join(", ")}}.`);
  }
  if (!isJson(data) && type !== answers.deferred && type !== answers.deferredUpdate) {
    throw badField(["data"], "BASE_TYPE_REQUIRED", "This field is required");
  }
  const before = interaction.state;
  try {
    perform(call, interaction, type, asJson(data));
  } catch (error) {
    interaction.state = before;
    throw error;
  }
  interaction.answer = type;
  interaction.afterMs = waited;
  interaction.changed();
  return call.query["with_response"] === "true" ? ok(callbackJson(world, interaction, type)) : done;
};

/** The interaction behind a webhook: 10015 before the first answer, 50027 when its time is over. */
function behind(call: Call): FakeInteraction {
  const { world } = call;
  if (param(call, "app") !== world.appId) throw refuse(10_015);
  const interaction = world.byToken.get(param(call, "token"));
  if (!interaction || world.now() - interaction.createdAt > tokenLifeMs) throw refuse(50_027);
  if (interaction.answer === undefined) throw refuse(10_015);
  return interaction;
}

function ownMessage(call: Call, interaction: FakeInteraction): FakeMessage {
  const id = decodeURIComponent(param(call, "message"));
  const all = [interaction.message, ...interaction.followups];
  const message = id === "@original" ? interaction.message : all.find((one) => one?.id === id);
  if (!message || message.deleted) throw refuse(10_008);
  return message;
}

const followUp: Handler = (call) => {
  const { world } = call;
  const interaction = behind(call);
  const body = bodyOf(call);
  const { message } = interaction;
  const flags = checkedFlags(call, { kind: "webhook", body });
  if (message && !message.deleted && message.flags & messageFlags.loading) {
    // The first follow-up after a deferred answer is that answer.
    applyEdit(world, message, channelOf(world, interaction), {
      body,
      uploads: call.uploads,
      flags: flags & ~messageFlags.ephemeral,
    });
    message.flags &= ~messageFlags.loading;
    touch(world, message);
    interaction.state = "done";
    interaction.changed();
    return ok(messageJson(world, message));
  }
  if (interaction.userInstallOnly && interaction.followups.length >= 5) throw refuse(40_094);
  const sent = send(call, interaction, body, flags);
  if (interaction.message) sent.reference = { messageId: interaction.message.id, channelId: sent.channelId };
  interaction.followups.push(sent);
  interaction.changed();
  return ok(messageJson(world, sent));
};

const edit: Handler = (call) => {
  const interaction = behind(call);
  const message = ownMessage(call, interaction);
  editMessage(call, message, bodyOf(call));
  if (message === interaction.message) interaction.state = "done";
  interaction.changed();
  return ok(messageJson(call.world, message));
};

const get: Handler = (call) => ok(messageJson(call.world, ownMessage(call, behind(call))));

const remove: Handler = (call) => {
  const interaction = behind(call);
  removeMessages(call.world, [ownMessage(call, interaction)]);
  interaction.state = "done";
  interaction.changed();
  return done;
};

/** These carry their token in the path: no Authorization. */
export const interactionRoutes: Readonly<Record<string, Handler>> = {
  "POST /interactions/:interaction/:token/callback": callback,
  "POST /webhooks/:app/:token": followUp,
  "GET /webhooks/:app/:token/messages/:message": get,
  "PATCH /webhooks/:app/:token/messages/:message": edit,
  "DELETE /webhooks/:app/:token/messages/:message": remove,
};
