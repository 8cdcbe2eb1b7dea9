import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { parseAction } from "../../../src/adapters/slack/actions.ts";
import { splitEscaped } from "../../../src/adapters/slack/render-text.ts";
import { escapeText, renderBlocks } from "../../../src/adapters/slack/render.ts";
import type { Block, Line } from "../../../src/reply/document.ts";
import { checkBlocks } from "./block-limits.ts";

describe("text from outside", () => {
  const shownAs = (text: string) => JSON.stringify(renderBlocks([{ kind: "text", text: [{ text }] }], "en"));

  test.each(["<!channel>", "<@U12345>", "<#C12345>", "<https://evil.example|click>", "a <!subteam^S1> b", "&lt;!here&gt;"])(
    "never becomes markup: %s",
    (text) => {
      checkBlocks(renderBlocks([{ kind: "text", text: [{ text }] }], "en"), 1);
      expect(shownAs(text)).not.toMatch(/<[!@#h]/u);
    },
  );

  test.each(["*bold*", "_slanted_", "~gone~", "`code`", "```fence", "a :skull: b", "> quote", "say *this* and *that*"])(
    "is not formatted: %s",
    (text) => {
      expect(shownAs(text)).toContain('"type":"plain_text"');
      expect(shownAs(text)).toContain('"emoji":false');
    },
  );

  test.each(["max_forwards and user_busy", "*67", "a ~ b", "sip:100@pbx.example", "2*3"])(
    "keeps its marks where they format nothing: %s",
    (text) => {
      expect(shownAs(text)).toContain('"type":"mrkdwn"');
    },
  );

  test("cannot close a marker or a fence of ours", () => {
    const line: Line = [{ text: "Label", style: "strong" }, { text: " a * b" }, { text: "x`y", style: "code" }];
    expect(JSON.stringify(renderBlocks([{ kind: "text", text: line }], "en"))).toContain("plain_text");
    const drawing: Block = { kind: "drawing", text: "a ``` b", alt: "a ladder" };
    expect(JSON.stringify(renderBlocks([drawing], "en"))).not.toContain('"text":"```');
  });

  test("links only to web and mail addresses", () => {
    const line: Line = [
      { text: "here", href: "javascript:alert(1)" },
      { text: " " },
      { text: "RFC", href: "https://a.example/?a=1&b=<|>" },
    ];
    const shown = JSON.stringify(renderBlocks([{ kind: "text", text: line }], "en"));
    expect(shown).toContain("here (javascript:alert(1))");
    expect(shown).toContain("<https://a.example/?a=1&amp;b=&lt;%7C&gt;|RFC>");
  });

  test("is parted neither inside an entity nor inside a character, and nothing is lost", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("&", "<", ">", "😀", "é", "漢", "a", " ", ";") }),
        fc.integer({ min: 6, max: 40 }),
        (text, limit) => {
          const escaped = escapeText(text);
          const parts = splitEscaped(escaped, limit);
          expect(parts.join("")).toBe(escaped);
          for (const part of parts) {
            expect(part.length).toBeLessThanOrEqual(limit);
            expect(part).not.toMatch(/&(?!(?:amp|lt|gt);)|\p{Cs}/u);
          }
        },
      ),
    );
  });
});

describe("clicks", () => {
  test("say what they ask for", () => {
    expect(parseAction("sip.run.3", '{"q":"486 vs 480","l":"ja"}')).toEqual({ kind: "run", query: "486 vs 480", language: "ja" });
    expect(parseAction("sip.more", "s")).toEqual({ kind: "more", state: "s" });
    expect(parseAction("sip.less", "s")).toEqual({ kind: "less", state: "s" });
    expect(parseAction("sip.share", "s")).toEqual({ kind: "share", state: "s" });
    expect(parseAction("sip.page.12", "s")).toEqual({ kind: "page", page: 12, state: "s" });
    expect(parseAction("sip.language.zh-Hans", "s")).toEqual({ kind: "language", tag: "zh-Hans", state: "s" });
  });

  test.each([
    ["sip.run.1", "no json"],
    ["sip.run.1", "[]"],
    ["sip.run.1", '{"q":1,"l":"en"}'],
    ["sip.page.x", "s"],
    ["sip.page", "s"],
    ["sip.more.1", "s"],
    ["other", "s"],
    ["sip.more", undefined],
  ])("that are not ours are not read: %s %s", (id, value) => {
    expect(parseAction(id, value)).toBeUndefined();
  });
});
