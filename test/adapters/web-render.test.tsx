import { describe, expect, test } from "vitest";

import { AnswerView, type ToneOf } from "../../src/adapters/web/answer.tsx";
import type { Answered, AnswerKind } from "../../src/bot/answer.ts";
import { lineText, type Block, type Line, type Reply } from "../../src/reply/document.ts";
import { bare, textOf, webBot } from "./web-bot.ts";

const bot = webBot();

/** Every text a reply holds; what a choice runs and where a link leads are attributes, checked apart. */
function textsOf(reply: Reply): string[] {
  return [reply.title, ...reply.short.map((line) => withoutTitle(line, reply.title)), ...reply.body.flatMap(blockTexts)];
}

function withoutTitle(line: Line, title: string): string {
  return line[0]?.text === title ? lineText(line.slice(1)).replace(/^\s*·\s*/u, "") : lineText(line);
}

function blockTexts(block: Block): string[] {
  switch (block.kind) {
    case "heading":
    case "text":
      return [lineText(block.text)];
    case "facts":
      return block.facts.flatMap(({ label, value }) => [label, lineText(value)]);
    case "list":
      return [block.label ?? "", ...block.items.map(lineText)];
    case "table":
      return [block.label ?? "", ...block.columns, ...block.rows.flat().map(lineText)];
    case "drawing":
      return [block.text, block.alt];
    case "links":
      return [block.label, ...block.links.map(({ text }) => text)];
    case "choices":
      return block.choices.length === 0 ? [] : [block.label, ...block.choices.map(({ label }) => label)];
  }
}

interface Shown {
  readonly answered: Answered;
  readonly toneOf?: ToneOf;
}

function html({ answered, toneOf = () => undefined }: Shown): string {
  const element: { toString(): string } = <AnswerView answered={answered} words={bot.words(answered.language)} toneOf={toneOf} />;
  return element.toString();
}

function show(reply: Reply, kind: AnswerKind = "response"): string {
  return html({ answered: { kind, outcome: "answered", language: "en", codes: [], causes: [], address: undefined, reply } });
}

function replyOf(body: readonly Block[]): Reply {
  return { title: "Title", language: "en", severity: "info", audience: "everyone", short: [[{ text: "Short." }]], body };
}

const every: readonly Block[] = [
  { kind: "heading", text: [{ text: "486 Busy Here" }], severity: "info" },
  { kind: "heading", text: [{ text: "A plain heading" }] },
  {
    kind: "text",
    text: [
      { text: "strong", style: "strong" },
      { text: " emphasis", style: "emphasis" },
      { text: " code", style: "code" },
      { text: " link", href: "https://example.org/" },
    ],
  },
  { kind: "text", text: [{ text: "a quiet remark" }], quiet: true },
  { kind: "facts", facts: [{ label: "fact", value: [{ text: "its value" }] }] },
  { kind: "list", label: "ordered", ordered: true, items: [[{ text: "first" }], [{ text: "second" }]] },
  { kind: "list", ordered: false, items: [[{ text: "without label" }]] },
  { kind: "table", label: "table", columns: ["one", "two"], rows: [[[{ text: "cell 1" }], [{ text: "cell 2" }]]] },
  {
    kind: "drawing",
    text: "A --INVITE--> B",
    alt: "A invites B",
    picture: { name: "ladder", svg: "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>" },
  },
  {
    kind: "links",
    label: "links",
    links: [{ text: "RFC 3261", href: "https://www.rfc-editor.org/rfc/rfc3261" }, { text: "no address" }],
  },
  {
    kind: "choices",
    label: "choices",
    choices: [
      { label: "486 / 600", command: "486 vs 600" },
      { label: "danger", command: "help", style: "danger" },
    ],
  },
];

describe("a reply on the page", () => {
  test("shows every kind of block with all its text", () => {
    const page = show(replyOf(every));
    const shown = textOf(page);
    for (const text of textsOf(replyOf(every))) expect(shown).toContain(bare(text));
    expect(page).toContain('href="/486-vs-600?language=en"');
    expect(page).toContain('href="https://www.rfc-editor.org/rfc/rfc3261"');
  });

  test.each(["en", "ja"])("loses no text of any answer in %s", (language) => {
    const queries = [
      ...bot.catalog.facts.responses.map(({ code }) => String(code)),
      ...bot.catalog.facts.contrasts.map(({ codes }) => codes.join(" vs ")),
      ...bot.catalog.facts.symptoms.map(({ id }) => id.replaceAll("-", " ")),
      "183 401 407 486",
      "4xx",
      "cause 34",
      "403 D35",
      "603+",
      "799",
      "zzzz",
      "busy heer",
      "help",
      "",
      "timer B",
      "attestation A",
      "warning 399",
      "486 Decline",
    ];
    for (const query of queries) {
      const answered = bot.answer({ text: query, languages: [language] });
      const shown = textOf(html({ answered }));
      const lost = textsOf(answered.reply).filter((text) => !shown.includes(bare(text)));
      expect({ query, lost }).toEqual({ query, lost: [] });
    }
  });

  test("escapes what comes from outside, in texts, attributes and pictures", () => {
    const evil = `<script>alert("1")</script>' onclick='x`;
    const line: Line = [{ text: evil }];
    const page = show({
      ...replyOf([
        { kind: "text", text: line },
        { kind: "table", label: evil, columns: [evil], rows: [[line]] },
        { kind: "drawing", text: evil, alt: evil, picture: { name: evil, svg: `<svg>${evil}</svg>` } },
        { kind: "choices", label: evil, choices: [{ label: evil, command: evil }] },
      ]),
      title: evil,
      short: [line],
    });
    expect(page).not.toContain("<script");
    expect(page).not.toMatch(/<[^>]* onclick=/u);
    expect(page).not.toContain("<svg>");
  });

  test("links only over http: a script address becomes plain text", () => {
    const page = show(
      replyOf([
        {
          kind: "links",
          label: "links",
          links: [
            { text: "click", href: "javascript:alert(1)" },
            { text: "there", href: "data:text/html,x" },
          ],
        },
      ]),
    );
    expect(page).not.toMatch(/javascript:|data:text/u);
    expect(textOf(page)).toContain("click");
  });

  test("a comparison puts each code's steps into its own section and the differences outside", () => {
    const answered = bot.answer({ text: "183 vs 401" });
    const page = html({ answered, toneOf: () => "info" });
    const sections = page.split('<div class="sections')[1]?.split("</section></div>")[0] ?? "";
    expect(sections.split('<section class="section')).toHaveLength(3);
    expect(sections).toContain("What to do");
    expect(sections).not.toContain("Key differences");
    expect(page).toContain("Key differences");
  });

  test("what the short form says is not said a second time right below it", () => {
    const answered = bot.answer({ text: "486" });
    const verdict = lineText(answered.reply.short[1] ?? []);
    const shown = textOf(html({ answered }));
    expect(shown.split(bare(verdict))).toHaveLength(2);
  });
});
