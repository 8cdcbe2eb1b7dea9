import { severitySigns } from "../../chat/severity.ts";
import { lineText, type Block, type Choice, type Line, type Span } from "../../reply/document.ts";
import { choiceButton, choiceOption, cut, row, type Button, type Row, type Select } from "./components.ts";
import { customIds } from "./custom-id.ts";
import { limits } from "./limits.ts";
import { cutEscaped, escapeMarkdown, oneLine, splitPlain, textsOf } from "./render-text.ts";

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

/** A part of a message: text, a gap before a heading, a row to click, a picture that goes along. */
export type Piece =
  | { readonly kind: "text"; readonly text: string; /** Not to be left last on a page. */ readonly leads?: boolean }
  | { readonly kind: "gap" }
  | { readonly kind: "row"; readonly row: Row }
  | { readonly kind: "picture"; readonly picture: Picture };

export interface Picture {
  readonly name: string;
  readonly svg: string;
  readonly alt: string;
}

/** What the pieces of one message share. */
export interface Canvas {
  readonly language: string;
  /** Characters of one piece of text. */
  readonly text: number;
  /** Whether drawings go out as pictures; else their text does. */
  readonly pictures: boolean;
  /** Over a choice of comparisons. */
  readonly compareWith: string;
  /** Counts what can be clicked, so that no two share a custom_id. */
  readonly number: () => number;
}

/** A block of the reply as pieces, each within the limits; as many as it takes. */
export function piecesOf(block: Block, canvas: Canvas): Piece[] {
  const { text: limit } = canvas;
  switch (block.kind) {
    case "heading":
      return heading(block, limit);
    case "text":
      return texts(textsOf(block.text, limit, block.quiet === true ? { prefix: small } : { lines: true }));
    case "facts":
      return texts(block.facts.flatMap(({ label, value }) => textsOf(labelled(label, value), limit)));
    case "list":
      return [...labels(block.label, limit), ...list(block, limit)];
    case "table":
      return table(block, limit);
    case "drawing":
      return drawing(block, canvas);
    case "links":
      return texts(textsOf(linksLine(block), limit, { prefix: small }));
    case "choices":
      return choices(block, canvas);
  }
}

const small = "-# ";

function texts(all: readonly string[]): Piece[] {
  return all.map((text) => ({ kind: "text", text }));
}

function heading({ text, severity }: Of<"heading">, limit: number): Piece[] {
  const says = oneLine(lineText(text)).trim();
  if (says === "") return [];
  const sign = severity === undefined ? "" : `${severitySigns[severity]} `;
  const whole = `### ${sign}${escapeMarkdown(says)}`;
  if (whole.length <= Math.min(limit, 300)) return [{ kind: "gap" }, { kind: "text", text: whole, leads: true }];
  return [{ kind: "gap" }, ...texts(textsOf([{ text: says, style: "strong" }], limit, { prefix: sign }))];
}

/** "Label: value", the label strong. */
function labelled(label: string, value: Line): Line {
  if (label.trim() === "") return value;
  return [{ text: `${label}:`, style: "strong" }, { text: " " }, ...value];
}

function labels(label: string | undefined, limit: number): Piece[] {
  if (label === undefined) return [];
  return textsOf([{ text: label, style: "strong" }], limit).map((text) => ({ kind: "text", text, leads: true }));
}

function list({ ordered, items }: Of<"list">, limit: number): Piece[] {
  return texts(items.flatMap((item, index) => textsOf(item, limit, { prefix: ordered ? `${index + 1}. ` : "- " })));
}

// Discord has no tables, and a drawn one breaks on a phone: rows of text say the same everywhere.
function table({ label, columns, rows }: Of<"table">, limit: number): Piece[] {
  const named = columns.filter((column) => column.trim() !== "");
  const head = named.length === 0 || rows.length === 0 ? [] : textsOf([{ text: named.join(" · ") }], limit, { prefix: small });
  const wide = columns.length > 2 || rows.some((cells) => cells.length > 2);
  const body = rows.flatMap((cells) =>
    wide ? wideRow(cells, columns, limit) : textsOf(narrowRow(cells), limit, { prefix: "- " }),
  );
  return [...labels(label, limit), ...head.map((text): Piece => ({ kind: "text", text, leads: true })), ...texts(body)];
}

function narrowRow([first = [], second = []]: readonly Line[]): Line {
  if (lineText(first).trim() === "") return second;
  return lineText(second).trim() === "" ? first : [...strong(first), { text: ": " }, ...second];
}

function wideRow([first = [], ...rest]: readonly Line[], columns: readonly string[], limit: number): string[] {
  return [
    ...textsOf(strong(first), limit),
    ...rest.flatMap((cell, index) => {
      const column = columns[index + 1] ?? "";
      return textsOf(column.trim() === "" ? cell : [{ text: `${column}: ` }, ...cell], limit, { prefix: "- " });
    }),
  ];
}

function strong(line: Line): Line {
  return line.map((span): Span => (span.style === undefined ? { ...span, style: "strong" } : span));
}

function linksLine({ label, links }: Of<"links">): Line {
  const value = links
    .filter((link) => link.text.trim() !== "")
    .flatMap((link, index): Span[] => (index === 0 ? [link] : [{ text: ", " }, link]));
  return labelled(label, value);
}

const fence = "```";

function drawing({ text, alt, picture }: Of<"drawing">, { text: limit, pictures }: Canvas): Piece[] {
  const said = texts(textsOf([{ text: alt }], limit, { prefix: small }));
  if (picture !== undefined && pictures)
    return [...said, { kind: "picture", picture: { svg: picture.svg, name: fileName(picture.name), alt } }];
  const drawn = text.replace(/^(?:[ \t]*\r?\n)+/u, "").trimEnd();
  if (drawn === "") return said;
  // A fence inside the drawing would end it: such a one goes out as text.
  if (drawn.includes("``") || drawn.startsWith("`") || drawn.endsWith("`"))
    return [...said, ...texts(textsOf([{ text: drawn }], limit, { lines: true }))];
  const parts = splitLines(oneKindOfLine(drawn), limit - 2 * fence.length - 2);
  return [...said, ...texts(parts.map((part) => `${fence}\n${part}\n${fence}`))];
}

/** Discord knows a picture by the end of its name. */
function fileName(name: string): string {
  const plain = name
    .replace(/\.(?:png|svg)$/iu, "")
    .replaceAll(/[^\w-]+/gu, "-")
    .slice(0, 60);
  return `${plain === "" ? "drawing" : plain}.png`;
}

function oneKindOfLine(text: string): string {
  return text
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(/[^\P{Cc}\t\n]/gu, "")
    .replaceAll(/\p{Cs}/gu, "\uFFFD");
}

/** Whole lines in parts of at most `limit`; only a longer line is parted itself. */
function splitLines(text: string, limit: number): string[] {
  const parts: string[] = [];
  for (const line of text.split("\n").flatMap((one) => (one === "" ? [""] : splitPlain(one, limit)))) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= limit) parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts.filter((part) => part.trim() !== "");
}

/** Pairs of codes stand in a select, and so do many choices; a few are buttons; what fits neither is spelt. */
function choices({ label, choices: all }: Of<"choices">, canvas: Canvas): Piece[] {
  if (all.length === 0) return [];
  const pairs = all.filter(({ command }) => /^\d{3} vs \d{3}$/u.test(command));
  const compared = pairs.length > 1 ? selects(pairs, canvas.compareWith, canvas) : { rows: [], spelt: [] };
  const others = pairs.length > 1 ? all.filter((choice) => !pairs.includes(choice)) : all;
  const rest = others.length > 2 * limits.row.buttons ? selects(others, label, canvas) : buttons(others, canvas);
  const spelt = [...compared.spelt, ...rest.spelt].map(spell);
  return [
    ...textsOf([{ text: label }], canvas.text, { prefix: small }).map((text): Piece => ({ kind: "text", text, leads: true })),
    ...texts(spelt.flatMap((line) => textsOf(line, canvas.text, { prefix: "- " }))),
    ...[...compared.rows, ...rest.rows].map((one): Piece => ({ kind: "row", row: one })),
  ];
}

interface Offered {
  readonly rows: readonly Row[];
  readonly spelt: readonly Choice[];
}

function selects(all: readonly Choice[], placeholder: string, { language, number }: Canvas): Offered {
  const options: Select["options"][number][] = [];
  const spelt: Choice[] = [];
  const known = new Set<string>();
  for (const choice of all) {
    const option = choiceOption(choice);
    // Discord refuses two options of one value.
    if (option === undefined || known.has(option.value)) spelt.push(choice);
    else {
      known.add(option.value);
      options.push(option);
    }
  }
  const rows = chunks(options, limits.select.options).map((some) =>
    row([
      {
        type: 3,
        custom_id: customIds.choose(number(), language),
        placeholder: cut(placeholder, limits.select.placeholder),
        options: some,
      },
    ]),
  );
  return { rows, spelt };
}

function buttons(all: readonly Choice[], { language, number }: Canvas): Offered {
  const made = all.map((choice) => ({ choice, button: choiceButton(choice, language, number()) }));
  const shown = made.map((one) => one.button).filter((one): one is Button => one !== undefined);
  return {
    rows: chunks(shown, limits.row.buttons).map(row),
    spelt: made.filter((one) => one.button === undefined).map((one) => one.choice),
  };
}

export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** A choice that nothing to click can hold, to be typed instead. */
function spell({ label, command }: Choice): Line {
  const typed: Span = { text: command, style: "code" };
  return label === command || label.trim() === "" ? [typed] : [{ text: `${label}: ` }, typed];
}

/** A title as a heading of its own, cut to one line of bearable length. */
export function titleText(title: string, sign: string): string {
  return cutEscaped(`## ${sign} ${escapeMarkdown(oneLine(title)).trim()}`.trim(), 300);
}
