import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { MemoryStore } from "../../memory-store.ts";
import { pastedCall } from "../../traces-pasted.ts";
import { buttonsOf, connect, modes, wordsOf, type UnderTest } from "./slack-under-test.ts";

const incident = "C0INC";
const pace = { burstMs: 20, updateMs: 20, sweepMs: 60_000 };
/** As Slack delivers what was typed. */
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const paste = `calls to bob fail\n\`\`\`\n${escaped(pastedCall())}\`\`\``;

describe.each(modes)("a trace pasted into a watched channel of Slack, %s mode", (mode) => {
  let under: UnderTest;
  beforeEach(async () => {
    under = await connect(mode, { store: new MemoryStore(), pace });
    under.slack.addChannel({ id: incident, name: "inc-4711" });
  });
  afterEach(() => under.closeClean());

  const say = async (more: object = {}) =>
    (await under.sender.say({ text: paste, channel: incident, user: "U0BOB", ...more })).message;
  const card = () => under.slack.until(() => under.slack.answers().find((one) => one.metadata !== undefined));
  const diagnose = async (user = "U0ALICE") => {
    const posted = await card();
    const button = buttonsOf(posted).find(({ value }) => value?.startsWith("card:diagnose:"));
    if (button === undefined) throw new Error("no Diagnose");
    await under.sender.sendAction({ ...button, message: posted, user });
    return under.slack.until(() => under.slack.answers().find((one) => one.ephemeralFor === user), 20_000);
  };

  test("gets one line and the button; a click diagnoses it for whoever clicked, in the thread", async () => {
    const message = await say();
    const posted = await card();
    expect(posted.threadTs).toBe(message.ts);
    expect(wordsOf(posted)).toContain("A SIP trace with 486 Busy Here in it");
    expect(buttonsOf(posted).map(({ label }) => label)).toEqual(["Diagnose", "More", "Not SIP", "Mute here"]);
    const said = await diagnose();
    expect(wordsOf(said)).toContain("486 Busy Here");
    expect(wordsOf(said)).not.toMatch(/192\.0\.2\./u);
    expect(said.threadTs).toBe(message.ts);
    expect(JSON.stringify(said.blocks)).toContain(`trace:${message.ts}`);
    expect(under.log.join("")).not.toContain("z9hG4bK");
  });

  test("below another message it is found there", async () => {
    const opening = await say({ text: "who is on call?" });
    await say({ threadTs: opening.ts });
    expect(wordsOf(await diagnose())).toContain("486 Busy Here");
  });

  test("of a message that is gone a sentence says so", async () => {
    const message = await say();
    await card();
    message.deleted = true;
    expect(wordsOf(await diagnose())).toContain("I can't read that message again");
  });

  test("without the scope a sentence names it", async () => {
    await say();
    await card();
    under.slack.fail("conversations.replies", { error: "missing_scope" });
    expect(wordsOf(await diagnose())).toContain("channels:history");
  });
});
