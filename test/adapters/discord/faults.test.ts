import { afterEach, describe, expect, test } from "vitest";

import { failures, textOf, type FakeMessage } from "../../fakes/discord/fake-discord.ts";
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
    [
      "a promise",
      { command: "sip", options: { file: { filename: "a.log", content: "SIP/2.0 486 Busy Here\n", contentType: "text/plain" } } },
    ],
    ["an answer", { command: "sip", options: { query: "486" } }],
  ])("after %s was taken is made again, and what follows comes all the same", async (_name, input) => {
    for (const failure of [failures.server(502), { drop: true }]) {
      const to = await start();
      to.discord.failNext(callbacks, { ...failure, afterwards: true });
      const { state, message } = await to.discord.interact(input);
      expect(state).toBe("done");
      expect(message && textOf(message)).toContain("486 Busy Here");
      await to.close();
    }
  });

  test("with 502 for a while is made again until it works: the question is not lost", async () => {
    const to = await start();
    to.discord.failNext(posts, failures.server(502));
    to.discord.failNext(posts, failures.server(500));
    to.discord.failNext(posts, { drop: true, times: 2 });
    await answered(to);
    expect(to.discord.answers(to.discord.home.channels.oncall)).toHaveLength(1);
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

  test("waits no longer for a panel of settings, or for the words that refuse something", async () => {
    const store = new MemoryStore();
    store.allSettings = () => new Promise(() => undefined);
    const { discord } = await start({ store });
    const { channels, owner, bob } = discord.home;
    const target = discord.say(channels.oncall, bob, " ");
    const asked = [
      discord.interact({ command: "sip-settings", user: owner, settleMs: 200 }),
      discord.interact({ menu: "Explain SIP", target, settleMs: 4000 }),
    ];
    for (const { afterMs } of await Promise.all(asked)) expect(afterMs).toBeLessThan(3000);
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
