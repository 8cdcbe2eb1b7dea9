import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { FakeMessage } from "../../fakes/slack/fake-slack.ts";
import { ManualClock } from "../../manual-clock.ts";
import { MemoryStore } from "../../memory-store.ts";
import { connect, modes, press, wordsOf, type UnderTest } from "./slack-under-test.ts";

const incident = "C0INC";
const pace = { burstMs: 20, updateMs: 20, sweepMs: 60_000 };

describe.each(modes)("watching in Slack, %s mode", (mode) => {
  let under: UnderTest;
  let store: MemoryStore;
  beforeEach(async () => {
    store = new MemoryStore();
    under = await connect(mode, { store, pace });
    under.slack.addChannel({ id: incident, name: "inc-4711" });
    under.slack.addChannel({ id: "G0INC", name: "sev-1", kind: "private" });
  });
  afterEach(() => under.closeClean());

  const cards = () => under.slack.answers().filter((one) => one.metadata !== undefined);
  const card = () => under.slack.until(() => cards()[0]);
  const say = async (text: string, more: Parameters<UnderTest["sender"]["say"]>[0] | object = {}) =>
    (await under.sender.say({ text, channel: incident, ...more })).message;
  /** Long enough for a card that must not come. */
  const quiet = () => new Promise((resolve) => setTimeout(resolve, 120));

  test("a failure is explained in the thread of its message, with a row of buttons, marked as ours", async () => {
    const message = await say("carrier A answers SIP 503 to every INVITE");
    const posted = await card();
    expect(posted.threadTs).toBe(message.ts);
    expect(wordsOf(posted)).toContain("503 Service Unavailable");
    expect(posted.blocks.map((block) => block["type"])).toEqual(["section", "actions"]);
    expect(posted.metadata).toEqual({ event_type: "sipsense_card", event_payload: { card: "card-1" } });
    expect(posted.unfurlLinks).toBe(false);
  });

  test("in a thread it stands in that thread, in a private channel there", async () => {
    const opening = await say("who is on call?", { channel: "G0INC" });
    await say("SIP 486 Busy Here everywhere", { channel: "G0INC", threadTs: opening.ts });
    expect(await card()).toMatchObject({ channel: "G0INC", threadTs: opening.ts });
  });

  test("repeats raise the count of the card in place, in the reader's own time", async () => {
    await say("SIP 503 from carrier A");
    await card();
    await say("SIP 503 again");
    await say("still SIP 503");
    const updated = await under.slack.until(() => cards().find((one) => wordsOf(one).includes("×3 since")));
    expect(JSON.stringify(updated.blocks)).toMatch(/<!date\^\d{10}\^\{time\}\|\d\d:\d\d UTC>/u);
    expect(cards()).toHaveLength(1);
  });

  test("an edit mends the card, a deletion takes it away", async () => {
    const message = await say("SIP 503 from carrier A");
    await card();
    await under.sender.edit(message, "SIP 503 from carrier A, SIP 486 Busy Here from B");
    await under.slack.until(() => cards().some((one) => wordsOf(one).includes("486 Busy Here")));
    await under.sender.remove(message);
    await under.slack.until(() => cards().length === 0);
    expect(under.slack.callsOf("chat.postMessage")).toHaveLength(1);
  });

  test("alert bots are read where that is allowed, in attachments and blocks, too", async () => {
    store.kept.set("slack:T0FAKE C0ALERTS", { bots: "allowed", watch: "on" });
    const bot = {
      id: "B0GRAFANA",
      attachments: [{ title: "SIP errors", text: "rate of SIP 503 responses above 20 %", fallback: "alert" }],
    };
    await say("", { bot });
    await quiet();
    expect(cards()).toEqual([]);
    under.slack.addChannel({ id: "C0ALERTS", name: "noc" });
    const block = { type: "section", text: { type: "mrkdwn", text: "*Alert* `SIP/2.0 408 Request Timeout` on trunk 7" } };
    await say("", { channel: "C0ALERTS", bot });
    await say("Alert", { channel: "C0ALERTS", bot: { id: "B0GRAFANA", blocks: [block] } });
    await under.slack.until(() => cards().length > 0);
    expect(store.rows.map(({ code }) => code)).toEqual([503, 408]);
  });

  test("nothing is said of ordinary talk, in shared channels, of questions to us, of our own answers", async () => {
    await say("deploy 1.2.3 is out, see PR #486");
    await say("SIP 503 from carrier A", { channel: "C0ONCALL" });
    under.slack.addChannel({ id: "C0PARTNER", name: "inc-partner", shared: true });
    await say("SIP 503 from carrier A", { channel: "C0PARTNER" });
    await say("@sipsense 486", { channel: incident });
    await under.slack.until(() => under.slack.answers(incident).length === 1);
    await quiet();
    expect(cards()).toEqual([]);
    expect(store.rows).toEqual([]);
  });

  test("the same event twice, and a mention besides, is one card", async () => {
    await under.sender.say({ text: "SIP 503 from carrier A", channel: incident }, { duplicate: true });
    await card();
    await quiet();
    expect(cards()).toHaveLength(1);
    expect(under.counts["heard known"]).toBe(1);
  });

  test("More is for whoever clicks, Not SIP takes the card away and mutes the pattern, and can be taken back", async () => {
    const message = await say("SIP 503 from carrier A");
    await press(under, await card(), "sip.deed.0", "U0BOB");
    const more = await under.slack.until(() => under.slack.answers().find((one) => one.ephemeralFor === "U0BOB"));
    expect(wordsOf(more)).toContain("503 Service Unavailable");
    expect(wordsOf(more)).toMatch(/[ぁ-ん]/u);
    const posted = await card();
    const notSip = posted.blocks.flatMap((block) => (block["elements"] as { action_id: string; value: string }[]) ?? []);
    const wrong = notSip.find(({ value }) => value.startsWith("card:not-sip"));
    await under.sender.sendAction({ actionId: wrong?.action_id ?? "", value: wrong?.value ?? "", message: posted });
    await under.slack.until(() => cards().length === 0);
    expect(under.counts["feedback not-sip"]).toBe(1);
    expect(await store.feedbackCounts(0)).toMatchObject({ "not-sip": 1, cards: 1 });
    await say("SIP 503 again");
    await quiet();
    expect(cards()).toEqual([]);
    const told = await under.slack.until(() => under.slack.answers().find((one) => wordsOf(one).includes("Removed, thank you")));
    await press(under, told, "sip.deed");
    await under.slack.until(() => under.slack.answers().some((one) => wordsOf(one).includes("again")));
    await say("SIP 503 once more");
    expect((await card()).threadTs).not.toBe(message.ts);
  });

  test("Mute here quiets the channel for good, mute off ends it", async () => {
    await say("SIP 503 from carrier A");
    const posted = await card();
    const mute = JSON.stringify(posted.blocks).match(/"action_id":"(sip\.deed\.\d)","text":[^}]*\},"value":"(card:mute:[^"]*)"/u);
    await under.sender.sendAction({ actionId: mute?.[1] ?? "", value: mute?.[2] ?? "", message: posted });
    await under.slack.until(() => under.slack.answers().some((one) => wordsOf(one).includes("Muted in this channel")));
    await say("SIP 486 Busy Here");
    await quiet();
    expect(cards()).toHaveLength(1);
    await under.sender.sendCommand({ text: "mute off", channel: incident });
    await under.slack.until(() => under.slack.answers().some((one) => wordsOf(one).includes("No longer muted")));
    await say("SIP 488 Not Acceptable Here");
    await under.slack.until(() => cards().length === 2);
  });

  test("watch on in any channel for anybody, in a shared one for managers only", async () => {
    await under.sender.sendCommand({ text: "watch on", channel: "C0ONCALL", user: "U0BOB" });
    await under.slack.until(() => store.kept.size === 1);
    await say("SIP 503 from carrier A", { channel: "C0ONCALL" });
    expect((await card()).channel).toBe("C0ONCALL");
    await under.sender.sendCommand({ text: "watch on", channel: "C0SHARED", user: "U0BOB" });
    await under.slack.until(() => under.slack.answers().some((one) => wordsOf(one).includes("管理者だけ")));
    await under.sender.sendCommand({ text: "watch on", channel: "C0SHARED" });
    await under.slack.until(() => store.kept.size === 2);
  });

  test("recap says what was said, and the timeline", async () => {
    for (const text of ["SIP 503 from A", "SIP 503 again", "SIP 408 Request Timeout", "SIP 503"]) await say(text);
    await under.sender.sendCommand({ text: "recap 2h", channel: incident });
    const said = await under.slack.until(() => under.slack.answers().find((one) => wordsOf(one).includes("Recap")));
    expect(wordsOf(said)).toContain("Recap of the last 2 hours");
    expect(wordsOf(said)).toContain("the next hop went away");
    expect(wordsOf(said)).toContain("█");
  });

  const png = (message: FakeMessage) => {
    const file = under.slack.files.get(message.files[0] ?? "");
    return file && { name: file.name, kind: Buffer.from(file.content).subarray(1, 4).toString(), alt: file.alt };
  };
  const timeline = {
    name: "timeline.png",
    kind: "PNG",
    alt: expect.stringMatching(/Mentions over time, in UTC: 503 in 3 messages from/u) as string,
  };

  test("a recap that all see comes with its timeline as a picture, described", async () => {
    for (const text of ["SIP 503 from A", "SIP 503 again", "SIP 408 Request Timeout", "SIP 503"]) await say(text);
    await say("@sipsense recap 2h");
    const picture = await under.slack.until(() => under.slack.answers(incident).find(({ files }) => files.length > 0));
    expect(png(picture)).toEqual(timeline);
    const said = under.slack.answers(incident).find((one) => wordsOf(one).includes("Recap"));
    expect(picture.threadTs).toBe(said?.threadTs);
  });

  test("a recap that one sees says how all get the picture, and Share gives it to them", async () => {
    for (const text of ["SIP 503 from A", "SIP 503 again", "SIP 408 Request Timeout", "SIP 503"]) await say(text);
    await under.sender.sendCommand({ text: "recap 2h", channel: incident, user: "U0BOB" });
    const alone = await under.slack.until(() => under.slack.answers().find((one) => one.ephemeralFor === "U0BOB"));
    expect(wordsOf(alone)).toContain("画像");
    await press(under, alone, "sip.share", "U0BOB");
    const picture = await under.slack.until(() => under.slack.answers(incident).find(({ files }) => files.length > 0));
    expect(png(picture)).toMatchObject({ name: "timeline.png", kind: "PNG" });
    const said = under.slack.answers(incident).filter((one) => wordsOf(one).includes("直近 2 時間のまとめ"));
    expect(said.map(({ ephemeralFor }) => ephemeralFor)).toEqual([undefined]);
    expect(wordsOf(said[0] ?? { blocks: [] })).not.toContain("画像");
  });

  test("as a reaction it explains to whoever clicks it", async () => {
    store.kept.set("slack:T0FAKE", { how: "reaction" });
    const message = await say("SIP 503 from carrier A");
    await under.slack.until(() => message.reactions.some(({ name }) => name === "telephone_receiver"));
    await under.slack.until(() => store.cards[0]?.state === "sent");
    await under.sender.react(message, "telephone_receiver", "U0BOB");
    const shown = await under.slack.until(() => under.slack.answers()[0]);
    expect(shown.ephemeralFor).toBe("U0BOB");
    expect(wordsOf(shown)).toContain("503 Service Unavailable");
  });

  test("for the author alone it is ephemeral", async () => {
    store.kept.set("slack:T0FAKE", { how: "ephemeral" });
    await say("SIP 503 from carrier A", { user: "U0BOB" });
    const shown = await under.slack.until(() => under.slack.answers()[0]);
    expect(shown.ephemeralFor).toBe("U0BOB");
  });

  test("without its store it answers questions, explains nothing unasked, says so, and recovers", async () => {
    store.down = true;
    await say("SIP 503 from carrier A");
    await say("@sipsense 486");
    await under.slack.until(() => under.slack.answers(incident).length === 1);
    expect(under.adapter.health()).toMatchObject({ ready: true, storeLostAge: expect.any(Number) });
    expect(under.log.join("")).toContain("the database can't be reached");
    store.down = false;
    await say("SIP 488 Not Acceptable Here");
    await card();
    expect(under.adapter.health().storeLostAge).toBeUndefined();
  });

  test("an event is acknowledged only when its mention is kept, but not too late", async () => {
    let release: (() => void) | undefined;
    const hear = store.hear.bind(store);
    store.hear = async (...given) => {
      await new Promise<void>((resolve) => (release = resolve));
      return hear(...given);
    };
    let acked = false;
    const delivered = under.sender.say({ text: "SIP 503 from carrier A", channel: incident }).then((one) => {
      acked = true;
      return one;
    });
    const go = await under.slack.until(() => release);
    expect(acked).toBe(false);
    go();
    expect((await delivered).delivered[0]?.acked).toBe(true);
    await say("SIP 486 Busy Here");
    expect(store.rows.map(({ code }) => code)).toEqual([503]);
  });
});

describe("a card whose fate is unknown", () => {
  let under: UnderTest;
  let store: MemoryStore;
  let clock: ManualClock;
  beforeEach(async () => {
    store = new MemoryStore();
    clock = new ManualClock(Date.now());
    under = await connect("socket", { store, clock });
    under.slack.addChannel({ id: incident, name: "inc-4711" });
  });
  afterEach(() => under.close());

  const cards = (): FakeMessage[] => under.slack.answers().filter((one) => one.metadata !== undefined);
  const explained = async () => {
    await under.sender.say({ text: "SIP 503 from carrier A", channel: incident });
    await clock.go(2000);
  };

  test("is looked for, and found: it is not posted again", async () => {
    under.slack.fail("chat.postMessage", { drop: true, afterwards: true });
    await explained();
    await under.slack.until(() => under.counts["card refused"] === 1);
    expect(cards()).toHaveLength(1);
    await clock.go(80_000);
    await under.slack.until(() => store.cards[0]?.state === "sent");
    expect(store.cards[0]?.sent).toBe(cards()[0]?.ts);
    expect(cards()).toHaveLength(1);
  });

  test("is looked for, and not found: it is posted then, once", async () => {
    under.slack.fail("chat.postMessage", { status: 503 });
    await explained();
    await under.slack.until(() => under.counts["card refused"] === 1);
    expect(cards()).toHaveLength(0);
    await clock.go(80_000);
    await under.slack.until(() => store.cards[0]?.state === "sent");
    expect(cards()).toHaveLength(1);
  });
});
