import { afterEach, describe, expect, test } from "vitest";

import { startFakeDiscord, type FakeMessage } from "../../fakes/discord/fake-discord.ts";
import { attach, connect, type Options, type UnderTest } from "./discord-under-test.ts";

let under: UnderTest | undefined;
afterEach(async () => {
  await under?.close();
  under = undefined;
});

async function start(options: Options = {}): Promise<UnderTest> {
  under = await connect(options);
  return under;
}

function ask({ discord }: UnderTest, text = "486"): FakeMessage {
  return discord.say(discord.home.channels.oncall, discord.home.alice, `@sipsense ${text}`);
}

async function answered(to: UnderTest, text?: string): Promise<FakeMessage> {
  const message = ask(to, text);
  return to.discord.until(() => to.discord.answerTo(message), 10_000);
}

describe("the gateway", () => {
  test.each([
    ["asks to reconnect (op 7)", (to: UnderTest) => to.discord.reconnect()],
    ["cuts the connection", (to: UnderTest) => to.discord.dropSocket()],
    ["closes with 4000", (to: UnderTest) => to.discord.closeWith(4000)],
    ["ends the session, which may be resumed (op 9 true)", (to: UnderTest) => to.discord.invalidSession(true)],
  ])("%s: what is said meanwhile is answered once", async (_name, fault) => {
    const to = await start();
    fault(to);
    const message = ask(to);
    await to.discord.until(() => to.discord.answerTo(message), 15_000);
    await to.discord.until(() => to.adapter.health().ready, 15_000);
    expect(to.discord.answers(to.discord.home.channels.oncall)).toHaveLength(1);
    expect(to.lost).toEqual([]);
  });

  test("can't be reached for a while: the session is kept, and what was said meanwhile is answered once", async () => {
    const to = await start();
    to.discord.gatewayGone(true);
    to.discord.dropSocket();
    const message = ask(to);
    await to.discord.until(() => to.discord.turnedAway >= 2, 10_000);
    to.discord.gatewayGone(false);
    await to.discord.until(() => to.discord.answerTo(message), 15_000);
    expect(to.discord.identifies).toHaveLength(1);
    expect(to.discord.answers(to.discord.home.channels.oncall)).toHaveLength(1);
  });

  test.each([4001, 4007, 4009])("closes with %i: it comes back by itself and answers", async (code) => {
    const to = await start();
    to.discord.closeWith(code);
    await to.discord.until(() => to.discord.opened > 1 && to.discord.connected === 1, 20_000);
    await answered(to);
    expect(to.lost).toEqual([]);
  });

  test("ends the session for good (op 9 false): a new one answers", async () => {
    const to = await start();
    to.discord.invalidSession(false);
    await to.discord.until(() => to.discord.identifies.length === 2 && to.discord.connected === 1, 15_000);
    await answered(to);
  });

  test("falls silent: the connection is taken up again", async () => {
    const to = await start({ fake: { heartbeatMs: 300 } });
    to.discord.zombie();
    await to.discord.until(() => to.discord.opened > 1 && to.discord.connected === 1, 15_000);
    await answered(to);
  });

  test.each([
    [4004, /DISCORD_TOKEN/u],
    [4013, /intents/u],
    [4011, /DISCORD_SHARD_COUNT/u],
  ])("closes with %i at the start: it ends with the setting to mend", async (code, says) => {
    const discord = await startFakeDiscord({ identifyWindowMs: 0 });
    discord.refuseIdentify(code, 5);
    await expect(attach(discord)).rejects.toThrow(says);
    expect(discord.identifies.length).toBeLessThanOrEqual(1);
    await discord.close();
  });

  test("refuses the Message Content intent: it is asked without, no sooner than a shard may identify again", async () => {
    const discord = await startFakeDiscord({ identifyWindowMs: 300, privileged: [] });
    const deaf = await attach(discord, { settings: { identifyEvery: 350 } });
    expect(deaf.adapter.hears).toBe(false);
    // One that comes too soon is told to try again (op 9).
    expect(discord.opened).toBe(2);
    expect(discord.violations).toEqual([]);
    await deaf.adapter.close();
    await discord.close();
  });

  test("refuses every intent: it ends and names the one to switch on", async () => {
    const discord = await startFakeDiscord({ identifyWindowMs: 0 });
    discord.refuseIdentify(4014, 5);
    await expect(attach(discord)).rejects.toThrow(/Privileged Gateway Intents/u);
    await discord.close();
  });

  test("closes for good while it runs: whoever runs it is told what to mend", async () => {
    const to = await start();
    to.discord.closeWith(4004);
    await to.discord.until(() => to.lost[0]);
    expect(to.lost[0]?.message).toMatch(/4004.*DISCORD_TOKEN/u);
    expect(to.adapter.health().ready).toBe(false);
  });

  test("is down at the start: it is tried again, then told", async () => {
    const discord = await startFakeDiscord({ identifyWindowMs: 0 });
    discord.failNext("GET /gateway/bot", { status: 503, times: 2 });
    const late = await attach(discord);
    expect(late.counts["error http-503"]).toBe(2);
    await late.adapter.close();
    discord.failNext("GET /gateway/bot", { status: 503, times: Infinity });
    await expect(attach(discord)).rejects.toThrow(/can't be reached.*DISCORD_API_URL/u);
    await discord.close();
  });

  test("allows no more connections today: told, not tried again", async () => {
    const discord = await startFakeDiscord({ identifyWindowMs: 0, sessionStarts: 0 });
    await expect(attach(discord)).rejects.toThrow(/no more connections today/u);
    await discord.close();
  });
});

describe("servers", () => {
  test("that are out, come back, or throw the bot out disturb nobody else", async () => {
    const to = await start();
    const { discord } = to;
    const other = discord.addGuild({ members: [discord.home.alice] });
    const channel = discord.addChannel({ guild: other, name: "general" });
    discord.outage(discord.home.guild);
    const message = discord.say(channel, discord.home.alice, "@sipsense 486");
    await discord.until(() => discord.answerTo(message));
    discord.back(discord.home.guild);
    await answered(to);
    discord.kick(other);
    await answered(to, "503");
    expect(to.lost).toEqual([]);
  });
});

describe("several shards", () => {
  test("run in one process, each server's questions answered; commands are registered by the first alone", async () => {
    const to = await start({ fake: { shards: 2 } });
    const { discord } = to;
    expect(new Set(discord.identifies.map(({ shard }) => shard)).size).toBe(2);
    const guilds = [0, 1].map(() => discord.addGuild({ members: [discord.home.alice] }));
    for (const guild of guilds) {
      const channel = discord.addChannel({ guild, name: "general" });
      const message = discord.say(channel, discord.home.alice, "@sipsense 486");
      await discord.until(() => discord.answerTo(message));
    }
    const second = await attach(discord, { settings: { shards: { count: 2, ids: [1] } } });
    expect(discord.callsOf("PUT /applications/:app/commands")).toHaveLength(1);
    await second.adapter.close();
  });
});
