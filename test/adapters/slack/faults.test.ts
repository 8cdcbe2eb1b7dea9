import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { connect, modes, press, wordsOf, type UnderTest } from "./slack-under-test.ts";

const nothing = () => Promise.reject(new Error("not asked for"));

describe.each(modes)("faults, %s mode", (mode) => {
  let under: UnderTest;
  beforeEach(async () => {
    under = await connect(mode);
  });
  afterEach(() => under.closeClean());

  const answers = () => under.slack.answers();
  const first = () => under.slack.until(() => answers()[0]);
  /** A question whose answer stands proves that everything before it was worked on. */
  const afterwards = async () => {
    await under.sender.say({ text: "486", channel: "D0BOB", user: "U0BOB" });
    await under.slack.until(() => under.slack.answers("D0BOB")[0]);
  };

  test("an event delivered twice, and again as a retry, is answered once", async () => {
    const message = under.slack.addMessage({ text: "503", channel: "D0ALICE" });
    const event = { type: "message", channel: "D0ALICE", channel_type: "im", user: "U0ALICE", text: "503", ts: message.ts };
    await under.sender.sendEvent(event, { eventId: "Ev1", duplicate: true });
    await under.sender.sendEvent(event, { eventId: "Ev1", retryAttempt: 1, retryReason: "timeout" });
    await under.sender.sendEvent(event, { eventId: "Ev2", retryAttempt: 2, eventTime: 1 });
    await afterwards();
    expect(under.slack.answers("D0ALICE")).toHaveLength(1);
    expect(under.counts["suppressed duplicate"]).toBe(3);
  });

  test("app_rate_limited is acknowledged and nothing else happens", async () => {
    expect((await under.sender.sendAppRateLimited()).acked).toBe(true);
    expect(under.counts["suppressed rate-limited-app"]).toBe(1);
    await afterwards();
  });

  test("its own messages, other bots, edits, deletions and joins are no questions", async () => {
    const message = { channel: "D0ALICE", channel_type: "im", ts: "1700000001.000100", text: "486" };
    for (const event of [
      { ...message, type: "message", user: under.slack.botUserId },
      { ...message, type: "message", user: "U0OTHER", bot_id: "B0OTHER" },
      { ...message, type: "message", subtype: "bot_message", bot_id: "B0OTHER", username: "alerts" },
      { ...message, type: "message", subtype: "message_changed", hidden: true, message: { ...message, user: "U0ALICE" } },
      { ...message, type: "message", subtype: "message_deleted", hidden: true, deleted_ts: "1700000000.000100" },
      { ...message, type: "message", subtype: "channel_join", user: "U0ALICE" },
      {
        ...message,
        type: "app_mention",
        channel: "C0ONCALL",
        user: "U0OTHER",
        bot_id: "B0OTHER",
        text: `<@${under.slack.botUserId}> 486`,
      },
      { ...message, type: "message", channel: "C0ONCALL", channel_type: "channel", user: "U0ALICE", text: "we see 486" },
    ]) {
      await under.sender.sendEvent(event);
    }
    await afterwards();
    expect(answers()).toHaveLength(1);
  });

  test("429 is waited out as long as Slack says, and answered once", async () => {
    under.slack.fail("chat.postMessage", { status: 429, retryAfter: 1, times: 2 });
    await under.sender.say({ text: "@sipsense 486", channel: "C0ONCALL" });
    await under.slack.until(() => answers()[0], 6000);
    expect(under.counts["429"]).toBe(2);
    expect(answers()).toHaveLength(1);
  });

  test("429 on the address of a command is waited out", async () => {
    under.slack.fail("response_url", { status: 429, retryAfter: 1 });
    await under.sender.sendCommand({ text: "486" });
    await first();
    expect(under.counts["429"]).toBe(1);
  });

  test("a server error passes", async () => {
    under.slack.fail("chat.postMessage", { status: 503 });
    under.slack.fail("response_url", { status: 500 });
    await under.sender.say({ text: "@sipsense 486", channel: "C0ONCALL" });
    await under.slack.until(() => under.slack.answers("C0ONCALL")[0]);
    await under.sender.sendCommand({ text: "486", channel: "G0SECRET" });
    expect(await under.slack.until(() => under.slack.answers("G0SECRET")[0])).toBeDefined();
  });

  test("refused blocks go out as plain text that says the same", async () => {
    under.slack.fail("chat.postMessage", { error: "invalid_blocks" });
    under.slack.fail("response_url", { error: "invalid_blocks", status: 400 });
    await under.sender.say({ text: "@sipsense 486", channel: "C0ONCALL" });
    const posted = await under.slack.until(() => under.slack.answers("C0ONCALL")[0]);
    expect(posted.blocks).toEqual([]);
    expect(posted.text).toContain("What to do");
    await under.sender.sendCommand({ text: "486", channel: "G0SECRET" });
    expect((await under.slack.until(() => under.slack.answers("G0SECRET")[0])).text).toContain("486 Busy Here");
  });

  test.each(["not_in_channel", "channel_not_found"])("%s: the asker is told what to do, in a direct message", async (error) => {
    under.slack.fail("chat.postMessage", { error, when: (args) => args["channel"] === "C0ONCALL" });
    await under.sender.say({ text: "@sipsense 486", channel: "C0ONCALL" });
    expect((await first()).text).toContain("/invite");
  });

  test("an archived channel gets silence", async () => {
    under.slack.fail("chat.postMessage", { error: "is_archived" });
    await under.sender.say({ text: "@sipsense 486", channel: "C0ONCALL" });
    await under.slack.until(() => under.counts["error is_archived"]);
    await afterwards();
    expect(answers()).toHaveLength(1);
  });

  test.each(["account_inactive", "token_revoked"])("%s ends the process, once, with the remedy", async (error) => {
    under.slack.fail("chat.postMessage", { error, times: 2 });
    await under.sender.say({ text: "@sipsense 486", channel: "C0ONCALL" });
    await under.sender.say({ text: "@sipsense 487", channel: "C0ONCALL" });
    await under.slack.until(() => under.counts[`error ${error}`] === 2);
    expect(under.lost.map(String)).toEqual([expect.stringContaining("install")]);
  });

  test("a person's token that ends is not about us, the bot's is", async () => {
    await under.sender.sendEvent({ type: "tokens_revoked", tokens: { oauth: ["U0ALICE"] } });
    await afterwards();
    expect(under.lost).toEqual([]);
    await under.sender.sendEvent({ type: "tokens_revoked", tokens: { oauth: [], bot: ["U0BOT"] } });
    expect(String(await under.slack.until(() => under.lost[0]))).toContain("token_revoked");
  });

  test("somebody whose name begins like ours is not us", async () => {
    const text = `<@${under.slack.botUserId}X> 486`;
    await under.sender.sendEvent({ type: "message", channel: "C0ONCALL", user: "U0ALICE", text, ts: "1700000005.000100" });
    await afterwards();
    expect(answers()).toHaveLength(1);
  });

  test("a dialog that Slack no longer opens gives way to words", async () => {
    under.slack.fail("views.open", { error: "expired_trigger_id" });
    await under.sender.sendCommand({ text: "settings" });
    expect(wordsOf(await first())).toContain("Settings");
  });

  test("a fault of our own is told to whoever asked, and logged", async () => {
    await under.closeClean();
    const broken = { trace: () => Promise.reject(new Error("broken")), draw: nothing, close: nothing };
    under = await connect(mode, { settings: { tracer: broken } });
    const file = under.slack.addFile({ name: "call.txt", content: Buffer.from("SIP/2.0 486 Busy Here") });
    await under.sender.say({ text: "@sipsense", channel: "C0ONCALL", files: [file] });
    expect((await first()).text).toContain("went wrong on my side");
    const { message } = await under.sender.say({ text: "see this", channel: "C0ONCALL", files: [file] });
    await under.sender.sendShortcut({ callbackId: "sip.explain", message });
    expect((await under.slack.until(() => answers()[1])).ephemeralFor).toBe("U0ALICE");
    await under.slack.until(() => under.log.join("").includes("broken"));
  });

  test("the app being removed ends the process", async () => {
    await under.sender.sendEvent({ type: "app_uninstalled" });
    expect(await under.slack.until(() => under.lost[0])).toBeDefined();
  });

  test("an address that no longer works gives way to the channel", async () => {
    under.slack.fail("response_url", { status: 404, times: 1 });
    await under.sender.sendCommand({ text: "486" });
    expect((await first()).via).toBe("api");
  });

  test("an expired address of a click on a public answer gives way to chat.update", async () => {
    await under.sender.say({ text: "@sipsense 486", channel: "C0ONCALL" });
    const shown = await first();
    under.slack.fail("response_url", { status: 404 });
    await press(under, shown, "sip.more");
    await under.slack.until(() => shown.history.length === 1);
    expect(under.slack.callsOf("chat.update")).toHaveLength(1);
  });

  test("one person's haste gets one friendly word, and the others their answers", async () => {
    for (let n = 0; n < 40; n++) await under.sender.say({ text: "486", channel: "D0ALICE" });
    await afterwards();
    const said = under.slack.answers("D0ALICE").map((message) => message.text);
    expect(said.filter((text) => text.includes("a lot at once"))).toHaveLength(1);
    expect(said.length).toBeGreaterThanOrEqual(31);
    expect(said.length).toBeLessThan(40);
  });

  test("people Slack is slow to describe get their answers in time", async () => {
    under.slack.fail("users.info", { delayMs: 4000 });
    await under.sender.sendCommand({ text: "486" });
    expect(await under.slack.until(() => answers()[0], 3000)).toBeDefined();
  });

  test("stopping ends what is in hand and takes nothing more", async () => {
    under.slack.fail("chat.postMessage", { delayMs: 400 });
    await under.sender.say({ text: "@sipsense 486", channel: "C0ONCALL" });
    await under.adapter.close();
    expect(answers()).toHaveLength(1);
    expect(under.adapter.health().ready).toBe(false);
  });

  test("the log knows ids, kinds and times, but neither words nor tokens", async () => {
    await under.sender.sendCommand({ text: "busy secretword 486" });
    await under.sender.say({ text: "@sipsense decline secretword", channel: "C0ONCALL" });
    under.slack.fail("chat.postMessage", { error: "is_archived" });
    await under.sender.say({ text: "@sipsense secretword", channel: "C0ONCALL" });
    await under.slack.until(() => under.counts["error is_archived"]);
    const log = under.log.join("");
    expect(log).toMatch(/"event":"Ev/u);
    expect(log).toMatch(/"ms":\d/u);
    expect(log).not.toMatch(/secretword|xoxb|xapp|response\/|Busy/u);
  });
});
