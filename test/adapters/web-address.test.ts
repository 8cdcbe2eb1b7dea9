import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";

import { fromPath, permalink, toPath } from "../../src/adapters/web/address.ts";
import { webBot } from "./web-bot.ts";

const bot = webBot();
const { facts } = bot.catalog;

const queries = [
  ...facts.responses.map(({ code }) => String(code)),
  ...facts.contrasts.map(({ codes }) => codes.join(" vs ")),
  ...facts.symptoms.map(({ id }) => id.replaceAll("-", " ")),
  ...facts.causes.map(({ cause }) => `cause ${cause}`),
  ...facts.vendors.flatMap(({ entries }) =>
    entries.flatMap(({ codes, sip }) => [...codes, ...codes.map((code) => `${sip[0] ?? ""} ${code}`)]),
  ),
  ...facts.variants.flatMap(({ code, phrase, names }) => [phrase, ...names].map((name) => `${code} ${name}`)),
  ...facts.timers.map(({ id }) => `timer ${id}`),
  ...facts.warnings.map(({ warning }) => `warning ${warning}`),
  "4xx",
  "48x 49x",
  "400-417",
  "603 603+",
  "Reason: SIP;cause=200",
  "Reason: preemption;cause=1",
  "attestation A",
  "help",
];

describe("the path of an answer", () => {
  test("every address comes back from its path, as the browser's own URL parser leaves it", () => {
    const addresses = new Set(queries.flatMap((query) => bot.answer({ text: query }).address ?? []));
    expect(addresses.size).toBeGreaterThan(300);
    for (const address of addresses) expect(fromPath(new URL(toPath(address), "http://here").pathname)).toBe(address);
  });

  test("every address gives the same answer again, and none hides behind a path of the program's own", () => {
    for (const query of queries) {
      const { address, kind, reply } = bot.answer({ text: query });
      if (address === undefined) continue;
      const again = bot.answer({ text: fromPath(toPath(address)) });
      expect({ query, address: again.address, kind: again.kind, title: again.reply.title }).toEqual({
        query,
        address,
        kind,
        title: reply.title,
      });
      expect(["/", "/suggest", "/answer", "/livez", "/favicon.ico"]).not.toContain(toPath(address));
      expect(toPath(address)).not.toMatch(/^\/assets/u);
    }
  });

  test.each([
    ["183 vs 401", "/183-vs-401"],
    ["cause 34", "/cause-34"],
    ["403 D35", "/403-D35"],
    ["one way audio", "/one-way-audio"],
    ["603 603+", "/603-603+"],
    ["400-417", "/400~417"],
    ["片通話", "/%E7%89%87%E9%80%9A%E8%A9%B1"],
  ])("%s is at %s", (query, path) => {
    expect(toPath(query)).toBe(path);
    expect(fromPath(path)).toBe(query);
  });

  test("any well-formed text comes back from its path", () => {
    expect(() => assert(property(string({ unit: "grapheme" }), (text) => fromPath(toPath(text)) === text))).not.toThrow();
  });

  test("half a surrogate pair and a broken escape raise nothing", () => {
    expect(toPath("\uD83D")).toBe("/%EF%BF%BD");
    expect(fromPath("/%E0%A4%A")).toBe("%E0%A4%A");
    expect(permalink("486", "ja", "\uD83D x")).toBe("/486?language=ja&query=%EF%BF%BD%20x");
  });
});
