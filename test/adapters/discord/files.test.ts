import { gzipSync } from "node:zlib";

import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";

import { isDiscords } from "../../../src/adapters/discord/files.ts";
import { boundsFor, ThreadTracer } from "../../../src/diagnosis/tracer.ts";
import { bot } from "../../bot-under-test.ts";
import { bits, textOf } from "../../fakes/discord/fake-discord.ts";
import { connect, idsOf, type UnderTest } from "./discord-under-test.ts";

const tracer = new ThreadTracer({ bot: () => bot, bounds: boundsFor(20) });
afterAll(() => tracer.close());

const call = (id: string, code: string) => `INVITE sip:bob@192.0.2.2 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK${id}
From: <sip:alice@192.0.2.1>;tag=a${id}
To: <sip:bob@192.0.2.2>
Call-ID: ${id}@192.0.2.1
CSeq: 1 INVITE
Content-Length: 0

SIP/2.0 ${code}
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK${id}
From: <sip:alice@192.0.2.1>;tag=a${id}
To: <sip:bob@192.0.2.2>;tag=b${id}
Call-ID: ${id}@192.0.2.1
CSeq: 1 INVITE
Content-Length: 0

`;
const trace = `${call("one", "486 Busy Here")}${call("two", "503 Service Unavailable")}`;
const log = { filename: "call.log", content: trace, contentType: "text/plain" };

describe("files in Discord", () => {
  let under: UnderTest;
  beforeEach(async () => {
    under = await connect({ settings: { tracer } });
  });
  afterEach(() => under.closeClean());

  test("shared with a mention are diagnosed, with the ladder as a picture that has words", async () => {
    const { discord } = under;
    const { oncall } = discord.home.channels;
    const message = discord.say(oncall, discord.home.alice, "@sipsense what is wrong here?", { files: [log] });
    const answer = await discord.until(() => discord.answerTo(message), 20_000);
    expect(textOf(answer)).toMatch(/486|503/u);
    const [picture] = answer.files;
    expect(picture?.filename).toMatch(/\.png$/u);
    expect(picture?.description).not.toBe("");
    expect(
      Buffer.from(picture?.content ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    await discord.interact({ button: /^m:/u, on: answer });
    await discord.until(() => idsOf(answer).some((id) => id.startsWith("l:")), 20_000);
  });

  test("where the bot may not attach files are answered with the ladder as text", async () => {
    const { discord } = under;
    const { guild, alice } = discord.home;
    const overwrites = [{ id: guild.id, type: "role" as const, allow: 0n, deny: bits("attachFiles") }];
    const channel = discord.addChannel({ guild, name: "no-files", overwrites });
    const message = discord.say(channel, alice, "@sipsense what is wrong here?", { files: [log] });
    const answer = await discord.until(() => discord.answerTo(message), 20_000);
    expect(answer.files).toEqual([]);
    expect(textOf(answer)).toMatch(/486|503/u);
    // Who may write is not taken for shut out.
    const next = discord.say(channel, alice, "@sipsense 486");
    await discord.until(() => discord.answerTo(next));
  });

  test("given to /sip are promised, then diagnosed; another call is one click away; packed ones too", async () => {
    const { discord } = under;
    const file = { filename: "call.log.gz", content: gzipSync(trace), contentType: "application/gzip" };
    const { message } = await discord.interact({ command: "sip", options: { file }, settleMs: 20_000 });
    if (message === undefined) throw new Error("no answer");
    expect(textOf(message)).toMatch(/486|503/u);
    await discord.interact({ button: /^m:/u, on: message });
    await discord.until(() => idsOf(message).some((id) => id.startsWith("l:")), 20_000);
  });

  test("on a message are diagnosed by the context menu", async () => {
    const { discord } = under;
    const target = discord.say(discord.home.channels.oncall, discord.home.bob, "from the SBC", { files: [log] });
    const { message } = await discord.interact({ menu: "Explain SIP", target, settleMs: 20_000 });
    expect(message && textOf(message)).toMatch(/486|503/u);
  });

  test.each([
    [{ filename: "photo.png", content: "x", contentType: "image/png" }, /don't read this kind/u],
    [{ ...log, size: 30_000_000 }, /larger than 20 MB/u],
    [{ ...log, fault: { status: 404 } }, /can't fetch that file/u],
    [{ ...log, fault: { redirectTo: "https://evil.example/x" } }, /can't fetch that file/u],
    [{ ...log, fault: { drop: true } }, /can't fetch that file/u],
    [{ ...log, content: "" }, /empty/u],
  ])("that can't be read are refused in a sentence", async (file, says) => {
    const { discord } = under;
    const { message } = await discord.interact({ command: "sip", options: { file }, settleMs: 20_000 });
    expect(message && textOf(message)).toMatch(says);
  });

  test("are fetched without the token", async () => {
    const { discord } = under;
    const file = discord.addFile(discord.home.channels.oncall, log);
    expect(file.downloads).toEqual([]);
    await discord.interact({ command: "sip", options: { file: log }, settleMs: 20_000 });
    const all = [...discord.world.files.values()].flatMap(({ downloads }) => downloads);
    expect(all.length).toBeGreaterThan(0);
    for (const { authorization } of all) expect(authorization).toBe("");
  });
});

describe("the address of a file", () => {
  const api = "https://discord.com/api";
  test.each([
    ["https://cdn.discordapp.com/attachments/1/2/a.log?ex=1", true],
    ["https://media.discordapp.net/attachments/1/2/a.log", true],
    ["http://cdn.discordapp.com/a", false],
    ["https://cdn.discordapp.com:8443/a", false],
    ["https://cdn.discordapp.com.evil.example/a", false],
    ["https://user@cdn.discordapp.com/a", false],
    ["https://discord.com/api/a", false],
    ["http://169.254.169.254/latest/meta-data", false],
    ["file:///etc/passwd", false],
    ["", false],
  ])("%s is Discord's: %s", (url, own) => {
    expect(isDiscords(url, api)).toBe(own);
  });

  test("may be on the server that DISCORD_API_URL names", () => {
    expect(isDiscords("http://127.0.0.1:5/attachments/a", "http://127.0.0.1:5/api")).toBe(true);
    expect(isDiscords("http://127.0.0.1:6/attachments/a", "http://127.0.0.1:5/api")).toBe(false);
  });
});
