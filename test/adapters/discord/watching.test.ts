import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Store } from "../../../src/bot/store.ts";
import { failures, textOf } from "../../fakes/discord/fake-discord.ts";
import { MemoryStore } from "../../memory-store.ts";
import { attach, connect, idsOf, usualWatching, type UnderTest } from "./discord-under-test.ts";

describe("watching channels in Discord", () => {
  let under: UnderTest;
  let store: MemoryStore;
  beforeEach(async () => {
    store = new MemoryStore();
    under = await connect({ store });
  });
  afterEach(() => under.closeClean());

  const incident = (name = "inc-42") => under.discord.addChannel({ guild: under.discord.home.guild, name });

  test("a code in an incident channel is explained once, as a reply of three lines and a row of buttons", async () => {
    const { discord } = under;
    const channel = incident();
    const message = discord.say(channel, discord.home.bob, "we get SIP/2.0 503 Service Unavailable on trunk 2");
    const card = await discord.until(() => discord.answerTo(message));
    expect(textOf(card)).toContain("503 Service Unavailable");
    expect(textOf(card).split("\n").length).toBeLessThanOrEqual(3);
    expect(idsOf(card).some((id) => id.startsWith("card:not-sip:"))).toBe(true);
    discord.repeat(message);
    discord.say(channel, discord.home.alice, "503 here as well, SIP 503");
    await discord.until(() => under.counts["card updated"]);
    expect(discord.answers(channel)).toHaveLength(1);
    expect(textOf(card)).toContain("×2");
  });

  test("an ordinary channel is left alone until somebody switches it on", async () => {
    const { discord } = under;
    const { oncall } = discord.home.channels;
    discord.say(oncall, discord.home.bob, "carrier says SIP/2.0 486 Busy Here");
    await discord.until(() => under.counts["heard not-watched"]);
    await discord.interact({ command: "sip", options: { query: "watch on" } });
    const message = discord.say(oncall, discord.home.bob, "carrier says SIP/2.0 486 Busy Here");
    await discord.until(() => discord.answerTo(message));
  });

  test("in a thread and in a forum post the card stands there", async () => {
    const { discord } = under;
    const forum = discord.addChannel({ guild: discord.home.guild, name: "incident-forum", kind: "forum" });
    const thread = discord.startThread(forum, discord.home.bob, "calls fail");
    const message = discord.say(thread, discord.home.bob, "SIP/2.0 480 Temporarily Unavailable");
    const card = await discord.until(() => discord.answerTo(message));
    expect(card.channelId).toBe(thread.id);
  });

  test("the card goes with its message, and with an edit that takes the code away", async () => {
    const { discord } = under;
    const channel = incident();
    const first = discord.say(channel, discord.home.bob, "SIP/2.0 503 Service Unavailable again");
    const card = await discord.until(() => discord.answerTo(first));
    discord.remove(first);
    await discord.until(() => card.deleted);
    const second = discord.say(channel, discord.home.bob, "SIP/2.0 486 Busy Here from the PBX");
    const other = await discord.until(() => discord.answerTo(second));
    discord.edit(second, "sorry, wrong channel");
    await discord.until(() => other.deleted);
  });

  test("Not SIP takes the card away and tells only who clicked; Mute silences the channel", async () => {
    const { discord } = under;
    const channel = incident();
    const message = discord.say(channel, discord.home.bob, "SIP/2.0 503 Service Unavailable");
    const card = await discord.until(() => discord.answerTo(message));
    const { message: said } = await discord.interact({ button: /^card:not-sip/u, on: card, user: discord.home.alice });
    expect(said?.ephemeralFor).toBe(discord.home.alice.id);
    await discord.until(() => card.deleted);
    const third = discord.say(channel, discord.home.bob, "SIP/2.0 480 Temporarily Unavailable");
    const next = await discord.until(() => discord.answerTo(third));
    const more = await discord.interact({ button: /^card:more/u, on: next, user: discord.home.alice });
    expect(more.message && textOf(more.message)).toContain("What to do");
    await discord.interact({ button: /^card:mute/u, on: next, user: discord.home.alice });
    discord.say(channel, discord.home.bob, "SIP/2.0 404 Not Found");
    await discord.until(() => under.counts["heard remembered"]);
    expect(discord.answers(channel)).toHaveLength(1);
  });

  test("as a reaction, which says the explanation when somebody clicks it", async () => {
    const { discord } = under;
    const channel = incident();
    const { alice, bob, owner } = discord.home;
    const panel = (await discord.interact({ command: "sip-settings", user: owner, channel })).message;
    if (panel === undefined) throw new Error("no panel");
    await discord.interact({ select: "set:guild:how", values: ["reaction"], on: panel, user: owner });
    const message = discord.say(channel, bob, "SIP/2.0 503 Service Unavailable");
    await discord.until(() => store.cards[0]?.state === "sent");
    expect(discord.answers(channel)).toHaveLength(0);
    const [sign] = message.reactions;
    if (sign === undefined) throw new Error("no sign");
    const other = discord.say(channel, bob, "no code in here");
    discord.react(other, alice, sign.emoji);
    discord.react(message, alice, "👍");
    discord.react(message, alice, sign.emoji);
    const said = await discord.until(() => discord.answerTo(message));
    expect(textOf(said)).toContain("503 Service Unavailable");
    // It stands there for everybody: who clicks later reads it.
    discord.react(message, owner, sign.emoji);
    await discord.until(() => under.counts["received reaction"] === 5);
    expect(discord.answers(channel)).toHaveLength(1);
    discord.remove(message);
    await discord.until(() => under.counts["card withdrawn"]);
  });

  test("alert bots are read where that is allowed, their embeds too", async () => {
    const { discord } = under;
    const channel = incident();
    const { owner } = discord.home;
    const alerts = discord.addUser({ username: "grafana", bot: true });
    discord.home.guild.members.set(alerts.id, { userId: alerts.id, roles: [] });
    const embeds = [{ type: "rich", title: "[FIRING] trunk", description: "SIP/2.0 503 Service Unavailable rate above 5 %" }];
    discord.say(channel, alerts, "", { embeds });
    await discord.until(() => under.counts["heard from-bot"]);
    const panel = (await discord.interact({ command: "sip-settings", user: owner, channel })).message;
    if (panel === undefined) throw new Error("no panel");
    await discord.interact({ select: "set:guild:bots", values: ["allowed"], on: panel, user: owner });
    const alert = discord.say(channel, alerts, "", { embeds });
    await discord.until(() => discord.answerTo(alert));
  });

  test("recap counts what was said", async () => {
    const { discord } = under;
    const channel = incident();
    for (const code of ["486 Busy Here", "503 Service Unavailable"]) discord.say(channel, discord.home.bob, `SIP/2.0 ${code}`);
    await discord.until(() => discord.answers(channel).length > 0);
    const { message } = await discord.interact({ command: "sip", options: { query: "recap" }, channel });
    expect(message && textOf(message)).toContain("486");
  });
});

describe("without the Message Content intent", () => {
  test("the bot starts, answers mentions and commands, and says what is off", async () => {
    const under = await connect({ fake: { privileged: [] } });
    const { discord } = under;
    expect(under.adapter.hears).toBe(false);
    expect(under.log.join("")).toContain("Message Content intent");
    const message = discord.say(discord.home.channels.oncall, discord.home.alice, "@sipsense 486");
    await discord.until(() => discord.answerTo(message));
    const { message: said } = await discord.interact({ command: "sip", options: { query: "doctor" } });
    expect(said && textOf(said)).toContain("Message Content");
    await under.closeClean();
  });
});

describe("a card that a process left behind", () => {
  const pace = { burstMs: 10, updateMs: 10, leaseMs: 600, sweepMs: 50, staleMs: 60_000 };
  const watchingAs = (holder: string) => ({ ...usualWatching(() => undefined), holder, pace });
  const posts = "POST /channels/:channel/messages";

  /** A process that gets no further than this with its first card, and is gone; `bury` lets the test end. */
  async function dieAt(step: "begin" | "posted") {
    const store = new MemoryStore();
    const ended: (() => void)[] = [];
    let reached = false;
    const never: Partial<Store> = {
      [step]: () => {
        reached = true;
        return new Promise((resolve) => ended.push(() => resolve(undefined)));
      },
      orphans: () => Promise.resolve([]),
    };
    const dying = new Proxy<Store>(store, {
      get: (target, name) => {
        const own: unknown = Reflect.get(never, name) ?? Reflect.get(target, name);
        return typeof own === "function" ? own.bind(target) : own;
      },
    });
    const first = await connect({ store: dying, settings: { watching: watchingAs("first") } });
    const { discord } = first;
    const channel = discord.addChannel({ guild: discord.home.guild, name: "inc-1" });
    const message = discord.say(channel, discord.home.bob, "SIP/2.0 503 Service Unavailable");
    await discord.until(() => reached);
    const replace = () => attach(discord, { store, settings: { watching: watchingAs("second") } });
    return { store, first, discord, channel, message, replace, bury: () => ended.forEach((end) => end()) };
  }

  test("is found where it stands, and not posted again, though Discord has forgotten its nonce", async () => {
    const { store, first, discord, channel, message, replace, bury } = await dieAt("posted");
    // A person's reply to the same message is no card.
    discord.say(channel, discord.home.alice, "on it", { replyTo: message });
    discord.world.nonces.clear();
    const second = await replace();
    await discord.until(() => store.cards[0]?.state === "sent");
    expect(store.cards[0]?.sent).toBe(discord.answerTo(message)?.id);
    expect(discord.callsOf(posts)).toHaveLength(1);
    expect(discord.answers(channel)).toHaveLength(1);
    await second.adapter.close();
    bury();
    await first.close();
  });

  test("is given back by its nonce, where nobody lets us look below the message", async () => {
    const { store, first, discord, channel, message, replace, bury } = await dieAt("posted");
    discord.failNext("GET /channels/:channel/messages", { ...failures.missingAccess, times: Infinity });
    const second = await replace();
    await discord.until(() => store.cards[0]?.state === "sent");
    expect(store.cards[0]?.sent).toBe(discord.answerTo(message)?.id);
    expect(discord.answers(channel)).toHaveLength(1);
    await second.adapter.close();
    bury();
    await first.close();
  });

  test("is posted, once, when nobody set out to post it", async () => {
    const { store, first, discord, channel, message, replace, bury } = await dieAt("begin");
    const second = await replace();
    await discord.until(() => store.cards[0]?.state === "sent");
    expect(discord.answerTo(message)?.id).toBe(store.cards[0]?.sent);
    expect(discord.answers(channel)).toHaveLength(1);
    await second.adapter.close();
    bury();
    await first.close();
  });
});
