import { describe, expect, test } from "vitest";

import { recapOf, type Mentioned } from "../../src/core/recap.ts";
import { storyIds } from "../../src/core/recap/stories.ts";

const start = Date.UTC(2026, 10, 27, 2, 14);
const minute = 60_000;

/** "503×3@0 408×2@5": so many messages with a code, one each minute from then on. */
function mentions(script: string): Mentioned[] {
  return script.split(" ").flatMap((part) => {
    const [, code = "", count = "", from = ""] = /^(\d{3})×(\d+)@(\d+)$/u.exec(part) ?? [];
    return Array.from({ length: Number(count) }, (_none, index) => ({
      code: Number(code),
      at: start + (Number(from) + index) * minute,
      message: `${code} ${from} ${index}`,
    }));
  });
}

function story(script: string): string {
  return recapOf(mentions(script), start, start + 10_000 * minute).story.id;
}

describe("the likely story", () => {
  test.each([
    ["503×9@0 408×4@3", "upstream-unreachable"],
    ["503×6@2 504×3@0", "upstream-unreachable"],
    ["408×8@0 503×9@40", "timeouts-then-503"],
    ["408×6@0 504×1@2", "no-answer-from-hop"],
    ["503×12@0", "overload"],
    ["401×20@0 407×4@3", "auth-storm"],
    ["401×10@0 403×6@2", "auth-refused"],
    ["403×9@0 486×1@5", "forbidden"],
    ["486×9@0 600×2@4", "busy"],
    ["480×5@0 486×4@1 603×2@3", "callees"],
    ["488×5@0 606×1@2 415×1@3", "media"],
    ["404×7@0 484×2@4 604×1@5", "numbering"],
    ["483×5@0 503×6@0", "loop"],
    ["482×3@0", "loop"],
    ["500×6@0 502×2@1", "server-fault"],
    ["513×4@0", "size"],
    ["481×5@0 491×1@3", "calls-lost"],
    ["487×8@0 480×2@0", "hung-up"],
    ["608×4@0 603×3@0", "calls-blocked"],
    ["438×3@0 428×2@0", "identity"],
    ["422×4@0", "interval"],
    ["402×3@0 403×2@0", "payment"],
    ["302×6@0", "redirected"],
    ["420×3@0 405×2@0", "malformed"],
    ["503×1@0", "single"],
    ["486×3@0 488×3@0 404×3@0", "mixed"],
    ["180×5@0 200×9@0", "nothing"],
    ["", "nothing"],
  ])("of %s is %s", (script, expected) => {
    expect(story(script)).toBe(expected);
  });

  test("every story that can be told is told above, at least a dozen of them patterns", () => {
    expect(storyIds.length).toBeGreaterThan(15);
  });

  test("normal responses beside a failure neither make nor break it", () => {
    expect(story("200×50@0 183×50@0 503×5@0 408×5@1")).toBe("upstream-unreachable");
  });
});

describe("a recap", () => {
  test("counts messages, not words, with first and last time", () => {
    const recap = recapOf(mentions("503×14@0 408×3@2"), start, start + 60 * minute);
    expect(recap.codes).toEqual([
      { code: 503, count: 14, first: start, last: start + 13 * minute },
      { code: 408, count: 3, first: start + 2 * minute, last: start + 4 * minute },
    ]);
    expect(recap.messages).toBe(17);
  });

  test("leaves out what was said before and after", () => {
    const recap = recapOf(mentions("503×14@0"), start + 5 * minute, start + 8 * minute);
    expect(recap.codes).toMatchObject([{ count: 3 }]);
  });

  test("is the same in any order", () => {
    const said = mentions("503×14@0 408×3@2 486×2@9");
    expect(recapOf(said.toReversed(), start, start + 60 * minute)).toEqual(recapOf(said, start, start + 60 * minute));
  });

  test("has a timeline of at most 24 steps that people read off a clock, whatever the span", () => {
    for (const span of [1, 7, 50, 300, 5000, 60_000]) {
      const recap = recapOf(
        [
          { code: 503, at: start, message: "a" },
          { code: 503, at: start + span * minute, message: "b" },
        ],
        start,
        start + (span + 1) * minute,
      );
      expect(recap.timeline?.steps).toBeLessThanOrEqual(24);
      expect(recap.timeline?.rows[0]?.counts.reduce((sum, count) => sum + count, 0)).toBe(2);
      expect((recap.timeline?.start ?? 1) % minute).toBe(0);
    }
  });
});
