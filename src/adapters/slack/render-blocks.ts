import type { types } from "@slack/bolt";

import { cleanText } from "../../chat/clean-text.ts";
import { severitySigns } from "../../chat/severity.ts";
import { lineText, type Block, type Choice, type Line, type Severity, type Span } from "../../reply/document.ts";
import { limits } from "./limits.ts";
import { actionRows, choiceButton, type Button } from "./render-buttons.ts";
import { escapeText, rowsOf, splitEscaped, wouldFormat, type Row } from "./render-text.ts";

export type KnownBlock = types.KnownBlock;
type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

/** One block for Slack with what it says in words. */
export interface Piece {
  readonly block: KnownBlock;
  readonly says: string;
  /** Belongs to what follows: not to be left last on a page. */
  readonly leads?: boolean;
}

/** What the pieces of one message share. */
export interface Canvas {
  readonly language: string;
  /** Characters of one text object, and what one block may weigh. */
  readonly text: number;
  readonly room: number;
  /** Counts the buttons, so that no two share an action_id. */
  readonly number: () => number;
}

/** A block of the reply as Slack's blocks, each within the limits; as many as it takes. */
export function piecesOf(block: Block, canvas: Canvas): Piece[] {
  switch (block.kind) {
    case "heading":
      return heading(block, canvas);
    case "text":
      return (block.quiet === true ? contexts : sections)(rowsOf(block.text, canvas.text), canvas.text);
    case "facts":
      return facts(block, canvas);
    case "list":
      return list(block, canvas);
    case "table":
      return table(block, canvas);
    case "drawing":
      return drawing(block, canvas);
    case "links":
      return links(block, canvas);
    case "choices":
      return choices(block, canvas);
  }
}

/** Rows as sections: rows of one type share a section as far as they fit. */
export function sections(rows: readonly Row[], limit: number): Piece[] {
  return gather(rows, limit).map(({ text, type, says }) => ({ block: { type: "section", text: textObject(type, text) }, says }));
}

function contexts(rows: readonly Row[], limit: number): Piece[] {
  return gather(rows, limit).map(({ text, type, says }) => ({
    block: { type: "context", elements: [textObject(type, text)] },
    says,
  }));
}

function gather(rows: readonly Row[], limit: number): Row[] {
  const gathered: Row[] = [];
  for (const row of rows) {
    const last = gathered.at(-1);
    if (last !== undefined && last.type === row.type && last.text.length + 1 + row.text.length <= limit)
      gathered[gathered.length - 1] = { ...row, text: `${last.text}\n${row.text}`, says: joined(last.says, row.says) };
    else gathered.push(row);
  }
  return gathered;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n");
}

// verbatim: Slack must not look for channel names, mentions and addresses in what is only text.
function textObject(type: Row["type"], text: string): types.MrkdwnElement | types.PlainTextElement {
  return type === "mrkdwn" ? { type, text, verbatim: true } : { type, text, emoji: false };
}

/** A title as a header block, where it fits one. */
export function header(title: string, severity: Severity | undefined): types.HeaderBlock | undefined {
  const escaped = escapeText(title).replaceAll(/\s+/gu, " ").trim();
  const text = severity === undefined ? escaped : `${severitySigns[severity]} ${escaped}`;
  if (escaped === "" || text.length > limits.header) return undefined;
  return { type: "header", text: { type: "plain_text", text, emoji: false } };
}

function heading({ text, severity }: Of<"heading">, { text: limit }: Canvas): Piece[] {
  const says = cleanText(lineText(text));
  if (says.trim() === "") return [];
  const block = header(says, severity);
  const divider: Piece = { block: { type: "divider" }, says: "", leads: true };
  if (block !== undefined) return [divider, { block, says, leads: true }];
  const sign = severity === undefined ? "" : `${severitySigns[severity]} `;
  return [divider, ...sections(rowsOf([{ text: says, style: "strong" }], limit, sign), limit)];
}

const narrow = { label: 40, value: 90 };

// Short facts stand in two columns; a column is too narrow to read a sentence in.
function facts({ facts: all }: Of<"facts">, { text: limit }: Canvas): Piece[] {
  const groups: { short: boolean; facts: Of<"facts">["facts"][number][] }[] = [];
  for (const fact of all) {
    const short = isShort(fact);
    const last = groups.at(-1);
    if (last !== undefined && last.short === short && !(short && last.facts.length === limits.section.fields))
      last.facts.push(fact);
    else groups.push({ short, facts: [fact] });
  }
  return groups.flatMap((group) =>
    group.short && group.facts.length > 1
      ? [fieldSection(group.facts, limit)]
      : sections(
          group.facts.flatMap(({ label, value }) => rowsOf(labelled(label, value), limit)),
          limit,
        ),
  );
}

function isShort({ label, value }: Of<"facts">["facts"][number]): boolean {
  const text = lineText(value);
  if (label.trim() === "" || text.trim() === "" || text.includes("\n")) return false;
  return (
    label.length <= narrow.label &&
    text.length <= narrow.value &&
    value.every(({ href }) => href === undefined) &&
    !wouldFormat(labelled(label, value))
  );
}

function fieldSection(group: Of<"facts">["facts"], limit: number): Piece {
  const fields = group.map(({ label, value }) => {
    const text = [...rowsOf([{ text: label, style: "strong" }], limit), ...rowsOf(value, limit)].map((row) => row.text);
    return textObject("mrkdwn", text.join("\n"));
  });
  return { block: { type: "section", fields }, says: joined(...group.map(({ label, value }) => `${label}: ${lineText(value)}`)) };
}

/** "Label: value", the label strong. */
function labelled(label: string, value: Line): Line {
  if (label.trim() === "") return value;
  return [{ text: `${label}:`, style: "strong" }, { text: " " }, ...value];
}

function labelRows(label: string | undefined, limit: number): Row[] {
  return label === undefined ? [] : rowsOf([{ text: label, style: "strong" }], limit);
}

function list({ label, ordered, items }: Of<"list">, { text: limit }: Canvas): Piece[] {
  const rows = items.flatMap((item, index) => rowsOf(item, limit, ordered ? `${index + 1}. ` : "• "));
  return sections([...labelRows(label, limit), ...rows], limit);
}

// Slack's table block is one a message, cut at 100 rows, unknown to older clients: rows of text say the same everywhere.
function table({ label, columns, rows }: Of<"table">, { text: limit }: Canvas): Piece[] {
  const named = columns.map(cleanText).filter((column) => column.trim() !== "");
  const head = rowsOf([{ text: named.join(" · "), style: "emphasis" }], limit);
  const wide = columns.length > 2 || rows.some((row) => row.length > 2);
  const body = rows.flatMap((row) => (wide ? wideRow(row, columns, limit) : rowsOf(narrowRow(row), limit, "• ")));
  return sections([...labelRows(label, limit), ...head, ...body], limit);
}

function narrowRow([first = [], second = []]: readonly Line[]): Line {
  if (first.length === 0) return second;
  return second.length === 0 ? first : [...strong(first), { text: ": " }, ...second];
}

function wideRow(row: readonly Line[], columns: readonly string[], limit: number): Row[] {
  const [first = [], ...rest] = row;
  return [
    ...rowsOf(strong(first), limit),
    ...rest.flatMap((cell, index) => {
      const column = columns[index + 1] ?? "";
      return rowsOf(column === "" ? cell : [{ text: `${column}: ` }, ...cell], limit, "• ");
    }),
  ];
}

function strong(line: Line): Line {
  return line.map((span): Span => (span.style === undefined ? { ...span, style: "strong" } : span));
}

const fence = "```";

function drawing({ text, alt }: Of<"drawing">, { text: limit }: Canvas): Piece[] {
  const shown = contexts(rowsOf([{ text: alt }], limit), limit);
  const drawn = escapeText(text).replace(/^\n+/u, "").trimEnd();
  if (drawn === "") return shown;
  // A fence inside the drawing would end it: such a one goes out as plain text.
  const fenced = !drawn.includes(fence) && !drawn.startsWith("`") && !drawn.endsWith("`");
  const parts = splitLines(drawn, limit - 2 * fence.length - 2);
  const rows = parts.map((part): Row =>
    fenced ? { text: `${fence}\n${part}\n${fence}`, type: "mrkdwn", says: "" } : { text: part, type: "plain_text", says: "" },
  );
  return [...shown, ...rows.flatMap((row) => sections([row], limit))];
}

/** Whole lines in parts of at most `limit`; only a longer line is parted itself. */
function splitLines(text: string, limit: number): string[] {
  const parts: string[] = [];
  for (const line of text.split("\n").flatMap((one) => (one === "" ? [""] : splitEscaped(one, limit)))) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= limit) parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts.filter((part) => part.trim() !== "");
}

function links({ label, links: all }: Of<"links">, { text: limit }: Canvas): Piece[] {
  const value = all.flatMap((link, index): Span[] => (index === 0 ? [link] : [{ text: ", " }, link]));
  return contexts(rowsOf(labelled(label, value), limit), limit);
}

function choices({ label, choices: all }: Of<"choices">, { text: limit, room, language, number }: Canvas): Piece[] {
  if (all.length === 0) return [];
  const made = all.map((choice) => ({ choice, button: choiceButton(choice, language, number(), room) }));
  const buttons = made.map((one) => one.button).filter((one): one is Button => one !== undefined);
  const spelt = made.filter((one) => one.button === undefined).map((one) => spell(one.choice));
  const says = `${label}: ${all.map((choice) => choice.label).join(" · ")}`;
  return [
    ...contexts(labelRows(label, limit), limit).map((piece) => ({ ...piece, says, leads: true })),
    ...sections(
      spelt.flatMap((line) => rowsOf(line, limit, "• ")),
      limit,
    ),
    ...actionRows(buttons, room).map((block) => ({ block, says: "" })),
  ];
}

/** A choice that no button can hold, to be typed instead. */
function spell({ label, command }: Choice): Line {
  const typed: Span = { text: command, style: "code" };
  return label === command || label.trim() === "" ? [typed] : [{ text: `${label}: ` }, typed];
}
