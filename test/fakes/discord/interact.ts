import { controlsOf } from "./component-check.ts";
import { fillOptions, type OptionValue } from "./interact-options.ts";
import type { FakeInteraction } from "./interaction.ts";
import { asJson, asList, asNumber, asString, type Json, lengthOf } from "./json.ts";
/** A person uses the app: commands, completion, menus, buttons, selects, modals. */
import { messageJson } from "./message-json.ts";
import { channelJson, memberJson, permissionText, userJson } from "./payloads.ts";
import { permissions, permissionsIn, usual } from "./permissions.ts";
import { momentOf } from "./snowflake.ts";
import type { FakeChannel, FakeMessage, FakeUser } from "./types.ts";
import type { World } from "./world.ts";

interface Common {
  user?: FakeUser;
  channel?: FakeChannel;
  /** The person's language; their own unless told. */
  locale?: string;
  /** How long to wait for what follows a deferred answer (real time). 5000 unless told. */
  settleMs?: number;
}

export type InteractInput = Common &
  (
    | { /** "sip", or "settings watch" for a sub-command. */ command: string; options?: Record<string, OptionValue> }
    | { complete: string; focused: string; options: Record<string, OptionValue> }
    | { menu: string; target: FakeMessage }
    | { /** custom_id, label, or a pattern over the custom_id. */ button: string | RegExp; on: FakeMessage }
    | { select: string | RegExp; values: readonly string[]; on: FakeMessage }
    | {
        /** The interaction that was answered with a modal. */ submit: FakeInteraction;
        fields: Record<string, string | readonly string[]>;
      }
  );

function impossible(words: string): Error {
  return new Error(`no Discord client does this: ${words}`);
}

interface Body {
  type: number;
  data: Json;
  source?: FakeMessage;
  command?: Json;
}

/** The command as this person sees it here. */
function commandOf(world: World, name: string, type: number, channel: FakeChannel, user: FakeUser): Json {
  const here = channel.guildId === undefined ? [] : (world.commands.get(channel.guildId) ?? []);
  const all = [...here, ...(world.commands.get("") ?? [])];
  const command = all.find((one) => one["name"] === name && (one["type"] ?? 1) === type);
  if (!command) {
    const known = all.map((one) => `${asString(one["name"])} (type ${asNumber(one["type"]) || 1})`).join(", ") || "none";
    throw impossible(`there is no command "${name}" of type ${type}; registered: ${known}`);
  }
  const { contexts } = command;
  if (Array.isArray(contexts) && !contexts.includes(contextOf(channel))) throw impossible(`"${name}" is not offered here`);
  const needed = command["default_member_permissions"];
  const guild = world.guildOf(channel);
  if (guild && typeof needed === "string") {
    const has = permissionsIn(guild, channel, user.id, world.now());
    if (needed === "0" ? guild.ownerId !== user.id : (has & BigInt(needed)) !== BigInt(needed)) {
      throw impossible(`"${name}" is hidden from ${user.username}, who lacks its permissions`);
    }
  }
  return command;
}

const isBotDm = (channel: FakeChannel): boolean => channel.kind === "dm" && channel.recipients.length === 1;
const contextOf = (channel: FakeChannel): number => (channel.guildId === undefined ? (isBotDm(channel) ? 1 : 2) : 0);

function commandBody(world: World, input: InteractInput, channel: FakeChannel, user: FakeUser): Body {
  if ("menu" in input) {
    const command = commandOf(world, input.menu, 3, channel, user);
    const { target } = input;
    const resolved = { messages: { [target.id]: messageJson(world, target) } };
    return { type: 2, command, data: { id: command["id"], name: input.menu, type: 3, target_id: target.id, resolved } };
  }
  const completing = "complete" in input;
  const line = "complete" in input ? input.complete : "command" in input ? input.command : "";
  const [name = "", ...path] = line.split(" ");
  const command = commandOf(world, name, 1, channel, user);
  const values = "options" in input ? (input.options ?? {}) : {};
  const focus = "complete" in input ? { focused: input.focused } : {};
  const { options, resolved } = fillOptions(world, command, path, { channelId: channel.id, values, ...focus });
  const more = Object.keys(resolved).length > 0 ? { resolved } : {};
  return { type: completing ? 4 : 2, command, data: { id: command["id"], name, type: 1, options, ...more } };
}

function controlOn(message: FakeMessage, wanted: string | RegExp): Json {
  if (message.deleted) throw impossible("the message is gone");
  const all = controlsOf(message.components);
  const fits = (one: Json): boolean =>
    typeof wanted === "string" ? one["custom_id"] === wanted || one["label"] === wanted : wanted.test(asString(one["custom_id"]));
  const found = all.find((one) => one["custom_id"] !== undefined && fits(one));
  if (!found) {
    const known = all.map((one) => `${asString(one["label"])} [${asString(one["custom_id"])}]`).join(", ") || "none";
    throw impossible(`there is no ${String(wanted)} on the message; there are: ${known}`);
  }
  if (found["disabled"] === true) throw impossible(`${String(wanted)} is disabled`);
  return found;
}

function componentBody(on: FakeMessage, wanted: string | RegExp, values?: readonly string[]): Body {
  const control = controlOn(on, wanted);
  const data = { id: control["id"], custom_id: control["custom_id"], component_type: control["type"] };
  if (values === undefined) return { type: 3, source: on, data };
  const min = typeof control["min_values"] === "number" ? control["min_values"] : 1;
  const max = typeof control["max_values"] === "number" ? control["max_values"] : 1;
  if (values.length < min || values.length > max) throw impossible(`${min} to ${max} values are to be chosen`);
  const offered = asList(control["options"]).map((one) => one["value"]);
  const stranger = control["type"] === 3 ? values.find((one) => !offered.includes(one)) : undefined;
  if (stranger !== undefined) throw impossible(`"${stranger}" is not offered: ${offered.join(", ")}`);
  return { type: 3, source: on, data: { ...data, values: [...values] } };
}

/** What a filled-in field looks like; throws when the client would not let it through. */
function fieldJson(component: Json, value: string | readonly string[] | undefined): Json {
  const { custom_id, type, id } = component;
  const name = asString(custom_id);
  const shared = { type, ...(id !== undefined && { id }), custom_id };
  if (type !== 4) return { ...shared, values: typeof value === "string" ? [value] : [...(value ?? [])] };
  const text = typeof value === "string" ? value : asString(component["value"]);
  if (text === "" && component["required"] !== false) throw impossible(`${name} is required`);
  const { min_length: min, max_length: max } = component;
  if (lengthOf(text) > (typeof max === "number" ? max : 4000)) throw impossible(`${name} is too long`);
  if (text !== "" && typeof min === "number" && lengthOf(text) < min) throw impossible(`${name} is too short`);
  return { ...shared, value: text };
}

function modalBody(submit: FakeInteraction, fields: Readonly<Record<string, string | readonly string[]>>): Body {
  const { modal, source } = submit;
  if (!modal) throw impossible("there is no modal");
  const left = new Set(Object.keys(fields));
  const fill = (component: Json): Json => {
    const name = asString(component["custom_id"]);
    left.delete(name);
    return fieldJson(component, fields[name]);
  };
  const components = asList(modal["components"]).map((one) => {
    if (one["type"] === 18) return { type: 18, component: fill(asJson(one["component"])) };
    return one["type"] === 1 ? { type: 1, components: asList(one["components"]).map(fill) } : { type: one["type"] };
  });
  if (left.size > 0) throw impossible(`the modal has no field ${[...left].join(", ")}`);
  return { type: 5, data: { custom_id: modal["custom_id"], components }, ...(source && { source }) };
}

function bodyOf(world: World, input: InteractInput, channel: FakeChannel, user: FakeUser): Body {
  if ("button" in input) return componentBody(input.on, input.button);
  if ("select" in input) return componentBody(input.on, input.select, input.values);
  if ("submit" in input) return modalBody(input.submit, input.fields);
  return commandBody(world, input, channel, user);
}

/** Through which installations the person reaches the app here: "0" the guild's or the DM's, "1" their own. */
function ownersOf(world: World, channel: FakeChannel, user: FakeUser, command: Json | undefined): Record<string, string> {
  const guild = world.guildOf(channel);
  const types = command?.["integration_types"];
  const has = (type: number): boolean => !Array.isArray(types) || types.includes(type);
  const owners: Record<string, string> = {};
  if (guild?.installed && has(0)) owners["0"] = guild.id;
  if (isBotDm(channel) && has(0)) owners["0"] = "0";
  if (user.installed && has(1) && (command === undefined || Array.isArray(types))) owners["1"] = user.id;
  if (Object.keys(owners).length === 0) throw impossible(`${user.username} has the app neither here nor for themselves`);
  return owners;
}

function whoJson(world: World, channel: FakeChannel, user: FakeUser): Json {
  const guild = world.guildOf(channel);
  if (!guild) return { user: userJson(user) };
  const member = guild.members.get(user.id);
  if (!member) throw impossible(`${user.username} is not in ${guild.name}`);
  const json = memberJson(member, momentOf(guild.id), world.now());
  return {
    guild_id: guild.id,
    guild_locale: guild.locale,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    member: { ...json, user: userJson(user), permissions: permissionText(world, channel, user.id) },
  };
}

function payloadOf(world: World, body: Body, ids: { id: string; token: string }, input: InteractInput, at: Place): Json {
  const { channel, user, owners } = at;
  const app = owners["0"] === undefined ? String(usual) : permissionText(world, channel, world.botId);
  return {
    ...ids,
    application_id: world.appId,
    type: body.type,
    version: 1,
    data: body.data,
    channel_id: channel.id,
    channel: { ...channelJson(world, channel), permissions: permissionText(world, channel, user.id) },
    ...whoJson(world, channel, user),
    app_permissions: app,
    locale: input.locale ?? user.locale,
    entitlements: [],
    authorizing_integration_owners: owners,
    context: contextOf(channel),
    attachment_size_limit: 10_485_760,
    ...(body.source && { message: messageJson(world, body.source) }),
  };
}

interface Place {
  channel: FakeChannel;
  user: FakeUser;
  owners: Record<string, string>;
}

/** Makes the interaction and lets the gateway tell of it. */
export function begin(world: World, input: InteractInput, channel: FakeChannel, user: FakeUser): FakeInteraction {
  const body = bodyOf(world, input, channel, user);
  const owners = ownersOf(world, channel, user, body.command);
  const ids = { id: world.nextId(), token: Buffer.from(`interaction:${world.nextId()}`).toString("base64url") };
  const userInstallOnly = owners["0"] === undefined;
  const may = permissionsIn(world.guildOf(channel), channel, user.id, world.now());
  const interaction: FakeInteraction = {
    ...ids,
    type: body.type,
    userId: user.id,
    channelId: channel.id,
    payload: payloadOf(world, body, ids, input, { channel, user, owners }),
    createdAt: world.now(),
    userInstallOnly,
    forcedEphemeral: userInstallOnly && channel.guildId !== undefined && (may & permissions.useExternalApps) === 0n,
    followups: [],
    state: "waiting",
    changed: () => undefined,
    ...(channel.guildId !== undefined && { guildId: channel.guildId }),
    ...(body.source && { source: body.source }),
  };
  world.interactions.set(interaction.id, interaction);
  world.byToken.set(interaction.token, interaction);
  world.dispatch({
    t: "INTERACTION_CREATE",
    d: interaction.payload,
    intents: 0,
    ...(channel.guildId !== undefined && { guildId: channel.guildId }),
  });
  return interaction;
}

/** Waits until the person sees something that lasts: an answer, a failure, or "thinking" for too long. */
export function settle(interaction: FakeInteraction, deadlineMs: number, settleMs: number): Promise<FakeInteraction> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(late);
      clearTimeout(tooLong);
      interaction.changed = () => undefined;
      resolve(interaction);
    };
    const late = setTimeout(() => {
      if (interaction.state !== "waiting") return;
      interaction.state = "failed";
      end();
    }, deadlineMs);
    const tooLong = setTimeout(end, deadlineMs + settleMs);
    interaction.changed = () => {
      if (interaction.state === "done") end();
    };
    interaction.changed();
  });
}
