import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readClick, sourceOf } from "../../../src/adapters/discord/custom-id.ts";
import { renderEmbed } from "../../../src/adapters/discord/render-embed.ts";
import { escapeMarkdown, splitEscaped } from "../../../src/adapters/discord/render-text.ts";
import {
  labelsIn,
  plainFallback,
  renderMessage,
  type Rendered,
  type RenderOptions,
} from "../../../src/adapters/discord/render.ts";
import { cleanText } from "../../../src/chat/clean-text.ts";
import type { Block, Reply } from "../../../src/reply/document.ts";
import { bot } from "../../bot-under-test.ts";
import { anyReply } from "../../reply/any-reply.ts";
import { questions, textsSaid } from "../../reply/contract.ts";
import { checkBody, clickable, objectsIn, shownTexts, textIn } from "./limits.ts";
import { seen } from "./markdown.ts";

const labels = (language: string) =>
  labelsIn(bot.words(language), {
    share: true,
    otherLanguages: bot.languages.filter((other) => other !== language).map((other) => bot.words(other)),
  });
const source = { kind: "text", text: "q".repeat(70) } as const;
const options = (over: Partial<RenderOptions> = {}): RenderOptions => ({
  form: "full",
  source,
  labels: labels("en"),
  pictures: false,
  ...over,
});
type Render = (reply: Reply, options: RenderOptions) => Rendered;
const renderers: Readonly<Record<string, Render>> = { components: renderMessage, "an embed": renderEmbed };

// What a reader sees: spaces, and characters without a picture, do not count.
const squeeze = (text: string) => text.replaceAll(/[\s\p{Cc}\p{Cs}\uFFFD\u200A]/gu, "");
const said = (reply: Reply) =>
  textsSaid(reply)
    .map((text) => squeeze(cleanText(text)))
    .filter((text) => text !== "");

function pagesOf(reply: Reply, render: Render): Rendered[] {
  const pages: Rendered[] = [];
  for (let page = 0; page < 5000; page++) {
    const rendered = render(reply, options({ page }));
    checkBody(rendered.body);
    pages.push(rendered);
    if (!clickable(rendered.body).some((one) => textIn(one, "custom_id").startsWith(`p${page + 1}:`))) return pages;
  }
  throw new Error("the pages never end");
}

/** All that can be read on all pages, without what each page repeats: its title, its number. */
function wholeText(pages: readonly Rendered[]): string {
  const texts = pages.map(({ body }, index) => {
    const shown = shownTexts(body).join("\n").split("\n");
    const page = index === 0 ? shown : shown.filter((line) => !line.startsWith("## "));
    const values = objectsIn(body).flatMap((one) =>
      typeof one["value"] === "string" ? [`${textIn(one, "label")} ${one["value"]}`] : [],
    );
    const placeholders = objectsIn(body).flatMap((one) => (typeof one["placeholder"] === "string" ? [one["placeholder"]] : []));
    const buttons = clickable(body).flatMap((one) => [textIn(one, "label"), textIn(one, "custom_id")]);
    return [seen(page.filter((line) => !/^-# Page \d+ of \d+$/u.test(line)).join("\n")), ...placeholders, ...values, ...buttons];
  });
  return [...texts.map(([text = ""]) => text), ...texts.flatMap((page) => page.slice(1))].map(squeeze).join("");
}

function expectWhole(reply: Reply, render: Render): void {
  checkBody(render(reply, options({ form: "short" })).body);
  const shown = wholeText(pagesOf(reply, render));
  for (const piece of said(reply)) expect(shown, `lost ${piece.slice(0, 200)}`).toContain(piece);
}

describe.each(Object.entries(renderers))("messages for Discord made of %s", (_name, render) => {
  test.each(bot.languages)("hold every kind of answer in %s, within all limits", (language) => {
    for (const text of questions) {
      const { reply } = bot.answer({ text, language });
      expectWhole(reply, render);
      checkBody({ content: plainFallback(reply) });
      for (const shown of shownTexts(render(reply, options({ form: "short", labels: labels(language) })).body)) seen(shown);
    }
  });

  test("hold any Reply, however long and whatever stands in it", () => {
    fc.assert(
      fc.property(anyReply, (reply) => expectWhole(reply, render)),
      { numRuns: 100 },
    );
  }, 120_000);

  test("offer in one row the rest, two choices, the share button and the other language", () => {
    const { reply } = bot.answer({ text: "183 vs 401", language: "en" });
    const ids = clickable(render(reply, options({ form: "short" })).body).map((one) => textIn(one, "custom_id").slice(0, 2));
    expect(ids).toEqual(["m:", "r0", "r1", "s:", "g:"]);
  });

  test("turn pages both ways and back to the short form; a page past the end is the last", () => {
    const { reply } = bot.answer({ text: "4xx", language: "en" });
    const pages = pagesOf(reply, render);
    expect(pages.length).toBeGreaterThan(1);
    const verbs = (page: Rendered | undefined) =>
      clickable(page?.body ?? { content: "" }).map((one) => textIn(one, "custom_id").split(":")[0]);
    const last = pages.length - 1;
    expect(verbs(pages[0])).toEqual(expect.arrayContaining(["p1", "l", "s", "g"]));
    expect(verbs(pages[last])).toContain(`p${last - 1}`);
    expect(render(reply, options({ page: 4000 })).body).toEqual(pages[last]?.body);
  });

  test("say a small answer whole at once", () => {
    const { reply } = bot.answer({ text: "help", language: "en" });
    const ids = clickable(render(reply, options({ form: "short" })).body).map((one) => textIn(one, "custom_id"));
    expect(ids.some((id) => id.startsWith("m:"))).toBe(false);
    expect(ids.some((id) => id.startsWith("r5:"))).toBe(true);
  });

  test("show a drawing as a picture with words for who can't see it, or as text where pictures can't be made", () => {
    const drawing: Block = { kind: "drawing", text: "A -> B", alt: "A calls B", picture: { name: "ladder.png", svg: "<svg/>" } };
    const reply: Reply = { title: "t", language: "en", severity: "error", audience: "everyone", short: [], body: [drawing] };
    const drawn = render(reply, options({ pictures: true }));
    expect(drawn.pictures).toEqual([{ name: "ladder.png", svg: "<svg/>", alt: "A calls B" }]);
    expect(JSON.stringify(drawn.body)).toContain("attachment://ladder.png");
    checkBody(drawn.body);
    const written = render(reply, options({ pictures: false }));
    expect(written.pictures).toEqual([]);
    expect(JSON.stringify(written.body)).toContain("```\\nA -> B\\n```");
  });
});

describe("components", () => {
  test("stand in one container with the severity's colour; the other language beside the title", () => {
    const { reply } = bot.answer({ text: "486", language: "en" });
    const { body } = renderMessage(reply, options());
    expect(body.flags).toBe(32_768);
    const container = objectsIn(body).find((one) => one["type"] === 17);
    expect(container?.["accent_color"]).toBeTypeOf("number");
    const section = objectsIn(body).find((one) => one["type"] === 9);
    expect(JSON.stringify(section?.["accessory"])).toContain("日本語");
  });

  test("offer the codes that one is confused with in a select", () => {
    const { reply } = bot.answer({ text: "486", language: "en" });
    const selects = pagesOf(reply, renderMessage).flatMap(({ body }) => objectsIn(body).filter((one) => one["type"] === 3));
    expect(JSON.stringify(selects)).toContain('"value":"486 vs 600"');
  });
});

describe("text for Discord", () => {
  test("reads as it was said, whatever marks stand in it", () => {
    const marks = fc.constantFrom(
      "*",
      "_",
      "~",
      "`",
      "|",
      "#",
      "-",
      ">",
      "<",
      "@",
      "[",
      "]",
      "(",
      ")",
      ":",
      "\\",
      "1.",
      "\n",
      " ",
      "everyone",
      "<@1>",
      "https://",
      "a",
      "é",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "grapheme" }),
          fc.array(marks, { maxLength: 40 }).map((all) => all.join("")),
        ),
        (text) => {
          expect(seen(escapeMarkdown(text))).toBe(cleanText(text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("is parted between its pairs, nothing lost", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("\\", "*", "a", " ", "😀") }),
        fc.integer({ min: 4, max: 30 }),
        (text, limit) => {
          const escaped = escapeMarkdown(text);
          const parts = splitEscaped(escaped, limit);
          expect(parts.join("")).toBe(escaped);
          for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
          expect(parts.map(seen).join("")).toBe(cleanText(text));
        },
      ),
    );
  });
});

describe("what a button carries", () => {
  test("is the question itself where it is short, else where to read it again", () => {
    const asked = (text: string) => ({ text, language: "en" });
    expect(sourceOf(asked("183 vs 401"), "183 vs 401", { kind: "message", id: "1" })).toEqual({
      kind: "text",
      text: "183 vs 401",
    });
    const long = "INVITE sip:a@b\n".repeat(20);
    expect(sourceOf(asked(long), "486", { kind: "message", id: "1" })).toEqual({ kind: "message", id: "1" });
    expect(sourceOf(asked(long), "486", undefined)).toEqual({ kind: "text", text: "486" });
  });

  test("is read back from every button that we write, and from nothing else", () => {
    const { reply } = bot.answer({ text: "4xx", language: "en" });
    for (const { body } of pagesOf(reply, renderMessage))
      for (const one of clickable(body)) expect(readClick(textIn(one, "custom_id"), ["486"])).toBeDefined();
    fc.assert(fc.property(fc.string(), (id) => void readClick(id)));
    for (const id of ["", "x:en:=486", "m:en:486", "m::=486", "m:en:@abc", "c0:en:"]) expect(readClick(id)).toBeUndefined();
  });
});
