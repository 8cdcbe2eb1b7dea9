import { stripVTControlCharacters } from "node:util";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { renderTerminal } from "../../src/adapters/cli/render.ts";
import { lineText, type Block, type Line, type Reply } from "../../src/reply/document.ts";
import { plainText } from "../../src/reply/plain.ts";
import { bot } from "../bot-under-test.ts";

// One contract for every renderer of text: whatever a Reply says is still there. Pages have the same test of their own.
const renderers: Readonly<Record<string, (reply: Reply) => string>> = {
  plain: plainText,
  "terminal, wide, coloured": (reply) => renderTerminal(reply, { columns: 200, colour: true }),
  "terminal, 40 columns": (reply) => renderTerminal(reply, { columns: 40, colour: false }),
};

/** Every piece of text that a reader must get, in a form that wrapping and colours leave alone. */
function said(reply: Reply): string[] {
  return [reply.title, ...reply.body.flatMap(blockTexts)].map(squeeze).filter((text) => text !== "");
}

function blockTexts(block: Block): string[] {
  switch (block.kind) {
    case "heading":
    case "text":
      return [lineText(block.text)];
    case "facts":
      return block.facts.flatMap(({ label, value }) => [label, lineText(value)]);
    case "list":
      return [...(block.label === undefined ? [] : [block.label]), ...block.items.map(lineText)];
    case "table":
      return [...(block.label === undefined ? [] : [block.label]), ...block.rows.flat().map(lineText)];
    case "drawing":
      return [block.text];
    case "links":
      return [block.label, ...block.links.map((link) => link.text)];
    case "choices":
      return block.choices.map(({ command }) => command);
  }
}

const squeeze = (text: string) => stripVTControlCharacters(text).replaceAll(/\s+/gu, "");

const questions = [
  "486",
  "183 vs 401",
  "401 403 407",
  "480 vs 404 vs 503",
  "183 vs 607",
  "4xx",
  "cause 34",
  "cause 10",
  "USER_BUSY",
  "403 D35",
  "560403",
  "13224",
  "one-way audio",
  "choppy audio",
  "603+",
  "478",
  "900",
  "warning 399",
  "timer B",
  "attestation C",
  "Reason: SIP;cause=200",
  "Reason: preemption;cause=1",
  "help",
  "799",
  "497",
  "",
  "flurbnitz zzz",
  "identity hder invald x",
  "watch on",
  "x".repeat(6000),
  "cause 300",
  "486 cause 34",
  "486 Decline",
  "INVITE sip:a@b SIP/2.0\nVia: x\n",
];

describe.each(Object.entries(renderers))("the renderer %s", (_, render) => {
  test.each(bot.languages)("loses nothing of any kind of answer in %s", (language) => {
    for (const text of questions) {
      const { reply } = bot.answer({ text, language });
      const shown = squeeze(render(reply));
      for (const piece of said(reply)) expect(shown, `${text} lost ${piece}`).toContain(piece);
    }
  });

  test("loses nothing of any Reply, whatever stands in it", () => {
    fc.assert(
      fc.property(replies, (reply) => {
        const shown = squeeze(render(reply));
        for (const piece of said(reply)) expect(shown).toContain(piece);
      }),
      { numRuns: 100 },
    );
  });
});

const word = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 60 });
const line: fc.Arbitrary<Line> = fc.array(
  fc.record({ text: word, style: fc.constantFrom("strong" as const, "code" as const, undefined) }),
  { minLength: 1, maxLength: 4 },
);
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("heading" as const), text: line }),
  fc.record({ kind: fc.constant("text" as const), text: line }),
  fc.record({
    kind: fc.constant("facts" as const),
    facts: fc.array(fc.record({ label: word, value: line }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant("list" as const), ordered: fc.boolean(), items: fc.array(line, { maxLength: 5 }) }),
  fc.record({
    kind: fc.constant("choices" as const),
    label: word,
    choices: fc.array(fc.record({ label: word, command: word }), { minLength: 1, maxLength: 4 }),
  }),
);
const replies: fc.Arbitrary<Reply> = fc.record({
  title: word,
  language: fc.constant("en"),
  severity: fc.constantFrom("normal" as const, "error" as const),
  audience: fc.constant("everyone" as const),
  short: fc.constant([[{ text: "short" }]]),
  body: fc.array(block, { maxLength: 6 }),
});
