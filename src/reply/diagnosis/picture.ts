import type { Ladder, Row } from "../../core/trace/ladder.ts";
import type { Redactor } from "../../core/trace/redact.ts";
import type { Severity } from "../document.ts";
import { clipped, headOf, repeatsOf, seconds, span } from "./party.ts";
import { Sheet, size } from "./sheet.ts";
import { colourOf, darkStyle, fill, lineColour, shape, stroke, type Colour } from "./theme.ts";

// A ladder as SVG. Protocol words only, so that one Latin font draws it the same everywhere.

type MessageRow = Extract<Row, { kind: "message" }>;
export type ToneOf = (code: number) => Severity;

/** Advance of a character of a fixed-width font, in parts of its size. */
const advance = 0.602;
const small = 11;

/** The ladder as SVG; `toneOf` colours a response by what becomes of the call. */
export function pictureOf(ladder: Ladder, redactor: Redactor, toneOf: ToneOf): string {
  const sheet = new Sheet(ladder.parties.length, ladder.rows.length);
  const { width, height, gap } = sheet;
  const longest = Math.floor((gap - 30) / (small * advance));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="DejaVu Sans Mono, ui-monospace, Menlo, Consolas, monospace" font-size="${size.text}">`,
    darkStyle,
    shape("rect", fill("ground"), { width, height, rx: 10 }),
    ...bands(ladder, sheet),
    ...lifelines(ladder, sheet),
    ...ladder.parties.map((party, index) => drawHead(headOf(party, redactor, longest), sheet.at(index), gap)),
    ...ladder.rows.map((row, index) => drawRow(row, sheet.rowAt(index), sheet, toneOf)),
    "</svg>",
  ].join("");
}

/** The row of the failure stands on a ground of its own. */
function bands({ rows }: Ladder, sheet: Sheet): string[] {
  return rows.flatMap((row, index) => {
    if (row.kind !== "message" || !row.failed) return [];
    const place = { x: 8, y: sheet.rowAt(index) - size.row + 8, width: sheet.width - 16, height: size.row + 2, rx: 6 };
    return [shape("rect", fill("band"), place)];
  });
}

/** Solid where messages are drawn, dotted where time or messages are left out. */
function lifelines({ rows, parties }: Ladder, sheet: Sheet): string[] {
  const gaps = rows.flatMap((row, index) => (row.kind === "message" ? [] : [sheet.rowAt(index)]));
  return parties.flatMap((_party, index) => {
    const x = sheet.at(index);
    const starts = [size.top + size.head - 4, ...gaps.map((y) => y + 8)];
    const ends = [...gaps.map((y) => y - 18), sheet.bottom];
    const solid = starts.map((y, part) => `M${x} ${y}V${ends[part] ?? y}`).join("");
    const dotted = gaps.map((y) => `M${x} ${y - 16}V${y + 7}`).join("");
    const line = { ...lineColour, fill: "none", "stroke-width": 1.5 };
    return [
      shape("path", "", { ...line, d: solid }),
      ...(dotted === "" ? [] : [shape("path", "", { ...line, "stroke-dasharray": "1.5 4.5", d: dotted })]),
    ];
  });
}

function drawHead({ name, about }: { readonly name: string; readonly about: string }, x: number, gap: number): string {
  const longest = Math.max(name.length * size.text, about.length * small) * advance;
  const width = Math.min(gap - 8, Math.max(96, longest + 24));
  const box = { x: x - width / 2, y: size.top, width, height: size.head - 4, rx: 6 };
  const top = about === "" ? size.top + 28 : size.top + 20;
  return [
    shape("rect", "", { ...box, class: "f-box s-line", fill: colourOf("box"), stroke: colourOf("line"), "stroke-width": 1.5 }),
    text(x, top, name, "ink", { anchor: "middle", bold: true }),
    ...(about === "" ? [] : [text(x, top + 17, about, "soft", { anchor: "middle", size: small })]),
  ].join("");
}

function drawRow(row: Row, y: number, sheet: Sheet, toneOf: ToneOf): string {
  if (row.kind === "message") {
    const tone = row.failed ? "error" : "soft";
    const time = row.at === undefined ? "" : text(size.gutter - 8, y - 8, seconds(row.at), tone, { anchor: "end", size: small });
    return `${row.failed ? cross(22, y - 12) : ""}${time}${arrow(row, y, sheet, toneOf)}`;
  }
  const label = row.kind === "fold" ? `… +${row.count} …` : span(row.seconds);
  const x = sheet.parties < 2 ? sheet.at(0) + 60 : (sheet.at(0) + sheet.at(1)) / 2;
  return text(x, y - 1, label, "soft", { anchor: "middle", size: 12 });
}

function arrow(row: MessageRow, y: number, sheet: Sheet, toneOf: ToneOf): string {
  const tone: Colour = row.failed ? "error" : row.code === undefined ? "ink" : toneOf(row.code);
  const [from, to] = [sheet.at(row.from), sheet.at(row.to)];
  const line = { fill: "none", "stroke-width": row.failed ? 2.6 : 1.6 };
  if (from === to) {
    const repeats = repeatsOf(row, "×");
    return [
      shape("path", stroke(tone), { ...line, d: `M${from} ${y - 14}h26v12h-18` }),
      shape("path", fill(tone), { d: `M${from + 1} ${y - 2}l9 -5v10Z` }),
      text(from + 34, y - 4, row.label + repeats, tone, { anchor: "start", bold: row.failed }),
    ].join("");
  }
  const back = to < from ? 1 : -1;
  const tip = to + back;
  return [
    shape("path", stroke(tone), { ...line, d: `M${from} ${y}H${tip + back * 7}` }),
    shape("path", fill(tone), { d: `M${tip} ${y}l${back * 10} -5.5v11Z` }),
    caption(row, (from + to) / 2, y - 8, Math.abs(to - from) - 22, tone),
  ].join("");
}

/** The label, behind it in soft what it carries; marks go first when room is short. */
function caption(row: MessageRow, x: number, y: number, room: number, tone: Colour): string {
  const most = Math.floor(room / (size.text * advance));
  const repeats = repeatsOf(row, "×");
  const marks = [...row.marks];
  const carried = () => (marks.length === 0 ? "" : ` ${marks.join(" ")}`);
  while (marks.length > 0 && (row.label + carried() + repeats).length > most) marks.pop();
  const label = clipped(row.label, Math.max(4, most - carried().length - repeats.length));
  const behind =
    marks.length === 0 ? "" : `<tspan ${fill("soft")} font-size="${small}" font-weight="normal">${escaped(carried())}</tspan>`;
  const again = repeats === "" ? "" : `<tspan font-weight="bold">${repeats}</tspan>`;
  const bold = row.failed ? ' font-weight="bold"' : "";
  const ground = row.failed ? "band" : "ground";
  // A halo in the colour of the ground keeps the words readable over other lifelines.
  return `<text class="f-${tone} s-${ground}" fill="${colourOf(tone)}" stroke="${colourOf(ground)}" stroke-width="5" stroke-linejoin="round" paint-order="stroke" x="${x}" y="${y}" text-anchor="middle" xml:space="preserve"${bold}>${escaped(label)}${behind}${again}</text>`;
}

function cross(x: number, y: number): string {
  const strokes = { fill: "none", "stroke-width": 2, "stroke-linecap": "round" };
  return (
    shape("circle", fill("error"), { cx: x, cy: y, r: 8 }) +
    shape("path", stroke("onError"), { ...strokes, d: `M${x - 3} ${y - 3}l6 6m0 -6l-6 6` })
  );
}

interface Lettering {
  readonly anchor: "start" | "middle" | "end";
  readonly size?: number;
  readonly bold?: boolean;
}

function text(x: number, y: number, content: string, colour: Colour, { anchor, size: height, bold }: Lettering): string {
  const extra = `${height === undefined ? "" : ` font-size="${height}"`}${bold === true ? ' font-weight="bold"' : ""}`;
  return `<text ${fill(colour)} x="${x}" y="${y}" text-anchor="${anchor}"${extra}>${escaped(content)}</text>`;
}

/** What is outside text must not become markup; control characters are none of XML's. */
function escaped(content: string): string {
  return content
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
