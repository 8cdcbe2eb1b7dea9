/** Events as the fake makes them, and who gets to hear them. */
import { afterEach, beforeEach, expect, test } from "vitest";

import { events, type FakeSlack, startFakeSlack } from "./slack/fake-slack.ts";

const channel = "C0ONCALL";
let slack: FakeSlack;
beforeEach(async () => {
  slack = await startFakeSlack();
});
afterEach(() => slack.close());

test("events are shaped as Slack shapes them", () => {
  const message = slack.addMessage({
    text: "486?",
    channel: "D0BOB",
    user: "U0BOB",
    files: [slack.addFile({ name: "a.txt", content: "x" })],
  });
  expect(events.messageEvent(slack, message)).toMatchObject({
    type: "message",
    subtype: "file_share",
    channel_type: "im",
    user: "U0BOB",
    ts: message.ts,
    files: [{ name: "a.txt", mimetype: "text/plain", size: 1 }],
  });
  expect(events.appMention(slack, message)).toMatchObject({ type: "app_mention", ts: message.ts });
  expect(events.appMention(slack, message)).not.toHaveProperty("channel_type");
  message.history.push({ text: message.text, blocks: [] });
  message.text = "487?";
  const changed = events.messageChanged(slack, message);
  expect(changed).toMatchObject({ subtype: "message_changed", message: { text: "487?" }, previous_message: { text: "486?" } });
  expect(changed["ts"]).not.toBe(message.ts);
  expect(events.messageDeleted(slack, message)).toMatchObject({ subtype: "message_deleted", deleted_ts: message.ts });
  expect(events.botMessage(slack, message)).toMatchObject({ subtype: "bot_message", bot_id: "B0OTHER" });
  expect(events.botMessage(slack, message)).not.toHaveProperty("user");
  expect(events.subtypeEvent(slack, message, "channel_topic")).toMatchObject({ subtype: "channel_topic" });
  expect(events.memberJoined(slack, slack.botUserId, channel)).toMatchObject({
    type: "member_joined_channel",
    channel_type: "C",
  });
});

test("an app hears only what its scopes and its channels let it hear", async () => {
  await slack.close();
  slack = await startFakeSlack({ scopes: ["chat:write", "app_mentions:read"] });
  const types = async (where: string, words: string): Promise<number> => {
    const saying = slack.socket.say({ channel: where, text: words });
    await slack.close();
    const { delivered } = await saying;
    slack = await startFakeSlack({ scopes: ["chat:write", "app_mentions:read"] });
    return delivered.length;
  };
  expect(await types(channel, "@sipsense 486")).toBe(1);
  expect(await types(channel, "486")).toBe(0);
  expect(await types("C0OUTSIDE", "@sipsense 486")).toBe(0);
  expect(await types("D0ALICE", "486")).toBe(0);
});
