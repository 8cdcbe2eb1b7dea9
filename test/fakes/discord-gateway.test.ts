/** The gateway's own rules, met by a bare WebSocket: who comes in and who hears what. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { type FakeDiscord, type FakeOptions, bits, intents, startFakeDiscord } from "./discord/fake-discord.ts";
import { asJson, asList, asNumber, type Json } from "./discord/json.ts";
import { Socket } from "./discord/socket-client.ts";

let discord: FakeDiscord;
const sockets: Socket[] = [];

function open(path?: string): Socket {
  const socket = new Socket(discord, path);
  sockets.push(socket);
  return socket;
}

const wanted = intents.guilds | intents.guildMessages | intents.directMessages | intents.messageContent;
const identity = (more: object = {}): object => ({
  token: discord.token,
  intents: wanted,
  properties: { os: "linux", browser: "t", device: "t" },
  ...more,
});

async function connected(more: object = {}): Promise<{ socket: Socket; ready: Json }> {
  const socket = open();
  await socket.hears(10);
  socket.send(2, identity(more));
  return { socket, ready: asJson((await socket.hears("READY"))["d"]) };
}

async function restart(options: FakeOptions): Promise<void> {
  await discord.close();
  discord = await startFakeDiscord(options);
}

beforeEach(async () => {
  discord = await startFakeDiscord({ identifyWindowMs: 0 });
});
afterEach(async () => {
  for (const one of sockets.splice(0)) one.end();
  await discord.close();
});

describe("coming in", () => {
  test("hello, ready, the guilds with everything in them; s rises by one", async () => {
    const { guild, channels, elsewhere } = discord.home;
    discord.startThread(channels.oncall, discord.home.alice, "183");
    const { socket, ready } = await connected();
    expect(asNumber(asJson((await socket.hears(10))["d"])["heartbeat_interval"])).toBeGreaterThan(0);
    expect(ready).toMatchObject({
      v: 10,
      user: { id: discord.botId, bot: true },
      guilds: [{ id: guild.id, unavailable: true }],
      shard: [0, 1],
    });
    const told = asJson((await socket.hears("GUILD_CREATE"))["d"]);
    expect(told).toMatchObject({
      id: guild.id,
      threads: [{ name: "183", type: 11 }],
      members: [{ user: { id: discord.botId } }],
    });
    expect(asList(told["channels"])).toHaveLength(guild.channels.size - 1);
    expect(asList(told["roles"]).map((one) => one["id"])).toContain(guild.id);
    expect(JSON.stringify(socket.heard)).not.toContain(elsewhere.id);
    expect(socket.heard.filter((one) => one["op"] === 0).map((one) => one["s"])).toEqual([1, 2]);
  });

  const wrong: [why: string, code: number, identify: () => object, options?: FakeOptions][] = [
    ["a bad token", 4004, () => identity({ token: "bad" })],
    ["no intents", 4013, () => identity({ intents: undefined })],
    ["an intent that does not exist", 4013, () => identity({ intents: 1 << 30 })],
    ["an intent that is off in the portal", 4014, () => identity(), { privileged: [] }],
    ["presences, which nobody switched on", 4014, () => identity({ intents: intents.guildPresences })],
    ["a shard that is not", 4010, () => identity({ shard: [2, 2] })],
    ["no properties", 4002, () => identity({ properties: undefined })],
  ];
  test.each(wrong)("%s is closed with %i", async (_why, code, identify, options) => {
    if (options) await restart(options);
    const socket = open();
    await socket.hears(10);
    socket.send(2, identify());
    expect(await socket.closes()).toBe(code);
  });

  const slips: [why: string, code: number, act: (socket: Socket) => void][] = [
    ["no JSON", 4002, (socket) => socket.raw("{")],
    ["more than 4096 bytes", 4002, (socket) => socket.send(1, "x".repeat(5000))],
    ["presence before identify", 4003, (socket) => socket.send(3, {})],
    ["another identify", 4005, (socket) => [1, 2].forEach(() => socket.send(2, identity()))],
    ["an unknown opcode", 4001, (socket) => [2, 99].forEach((op) => socket.send(op, identity()))],
    ["more than 120 messages a minute", 4008, (socket) => Array.from({ length: 121 }).forEach(() => socket.send(1, null))],
  ];
  test.each(slips)("%s is closed with %i", async (_why, code, act) => {
    const socket = open();
    await socket.hears(10);
    act(socket);
    expect(await socket.closes()).toBe(code);
  });

  test("another version of the API, or another encoding, is closed with 4012", async () => {
    expect(await open("/gateway?v=6&encoding=json").closes()).toBe(4012);
    expect(await open("/gateway?v=10&encoding=etf").closes()).toBe(4012);
  });

  test("a shard of more than 2500 guilds must be split: 4011", async () => {
    for (let index = 0; index < 2500; index++) discord.addGuild({ name: `g${index}` });
    const socket = open();
    await socket.hears(10);
    socket.send(2, identity());
    expect(await socket.closes()).toBe(4011);
    const { ready } = await connected({ shard: [1, 2] });
    expect(asList(ready["guilds"]).length).toBeLessThan(1300);
  });

  test("one identify for each key of max_concurrency in five seconds; the next is op 9", async () => {
    await restart({ maxConcurrency: 2 });
    await connected({ shard: [0, 4] });
    await connected({ shard: [1, 4] });
    const hasty = open();
    await hasty.hears(10);
    hasty.send(2, identity({ shard: [2, 4] }));
    expect((await hasty.hears(9))["d"]).toBe(false);
    expect(discord.violations).toHaveLength(1);
    discord.advance(5001);
    hasty.send(2, identity({ shard: [2, 4] }));
    await hasty.hears("READY");
  });
});

describe("who hears what", () => {
  test("shards share the guilds; direct messages are for shard 0", async () => {
    const second = discord.addGuild({ name: "second" });
    const third = discord.addGuild({ name: "third" });
    const channels = [discord.home.guild, second, third].map((guild) => discord.addChannel({ guild }));
    const both = [await connected({ shard: [0, 2] }), await connected({ shard: [1, 2] })];
    for (const channel of channels) discord.say(channel, discord.home.owner, channel.guildId ?? "");
    discord.say(discord.home.dm, discord.home.alice, "direct");
    const heard = [];
    for (const { socket } of both) {
      await socket.settled();
      heard.push(socket.all("MESSAGE_CREATE").map((one) => asJson(one["d"])["content"]));
    }
    const all = [...(heard[0] ?? []), ...(heard[1] ?? [])];
    expect(heard[0]).toContain("direct");
    expect(all).toHaveLength(4);
    expect(new Set(all).size).toBe(4);
    expect(heard[1]?.length).toBeGreaterThan(0);
  });

  test("without the Message Content intent: mentions, direct messages and one's own words, nothing else", async () => {
    const { channels, alice, dm } = discord.home;
    const { socket } = await connected({ intents: wanted & ~intents.messageContent });
    const parts = {
      embeds: [{ title: "t" }],
      components: [{ type: 1, components: [] }],
      files: [{ filename: "a.txt", content: "x" }],
    };
    const secret = discord.say(channels.oncall, alice, "183 everywhere", parts);
    discord.say(channels.oncall, alice, "@sipsense see above", { replyTo: secret });
    discord.say(dm, alice, "183?");
    await socket.settled();
    const told = socket.all("MESSAGE_CREATE").map((one) => asJson(one["d"]));
    const nothing = { content: "", embeds: [], components: [], attachments: [] };
    expect(told[0]).toMatchObject(nothing);
    expect(told[1]).toMatchObject({ content: `<@${discord.botId}> see above`, referenced_message: nothing });
    expect(told[2]).toMatchObject({ content: "183?", channel_type: 1 });
    discord.edit(secret, "183 gone");
    await socket.settled();
    expect(asJson(socket.all("MESSAGE_UPDATE")[0]?.["d"])).toMatchObject({ content: "" });
  });

  test("nothing of a channel that the bot cannot see, nor of intents it did not ask for", async () => {
    const { channels, alice, dm } = discord.home;
    const { socket } = await connected({ intents: intents.guilds | intents.guildMessages });
    discord.say(channels.hidden, alice, "secret");
    discord.say(dm, alice, "direct");
    channels.oncall.overwrites.push({ id: discord.botId, type: "member", allow: 0n, deny: bits("viewChannel") });
    discord.updated(channels.oncall);
    discord.say(channels.oncall, alice, "too late");
    await socket.settled();
    expect(socket.all("MESSAGE_CREATE")).toEqual([]);
    expect(socket.all("CHANNEL_UPDATE")).toHaveLength(1);
  });

  test("deletions one by one and in bulk, threads, guilds that go and come", async () => {
    const { channels, alice, guild } = discord.home;
    const { socket } = await connected();
    const said = ["a", "b", "c"].map((text) => discord.say(channels.oncall, alice, text));
    const [first, ...others] = said;
    if (first) discord.remove(first);
    discord.remove(...others);
    const post = discord.startThread(channels.forum, alice, "What is 183?");
    discord.say(post, alice, "in a post");
    discord.outage(guild);
    discord.back(guild);
    discord.kick(guild);
    await socket.settled();
    expect(
      socket.heard
        .filter((one) => one["op"] === 0)
        .map((one) => one["t"])
        .slice(5),
    ).toEqual([
      "MESSAGE_DELETE",
      "MESSAGE_DELETE_BULK",
      "THREAD_CREATE",
      "MESSAGE_CREATE",
      "GUILD_DELETE",
      "GUILD_CREATE",
      "GUILD_DELETE",
    ]);
    expect(socket.all("GUILD_DELETE").map((one) => asJson(one["d"])["unavailable"])).toEqual([true, undefined]);
  });

  test("a preview is an update without an edit; new rights are told, those of the bot without the members intent", async () => {
    const { channels, alice, guild } = discord.home;
    const { socket } = await connected();
    discord.unfurl(discord.say(channels.oncall, alice, "https://a.example"));
    discord.permissionsUpdated(guild);
    discord.removeChannel(channels.news);
    await socket.settled();
    expect(asJson(socket.all("MESSAGE_UPDATE")[0]?.["d"])).toMatchObject({ edited_timestamp: null, embeds: [{ type: "link" }] });
    expect(socket.all("GUILD_ROLE_UPDATE")).toHaveLength(guild.roles.size);
    expect(asJson(socket.all("GUILD_MEMBER_UPDATE")[0]?.["d"])).toMatchObject({ user: { id: discord.botId } });
    expect(asJson(socket.all("CHANNEL_DELETE")[0]?.["d"])).toMatchObject({ id: channels.news.id });
  });

  test("members on request", async () => {
    const { guild, alice } = discord.home;
    const { socket } = await connected();
    socket.send(8, { guild_id: guild.id, user_ids: [alice.id], limit: 0, nonce: "n" });
    expect((await socket.hears("GUILD_MEMBERS_CHUNK"))["d"]).toMatchObject({
      members: [{ user: { username: "alice" } }],
      nonce: "n",
    });
  });
});
