import * as fc from "fast-check";

import type { Block, Line, Reply } from "../../src/reply/document.ts";

const nasty = fc.constantFrom(
  "a".repeat(10_000),
  "<!channel> ".repeat(400),
  "&<>".repeat(1500),
  "*_~`".repeat(800),
  "漢字かな".repeat(2500),
  "😀👩‍👩‍👧‍👦".repeat(600),
  "\u202Eשלום ".repeat(300),
  '"\\'.repeat(3000),
  "line\n".repeat(600),
  "```\ncode\n```",
  "",
  "   ",
  "> quote\n> more",
  "<https://a.example|b>",
  ":skull: :100:",
  "&amp;lt;",
  "Call-ID: a_b_c@10.0.0.1",
  "\u0000\u0007bell",
  "\uD800",
  "a\r\nb",
  "[click](https://evil.example) <https://a.example>",
  "# big\n-# small\n- item\n12. item\n>>> quote",
  "@everyone @here <@80351110224678912> <@&1> <#2> <:e:3> <t:1700000000:R>",
  "||spoiler|| __under__ ~~gone~~ \\",
  "``two`` ` one",
);
const word = fc.oneof({ weight: 4, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) }, { weight: 1, arbitrary: nasty });
const style = fc.constantFrom("strong" as const, "emphasis" as const, "code" as const, undefined);
const href = fc.constantFrom(
  undefined,
  undefined,
  "https://www.rfc-editor.org/rfc/rfc3261#section-21",
  `https://a.example/${"x".repeat(4000)}`,
  "javascript:alert(1)",
  "https://a.example/<!channel>|x",
);
const line: fc.Arbitrary<Line> = fc.array(fc.record({ text: word, style, href }), { maxLength: 4 });
const short = fc.array(fc.record({ text: fc.string({ maxLength: 30 }) }), { minLength: 1, maxLength: 2 });
const severity = fc.constantFrom("normal" as const, "info" as const, "warning" as const, "error" as const);
const choice = fc.record({
  label: word,
  command: word,
  style: fc.constantFrom("primary" as const, "danger" as const, undefined),
});
/** A few, and now and then hundreds. */
const some = <T>(of: fc.Arbitrary<T>, many: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.array(of, { maxLength: 6 }) },
    { weight: 1, arbitrary: fc.array(many, { minLength: 300, maxLength: 500 }) },
  );
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("heading" as const), text: line, severity: fc.option(severity, { nil: undefined }) }),
  fc.record({ kind: fc.constant("text" as const), text: line, quiet: fc.boolean() }),
  fc.record({
    kind: fc.constant("facts" as const),
    facts: some(fc.record({ label: word, value: line }), fc.record({ label: fc.string(), value: short })),
  }),
  fc.record({
    kind: fc.constant("list" as const),
    label: fc.option(word, { nil: undefined }),
    ordered: fc.boolean(),
    items: some(line, short),
  }),
  fc.record({ kind: fc.constant("drawing" as const), text: word, alt: word }),
  fc.record({
    kind: fc.constant("links" as const),
    label: word,
    links: fc.array(fc.record({ text: word, href }), { maxLength: 5 }),
  }),
  fc.record({
    kind: fc.constant("choices" as const),
    label: word,
    choices: some(choice, fc.record({ label: fc.string(), command: fc.string() })),
  }),
  fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.record({
      kind: fc.constant("table" as const),
      label: fc.option(word, { nil: undefined }),
      columns: fc.array(fc.string({ maxLength: 20 }), { minLength: width, maxLength: width }),
      rows: some(fc.array(line, { minLength: width, maxLength: width }), fc.array(short, { minLength: width, maxLength: width })),
    }),
  ),
);
/** Replies with whatever may stand in one, most of it too long. */
export const anyReply: fc.Arbitrary<Reply> = fc.record({
  title: word,
  language: fc.constant("en"),
  severity,
  audience: fc.constant("everyone" as const),
  short: fc.array(line, { maxLength: 3 }),
  body: fc.array(block, { maxLength: 6 }),
});
