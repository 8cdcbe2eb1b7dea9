import { styleText } from "node:util";

import wrapAnsi from "wrap-ansi";

import { lineText, type Block, type Line, type Reply, type Severity, type Span } from "../../reply/document.ts";

export interface TerminalStyle {
  readonly columns: number;
  readonly colour: boolean;
}

type Format = Parameters<typeof styleText>[0];

const severityFormat = { normal: "green", info: "cyan", warning: "yellow", error: "red" } as const satisfies Record<
  Severity,
  Format
>;
const widest = 100;

/** The reply for a terminal: wrapped to its width, coloured by severity. */
export function renderTerminal(reply: Reply, style: TerminalStyle): string {
  const pen = new Pen(style);
  const title = pen.paint(["bold", severityFormat[reply.severity]], reply.title);
  const blocks = reply.body.map((block) => pen.block(block)).filter((part) => part !== "");
  return `${[...(title === "" ? [] : [pen.wrap(title)]), ...blocks].join("\n\n")}\n`;
}

/** The three-line form. */
export function renderTerminalShort(reply: Reply, style: TerminalStyle): string {
  const pen = new Pen(style);
  return `${reply.short.map((line) => pen.wrap(pen.line(line))).join("\n")}\n`;
}

class Pen {
  readonly #width: number;
  readonly #colour: boolean;

  constructor({ columns, colour }: TerminalStyle) {
    this.#width = Math.max(20, Math.min(widest, columns));
    this.#colour = colour;
  }

  paint(format: Format, text: string): string {
    return this.#colour && text !== "" ? styleText(format, text) : text;
  }

  /** Wrapped to the width, following lines indented. */
  wrap(text: string, indent = 0): string {
    const margin = " ".repeat(indent);
    return wrapAnsi(text, this.#width - indent, { hard: true, trim: true }).replaceAll("\n", `\n${margin}`);
  }

  line(line: Line): string {
    return line.map((span) => this.#span(span)).join("");
  }

  #span({ text, style, href }: Span): string {
    const shown = href === undefined || href === text ? text : `${text} <${href}>`;
    switch (style) {
      case "strong":
        return this.paint("bold", shown);
      case "emphasis":
        return this.paint("italic", shown);
      case "code":
        return this.paint("cyan", shown);
      case undefined:
        return shown;
    }
  }

  block(block: Block): string {
    switch (block.kind) {
      case "heading":
        return this.wrap(
          this.paint(["bold", "underline", ...(block.severity ? [severityFormat[block.severity]] : [])], lineText(block.text)),
        );
      case "text":
        return this.wrap(block.quiet ? this.paint("dim", this.line(block.text)) : this.line(block.text));
      case "facts":
        return block.facts.map(({ label, value }) => this.wrap(`${this.#label(label)} ${this.line(value)}`, 2)).join("\n");
      case "list":
        return [
          ...(block.label === undefined ? [] : [this.#label(block.label)]),
          ...block.items.map((item, index) => this.#item(block.ordered ? `${index + 1}.` : "•", item)),
        ].join("\n");
      case "table":
        return this.#table(block);
      case "drawing":
        return block.text;
      case "links":
        return this.wrap(`${this.#label(block.label)} ${block.links.map((link) => this.paint("dim", link.text)).join(", ")}`, 2);
      case "choices":
        if (block.choices.length === 0) return "";
        return this.wrap(
          `${this.#label(block.label)} ${block.choices.map(({ command }) => this.paint("cyan", `sipsense ${command}`)).join("  ·  ")}`,
          2,
        );
    }
  }

  #label(text: string): string {
    return this.paint("bold", `${text}:`);
  }

  #item(mark: string, item: Line): string {
    const lead = `  ${mark} `;
    return `${lead}${this.wrap(this.line(item), lead.length)}`;
  }

  /** A row as a small paragraph: tables of sentences do not fit a terminal side by side. */
  #table({ label, columns, rows }: Extract<Block, { kind: "table" }>): string {
    const shown = rows.map((row) => {
      const [head = [], ...cells] = row;
      if (cells.length === 1) return this.wrap(`  ${this.#label(lineText(head))} ${this.line(cells[0] ?? [])}`, 6);
      const body = cells.map(
        (cell, index) => `      ${this.wrap(`${this.paint("dim", `${columns[index + 1] ?? ""}:`)} ${this.line(cell)}`, 6)}`,
      );
      return [`  ${this.paint("bold", lineText(head))}`, ...body].join("\n");
    });
    return [...(label === undefined ? [] : [this.#label(label)]), ...shown].join("\n");
  }
}
