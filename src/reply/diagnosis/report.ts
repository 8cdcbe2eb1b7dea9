import type { Call } from "../../core/trace/diagnosis.ts";
import { lineText, type Block, type Line, type Reply, type Span } from "../document.ts";
import type { Words } from "../words.ts";
import type { Showing } from "./show.ts";

/** The same diagnosis as Markdown for a ticket: nothing in it can be markup of the trace's own. */
export function reportOf(reply: Reply, call: Call | undefined, { words }: Showing): string {
  const blocks = reply.body.filter((block) => block.kind !== "choices").map((block) => markdown(block));
  const head = call === undefined ? [] : [`**${escaped(reply.title)}**`];
  return `${[`# ${escaped(words.say("trace.report"))}`, ...head, ...blocks, footer(words)].filter((part) => part !== "").join("\n\n")}\n`;
}

function footer(words: Words): string {
  return `_${escaped(words.say("trace.report-made"))}_`;
}

function markdown(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `## ${inline(block.text)}`;
    case "text":
      return block.quiet === true ? `> ${inline(block.text)}` : inline(block.text);
    case "facts":
      return block.facts.map(({ label, value }) => `- **${escaped(label)}:** ${inline(value)}`).join("\n");
    case "list":
      return titled(
        block.label,
        block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : "-"} ${inline(item)}`).join("\n"),
      );
    case "table":
      return titled(block.label, table(block.columns, block.rows));
    case "drawing":
      return `${escaped(block.alt)}\n\n${fenced(block.text)}`;
    case "links":
      return titled(block.label, block.links.map((link) => `- ${inline([link])}`).join("\n"));
    case "choices":
      return "";
  }
}

function titled(label: string | undefined, text: string): string {
  return label === undefined ? text : `## ${escaped(label)}\n\n${text}`;
}

function table(columns: readonly string[], rows: readonly (readonly Line[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(escaped)),
    line(columns.map(() => "---")),
    ...rows.map((row) => line(row.map((cell) => inline(cell)))),
  ].join("\n");
}

function inline(line: Line): string {
  return joined(line).map(spanText).join("");
}

/** Spans of one style as one: marks between them would stand in the middle of words. */
function joined(line: Line): Span[] {
  const spans: Span[] = [];
  for (const span of line) {
    const last = spans.at(-1);
    if (last && last.style === span.style && last.href === undefined && span.href === undefined) {
      spans[spans.length - 1] = { ...last, text: last.text + span.text };
    } else spans.push(span);
  }
  return spans;
}

function spanText(span: Span): string {
  if (span.text.trim() === "") return span.text;
  const text = span.href === undefined ? span.text : `${span.text} (${span.href})`;
  if (span.style === "code") return code(text);
  if (span.style === "strong") return wrapped("**", text);
  return span.style === "emphasis" ? wrapped("_", text) : escaped(text);
}

/** Markdown wants the marks right at the words. */
function wrapped(mark: string, text: string): string {
  const [, before = "", inner = "", after = ""] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? [];
  return `${before}${mark}${escaped(inner)}${mark}${after}`;
}

function code(text: string): string {
  const clean = oneLine(text);
  return clean.includes("`") ? `\`\` ${clean} \`\`` : `\`${clean.replaceAll("|", "\\|")}\``;
}

/** A fence longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

function escaped(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>|#~]/gu, "\\$&");
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/** The report's name as a file. */
export function reportName(reply: Reply): string {
  const name = lineText([{ text: reply.title }])
    .toLowerCase()
    .replace(/[^a-z\d]+/gu, "-")
    .replace(/^-|-$/gu, "");
  return `sip-trace-${name === "" ? "report" : name}.md`;
}
