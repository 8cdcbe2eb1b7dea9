import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";

import { afterAll, beforeAll, expect, test } from "vitest";

import { recapCommand } from "../../src/adapters/cli/recap.ts";
import { openStore } from "../../src/store/open.ts";
import { bot } from "../bot-under-test.ts";

const place = { workspace: "slack:T1", channel: "C1" };
let dataFolder: string;
beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), "recap-"));
  const store = await openStore({ dataFolder });
  for (const [index, code] of [503, 408, 503, 503, 504].entries()) {
    const at = Date.now() - (10 - index) * 60_000;
    const mentions = { place, message: String(index), at, edited: false, codes: [code], explain: [], trace: false };
    const rules = { now: at, quietMs: 1, burstMs: 1, leaseMs: 1, holder: "test" };
    await store.hear({ ...mentions, form: "thread", language: "en", author: "U1" }, rules);
  }
  await store.close();
});
afterAll(() => rmSync(dataFolder, { recursive: true }));

async function run(query: string | undefined, more: { text?: boolean; svg?: string } = {}) {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const asked = { query, text: more.text ?? false, svg: more.svg, language: "en" };
  const code = await recapCommand(asked, { bot: () => bot, memory: () => openStore({ dataFolder }), output, errors });
  return { code, out: String(output.read() ?? ""), said: String(errors.read() ?? "") };
}

test("a channel's last hours come as JSON, with the likely story and the timeline", async () => {
  const { code, out } = await run("slack:T1/C1 2h");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    place: "slack:T1/C1",
    messages: 5,
    codes: [
      { code: 503, count: 3 },
      { code: 408, count: 1 },
      { code: 504, count: 1 },
    ],
    story: { id: "upstream-unreachable", codes: [503, 408, 504] },
    timeline: { stepSeconds: 60 },
    language: "en",
  });
});

test("as text where that is asked for, and the timeline as a picture in a file", async () => {
  const svg = join(dataFolder, "timeline.svg");
  const { out } = await run("slack:T1/C1 2h", { text: true, svg });
  expect(out).toContain("Recap of the last 2 hours");
  expect(readFileSync(svg, "utf8")).toMatch(/^<svg/u);
});

test.each([
  [undefined, 2, "Of which channel?"],
  ["slack:T1", 2, "Of which channel?"],
  ["slack:T1/C1 soon", 2, "Over what time?"],
  ["slack:T1/C9", 1, ""],
])("%s ends with %s", async (query, code, says) => {
  const ended = await run(query);
  expect(ended.code).toBe(code);
  expect(ended.said).toContain(says);
});
