import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { readTraceAsked } from "../../../src/adapters/slack/traces.ts";
import { buttonsOf, connect, modes, press, wordsOf, type UnderTest } from "./slack-under-test.ts";

const read = (name: string) => new Uint8Array(readFileSync(new URL(`../../fixtures/traces/${name}`, import.meta.url)));
const declined = read("gen-inv-603-decline.pcap");
const two = read("gen-k-404-no-route.pcap");

describe.each(modes)("a trace shared in Slack, %s mode", (mode) => {
  let under: UnderTest;
  beforeEach(async () => {
    under = await connect(mode);
  });
  afterEach(() => under.closeClean());

  const share = (name: string, content: Uint8Array, to = "C0ONCALL") =>
    under.sender.say({ text: "@sipsense", channel: to, files: [under.slack.addFile({ name, content })] });
  const answers = (count: number) =>
    under.slack.until(() => {
      const all = under.slack.answers("C0ONCALL");
      return all.length >= count ? all : undefined;
    });
  const filesOf = (message: { files?: readonly string[] } | undefined) =>
    (message?.files ?? []).map((id) => under.slack.files.get(id));

  test("a capture comes back with verdict and picture, no address in it", async () => {
    await share("call.pcap", declined);
    const [verdict, picture] = await answers(2);
    expect(wordsOf(verdict ?? { blocks: [] })).toContain("603 Decline");
    expect(wordsOf(verdict ?? { blocks: [] })).not.toMatch(/\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/u);
    const [png] = filesOf(picture);
    expect(png?.name).toBe("ladder.png");
    expect(
      Buffer.from(png?.content ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    expect(picture?.threadTs).toBe(verdict?.threadTs);
  });

  test("a packed capture is read as well", async () => {
    await share("call.pcap.gz", gzipSync(declined));
    expect(wordsOf((await answers(1))[0] ?? { blocks: [] })).toContain("603 Decline");
  });

  test("a gzip bomb comes back with a sentence, and the next question is answered", async () => {
    await share("call.pcap.gz", gzipSync(Buffer.alloc(12_000_000)));
    expect(wordsOf((await answers(1))[0] ?? { blocks: [] })).toContain("unpacks to more than 8 MB");
    await under.sender.say({ text: "@sipsense 486", channel: "C0ONCALL" });
    expect(wordsOf((await answers(2))[1] ?? { blocks: [] })).toContain("486 Busy Here");
  });

  test("another call of the file is one click away, the report another", async () => {
    await share("calls.pcap", two);
    const [verdict] = await answers(2);
    if (!verdict) throw new Error("no answer");
    const buttons = buttonsOf(verdict);
    const other = buttons.find(({ value = "" }) => /trace:\w+ \d"/u.test(value));
    const report = buttons.find(({ value = "" }) => value.includes(' report"'));
    if (!other || !report) throw new Error(`no such buttons: ${buttons.map(({ label }) => label).join(", ")}`);
    await under.sender.sendAction({ ...other, message: verdict });
    expect(wordsOf(await under.slack.until(() => under.slack.answers()[2]))).toMatch(/Call \d of 2\./u);
    await under.sender.sendAction({ ...report, message: verdict });
    const shared = await under.slack.until(() => [...under.slack.files.values()].find(({ name }) => name.endsWith(".md")));
    expect(Buffer.from(shared.content).toString()).toMatch(/^# SIP trace report/u);
  });

  test("what one person sees says how all get the ladder, and Share gives it to them", async () => {
    const file = under.slack.addFile({ name: "call.pcap", content: declined });
    const { message } = await under.sender.say({ text: "see this", channel: "C0ONCALL", files: [file] });
    await under.sender.sendShortcut({ callbackId: "sip.explain", message });
    const [alone] = await answers(1);
    if (!alone) throw new Error("no answer");
    expect(wordsOf(alone)).toContain("comes with its picture");
    await press(under, alone, "sip.share");
    const picture = await under.slack.until(() => under.slack.answers("C0ONCALL").find(({ files }) => files.length > 0));
    expect(filesOf(picture)[0]).toMatchObject({ name: "ladder.png", alt: expect.stringContaining("603") });
    expect(under.slack.answers("C0ONCALL").every(({ ephemeralFor }) => ephemeralFor === undefined)).toBe(true);
  });
});

test("without files:write the ladder comes as text, and a sentence says why", async () => {
  const under = await connect("socket", {
    fake: { scopes: ["app_mentions:read", "chat:write", "commands", "im:history", "users:read", "files:read"] },
  });
  const file = under.slack.addFile({ name: "call.pcap", content: declined });
  await under.sender.say({ text: "@sipsense", channel: "C0ONCALL", files: [file] });
  const ladder = wordsOf(await under.slack.until(() => under.slack.answers("C0ONCALL")[1]));
  expect(ladder).toContain("==603 Decline");
  expect(ladder).toContain("files:write");
  await under.closeClean();
});

test.each([
  ["trace:F024BE7LH", { file: "F024BE7LH", call: undefined, report: false }],
  ["trace:F024BE7LH 3", { file: "F024BE7LH", call: 3, report: false }],
  ["trace:F024BE7LH report", { file: "F024BE7LH", call: undefined, report: true }],
  ["trace:../x", undefined],
  ["486", undefined],
])("a button's question %s", (text, asked) => {
  expect(readTraceAsked(text)).toEqual(asked);
});
