import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { longestQuery, parseQuery } from "../../src/core/query.ts";
import { plainText } from "../../src/reply/plain.ts";
import { bot } from "../bot-under-test.ts";

// `npm run fuzz` asks a million such questions; here a few hundred of each sort, so that `npm test` stays quick.
const pieces = fc.constantFrom(
  "183",
  "401",
  "799",
  "vs",
  " ",
  "/",
  "SIP/2.0",
  "cause",
  "=",
  "Q.850",
  "busy",
  "no",
  "route",
  "4xx",
  "と",
  "違い",
  "話中",
  "in ja",
  "--language",
  "`",
  "*",
  "<@U1>",
  "<!channel>",
  "@everyone",
  "\n",
  "Via: x",
  "603+",
  "D35",
  "\u202E",
  "\u0000",
  "(",
  "{",
  "}",
  "|",
  "%",
  "&lt;",
  "１８３",
  "é",
);
const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
);

describe("whatever is typed", () => {
  test("an answer comes, in a shipped language, with something to say", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { kind, language, reply, codes } = bot.answer({ text });
        expect(bot.languages).toContain(language);
        expect(reply.short.length).toBeGreaterThan(0);
        expect(reply.short.length).toBeLessThanOrEqual(3);
        expect(plainText(reply)).not.toBe("");
        if (kind === "response") expect(codes.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });

  test("the same question gives the same answer", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(bot.answer({ text })).toEqual(bot.answer({ text }));
      }),
      { numRuns: 60 },
    );
  });

  test("an answer's address gives the same answer again", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { address, codes, kind } = bot.answer({ text });
        if (address !== undefined)
          expect(bot.answer({ text: address })).toMatchObject({ kind, codes: kind === "response" ? codes.slice(0, 1) : codes });
      }),
      { numRuns: 400 },
    );
  });

  test("the understood text is bounded and holds no control characters", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const asked = parseQuery(text);
        // oxlint-disable-next-line eslint/no-control-regex -- this is what must not be there
        expect(asked.text).not.toMatch(/[\u0000-\u001F\u007F]/u);
        if (asked.query.kind !== "too-long") expect([...asked.text].length).toBeLessThanOrEqual(longestQuery);
      }),
      { numRuns: 400 },
    );
  });

  test("suggestions come for whatever is half typed", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(bot.suggest(text, ["ja"], 8).length).toBeLessThanOrEqual(8);
      }),
      { numRuns: 300 },
    );
  });
});
