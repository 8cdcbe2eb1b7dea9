import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";

import { afterEach, beforeEach, expect, test } from "vitest";

import { forget } from "../../src/adapters/cli/forget.ts";
import { openStore } from "../../src/store/open.ts";
import { bot } from "../bot-under-test.ts";

let dataFolder: string;
beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), "sipsense-forget-"));
  const store = await openStore({ dataFolder });
  await store.keepSettings({ workspace: "slack:T1" }, {});
  await store.keepSettings({ workspace: "slack:T1", channel: "C1" }, {});
  await store.keepSettings({ workspace: "slack:T1", channel: "C1", thread: "17.1" }, {});
  await store.close();
});
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly said: string;
}

async function run(place: string | undefined, { yes = false, typed = "", languages = ["en"] } = {}): Promise<Run> {
  const input = Object.assign(new PassThrough(), { isTTY: typed !== "" });
  input.write(typed);
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const memory = () => openStore({ dataFolder });
  const code = await forget(place, yes, languages, { bot: () => bot, memory, input, output, errors });
  return { code, said: `${String(output.read() ?? "")}${String(errors.read() ?? "")}` };
}

async function left(): Promise<number> {
  const store = await openStore({ dataFolder });
  const rows = await store.allSettings("slack:T1");
  await store.close();
  return rows.length;
}

test.each([
  ["slack:T1/C1/17.1", "1 row", 2],
  ["slack:T1/C1", "2 rows", 1],
  ["slack:T1", "3 rows", 0],
])("%s is forgotten with all in it, and the number of rows is told", async (place, rows, remain) => {
  expect(await run(place, { yes: true })).toEqual({ code: 0, said: `Forgot ${place}: ${rows}.\n` });
  expect(await left()).toBe(remain);
  expect(await run(place, { yes: true })).toEqual({ code: 1, said: `sipsense: Nothing is kept of ${place}.\n` });
});

test("on a terminal it asks first, and takes nothing but yes for yes", async () => {
  expect(await run("slack:T1", { typed: "\n" })).toMatchObject({ code: 1, said: expect.stringContaining("can't be undone") });
  expect(await run("slack:T1", { typed: "yep\n" })).toMatchObject({ code: 1 });
  expect(await left()).toBe(3);
  expect(await run("slack:T1", { typed: "はい\n", languages: ["ja"] })).toMatchObject({ code: 0 });
  expect(await left()).toBe(0);
});

test("where nobody can be asked it wants --yes", async () => {
  expect(await run("slack:T1")).toMatchObject({ code: 2, said: expect.stringContaining("--yes") });
  expect(await left()).toBe(3);
});

test.each([undefined, "", "T1", "irc:T1", "slack:T1/", "slack:T1/C1/1/2", "slack:T1/C 1", "slack:%"])(
  "%s is no place to forget, and an example is given",
  async (place) => {
    expect(await run(place, { yes: true })).toMatchObject({
      code: 2,
      said: expect.stringContaining("slack:T024BE7LD/C024BE91L"),
    });
  },
);
