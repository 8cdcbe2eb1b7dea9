/** The fake as Slack's own WebClient meets it. */
import { LogLevel, webApi } from "@slack/bolt";
import { afterEach, beforeEach, expect, test } from "vitest";

import { type FakeSlack, startFakeSlack } from "./slack/fake-slack.ts";
import { asJson, asString } from "./slack/json.ts";

const channel = "C0ONCALL";
let slack: FakeSlack;
beforeEach(async () => {
  slack = await startFakeSlack();
});
afterEach(() => slack.close());

const client = (retries = 0): webApi.WebClient =>
  new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries, minTimeout: 1 },
  });

test("posts, asks for users with their locale, and uploads a file", async () => {
  const posted = await client().apiCall("chat.postMessage", {
    channel,
    text: "a & b",
    blocks: [{ type: "divider" }],
    unfurl_links: false,
  });
  expect(slack.answers(channel)[0]).toMatchObject({ ts: asString(asJson(posted)["ts"]), text: "a & b", unfurlLinks: false });
  const { user } = await client().users.info({ user: "U0BOB", include_locale: true });
  expect(user?.locale).toBe("ja-JP");
  await client().filesUploadV2({ channel_id: channel, filename: "trace.txt", content: "INVITE" });
  expect([...slack.files.values()].map((file) => new TextDecoder().decode(file.content))).toEqual(["INVITE"]);
  expect(slack.violations).toEqual([]);
});

test("sees platform errors, waits on 429 and tries again", async () => {
  await expect(client().apiCall("chat.postMessage", { channel: "C0OUTSIDE", text: "x" })).rejects.toMatchObject({
    code: webApi.ErrorCode.PlatformError,
    data: { error: "not_in_channel" },
  });
  slack.fail("chat.postMessage", { status: 429, retryAfter: 1 });
  const at = Date.now();
  await client(1).apiCall("chat.postMessage", { channel, text: "x" });
  expect(Date.now() - at).toBeGreaterThan(900);
  slack.fail("chat.postMessage", { status: 503, times: 2 });
  await expect(client().apiCall("chat.postMessage", { channel, text: "x" })).rejects.toThrow("503");
  slack.heal();
  slack.fail("auth.test", { drop: true });
  await expect(client().auth.test()).rejects.toThrow("fetch failed");
  expect(slack.calls.map((one) => one.error)).toContain("dropped");
});
