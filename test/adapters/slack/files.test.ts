import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { isSlacks } from "../../../src/adapters/slack/files.ts";
import type { FakeFile } from "../../fakes/slack/fake-slack.ts";
import { connect, modes, wordsOf, type UnderTest } from "./slack-under-test.ts";

const trace = "SIP/2.0 486 Busy Here\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n\r\n";

describe.each(modes)("files, %s mode", (mode) => {
  let under: UnderTest;
  beforeEach(async () => {
    under = await connect(mode);
  });
  afterEach(() => under.closeClean());

  const answerTo = async (file: FakeFile) => {
    await under.sender.say({ text: "@sipsense what is this?", channel: "C0ONCALL", files: [file] });
    return wordsOf(await under.slack.until(() => under.slack.answers("C0ONCALL")[0]));
  };

  test("a text with SIP messages is read and explained", async () => {
    const file = under.slack.addFile({ name: "call.txt", content: trace });
    expect(await answerTo(file)).toContain("486 Busy Here");
    expect(file.downloads).toHaveLength(1);
  });

  test("a file on a message is read by the shortcut, too", async () => {
    const message = under.slack.addMessage({
      text: "",
      channel: "C0ONCALL",
      files: [under.slack.addFile({ name: "call.log", content: trace })],
    });
    await under.sender.sendShortcut({ callbackId: "sip.explain", message });
    expect(wordsOf(await under.slack.until(() => under.slack.answers()[0]))).toContain("486 Busy Here");
  });

  test.each([
    ["a picture", { name: "ladder.png", content: "x", mimetype: "image/png" }, /don't read this kind of file \(ladder\.png\)/u],
    ["a file said to be large", { name: "call.txt", content: "x", size: 30_000_000 }, /larger than 2 MB/u],
    [
      "a file kept elsewhere",
      { name: "call.txt", content: "x", mode: "external", externalUrl: "https://drive.example.com/x" },
      /outside Slack/u,
    ],
  ])("%s is refused with a clear word, unfetched", async (_name, file, says) => {
    const added = under.slack.addFile(file);
    expect(await answerTo(added)).toMatch(says);
    expect(added.downloads).toEqual([]);
  });

  test("a file that is larger than Slack said is read no further", async () => {
    expect(await answerTo(under.slack.addFile({ name: "call.txt", content: "x".repeat(4_000_000), size: 10 }))).toContain(
      "larger than 2 MB",
    );
  });

  test("a text without SIP is said to have none", async () => {
    expect(await answerTo(under.slack.addFile({ name: "notes.txt", content: "lorem ipsum ".repeat(1000) }))).toContain(
      "no SIP message",
    );
  });

  test("a file that Slack shows only by its id is looked up", async () => {
    expect(await answerTo(under.slack.addFile({ name: "call.txt", content: trace, checkFileInfo: true }))).toContain(
      "486 Busy Here",
    );
  });

  test("a file whose address is not Slack's gets no token", async () => {
    const seen: unknown[] = [];
    const elsewhere = createServer((request, response) => {
      seen.push(request.headers);
      response.end("SIP/2.0 486 Busy Here");
    });
    await new Promise<void>((resolve) => void elsewhere.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/call.txt`;
    const shared = { id: "F0X", name: "call.txt", filetype: "text", mimetype: "text/plain", size: 10, url_private_download: url };
    await under.sender.sendEvent({
      type: "message",
      subtype: "file_share",
      channel: "D0ALICE",
      channel_type: "im",
      user: "U0ALICE",
      text: "",
      ts: "1700000003.000100",
      files: [shared],
    });
    expect(wordsOf(await under.slack.until(() => under.slack.answers()[0]))).toContain("outside Slack");
    expect(seen).toEqual([]);
    elsewhere.close();
  });
});

test("without files:read a file is left, and a sentence says so", async () => {
  const under = await connect("socket", {
    fake: { scopes: ["app_mentions:read", "chat:write", "commands", "im:history", "users:read"] },
  });
  const file = under.slack.addFile({ name: "call.txt", content: trace });
  await under.sender.say({ text: "@sipsense", channel: "C0ONCALL", files: [file] });
  expect(wordsOf(await under.slack.until(() => under.slack.answers()[0]))).toContain("files:read");
  expect(file.downloads).toEqual([]);
  await under.close();
});

test.each([
  ["https://files.slack.com/files-pri/T1-F1/download/x.txt", true],
  ["https://workspace.slack.com/x", true],
  ["http://files.slack.com/x", false],
  ["https://files.slack.com.example.com/x", false],
  ["https://notslack.com/x", false],
  ["https://user:pw@files.slack.com/x", false],
  ["https://files.slack.com:8443/x", false],
  ["file:///etc/passwd", false],
  ["nonsense", false],
])("%s is Slack's: %s", (url, expected) => {
  expect(isSlacks(url, "https://slack.com/api/")).toBe(expected);
});
