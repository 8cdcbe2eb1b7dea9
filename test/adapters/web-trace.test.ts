import { readFileSync } from "node:fs";

import { afterAll, describe, expect, test } from "vitest";

import { createApp } from "../../src/adapters/web/app.tsx";
import { boundsFor, ThreadTracer } from "../../src/diagnosis/tracer.ts";
import { bare, textOf, webBot } from "./web-bot.ts";

const bot = webBot();
const tracer = new ThreadTracer({ bot: () => bot, bounds: boundsFor(1) });
const app = createApp(bot, () => undefined, { tracer, largest: 1_000_000 });
afterAll(() => tracer.close());

const read = (name: string) => new Uint8Array(readFileSync(new URL(`../fixtures/traces/${name}`, import.meta.url)));
const two = read("gen-k-404-no-route.pcap");

async function send(fields: Readonly<Record<string, string | Blob>>, headers: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const response = await app.request("/trace", { method: "POST", body, headers });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe("a trace on the page", () => {
  test("the start page has its form; without traces it has none", async () => {
    expect(await (await app.request("/")).text()).toContain('action="/trace"');
    expect(await (await createApp(bot, () => undefined).request("/")).text()).not.toContain('action="/trace"');
  });

  test("a file comes back with verdict, picture and text, in the language of the form", async () => {
    const { status, body } = await send({ file: new Blob([two]), language: "ja" });
    expect(status).toBe(200);
    expect(body).toContain('<html lang="ja">');
    expect(body).toContain("data:image/svg+xml,");
    expect(textOf(body)).toContain(bare("483 Too Many Hops"));
    expect(body).not.toMatch(/203\.0\.113\.5|192\.0\.2\.10/u);
    expect(body).toContain('content="noindex"');
  });

  test("another call is one button away: the page carries the trace along", async () => {
    const first = await send({ file: new Blob([two]), language: "en" });
    expect(first.body).toMatch(/<button class="choice" type="submit" form="again" name="call" value="\d">/u);
    const carried = /name="carried" value="([^"]+)"/u.exec(first.body)?.[1] ?? "";
    const second = await send({ carried, call: "2", language: "en" });
    expect(textOf(second.body)).toContain(bare("Call 2 of 2."));
    expect(second.body).toContain("404");
  });

  test("the report is a Markdown file", async () => {
    const { headers, body } = await send({ file: new Blob([two]), wants: "report", language: "en" });
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="sip-trace-[a-z\d-]+\.md"$/u);
    expect(body).toMatch(/^# SIP trace report/u);
  });

  test("pasted text is read as well", async () => {
    const text = "SIP/2.0 486 Busy Here\r\nVia: SIP/2.0/UDP 192.0.2.1\r\nCall-ID: a\r\nCSeq: 1 INVITE\r\n\r\n";
    expect(textOf((await send({ text, language: "en" })).body)).toContain(bare("486 Busy Here"));
  });

  test.each([
    ["nothing at all", { text: "" }, "That is empty."],
    ["no SIP", { text: "lorem ipsum" }, "no SIP message"],
    ["broken packing", { carried: "////" }, "That is empty."],
  ])("%s is answered with a sentence", async (_name, fields, says) => {
    const { status, body } = await send({ ...fields, language: "en" });
    expect(status).toBe(200);
    expect(textOf(body)).toContain(bare(says));
  });

  test("what is too large is not read to the end", async () => {
    const { status, body } = await send({ file: new Blob([new Uint8Array(6_000_000)]), language: "en" });
    expect(status).toBe(413);
    expect(textOf(body)).toContain(bare("larger than 1 MB"));
  });

  test("another site's page is refused; a look at the address leads to the form", async () => {
    expect((await send({ text: "x" }, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await app.request("/trace")).headers.get("location")).toBe("/");
  });
});
