import { bodyEnd, type Strip } from "./body.ts";
import { isEnd, frameOf } from "./frames.ts";
import { isBlank, isCommonHeader, isHeader } from "./header-lines.ts";
import { afterPrefix } from "./prefix.ts";
import { startIn, type Start } from "./start.ts";
import { isFull, isOfLog, joint, widthFrom, type Width } from "./wrapped.ts";

// The lines of one message, without what the log puts before them.

/** A message cut out of the lines. */
export interface Piece {
  /** Start line, header fields, empty line, body; every line ends in CRLF. */
  readonly text: string;
  /** The line behind it. */
  readonly next: number;
  /** Nothing was taken off or put together. */
  readonly whole: boolean;
  /** The text ended inside the header block. */
  readonly open: boolean;
}

/** Empty lines that may stand behind every line, and one. */
const mostStep = 4;

function firstWritten(lines: readonly string[], from: number): string | undefined {
  for (let at = from; at < from + 4; at++) {
    const line = lines[at];
    if (line !== undefined && !isBlank(line)) return line;
  }
  return undefined;
}

/** How the lines behind a start line carry its prefix: each one, or an indent of their own, or not at all. */
function stripOf(prefix: string, lines: readonly string[], at: number, loose: boolean): Strip {
  const next = firstWritten(lines, at + 1);
  if (next === undefined || loose) return stripIndent(next);
  if (prefix === "") return isBlank(prefix) && isHeader(next) ? (line) => line : stripIndent(next);
  if (afterPrefix(prefix, next) !== -1) {
    return (line) => {
      const from = afterPrefix(prefix, line);
      if (from !== -1) return line.slice(from);
      return isBlank(line) ? "" : undefined;
    };
  }
  return stripIndent(next);
}

/** Takes off the blanks that the first header line has; a folded line has more. */
function stripIndent(next: string | undefined): Strip {
  const indent = /^[ \t]+/u.exec(next ?? "")?.[0] ?? "";
  if (indent === "" || !isCommonHeader((next ?? "").trimStart())) return (line) => line;
  return (line) => {
    if (line.startsWith(indent)) return line.slice(indent.length);
    return isBlank(line) ? "" : line;
  };
}

/** ngrep prints a dot for each CR: when the start line ends in one, so do all lines. */
function withoutDots(strip: Strip): Strip {
  return (line) => {
    const bare = strip(line);
    return bare?.endsWith(".") === true ? bare.slice(0, -1) : bare;
  };
}

interface Reading {
  readonly lines: readonly string[];
  readonly strip: Strip;
  /** 2 when an empty line follows every line. */
  readonly step: number;
  /** Length of the longest line nearby. */
  readonly width: Width;
  readonly out: string[];
  whole: boolean;
}

/** Lines from one to the next: more than 1 when empty lines were put behind every line, as when each half of CRLF became an end. */
function stepOf(lines: readonly string[], strip: Strip, at: number): number {
  const blankAt = (line: number): boolean => lines[line] !== undefined && isBlank(strip(lines[line] ?? "") ?? "x");
  let step = 1;
  while (step < mostStep && blankAt(at + step)) step++;
  if (step === 1 || !isCommonHeader(strip(lines[at + step] ?? "") ?? "")) return 1;
  for (let gap = 1; gap < step; gap++) if (lines[at + step + gap] !== undefined && !blankAt(at + step + gap)) return 1;
  return step;
}

/** Takes a line that goes on with the one above, which the width of a window or a mail broke. */
function takeRest(reading: Reading, line: string, at: number): boolean {
  const { out, lines, step, width } = reading;
  const last = out.length - 1;
  const above = last > 0 ? (out[last] ?? "") : "";
  const between = above === "" ? undefined : joint(lines[at - step] ?? "", above, line, width);
  if (between === undefined) return false;
  out[last] = `${above}${between}${line}`;
  reading.whole = false;
  return true;
}

/** Takes a line of the header block; false when it is none of it. */
function takeHeader(reading: Reading, line: string, at: number): boolean {
  const { out, lines, step, width } = reading;
  if (!isFull(lines[at - step] ?? "", line, width) && (isHeader(line) || (out.length > 1 && isFolded(line)))) {
    out.push(line);
    return true;
  }
  if (isBehind(line)) return false;
  if (takeRest(reading, line, at)) return true;
  if (!isHeader(line) && !isBeforeHeader(reading, at)) return false;
  // What another thread of the logger put between two headers is none.
  if (isHeader(line) || !isOfLog(line)) out.push(line);
  return true;
}

/** Whether a line is surely none of the message any more. */
function isBehind(line: string): boolean {
  return isEnd(line) || startIn(line)?.from === 0 || frameOf(line) !== undefined;
}

/** Whether a header follows, so that the line between must be of the message too. */
function isBeforeHeader({ lines, strip, step }: Reading, at: number): boolean {
  return isCommonHeader(strip(lines[at + step] ?? "") ?? "");
}

function isFolded(line: string): boolean {
  return /^[ \t]/u.test(line) && frameOf(line) === undefined;
}

/** Walks the header block; gives the line of its empty line, or the line behind it and `open`. */
function headerBlock(reading: Reading, from: number): { at: number; blank: boolean } {
  const { lines, strip, step } = reading;
  let at = from;
  for (; at < lines.length; at += step) {
    const line = strip(lines[at] ?? "");
    if (line === undefined) {
      // Behind a full line stands its rest, without the prefix.
      const rest = lines[at] ?? "";
      if (!isFull(lines[at - step] ?? "", rest, reading.width) || !takeRest(reading, rest, at)) return { at, blank: false };
      continue;
    }
    if (isBlank(line)) return { at, blank: true };
    if (/^v=0\s*$/u.test(line)) return { at: at - step, blank: true };
    if (!takeHeader(reading, line, at)) return { at, blank: false };
  }
  return { at: Math.min(at, lines.length), blank: false };
}

/** The start line as written, without what a log puts behind it. */
function startText(line: string, start: Start): string {
  return isBlank(line.slice(start.to)) ? line.slice(start.from) : line.slice(start.from, start.to);
}

/** The message whose start line stands in line `at`. */
export function collect(lines: readonly string[], at: number, start: Start, loose: boolean): Piece {
  const first = lines[at] ?? "";
  const dotted =
    first[start.to] === "." || (loose && (lines[at + 1] ?? "").endsWith(".") && /^[\w-]+:/u.test(lines[at + 1] ?? ""));
  const bare = stripOf(first.slice(0, start.from), lines, at, loose);
  const strip = dotted ? withoutDots(bare) : bare;
  const step = stepOf(lines, strip, at);
  const width = widthFrom(lines, strip, at);
  const reading: Reading = {
    lines,
    strip,
    step,
    width,
    out: [startText(first, start)],
    whole: start.from === 0 && step === 1 && !dotted,
  };
  const block = headerBlock(reading, at + step);
  const head = reading.out;
  if (!block.blank)
    return { text: `${head.join("\r\n")}\r\n`, next: block.at, whole: reading.whole, open: block.at >= lines.length - 1 };
  const body: string[] = [];
  const next = bodyEnd({ lines, strip, step, width, from: block.at + step, head }, body);
  const text = `${head.join("\r\n")}\r\n\r\n${body.length === 0 ? "" : `${body.join("\r\n")}\r\n`}`;
  return { text, next, whole: reading.whole, open: false };
}
