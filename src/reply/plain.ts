import { lineText, type Block, type Line, type Reply } from "./document.ts";

/** The whole reply as plain text, nothing left out: the terminal's pipe output and every platform's fallback. */
export function plainText(reply: Reply): string {
  return [reply.title, ...reply.body.map(plainBlock)].filter((part) => part !== "").join("\n\n");
}

/** The short form as plain text, one line each. */
export function plainShort(reply: Reply): string {
  return reply.short.map(plainLine).join("\n");
}

function plainLine(line: Line): string {
  return line
    .map((span) => (span.href === undefined || span.href === span.text ? span.text : `${span.text} <${span.href}>`))
    .join("");
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${lineText(block.text)}\n${"-".repeat(Math.min(60, lineText(block.text).length))}`;
    case "text":
      return plainLine(block.text);
    case "facts":
      return block.facts.map(({ label, value }) => `${label}: ${plainLine(value)}`).join("\n");
    case "list":
      return [
        ...(block.label === undefined ? [] : [`${block.label}:`]),
        ...block.items.map((item, index) => `  ${block.ordered ? `${index + 1}.` : "-"} ${plainLine(item)}`),
      ].join("\n");
    case "table":
      return [
        ...(block.label === undefined ? [] : [`${block.label}:`]),
        ...block.rows.map((row) => `  ${plainRow(row, block.columns)}`),
      ].join("\n");
    case "drawing":
      return `${block.alt}\n${block.text}`;
    case "links":
      return `${block.label}: ${block.links.map((link) => plainLine([link])).join(", ")}`;
    case "choices":
      return block.choices.length === 0
        ? ""
        : `${block.label}: ${block.choices.map(({ label, command }) => (label === command ? label : `${label} (${command})`)).join(" · ")}`;
  }
}

/** Two columns read as "name: value"; of more, each cell says which column it is in. */
function plainRow([head = [], ...cells]: readonly Line[], columns: readonly string[]): string {
  if (cells.length === 1) return `${lineText(head)}: ${plainLine(cells[0] ?? [])}`;
  return [lineText(head), ...cells.map((cell, index) => `${columns[index + 1] ?? ""}: ${plainLine(cell)}`)].join(" | ");
}
