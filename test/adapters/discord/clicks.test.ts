import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { textOf } from "../../fakes/discord/fake-discord.ts";
import { connect, idsOf, type UnderTest } from "./discord-under-test.ts";

describe("a click", () => {
  let under: UnderTest;
  beforeEach(async () => {
    under = await connect();
  });
  afterEach(() => under.closeClean());

  const publicAnswer = async (text: string) => {
    const { discord } = under;
    const message = discord.say(discord.home.channels.oncall, discord.home.alice, `@sipsense ${text}`);
    return discord.until(() => discord.answerTo(message));
  };

  test("of another reader on a public answer changes nothing for the others", async () => {
    const { discord } = under;
    const answer = await publicAnswer("183 vs 401");
    const { message } = await discord.interact({ button: /^r0:/u, on: answer, user: discord.home.bob });
    expect(message?.ephemeralFor).toBe(discord.home.bob.id);
    expect(answer.history).toEqual([]);
  });

  test("on More opens the full form in place, and a select compares", async () => {
    const { discord } = under;
    const answer = await publicAnswer("486");
    await discord.interact({ button: /^m:/u, on: answer, user: discord.home.bob });
    expect(answer.history).toHaveLength(1);
    while (!idsOf(answer).some((id) => id.startsWith("c"))) await discord.interact({ button: /^p[1-9]/u, on: answer });
    const { message } = await discord.interact({ select: /^c/u, values: ["486 vs 600"], on: answer });
    expect(message && textOf(message)).toContain("600 Busy Everywhere");
  });

  test("on a long question finds it again in the message that asked, and says so when that is gone", async () => {
    const { discord } = under;
    const pasted = `INVITE sip:bob@example.com SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1\n\nSIP/2.0 486 Busy Here\n${"X-Pad: x\n".repeat(20)}`;
    const question = discord.say(discord.home.channels.oncall, discord.home.alice, `@sipsense ${pasted}`);
    const answer = await discord.until(() => discord.answerTo(question));
    expect(idsOf(answer)).toContain(`m:en:@${question.id}`);
    await discord.interact({ button: /^m:/u, on: answer });
    await discord.until(() => answer.history.length > 0);
    expect(textOf(answer)).toContain("486");
    discord.remove(question);
    await discord.interact({ button: /^l:/u, on: answer });
    await discord.until(() => textOf(answer).includes("can't read that message again"));
  });

  test("on something of an older version says to ask again", async () => {
    const { discord } = under;
    const answer = await publicAnswer("486");
    const [container] = answer.components;
    const broken = JSON.stringify(container).replace("m:en:=486", "zz:unknown");
    answer.components = [JSON.parse(broken) as (typeof answer.components)[number]];
    const { message } = await discord.interact({ button: "zz:unknown", on: answer });
    expect(message && textOf(message)).toContain("ask again");
  });
});
