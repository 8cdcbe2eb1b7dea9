import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { buttonsOf, connect, modes, press, wordsOf, type UnderTest } from "./slack-under-test.ts";

describe.each(modes)("asking in Slack, %s mode", (mode) => {
  let under: UnderTest;
  beforeEach(async () => {
    under = await connect(mode);
  });
  afterEach(() => under.closeClean());

  const answer = (channel?: string) => under.slack.until(() => under.slack.answers(channel)[0]);

  test("/sip 183 vs 401 end to end: only for the asker, then in full, then shared with the channel", async () => {
    const { acked, payload } = await under.sender.sendCommand({ text: "183 vs 401" });
    expect(acked).toBe(true);
    expect(payload).toEqual({});
    const short = await answer();
    expect(short.ephemeralFor).toBe("U0ALICE");
    expect(short.text).toContain("183 Session Progress vs 401 Unauthorized");
    expect(buttonsOf(short).map(({ actionId }) => actionId)).toContain("sip.share");

    await press(under, short, "sip.more");
    const full = await under.slack.until(() => (short.history.length > 0 ? short : undefined));
    expect(wordsOf(full)).toContain("Key differences");
    expect(wordsOf(full)).toContain("RFC 3261");
    expect(under.slack.answers()).toHaveLength(1);

    await press(under, full, "sip.less");
    await under.slack.until(() => !wordsOf(short).includes("Key differences"));

    await press(under, short, "sip.share");
    const shared = await under.slack.until(() => under.slack.answers().find((message) => message.ephemeralFor === undefined));
    expect(shared.text).toContain("183 Session Progress vs 401 Unauthorized");
    expect(buttonsOf(shared).map(({ actionId }) => actionId)).not.toContain("sip.share");
    await under.slack.until(() => short.deleted);
  });

  test("/sip help is short and can be clicked", async () => {
    await under.sender.sendCommand({ text: "help" });
    const help = await answer();
    expect(help.blocks.length).toBeLessThanOrEqual(12);
    const before = help.blocks;
    await press(under, help, "sip.run.0");
    await under.slack.until(() => help.blocks !== before && wordsOf(help).includes("183 Session Progress vs 401 Unauthorized"));
  });

  test("/sip alone shows the same help", async () => {
    await under.sender.sendCommand({ text: "" });
    expect(wordsOf(await answer())).toContain("What you can ask");
  });

  test("/sip answers where the bot is no member", async () => {
    await under.sender.sendCommand({ text: "486", channel: "C0OUTSIDE" });
    expect((await answer("C0OUTSIDE")).text).toContain("486 Busy Here");
  });

  test("a mention is answered once, in its thread, for everybody, without unfurling", async () => {
    const { message } = await under.sender.say({ text: "@sipsense 183 vs 401?", channel: "C0ONCALL" });
    const shown = await answer("C0ONCALL");
    expect(shown.threadTs).toBe(message.ts);
    expect(shown.ephemeralFor).toBeUndefined();
    expect([shown.unfurlLinks, shown.unfurlMedia]).toEqual([false, false]);
    await under.slack.until(() => under.counts["received app_mention"]);
    expect(under.slack.answers()).toHaveLength(1);
  });

  test("a mention inside a thread is answered in that thread", async () => {
    const first = under.slack.addMessage({ text: "calls fail", channel: "C0ONCALL" });
    await under.sender.say({ text: "@sipsense 503", channel: "C0ONCALL", threadTs: first.ts });
    expect((await answer("C0ONCALL")).threadTs).toBe(first.ts);
  });

  test("a direct message just talks", async () => {
    await under.sender.say({ text: "busy vs decline", channel: "D0ALICE" });
    const shown = await answer("D0ALICE");
    expect(shown.threadTs).toBeUndefined();
    expect(shown.text).toContain("486 Busy Here");
    const before = shown.blocks;
    await press(under, shown, "sip.run.0");
    await under.slack.until(() => shown.blocks !== before);
    expect(under.slack.answers("D0ALICE")).toHaveLength(1);
  });

  test("a reader's click on a public answer changes nothing for the others", async () => {
    await under.sender.say({ text: "@sipsense 183 vs 401", channel: "C0ONCALL" });
    const shown = await answer("C0ONCALL");
    await press(under, shown, "sip.run.0", "U0BOB");
    const own = await under.slack.until(() =>
      under.slack.answers("C0ONCALL").find((message) => message.ephemeralFor === "U0BOB"),
    );
    expect(own.threadTs).toBe(shown.threadTs);
    expect(shown.history).toEqual([]);
  });

  test("More on a public answer opens the full form in place", async () => {
    await under.sender.say({ text: "@sipsense 486", channel: "C0ONCALL" });
    const shown = await answer("C0ONCALL");
    await press(under, shown, "sip.more", "U0BOB");
    await under.slack.until(() => shown.history.length === 1);
    expect(under.slack.answers("C0ONCALL")).toHaveLength(1);
  });

  test("the language is the word's in the query, else the asker's own, else a button away", async () => {
    await under.sender.sendCommand({ text: "486", user: "U0BOB" });
    const own = await answer();
    expect(wordsOf(own)).toMatch(/[ぁ-ん]/u);
    await press(under, own, "sip.language.en", "U0BOB");
    await under.slack.until(() => !/[ぁ-ん]/u.test(own.text));
    await under.sender.sendCommand({ text: "486 in ja", user: "U0ALICE" });
    const asked = await under.slack.until(() => under.slack.answers().find((message) => message.ephemeralFor === "U0ALICE"));
    expect(wordsOf(asked)).toMatch(/[ぁ-ん]/u);
    await press(under, asked, "sip.language.en");
    await under.slack.until(() => !/[ぁ-ん]/u.test(asked.text));
  });

  test("a shortcut on a message explains it to whoever asked", async () => {
    const message = under.slack.addMessage({
      text: "carrier sends SIP/2.0 503 Service Unavailable again",
      channel: "C0ONCALL",
      user: "U0BOB",
    });
    await under.sender.sendShortcut({ callbackId: "sip.explain", message });
    const shown = await answer();
    expect(shown.ephemeralFor).toBe("U0ALICE");
    expect(shown.text).toContain("503 Service Unavailable");
  });

  test("pointing at a message that says a word of the channel does not do what it says", async () => {
    const { message } = await under.sender.say({ text: "watch on", channel: "C0ONCALL" });
    await under.sender.sendShortcut({ callbackId: "sip.explain", message });
    await under.slack.until(() => under.slack.answers()[0]);
    await under.sender.sendCommand({ text: "watch" });
    expect(wordsOf(await under.slack.until(() => under.slack.answers()[1]))).toContain("I don't watch this channel");
  });

  test("what somebody types pings nobody and formats nothing", async () => {
    await under.sender.sendCommand({ text: "<!channel> <@U0BOB> *& no such thing* <script>" });
    const said = JSON.stringify((await answer()).blocks);
    expect(said).not.toMatch(/<!|<@|<script/u);
  });

  test("words of the channel are answered with what holds there", async () => {
    await under.sender.sendCommand({ text: "watch on" });
    expect((await answer()).text).toContain("I watch this channel");
  });
});
