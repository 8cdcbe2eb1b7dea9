import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { plainFallback, renderBlocks, renderMessage, slackLabels } from "../../../src/adapters/slack/render.ts";
import type { Block, Reply } from "../../../src/reply/document.ts";
import { bot } from "../../bot-under-test.ts";
import { checkBlocks as refusedByFake } from "../../fakes/slack/block-kit.ts";
import { anyReply } from "../../reply/any-reply.ts";
import { questions, textsSaid } from "../../reply/contract.ts";
import { checkBlocks, checkMessage, textsOf, type CheckedBlock } from "./block-limits.ts";

const labelsIn = (language: string) =>
  slackLabels(bot.words(language), {
    share: true,
    otherLanguages: bot.languages.filter((other) => other !== language).map((other) => bot.words(other)),
  });

// What a reader sees: spaces, the marks of bold and code, and characters without a picture do not count.
const squeeze = (text: string) => text.replaceAll(/[\s*_~`\p{Cc}\p{Cs}\uFFFD]/gu, "");

const said = (reply: Reply) =>
  textsSaid(reply)
    .map(squeeze)
    .filter((text) => text !== "");

function pagesOf(reply: Reply, state: string): CheckedBlock[][] {
  const labels = labelsIn("en");
  const pages: CheckedBlock[][] = [];
  for (let page = 0; page < 5000; page++) {
    const message = renderMessage(reply, { form: "full", page, state, labels });
    expect(refusedByFake(message.blocks)).toEqual([]);
    const blocks = checkMessage(message);
    pages.push(blocks);
    if (!hasAction(blocks, `sip.page.${page + 1}`)) return pages;
  }
  throw new Error("the pages never end");
}

function hasAction(blocks: readonly CheckedBlock[], id: string): boolean {
  return blocks.some((block) => block.type === "actions" && block.elements.some((element) => element.action_id === id));
}

/** What stands on all pages, without the title on top, the page's number and the buttons below that each page has. */
function allText(pages: readonly (readonly CheckedBlock[])[]): string {
  return pages
    .map((page, index) => page.slice(index === 0 ? 0 : 1, pages.length > 1 ? -2 : undefined))
    .flatMap((page) => page.flatMap(textsOf))
    .map(squeeze)
    .join("");
}

function expectWhole(reply: Reply, state: string): void {
  checkMessage(renderMessage(reply, { form: "short", state, labels: labelsIn("en") }));
  const shown = allText(pagesOf(reply, state));
  for (const piece of said(reply)) expect(shown, `lost ${piece.slice(0, 200)}`).toContain(piece);
}

describe("messages for Slack", () => {
  test.each(bot.languages)("hold every kind of answer in %s, within all limits", (language) => {
    for (const text of questions) {
      const { reply } = bot.answer({ text, language });
      expectWhole(reply, JSON.stringify({ q: text.slice(0, 200), l: language }));
      expect(renderMessage(reply, { form: "short", state: "s", labels: labelsIn(language) }).text).not.toBe("…");
      checkMessage({ text: plainFallback(reply), blocks: [{ type: "divider" }] });
      checkBlocks(renderBlocks(reply.body, language), 100);
    }
  });

  test("hold any Reply, however long and whatever stands in it", () => {
    fc.assert(fc.property(anyReply, fc.constantFrom("s", '"'.repeat(1500), JSON.stringify({ q: "486", l: "en" })), expectWhole), {
      numRuns: 150,
    });
  }, 120_000);

  test("offer the rest of a short answer, the share button and the other language in one row", () => {
    const { reply } = bot.answer({ text: "183 vs 401", language: "en" });
    const { blocks } = renderMessage(reply, { form: "short", state: "s", labels: labelsIn("en") });
    expect(blocks.map((block) => block.type)).toEqual(["section", "actions"]);
    const ids = checkBlocks(blocks, 50).flatMap((block) =>
      block.type === "actions" ? block.elements.map((one) => one.action_id) : [],
    );
    expect(ids).toEqual(["sip.more", "sip.run.0", "sip.run.1", "sip.share", "sip.language.ja"]);
  });

  test("turn pages both ways and back to the short form; a page past the end is the last", () => {
    const { reply } = bot.answer({ text: "4xx", language: "en" });
    const pages = pagesOf(reply, "s");
    expect(pages.length).toBeGreaterThan(1);
    const last = pages.length - 1;
    expect(hasAction(pages[0] ?? [], "sip.page.1")).toBe(true);
    expect(hasAction(pages[0] ?? [], "sip.less")).toBe(true);
    expect(hasAction(pages[last] ?? [], `sip.page.${last - 1}`)).toBe(true);
    const past = renderMessage(reply, { form: "full", page: 4000, state: "s", labels: labelsIn("en") });
    expect(past.blocks).toEqual(pages[last]);
  });

  test("say a small answer whole at once", () => {
    const { reply } = bot.answer({ text: "help", language: "en" });
    const { blocks } = renderMessage(reply, { form: "short", state: "s", labels: labelsIn("en") });
    expect(hasAction(checkBlocks(blocks, 50), "sip.more")).toBe(false);
    expect(hasAction(checkBlocks(blocks, 50), "sip.run.5")).toBe(true);
  });

  test("start the notification with the answer, without signs or markup", () => {
    const { reply } = bot.answer({ text: "486", language: "en" });
    for (const form of ["short", "full"] as const)
      expect(renderMessage(reply, { form, state: "s", labels: labelsIn("en") }).text).toMatch(/^486 Busy Here/u);
  });

  test("meet every limit exactly: one character more goes another way, nothing is lost", () => {
    const near = (limit: number) => Array.from({ length: 40 }, (_, index) => "é".repeat(Math.max(1, limit - 30 + index)));
    const reply = (title: string, body: Block[]): Reply => ({
      title,
      language: "en",
      severity: "info",
      audience: "everyone",
      short: [],
      body,
    });
    const choices = [
      ...near(75).map((label) => ({ label, command: "486" })),
      ...near(2000).map((command) => ({ label: "a", command })),
    ];
    expectWhole(reply("limits", [{ kind: "choices", label: "Next", choices }]), "s");
    expectWhole(
      reply(
        "limits",
        near(150).map((text): Block => ({ kind: "heading", text: [{ text }], severity: "error" })),
      ),
      "s",
    );
    for (const title of near(150)) expect(() => expectWhole(reply(title, []), "s")).not.toThrow();
    const facts = Array.from({ length: 11 }, (_, index) => ({ label: `fact ${index}`, value: [{ text: "short" }] }));
    expectWhole(reply("limits", [{ kind: "facts", facts }]), "s");
  });

  test("name the column before each cell of a wide table", () => {
    const cells = ["Class", "Provisional", "Request Failure"].map((text) => [{ text }]);
    const shown = JSON.stringify(renderBlocks([{ kind: "table", columns: ["Fact", "183", "401"], rows: [cells] }], "en"));
    expect(shown).toContain("*Class*\\n• 183: Provisional\\n• 401: Request Failure");
  });
});
