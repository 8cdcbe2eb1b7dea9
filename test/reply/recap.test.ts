import { describe, expect, test } from "vitest";

import { recapOf } from "../../src/core/recap.ts";
import { storyIds } from "../../src/core/recap/stories.ts";
import { lineText } from "../../src/reply/document.ts";
import { plainText } from "../../src/reply/plain.ts";
import { recapReply } from "../../src/reply/recap.ts";
import { clockTime, date } from "../../src/reply/time.ts";
import { bot, catalog } from "../bot-under-test.ts";

const start = Date.UTC(2026, 10, 27, 2, 14);
const minute = 60_000;
const said = Array.from({ length: 20 }, (_none, index) => ({
  code: index % 3 === 0 ? 408 : 503,
  at: start + index * 4 * minute,
  message: String(index),
}));

describe("a recap in words", () => {
  test.each(bot.languages)("says the likely story, counts, times and a timeline in %s", (language) => {
    const reply = recapReply(recapOf(said, start, start + 300 * minute), { minutes: 300 }, catalog, bot.words(language));
    const text = plainText(reply);
    expect(reply.short).toHaveLength(3);
    expect(text).toContain("503 Service Unavailable");
    expect(text).toContain("×13");
    expect(text).toContain("02:14 UTC");
    expect(text).toMatch(/▁|█/u);
    const drawing = reply.body.find((block) => block.kind === "drawing");
    expect(drawing?.picture?.svg).toMatch(/^<svg .*<\/svg>$/su);
    expect(drawing?.alt).toContain("503");
  });

  test.each(bot.languages)("has a sentence and a first step for every story in %s", (language) => {
    const words = bot.words(language);
    for (const id of storyIds) {
      for (const kind of ["story", "look"]) {
        const says = lineText(words.line(`watch.${kind}.${id}`, { codes: "503", since: "02:14 UTC" }));
        expect(says.length).toBeGreaterThan(5);
        expect(says).not.toMatch(/[{}]/u);
      }
    }
  });

  test("nobody said anything: one sentence", () => {
    const reply = recapReply(recapOf([], start, start + minute), "thread", catalog, bot.words("en"));
    expect(reply.body).toHaveLength(1);
  });
});

test("days and times are those of the calendar", () => {
  for (const text of ["1970-01-01", "2000-02-29", "2024-12-31", "2026-11-27", "2100-03-01"]) {
    const at = Date.parse(`${text}T23:59:59Z`);
    expect(date(at)).toBe(text);
    expect(clockTime(at)).toBe("23:59");
  }
});
