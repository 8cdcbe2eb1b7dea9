import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { textOf } from "../../fakes/discord/fake-discord.ts";
import { connect, idsOf, type UnderTest } from "./discord-under-test.ts";

const japanese = /[ぁ-ん]/u;
const componentsV2 = 32_768;
const ephemeral = 64;

describe("a message to the bot", () => {
  let under: UnderTest;
  beforeEach(async () => {
    under = await connect();
  });
  afterEach(() => under.closeClean());

  test("with 183 vs 401 is answered once, as a reply made of components, for everybody", async () => {
    const { discord } = under;
    const { oncall } = discord.home.channels;
    const message = discord.say(oncall, discord.home.alice, "@sipsense 183 vs 401?");
    discord.repeat(message);
    const answer = await discord.until(() => discord.answerTo(message));
    expect(textOf(answer)).toContain("183 Session Progress vs 401 Unauthorized");
    expect(answer.flags & componentsV2).toBe(componentsV2);
    expect(idsOf(answer).map((id) => id.slice(0, 2))).toEqual(["m:", "r0", "r1", "g:"]);
    await discord.until(() => under.counts["suppressed duplicate"]);
    expect(discord.answers(oncall)).toHaveLength(1);
  });

  test("is answered in the language of the server, of the words, or of the person once their client told it", async () => {
    const { discord } = under;
    const { alice, bob, channels } = discord.home;
    const ask = async (user: typeof bob, text: string) => {
      const message = discord.say(channels.oncall, user, text);
      return textOf(await discord.until(() => discord.answerTo(message)));
    };
    expect(await ask(bob, "@sipsense 486")).not.toMatch(japanese);
    expect(await ask(alice, "@sipsense 486 in ja")).toMatch(japanese);
    await discord.interact({ command: "sip", options: { query: "486" }, user: bob, channel: channels.oncall });
    expect(await ask(bob, "@sipsense 486")).toMatch(japanese);
  });

  test("in a server set to Japanese is answered in Japanese", async () => {
    const { discord } = under;
    const guild = discord.addGuild({ locale: "ja", members: [discord.home.alice] });
    const channel = discord.addChannel({ guild, name: "運用" });
    const message = discord.say(channel, discord.home.alice, "@sipsense 183 vs 401");
    expect(textOf(await discord.until(() => discord.answerTo(message)))).toMatch(japanese);
  });

  test("that mentions the bot's own role is for the bot as well", async () => {
    const { discord } = under;
    const { guild, channels, alice } = discord.home;
    const role = [...guild.roles.values()].find((one) => one.managed);
    const message = discord.say(channels.oncall, alice, `<@&${role?.id ?? ""}> 503`);
    expect(textOf(await discord.until(() => discord.answerTo(message)))).toContain("503 Service Unavailable");
  });

  test("in a thread or a forum post is answered there", async () => {
    const { discord } = under;
    const { channels, alice } = discord.home;
    for (const parent of [channels.oncall, channels.forum]) {
      const thread = discord.startThread(parent, alice, "calls fail");
      const message = discord.say(thread, alice, "@sipsense 487");
      expect(textOf(await discord.until(() => discord.answerTo(message)))).toContain("487 Request Terminated");
    }
  });

  test("by direct message needs no mention; no words at all ask for help", async () => {
    const { discord } = under;
    const { dm, alice } = discord.home;
    const message = discord.say(dm, alice, "busy vs decline");
    expect(textOf(await discord.until(() => discord.answerTo(message)))).toContain("486 Busy Here");
    const { oncall } = discord.home.channels;
    const bare = discord.say(oncall, alice, "@sipsense");
    expect(textOf(await discord.until(() => discord.answerTo(bare)))).toContain("What you can ask");
  });

  test("is left alone when it is not for us, a bot's, or thanks", async () => {
    const { discord } = under;
    const { oncall } = discord.home.channels;
    const { alice } = discord.home;
    const question = discord.say(oncall, alice, "@sipsense 486");
    const answer = await discord.until(() => discord.answerTo(question));
    discord.say(oncall, alice, "486 again");
    discord.say(oncall, alice, "thanks, have a nice weekend", { replyTo: answer });
    const more = discord.say(oncall, alice, "503", { replyTo: answer });
    await discord.until(() => discord.answerTo(more));
    expect(discord.answers(oncall)).toHaveLength(2);
    expect(under.counts["suppressed not-for-us"]).toBe(2);
  });

  test("pings nobody and formats nothing, whatever it says", async () => {
    const { discord } = under;
    const { oncall } = discord.home.channels;
    const message = discord.say(
      oncall,
      discord.home.alice,
      "@sipsense @everyone <@&1> **no** [such](https://evil.example) thing",
    );
    const said = textOf(await discord.until(() => discord.answerTo(message)));
    expect(said).not.toMatch(/(?<!\\)\*\*no|\[such\]\(/u);
  });

  test("that was deleted before the answer gets none", async () => {
    const { discord } = under;
    const { oncall } = discord.home.channels;
    discord.failNext("POST /channels/:channel/messages", { delayMs: 1 });
    const message = discord.say(oncall, discord.home.alice, "@sipsense 486");
    discord.remove(message);
    await discord.until(() => under.counts["answered mention"]);
    expect(discord.answers(oncall)).toHaveLength(0);
  });

  test("where the bot may not write is answered by one word to the asker alone", async () => {
    const { discord } = under;
    const { readonly } = discord.home.channels;
    const { alice, dm } = discord.home;
    for (const [index, code] of [486, 487, 503].entries()) {
      discord.say(readonly, alice, `@sipsense ${code}`);
      await discord.until(() => under.counts["answered mention"] === index + 1);
    }
    expect(discord.answers(dm).map(textOf).join("")).toContain("Send Messages");
    expect(discord.answers(dm)).toHaveLength(1);
    expect(discord.callsOf("POST /channels/:channel/messages").filter(({ status }) => status === 403)).toHaveLength(1);
  });

  test("where the bot may not read history is answered all the same, if not as a reply", async () => {
    const { discord } = under;
    const { noHistory } = discord.home.channels;
    discord.say(noHistory, discord.home.alice, "@sipsense 486");
    expect(textOf(await discord.until(() => discord.answers(noHistory)[0]))).toContain("486 Busy Here");
  });
});

describe("/sip", () => {
  let under: UnderTest;
  beforeEach(async () => {
    under = await connect();
  });
  afterEach(() => under.closeClean());
  const sip = (
    options: Record<string, string | boolean> = {},
    more: Partial<Parameters<UnderTest["discord"]["interact"]>[0]> = {},
  ) => under.discord.interact({ command: "sip", options, ...more });

  test.each([
    ["en-US", /Key differences/u],
    ["ja", /主な違い|違い/u],
  ])("183 vs 401 end to end in %s: for the asker alone, then in full, then shown to all", async (locale, differences) => {
    const { discord } = under;
    const { oncall } = discord.home.channels;
    const asked = await sip({ query: "183 vs 401" }, { locale });
    expect(asked.state).toBe("done");
    expect((asked.message?.flags ?? 0) & ephemeral).toBe(ephemeral);
    const short = asked.message;
    if (short === undefined) throw new Error("no answer");
    expect(textOf(short)).toContain("183 Session Progress");
    expect(japanese.test(textOf(short))).toBe(locale === "ja");

    await discord.interact({ button: /^m:/u, on: short, locale });
    let all = textOf(short);
    for (let page = 1; idsOf(short).some((id) => id.startsWith(`p${page}:`)); page++) {
      await discord.interact({ button: new RegExp(`^p${page}:`, "u"), on: short, locale });
      all += textOf(short);
    }
    expect(all).toMatch(differences);
    expect(all).toContain("RFC 3261");
    await discord.interact({ button: /^l:/u, on: short, locale });
    expect(textOf(short)).not.toMatch(/RFC 3261 §21\.4\.2/u);

    await discord.interact({ button: /^s:/u, on: short, locale });
    const shared = await discord.until(() => discord.answers(oncall)[0]);
    expect(textOf(shared)).toContain("183 Session Progress");
    expect(idsOf(shared).some((id) => id.startsWith("s:"))).toBe(false);
    await discord.until(() => short.deleted);
  });

  test("shares at once when it shall, in the language chosen", async () => {
    const { discord } = under;
    await sip({ query: "486", share: true, language: "ja" });
    const [answer] = discord.answers(discord.home.channels.oncall);
    if (answer === undefined) throw new Error("no answer");
    expect(textOf(answer)).toMatch(japanese);
  });

  test("alone shows what can be asked, and a click answers in its place", async () => {
    const { discord } = under;
    const { message } = await sip();
    if (message === undefined) throw new Error("no answer");
    expect(textOf(message)).toContain("What you can ask");
    await discord.interact({ button: /^r0:/u, on: message });
    expect(textOf(message)).toContain("183 Session Progress vs 401 Unauthorized");
  });

  test("works in direct messages, and for who installed it for themselves", async () => {
    const { discord } = under;
    const { dm, carol, lobby, groupDm } = discord.home;
    const direct = await sip({ query: "486" }, { channel: dm });
    expect((direct.message?.flags ?? 0) & ephemeral).toBe(0);
    for (const channel of [lobby, groupDm]) {
      const { message } = await sip({ query: "503" }, { user: carol, channel });
      if (message === undefined) throw new Error("no answer");
      expect(textOf(message)).toContain("503 Service Unavailable");
      await discord.interact({ button: /^m:/u, on: message, user: carol, channel });
      expect(textOf(message)).toContain("What to do");
    }
  });

  test("completes while one types, in the person's language, from memory", async () => {
    const { discord } = under;
    const complete = async (query: string, locale = "en-US") => {
      const { choices = [] } = await discord.interact({ complete: "sip", focused: "query", options: { query }, locale });
      return choices.map(({ name, value }) => `${String(name)}=${String(value)}`);
    };
    expect((await complete("sesion prog"))[0]).toMatch(/^183 Session Progress.*=183$/u);
    expect(await complete("183")).toEqual(expect.arrayContaining([expect.stringMatching(/=183 vs 180$/u)]));
    expect((await complete("48")).length).toBeGreaterThan(5);
    expect((await complete("48", "ja")).join("")).toMatch(japanese);
    await sip({ query: "486 vs 600" });
    expect((await complete(""))[0]).toBe("486 vs 600=486 vs 600");
    expect(under.discord.calls.filter(({ route }) => !route.startsWith("POST /interactions"))).toHaveLength(
      under.discord.calls.filter(({ route }) => /gateway|commands/u.test(route)).length,
    );
  });

  test("a context menu explains any message to whoever asked", async () => {
    const { discord } = under;
    const { channels, alice, bob } = discord.home;
    const target = discord.say(channels.incidents, bob, "carrier sends SIP/2.0 503 Service Unavailable again");
    const { message } = await discord.interact({ menu: "Explain SIP", target, user: alice });
    if (message === undefined) throw new Error("no answer");
    expect(message.ephemeralFor).toBe(alice.id);
    expect(textOf(message)).toContain("503 Service Unavailable");
    const empty = discord.say(channels.incidents, bob, "<@1>");
    const nothing = await discord.interact({ menu: "Explain SIP", target: empty, user: alice });
    expect(nothing.message && textOf(nothing.message)).toContain("no words");
  });

  test("words of the channel say where they belong", async () => {
    const { message } = await sip({ query: "doctor" });
    expect(message && textOf(message)).toContain("connected");
  });
});
