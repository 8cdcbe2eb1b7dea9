import { bodyEnd } from "./body.ts";
import { isEnd, frameOf } from "./frames.ts";
import { afterPrefix } from "./prefix.ts";
import { startIn, type Start } from "./start.ts";

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

/** A line without its prefix; undefined when it does not carry it and so is none of the message. */
export type Strip = (line: string) => string | undefined;

/** What looks like a header field and is a log's own word. */
const noHeader =
  /^(?:proto|hex|json|tree|icmp|sent|received|recv|send|time|date time|https?|wss?|error|warning|info|debug|notice|nua|nta|tport)[ \t]*:/iu;
const header = /^[A-Za-z!%*_+'~.`-][A-Za-z0-9!%*_+'~.`-]{0,60}[ \t]*:/u;
const knownHeader =
  /^(?:via|v|from|f|to|t|call-id|i|cseq|contact|m|max-forwards|content-type|c|content-length|l|route|record-route|user-agent|server|allow|supported|k|date|expires|require|www-authenticate|proxy-authenticate|authorization)[ \t]*:/iu;

export function isHeader(line: string): boolean {
  return header.test(line) && !noHeader.test(line);
}

/** One of the headers that nearly every message has. */
export function isCommonHeader(line: string): boolean {
  return knownHeader.test(line);
}

export function isBlank(line: string): boolean {
  return line.trim() === "";
}

/** A line as long as this was probably broken by the width of a window or a mail. */
const wrapWidth = 60;

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
  if (indent === "" || !knownHeader.test((next ?? "").trimStart())) return (line) => line;
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
  readonly out: string[];
  whole: boolean;
}

/** Whether an empty line was put behind every line, as when each half of CRLF became a line end. */
function isDoubled(lines: readonly string[], strip: Strip, at: number): boolean {
  const gap = lines[at + 1];
  const next = lines[at + 2];
  if (gap === undefined || next === undefined || !isBlank(strip(gap) ?? "x")) return false;
  const after = lines[at + 3];
  return knownHeader.test(strip(next) ?? "") && (after === undefined || isBlank(strip(after) ?? "x"));
}

/** Whether a line goes on with the one above, which the width of a window or a mail broke. */
function isWrapped(above: string, line: string): boolean {
  return above.length >= wrapWidth && !/^\[?\d{1,4}[-/:]\d|^[A-Z][a-z]{2}\s+\d/u.test(line);
}

/** Takes a line of the header block; false when it is none of it. */
function takeHeader(reading: Reading, line: string, at: number): boolean {
  const { out, lines, strip, step } = reading;
  const last = out.length - 1;
  const above = last > 0 ? (out[last] ?? "") : "";
  if (isHeader(line) || (above !== "" && isFolded(line))) {
    out.push(line);
    return true;
  }
  if (isEnd(line) || startIn(line)?.from === 0 || frameOf(line) !== undefined) return false;
  if (isWrapped(above, line)) {
    out[last] = `${above}${line}`;
    reading.whole = false;
    return true;
  }
  const next = strip(lines[at + step] ?? "");
  if (next === undefined || !knownHeader.test(next)) return false;
  out.push(line);
  return true;
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
    if (line === undefined) return { at, blank: false };
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
  const step = isDoubled(lines, strip, at) ? 2 : 1;
  const reading: Reading = {
    lines,
    strip,
    step,
    out: [startText(first, start)],
    whole: start.from === 0 && step === 1 && !dotted,
  };
  const block = headerBlock(reading, at + step);
  const head = reading.out;
  if (!block.blank)
    return { text: `${head.join("\r\n")}\r\n`, next: block.at, whole: reading.whole, open: block.at >= lines.length - 1 };
  const body: string[] = [];
  const next = bodyEnd({ lines, strip, step, from: block.at + step, head }, body);
  const text = `${head.join("\r\n")}\r\n\r\n${body.length === 0 ? "" : `${body.join("\r\n")}\r\n`}`;
  return { text, next, whole: reading.whole, open: false };
}
