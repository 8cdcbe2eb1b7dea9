import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";

import { boundsFor, ThreadTracer } from "../../../src/diagnosis/tracer.ts";
import { bot } from "../../bot-under-test.ts";
import { textOf } from "../../fakes/discord/fake-discord.ts";
import { pastedCall } from "../../traces-pasted.ts";
import { connect, idsOf, type UnderTest } from "./discord-under-test.ts";

const tracer = new ThreadTracer({ bot: () => bot, bounds: boundsFor(20) });
afterAll(() => tracer.close());

const paste = `calls to bob fail\n\`\`\`\n${pastedCall()}\`\`\``;

describe("a trace pasted into a watched channel of Discord", () => {
  let under: UnderTest;
  beforeEach(async () => {
    under = await connect({ settings: { tracer, largestTrace: 1_000_000 } });
  });
  afterEach(() => under.closeClean());

  const said = async (files?: { filename: string; content: string; contentType: string }[]) => {
    const { discord } = under;
    const channel = discord.addChannel({ guild: discord.home.guild, name: "inc-42" });
    const message = discord.say(channel, discord.home.bob, paste, files === undefined ? {} : { files });
    return { channel, message, card: await discord.until(() => discord.answerTo(message)) };
  };
  const diagnose = async (card: Awaited<ReturnType<typeof said>>["card"]) => {
    const { discord } = under;
    const { message } = await discord.interact({ button: /^card:diagnose:/u, on: card, user: discord.home.alice });
    if (message === undefined) throw new Error("no answer");
    await discord.until(() => textOf(message) !== "", 20_000);
    expect(message.ephemeralFor).toBe(discord.home.alice.id);
    return message;
  };

  test("gets one line and the button; a click diagnoses it for whoever clicked", async () => {
    const { message, card } = await said();
    expect(textOf(card)).toContain("A SIP trace with 486 Busy Here in it");
    expect(idsOf(card)[0]).toBe(`card:diagnose:${message.id}`);
    const answer = await diagnose(card);
    expect(textOf(answer)).toContain("486 Busy Here");
    expect(textOf(answer)).not.toMatch(/192\.0\.2\./u);
  });

  test("a screenshot beside it does not stand in for it, now and when more is asked", async () => {
    const { card } = await said([{ filename: "screen.png", content: "no trace", contentType: "image/png" }]);
    const answer = await diagnose(card);
    expect(textOf(answer)).toContain("486 Busy Here");
    await under.discord.interact({ button: /^m:/u, on: answer, user: under.discord.home.alice });
    await under.discord.until(() => idsOf(answer).some((id) => id.startsWith("l:")), 20_000);
  });

  test("of a message that is gone a sentence says so", async () => {
    const { message, card } = await said();
    message.deleted = true;
    expect(textOf(await diagnose(card))).toContain("I can't read that message again");
  });

  test("a file larger than TRACE_MAX_MB is refused, and the limit told", async () => {
    const { discord } = under;
    const large = { filename: "call.log", content: "x".repeat(1_000_001), contentType: "text/plain" };
    const message = discord.say(discord.home.channels.oncall, discord.home.alice, "@sipsense why?", { files: [large] });
    expect(textOf(await discord.until(() => discord.answerTo(message)))).toContain("1 MB");
  });
});
