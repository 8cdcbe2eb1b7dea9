/** Buttons, selects, modals and menus; and what interactions tell of where they come from. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import {
  bits,
  type FakeDiscord,
  type FakeInteraction,
  type FakeMessage,
  type FakeOptions,
  type Json,
  startFakeDiscord,
} from "./discord/fake-discord.ts";
import { type Answer, type Ask, restOf } from "./discord/rest-client.ts";

let discord: FakeDiscord;
let ask: Ask;

const everywhere = { integration_types: [0, 1], contexts: [0, 1, 2] };
const query = { type: 3, name: "query", description: "d", required: true, autocomplete: true };
const commands = [
  {
    name: "sip",
    description: "d",
    ...everywhere,
    options: [query, { type: 5, name: "share", description: "d" }, { type: 11, name: "file", description: "d" }],
  },
  { name: "Explain SIP", type: 3, ...everywhere },
  {
    name: "sip-settings",
    description: "d",
    contexts: [0],
    default_member_permissions: "16",
    options: [{ type: 1, name: "watch", description: "d" }],
  },
];

async function start(options: FakeOptions = {}): Promise<void> {
  discord = await startFakeDiscord(options);
  ask = restOf(discord);
  await ask("PUT", `/applications/${discord.appId}/commands`, commands);
}
beforeEach(() => start());
afterEach(() => discord.close());

type Input = Parameters<FakeDiscord["interact"]>[0];

/** Begins an interaction and gives it before anything has come of it. */
function begun(input: Input = { command: "sip", options: { query: "183" } }): FakeInteraction {
  void discord.interact(input).catch(() => undefined);
  const last = [...discord.world.interactions.values()].at(-1);
  if (!last) throw new Error("nothing began");
  return last;
}

const quiet = { allowed_mentions: { parse: [] } };
const hello = { content: "hello", ...quiet };
const noToken = { token: "" };

const callback = (one: FakeInteraction, type: number, data?: unknown, more = ""): Promise<Answer> =>
  ask("POST", `/interactions/${one.id}/${one.token}/callback${more}`, { type, ...(data !== undefined && { data }) }, noToken);
const hook = (one: FakeInteraction, method: string, path = "", body?: unknown): Promise<Answer> =>
  ask(method, `/webhooks/${discord.appId}/${one.token}${path}`, body, noToken);
const original = "/messages/%40original";

/** A message of the bot with a button, a select and something disabled. */
async function withControls(): Promise<FakeMessage> {
  const buttons = [
    { type: 2, style: 1, label: "More", custom_id: "more:183" },
    { type: 2, style: 1, label: "Off", custom_id: "off", disabled: true },
  ];
  const select = { type: 3, custom_id: "compare", options: [{ label: "401", value: "401" }] };
  const components = [
    { type: 1, components: buttons },
    { type: 1, components: [select] },
  ];
  await ask("POST", `/channels/${discord.home.channels.oncall.id}/messages`, { ...hello, components });
  const message = discord.answers().at(-1);
  if (!message) throw new Error("no message");
  return message;
}

describe("components and modals", () => {
  test("a button updates its message, or defers that; a select brings its values", async () => {
    const on = await withControls();
    const click = begun({ button: "More", on });
    expect(click.payload).toMatchObject({ type: 3, message: { id: on.id }, data: { custom_id: "more:183", component_type: 2 } });
    expect(await callback(click, 7, { content: "more", ...quiet })).toMatchObject({ status: 204 });
    expect(on.content).toBe("more");
    const later = begun({ button: /^more:/u, on });
    await callback(later, 6);
    await hook(later, "PATCH", original, { content: "even more", ...quiet });
    expect(on.content).toBe("even more");
    const choice = begun({ select: "compare", values: ["401"], on });
    expect(choice.payload["data"]).toMatchObject({ values: ["401"], component_type: 3 });
  });

  test("a modal is shown, filled in, submitted; not in answer to another", async () => {
    const one = begun();
    const input = { type: 4, custom_id: "note", style: 2, min_length: 2 };
    const modal = { title: "Note", custom_id: "m", components: [{ type: 18, label: "Note", component: input }] };
    expect(await callback(one, 9, { ...modal, title: "" })).toMatchObject({ errors: { "data.title": ["BASE_TYPE_REQUIRED"] } });
    await callback(one, 9, modal);
    const filled = begun({ submit: one, fields: { note: "hello" } });
    expect(filled.payload).toMatchObject({
      type: 5,
      data: { custom_id: "m", components: [{ type: 18, component: { custom_id: "note", value: "hello" } }] },
    });
    expect(await callback(filled, 9, modal)).toMatchObject({ status: 400 });
    await callback(filled, 4, hello);
    await expect(async () => discord.interact({ submit: one, fields: { note: "x" } })).rejects.toThrow("too short");
    await expect(async () => discord.interact({ submit: one, fields: { other: "xx", note: "xx" } })).rejects.toThrow(
      "no field other",
    );
  });

  test("what no client sends is the test's mistake", async () => {
    const on = await withControls();
    const wrong: [Input, string][] = [
      [{ command: "sap" }, 'no command "sap"'],
      [{ command: "sip" }, "query is required"],
      [{ command: "sip", options: { query: "1", other: "2" } }, "no option other"],
      [{ command: "sip", options: { query: "1", share: "yes" } }, "takes a boolean"],
      [{ command: "sip-settings watch" }, "hidden from alice"],
      [{ command: "sip-settings", user: discord.home.owner }, "a sub-command must be chosen"],
      [{ button: "Less", on }, "there is no Less"],
      [{ button: "Off", on }, "disabled"],
      [{ select: "compare", values: ["402"], on }, "not offered"],
      [{ select: "compare", values: [], on }, "1 to 1 values"],
    ];
    for (const [input, words] of wrong) await expect(async () => discord.interact(input), words).rejects.toThrow(words);
  });
});

describe("what is told", () => {
  test("a command in a guild: language, permissions, installation, files", () => {
    const { bob, guild } = discord.home;
    const file = { filename: "call.pcap", content: "x", contentType: "application/octet-stream" };
    const { payload } = begun({ command: "sip", options: { query: "183", share: true, file }, user: bob });
    expect(payload).toMatchObject({
      type: 2,
      locale: "ja",
      guild_locale: "en-US",
      guild_id: guild.id,
      context: 0,
      authorizing_integration_owners: { "0": guild.id },
      member: { user: { id: bob.id } },
      data: { name: "sip", type: 1, options: [{ value: "183" }, { value: true }, { type: 11 }] },
    });
    const { resolved } = payload["data"] as { resolved: { attachments: Json } };
    expect(Object.values(resolved.attachments)).toMatchObject([{ filename: "call.pcap", size: 1 }]);
  });

  test("a message command brings the message, whoever wrote it and whatever the intents", () => {
    const target = discord.say(discord.home.channels.oncall, discord.home.bob, "488 again");
    const { payload } = begun({ menu: "Explain SIP", target });
    expect(payload["data"]).toMatchObject({
      target_id: target.id,
      resolved: { messages: { [target.id]: { content: "488 again" } } },
    });
  });

  test("a DM with the bot, a group without it, a guild without it", async () => {
    const { dm, carol, bob, groupDm, lobby, alice } = discord.home;
    const options = { query: "183" };
    expect(begun({ command: "sip", options, channel: dm }).payload).toMatchObject({
      context: 1,
      authorizing_integration_owners: { "0": "0" },
      user: { id: alice.id },
    });
    const own = { authorizing_integration_owners: { "1": carol.id } };
    expect(begun({ command: "sip", options, channel: groupDm, user: carol }).payload).toMatchObject({ context: 2, ...own });
    const away = begun({ command: "sip", options, channel: lobby, user: carol });
    expect(away.payload).toMatchObject({ context: 0, ...own, guild_id: lobby.guildId });
    await expect(async () => discord.interact({ command: "sip", options, channel: groupDm, user: bob })).rejects.toThrow(
      "neither here nor",
    );
    await callback(away, 4, hello);
    for (let index = 0; index < 5; index++) expect(await hook(away, "POST", "", hello)).toMatchObject({ status: 200 });
    expect(await hook(away, "POST", "", hello)).toMatchObject({ status: 400, code: 40_094 });
  });

  test("where external apps may not speak up, their answers are for the person alone", async () => {
    const { lobby, elsewhere, carol, bob } = discord.home;
    elsewhere.members.set(bob.id, { userId: bob.id, roles: [] });
    bob.installed = true;
    lobby.overwrites.push({ id: elsewhere.id, type: "role", allow: 0n, deny: bits("useExternalApps") });
    const one = begun({ command: "sip", options: { query: "183" }, channel: lobby, user: bob });
    await callback(one, 4, hello);
    expect(one.message?.ephemeralFor).toBe(bob.id);
    const owner = begun({ command: "sip", options: { query: "183" }, channel: lobby, user: carol });
    await callback(owner, 4, hello);
    expect(owner.message?.ephemeralFor).toBeUndefined();
  });
});
