/** Messages by REST: sent, changed, gone; who is pinged; who may do what. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { bits, type FakeDiscord, type FakeOptions, startFakeDiscord, textOf } from "./discord/fake-discord.ts";
import { asList, asString } from "./discord/json.ts";
import { type Ask, restOf } from "./discord/rest-client.ts";

let discord: FakeDiscord;
let ask: Ask;
let oncall: string;

async function start(options: FakeOptions = {}): Promise<void> {
  discord = await startFakeDiscord(options);
  ask = restOf(discord);
  oncall = `/channels/${discord.home.channels.oncall.id}`;
}
beforeEach(() => start());
afterEach(() => discord.close());

async function restart(options: FakeOptions): Promise<void> {
  await discord.close();
  await start(options);
}

const quiet = { allowed_mentions: { parse: [] } };
const text = { type: 10, content: "V2" };
const modern = { ...quiet, flags: 1 << 15, components: [text] };

async function sent(body: object = { content: "hello", ...quiet }, channel = oncall): Promise<string> {
  const answer = await ask("POST", `${channel}/messages`, body);
  expect(answer.status, answer.text).toBe(200);
  return `${channel}/messages/${asString(answer.body["id"])}`;
}

describe("messages", () => {
  test("sent, read, edited, deleted; afterwards it is unknown", async () => {
    const path = await sent();
    expect((await ask("GET", path)).body).toMatchObject({ content: "hello", author: { id: discord.botId } });
    expect((await ask("PATCH", path, { content: "bye", ...quiet })).body).toMatchObject({ content: "bye" });
    expect(discord.answers()[0]).toMatchObject({ content: "bye", history: [{ content: "hello" }] });
    await ask("DELETE", path);
    for (const method of ["GET", "PATCH", "DELETE"]) {
      expect(await ask(method, path, method === "PATCH" ? { content: "x" } : undefined)).toMatchObject({
        status: 404,
        code: 10_008,
      });
    }
  });

  test("an edit to nothing is refused; an edit leaves alone what it does not name", async () => {
    const path = await sent({ content: "hello", embeds: [{ title: "t" }], ...quiet });
    expect(await ask("PATCH", path, { content: "", embeds: [] })).toMatchObject({ status: 400, code: 50_006 });
    expect((await ask("PATCH", path, { content: "", ...quiet })).body).toMatchObject({ content: "", embeds: [{ title: "t" }] });
  });

  test("Components V2 is for ever, and takes the place of content and embeds", async () => {
    const old = await sent({ content: "hello", ...quiet });
    expect(await ask("PATCH", old, modern)).toMatchObject({
      status: 400,
      errors: { content: ["MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"] },
    });
    expect(await ask("PATCH", old, { ...modern, content: null })).toMatchObject({
      status: 200,
      body: { content: "", flags: 1 << 15 },
    });
    expect(await ask("PATCH", old, { content: "back" })).toMatchObject({ status: 400 });
    expect(await ask("PATCH", old, { flags: 0 })).toMatchObject({
      status: 400,
      errors: { flags: ["MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG"] },
    });
    expect(await ask("PATCH", old, { components: [{ type: 10, content: "more" }], ...quiet })).toMatchObject({ status: 200 });
    expect(discord.answers().map(textOf)).toEqual(["more"]);
  });

  test("messages of others can't be edited, and deleted only with Manage Messages", async () => {
    const { channels, alice, guild } = discord.home;
    const message = discord.say(channels.oncall, alice, "hello");
    const path = `${oncall}/messages/${message.id}`;
    expect(await ask("PATCH", path, { content: "x" })).toMatchObject({ status: 403, code: 50_005 });
    expect(await ask("DELETE", path)).toMatchObject({ status: 403, code: 50_013 });
    for (const role of guild.roles.values()) if (role.managed) role.permissions = bits("manageMessages");
    expect(await ask("DELETE", path)).toMatchObject({ status: 204 });
  });

  test("an enforced nonce sends once, within some minutes", async () => {
    const body = { content: "once", nonce: "n1", enforce_nonce: true, ...quiet };
    expect(await sent(body)).toBe(await sent(body));
    expect(discord.answers()).toHaveLength(1);
    const free = { ...body, enforce_nonce: false };
    expect(await sent(free)).not.toBe(await sent(free));
    discord.advance(6 * 60_000);
    await sent(body);
    expect(discord.answers()).toHaveLength(4);
  });

  test("a reply to what is gone fails, unless told not to", async () => {
    const { channels, alice } = discord.home;
    const asked = discord.say(channels.oncall, alice, "183?");
    discord.remove(asked);
    const reference = { message_id: asked.id };
    const body = { content: "x", message_reference: reference, ...quiet };
    expect(await ask("POST", `${oncall}/messages`, body)).toMatchObject({
      status: 400,
      code: 50_035,
      errors: { message_reference: ["REPLIES_UNKNOWN_MESSAGE"] },
    });
    await sent({ ...body, message_reference: { ...reference, fail_if_not_exists: false } });
    expect(discord.answers()[0]?.reference).toBeUndefined();
  });

  test("who is pinged: everyone named without allowed_mentions, nobody with an empty parse", async () => {
    const { channels, alice, bob } = discord.home;
    const asked = discord.say(channels.oncall, bob, "183?");
    const content = `<@${alice.id}> look`;
    const path = await sent({ content, ...quiet, message_reference: { message_id: asked.id } });
    discord.assertPingsNobody();
    await sent({ content, message_reference: { message_id: asked.id } });
    expect(discord.world.pings[0]?.mentions).toEqual([alice.id, bob.id]);
    expect(() => discord.assertPingsNobody()).toThrow("allowed_mentions is undefined");
    discord.forget();
    // An edit reads mentions anew.
    await ask("PATCH", path, { content });
    expect(() => discord.assertPingsNobody()).toThrow("pinged");
    discord.forget();
    await sent({ ...modern, components: [{ type: 10, content }], allowed_mentions: { parse: ["users"] } });
    expect(() => discord.assertPingsNobody()).toThrow("pinged");
  });

  test("the list goes back in time, a hundred at most", async () => {
    for (const content of ["a", "b", "c"]) await sent({ content, ...quiet });
    const listed = async (query: string): Promise<unknown[]> =>
      asList(JSON.parse((await ask("GET", `${oncall}/messages?${query}`)).text)).map((one) => one["content"]);
    const [first, second] = discord.answers();
    expect(await listed("limit=2")).toEqual(["c", "b"]);
    expect(await listed(`before=${second?.id}`)).toEqual(["a"]);
    expect(await listed(`after=${first?.id}&limit=1`)).toEqual(["b"]);
    expect(await ask("GET", `${oncall}/messages?limit=101`)).toMatchObject({ status: 400 });
  });

  test("without the Message Content intent in the portal, REST gives no content of others either", async () => {
    await restart({ privileged: [] });
    const { channels, alice, dm } = discord.home;
    const plain = discord.say(channels.oncall, alice, "183", { files: [{ filename: "a.txt", content: "x" }] });
    const named = discord.say(channels.oncall, alice, "@sipsense 183");
    const direct = discord.say(dm, alice, "183");
    expect((await ask("GET", `${oncall}/messages/${plain.id}`)).body).toMatchObject({ content: "", attachments: [] });
    expect((await ask("GET", `${oncall}/messages/${named.id}`)).body["content"]).toContain("183");
    expect((await ask("GET", `/channels/${dm.id}/messages/${direct.id}`)).body["content"]).toBe("183");
  });
});

describe("permissions", () => {
  test("what is missing decides between 50001 and 50013", async () => {
    const { channels, lobby, groupDm } = discord.home;
    const send = (id: string, body: object): Promise<unknown> => ask("POST", `/channels/${id}/messages`, body);
    const hello = { content: "x", ...quiet };
    const embed = { embeds: [{ title: "t" }], ...quiet };
    expect(await send("1", hello)).toMatchObject({ status: 404, code: 10_003 });
    expect(await send(channels.hidden.id, hello)).toMatchObject({ status: 403, code: 50_001 });
    expect(await send(lobby.id, hello)).toMatchObject({ status: 403, code: 50_001 });
    expect(await send(groupDm.id, hello)).toMatchObject({ status: 403, code: 50_001 });
    expect(await send(channels.readonly.id, hello)).toMatchObject({ status: 403, code: 50_013 });
    expect(await send(channels.noEmbeds.id, embed)).toMatchObject({ status: 403, code: 50_013 });
    expect(await send(channels.noEmbeds.id, hello)).toMatchObject({ status: 200 });
    expect(await send(channels.forum.id, hello)).toMatchObject({ status: 400, code: 50_008 });
    expect(await send(channels.voice.id, hello)).toMatchObject({ status: 200 });
  });

  test("a reply needs the history", async () => {
    const { channels, alice } = discord.home;
    const asked = discord.say(channels.noHistory, alice, "183?");
    const path = `/channels/${channels.noHistory.id}/messages`;
    expect(await ask("POST", path, { content: "x", message_reference: { message_id: asked.id } })).toMatchObject({
      code: 160_002,
    });
    expect(await ask("POST", path, { content: "x", ...quiet })).toMatchObject({ status: 200 });
  });

  test("a member's overwrite beats roles, a role's beats everyone, an administrator beats all", async () => {
    const { channels, guild } = discord.home;
    const role = [...guild.roles.values()].find((one) => one.managed);
    if (!role) throw new Error("no role");
    const send = async (): Promise<number> => (await ask("POST", `${oncall}/messages`, { content: "x", ...quiet })).status;
    const deny = { allow: 0n, deny: bits("sendMessages") };
    const allow = { allow: bits("sendMessages"), deny: 0n };
    const overwrites = channels.oncall.overwrites;
    overwrites.push({ id: guild.id, type: "role", ...deny });
    expect(await send()).toBe(403);
    overwrites.push({ id: role.id, type: "role", ...allow });
    expect(await send()).toBe(200);
    overwrites.push({ id: discord.botId, type: "member", ...deny });
    expect(await send()).toBe(403);
    role.permissions = bits("administrator");
    expect(await send()).toBe(200);
  });

  test("a time-out takes the word, not the sight", async () => {
    const bot = discord.home.guild.members.get(discord.botId);
    if (bot) bot.timedOutUntil = Date.now() + 60_000;
    expect(await ask("POST", `${oncall}/messages`, { content: "x" })).toMatchObject({ status: 403, code: 50_013 });
    expect(await ask("GET", oncall)).toMatchObject({ status: 200 });
    discord.advance(61_000);
    await sent();
  });

  test("people who take no direct messages", async () => {
    const { alice, dm } = discord.home;
    await sent(undefined, `/channels/${dm.id}`);
    alice.dmsClosed = true;
    expect(await ask("POST", `/channels/${dm.id}/messages`, { content: "x" })).toMatchObject({ status: 403, code: 50_007 });
  });
});
