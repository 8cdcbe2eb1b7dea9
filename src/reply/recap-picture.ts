import type { Timeline } from "../core/recap.ts";
import { clockTime, date } from "./time.ts";

// A picture of its own ground and its own colours: readable on a light and on a dark page. Latin letters and digits
// only, which every font that draws it has.

const ink = "#1b2530";
const faint = "#5b6773";
const ground = "#fbfaf6";
const rule = "#d8d5cb";
const colours = { 3: "#3d6ea5", 4: "#b4690e", 5: "#b3261e", 6: "#7a3e9d" } as const;
const calm = "#3f7d58";

const left = 232;
const right = 66;
const top = 44;
const rowHeight = 40;
const column = { least: 18, most: 40 } as const;
const plot = 560;

/** Mentions over time as SVG: a row of bars for each code, as high as its busiest step is for all. */
export function timelinePicture(timeline: Timeline, phraseOf: (code: number) => string): string {
  const { rows, steps, start, stepMs } = timeline;
  const wide = Math.max(column.least, Math.min(column.most, Math.floor(plot / steps)));
  const width = left + Math.max(plot / 2, wide * steps) + right;
  const height = top + rows.length * rowHeight + 52;
  const most = Math.max(1, ...rows.flatMap(({ counts }) => counts));
  const bottom = top + rows.length * rowHeight;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="DejaVu Sans, Verdana, sans-serif" font-size="13" fill="${ink}">`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="${ground}" stroke="${rule}"/>`,
    `<text x="18" y="27" font-weight="bold">${date(start)}</text>`,
    `<text x="${left}" y="27" fill="${faint}" font-size="12">one column = ${stepName(stepMs)}, UTC</text>`,
    ...rows.map((row, index) => rowPicture(row, index, { wide, most, width, phrase: phraseOf(row.code) })),
    `<line x1="${left}" y1="${bottom + 4}" x2="${left + wide * steps}" y2="${bottom + 4}" stroke="${faint}"/>`,
    ...axis(timeline, wide, bottom),
    "</svg>",
  ].join("\n");
}

function rowPicture(
  { code, counts }: Timeline["rows"][number],
  index: number,
  {
    wide,
    most,
    width,
    phrase,
  }: { readonly wide: number; readonly most: number; readonly width: number; readonly phrase: string },
): string {
  const base = top + (index + 1) * rowHeight;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const bars = counts.map((count, step) => {
    const high = count === 0 ? 2 : Math.max(5, Math.round((count / most) * (rowHeight - 12)));
    const colour = count === 0 ? rule : colourOf(code);
    return `<rect x="${left + step * wide + 1}" y="${base - high}" width="${wide - 2}" height="${high}" rx="1.5" fill="${colour}"/>`;
  });
  return [
    `<text x="18" y="${base - 8}" font-weight="bold" font-size="15" fill="${colourOf(code)}">${code}</text>`,
    `<text x="56" y="${base - 8}" font-size="12" fill="${faint}">${escape(cut(phrase, 22))}</text>`,
    ...bars,
    `<text x="${width - 18}" y="${base - 8}" text-anchor="end" font-weight="bold">×${total}</text>`,
  ].join("\n");
}

/** A time below every few columns, so that they never touch. */
function axis({ start, stepMs, steps }: Timeline, wide: number, bottom: number): string[] {
  const every = Math.max(1, Math.ceil(64 / wide));
  const longSteps = stepMs >= 86_400_000;
  return Array.from({ length: Math.ceil(steps / every) }, (_none, index) => {
    const at = start + index * every * stepMs;
    const x = left + index * every * wide;
    const says = longSteps ? date(at).slice(5) : clockTime(at);
    return `<line x1="${x}" y1="${bottom + 4}" x2="${x}" y2="${bottom + 9}" stroke="${faint}"/><text x="${x}" y="${bottom + 25}" font-size="12" fill="${faint}">${says}</text>`;
  });
}

/** "5 min", "1 h", "1 d". */
export function stepName(stepMs: number): string {
  const minutes = Math.max(1, Math.round(stepMs / 60_000));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 1440 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`;
}

const heights = "▁▂▃▄▅▆▇█";

/** The same as lines of text of fixed width. */
export function timelineText({ rows, steps, start, stepMs }: Timeline): string {
  const most = Math.max(1, ...rows.flatMap(({ counts }) => counts));
  const bar = (count: number) => (count === 0 ? "·" : heights.charAt(Math.ceil((count / most) * heights.length) - 1));
  const lines = rows.map(({ code, counts }) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return `${code} ${counts.map(bar).join("")} ×${total}`;
  });
  const [from, to] = [clockTime(start), clockTime(start + (steps - 1) * stepMs)];
  const axisLine = steps < 12 ? from : `${from}${to.padStart(steps - from.length)}`;
  return [`${date(start)}, UTC, 1 column = ${stepName(stepMs)}`, ...lines, `    ${axisLine}`].join("\n");
}

function colourOf(code: number): string {
  const digit = Math.floor(code / 100);
  return digit === 3 || digit === 4 || digit === 5 || digit === 6 ? colours[digit] : calm;
}

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("")}…`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
