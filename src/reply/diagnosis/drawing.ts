import type { Ladder, Row } from "../../core/trace/ladder.ts";
import type { Redactor } from "../../core/trace/redact.ts";
import { clipped, headOf, repeatsOf, seconds, span } from "./party.ts";

// A ladder in fixed-width text. ASCII lines only: fonts for East Asian scripts draw others two cells wide.
//
//              IP-A                       IP-B
//            UAC · Zoiper              UAS · Asterisk
//     0.000   |--INVITE SDP-------------->|
//     0.012   |<--100 Trying--------------|
//             :         (31.9 s)          :
// !  32.001   |<==408 Request Timeout=====|

/** Columns it may take: a message on a laptop shows them without wrapping. */
const width = 76;
const gutter = 10;
/** Beside the lifelines; the head of the first reaches into the gutter. */
const margins = { left: 1, right: 8 };
const widestGap = 38;

/** The ladder as lines of at most 76 columns. */
export function drawLadder(ladder: Ladder, redactor: Redactor): string {
  const count = Math.max(2, ladder.parties.length);
  const gap = Math.min(widestGap, Math.floor((width - gutter - margins.left - margins.right) / (count - 1)));
  const columns = ladder.parties.map((_party, index) => gutter + margins.left + index * gap);
  const heads = ladder.parties.map((party) => headOf(party, redactor, Math.max(10, gap - 1)));
  const names = heads.map(({ name }) => name);
  const abouts = heads.map(({ about }) => about);
  return [labels(columns, names, gap), labels(columns, abouts, gap), ...ladder.rows.map((row) => drawRow(row, columns))]
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}

/** Each text centred on its column, clipped where it would touch its neighbour or the edge. */
function labels(columns: readonly number[], texts: readonly string[], gap: number): string {
  const canvas = new Canvas();
  texts.forEach((text, index) => {
    const column = columns[index] ?? 0;
    const room = index > 0 && index === texts.length - 1 ? Math.min(gap - 1, 2 * (width - column) - 1) : gap - 1;
    const shown = clipped(text, Math.max(6, room));
    canvas.put(Math.max(0, column - Math.floor(shown.length / 2)), shown);
  });
  return canvas.text;
}

function drawRow(row: Row, columns: readonly number[]): string {
  const canvas = new Canvas();
  for (const column of columns) canvas.put(column, row.kind === "message" ? "|" : ":");
  if (row.kind === "message") {
    if (row.failed) canvas.put(0, "!");
    if (row.at !== undefined) canvas.put(1, seconds(row.at).padStart(gutter - 2));
    drawArrow(row, columns, canvas);
    return canvas.text;
  }
  const text = row.kind === "fold" ? `... +${row.count} ...` : `(${span(row.seconds)})`;
  const [first = 0, second = first + 20] = columns;
  canvas.put(Math.floor((first + second - text.length) / 2) + 1, text);
  return canvas.text;
}

function drawArrow(row: Extract<Row, { kind: "message" }>, columns: readonly number[], canvas: Canvas): void {
  const [from = 0, to = 0] = [columns[row.from], columns[row.to]];
  const repeats = repeatsOf(row, "x");
  if (from === to) {
    canvas.put(from + 1, clipped(`<> ${row.label}${repeats}`, Math.max(6, width - from - 2)));
    return;
  }
  const line = row.failed ? "=" : "-";
  const inner = Math.abs(to - from) - 1;
  const label = fitting(row.label, row.marks, repeats, inner - 3);
  const shaft = `${line.repeat(2)}${label}${line.repeat(Math.max(0, inner - 3 - label.length))}`;
  canvas.put(Math.min(from, to) + 1, to > from ? `${shaft}>` : `<${shaft}`);
}

/** The label with as many of its marks as find room; how often it was sent stays to the last. */
function fitting(label: string, marks: readonly string[], repeats: string, room: number): string {
  for (let kept = marks.length; kept >= 0; kept--) {
    const text = [label, ...marks.slice(0, kept)].join(" ") + repeats;
    if (text.length <= room) return text;
  }
  return clipped(label, Math.max(3, room - repeats.length)) + repeats;
}

/** A line that is written here and there. */
class Canvas {
  readonly #cells: string[] = [];

  put(at: number, text: string): void {
    [...text].forEach((character, index) => {
      while (this.#cells.length < at + index) this.#cells.push(" ");
      this.#cells[at + index] = character;
    });
  }

  get text(): string {
    return this.#cells.join("");
  }
}
