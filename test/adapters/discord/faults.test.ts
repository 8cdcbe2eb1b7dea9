import { afterEach, describe, expect, test } from "vitest";

import { failures, startFakeDiscord, textOf, type FakeMessage } from "../../fakes/discord/fake-discord.ts";
import { MemoryStore } from "../../memory-store.ts";
import { attach, connect, idsOf, type Options, type UnderTest } from "./discord-under-test.ts";

const posts = "POST /channels/:channel/messages";
const callbacks = /POST \/interactions\/.*\/callback/u;

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

describe("a call that fails", () => {
  test.each([
    ["429 of the route", failures.rateLimited(0.05)],
    ["429 of the whole bot", failures.globallyLimited(0.05)],
    ["503", failures.server(503)],
    ["429 of a proxy before Discord", failures.cloudflare(1)],
    ["a cut connection", { drop: true }],
  ])("with %s is made again, and the answer comes once", async (_name, failure) => {
    const to = await start();
    to.discord.failNext(posts, failure);
    await answered(to);
    expect(to.discord.answers(to.discord.home.channels.oncall)).toHaveLength(1);
  });

  test("after it was done is made again, and the nonce keeps the answer single", async () => {
    const to = await start();
    to.discord.failNext(posts, { status: 503, afterwards: true });
    await answered(to);
    await to.discord.until(() => to.counts["answered mention"]);
    expect(to.discord.answers(to.discord.home.channels.oncall)).toHaveLength(1);
  });

  test("because of its form goes out as an embed, and then as plain words", async () => {
    const to = await start();
    to.discord.failNext(posts, { status: 400, code: 50_035 });
    const embed = await answered(to);
    expect(embed.embeds).toHaveLength(1);
    expect(textOf(embed)).toContain("486 Busy Here");
    await to.discord.interact({ button: /^m:/u, on: embed });
    await to.discord.until(() => embed.history.length > 0);
    to.discord.failNext(posts, { status: 400, code: 50_035, times: 2 });
    const plain = await answered(to, "503");
    expect(plain.content).toContain("503 Service Unavailable");
    expect(plain.embeds).toHaveLength(0);
  });

  test("to a command goes out in a simpler form as well", async () => {
    const { discord } = await start();
    discord.failNext(callbacks, { status: 400, code: 50_035 });
    const { message } = await discord.interact({ command: "sip", options: { query: "486" } });
    expect(message?.embeds).toHaveLength(1);
  });

  test.each([
    ["10062: too late", 404, 10_062],
    ["40060: answered before", 400, 40_060],
  ])("with %s is left, and the next command is answered", async (_name, status, code) => {
    const to = await start();
    to.discord.failNext(callbacks, { status, code });
    await to.discord.interact({ command: "sip", options: { query: "486" }, settleMs: 100 }).catch(() => undefined);
    const { state } = await to.discord.interact({ command: "sip", options: { query: "503" } });
    expect(state).toBe("done");
    expect(to.counts[`error ${code}`]).toBe(1);
    expect(to.lost).toEqual([]);
  });

  test("with 401 ends the bot: its token is dead", async () => {
    const to = await start();
    to.discord.failNext(posts, failures.unauthorized);
    ask(to);
    await to.discord.until(() => to.lost[0]);
    expect(to.lost[0]?.message).toContain("DISCORD_TOKEN");
  });

  test("for want of a permission is not made again for a minute: Discord bans who insists", async () => {
    const to = await start();
    const { readonly } = to.discord.home.channels;
    for (let n = 1; n <= 5; n++) {
      to.discord.say(readonly, to.discord.home.bob, `@sipsense ${400 + n}`);
      await to.discord.until(() => to.counts["answered mention"] === n);
    }
    expect(to.discord.calls.filter(({ status }) => status === 403)).toHaveLength(1);
  });
});

describe("a slow answer", () => {
  test("does not wait long for settings that do not come", async () => {
    const store = new MemoryStore();
    store.allSettings = () => new Promise(() => undefined);
    const { discord } = await start({ store });
    const { state, message } = await discord.interact({ command: "sip", options: { query: "486" } });
    expect(state).toBe("done");
    expect(message && textOf(message)).toContain("486 Busy Here");
  });

  test("is promised before three seconds are over, and given then", async () => {
    const store = new MemoryStore();
    const mentions = store.mentions.bind(store);
    store.mentions = async (...asked) => {
      await new Promise((resolve) => setTimeout(resolve, 2500));
      return mentions(...asked);
    };
    const { discord } = await start({ store });
    const { state, afterMs, message } = await discord.interact({ command: "sip", options: { query: "recap" } });
    expect(state).toBe("done");
    expect(afterMs).toBeLessThan(3000);
    expect(message && textOf(message)).not.toBe("");
  });
});

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

describe("a button", () => {
  test("of before a restart still works", async () => {
    const to = await start();
    const answer = await answered(to, "183 vs 401");
    await to.adapter.close();
    const again = await attach(to.discord);
    await to.discord.interact({ button: /^m:/u, on: answer });
    expect(idsOf(answer).some((id) => id.startsWith("l:"))).toBe(true);
    await again.adapter.close();
  });
});

describe("somebody who asks too much", () => {
  test("is told once in a channel, and for every command; others are answered", async () => {
    const to = await start({ settings: { pace: { burst: 2, perSecond: 0.001 } } });
    const { discord } = to;
    for (const code of [480, 481, 482, 483]) ask(to, String(code));
    await discord.until(() => to.counts["suppressed limited"] === 2);
    await discord.until(() => discord.answers(discord.home.channels.oncall).length === 3);
    const { message } = await discord.interact({ command: "sip", options: { query: "486" } });
    expect(message && textOf(message)).toContain("a few seconds");
    const other = discord.say(discord.home.channels.oncall, discord.home.bob, "@sipsense 486");
    await discord.until(() => discord.answerTo(other));
  });
});
