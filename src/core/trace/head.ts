import { readStartLine, type StartLine } from "./start-line.ts";

// The header block of a message, walked once from line to line: where each field begins and ends.

/** Longest header block that is read, in bytes; RFC 3261 sets no limit, and no stack takes so much. */
export const longestHead = 262_144;

const space = 32;
const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;

/** The end of a line: the break itself, and where the next line begins; -1 when there is no break any more. */
interface Break {
  end: number;
  next: number;
}

/** The first line, and whether lines end in CR alone. */
interface First extends Break {
  readonly alone: boolean;
}

/** Finds line ends: LF, CRLF and doubled CR; a lone CR only where the whole message has nothing else. */
function lineBreak(text: string, from: number, alone: boolean, found: Break): void {
  const feed = alone ? text.indexOf("\r", from) : text.indexOf("\n", from);
  if (feed === -1) {
    found.end = text.length;
    found.next = -1;
    return;
  }
  let end = feed;
  while (end > from && text.charCodeAt(end - 1) === carriageReturn) end--;
  found.end = end;
  found.next = feed + 1;
}

/** Whether lines end in CR alone: there is one before the first LF, and a start line before it. */
function endsInReturn(text: string): boolean {
  const back = text.indexOf("\r");
  if (back === -1) return false;
  const next = text.charCodeAt(back + 1);
  if (next === lineFeed || next === carriageReturn) return false;
  const feed = text.indexOf("\n");
  return (feed === -1 || back < feed) && readStartLine(text, 0, back) !== undefined;
}

/** A header block, walked. */
export interface Head {
  readonly text: string;
  readonly start: StartLine;
  /** Three numbers for each header field: start of its name, its colon, end of its value. */
  readonly fields: number[];
  readonly notes: string[];
  /** Where the body begins; -1 when the empty line is missing. */
  bodyFrom: number;
  end: number;
}

/** The kind of a line behind the start line; a colon is looked for inside the line only. */
function colonOf(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 58) return at;
    if (code === space || code === tab) {
      let next = at;
      while (next < end && (text.charCodeAt(next) === space || text.charCodeAt(next) === tab)) next++;
      return text.charCodeAt(next) === 58 && next < end ? next : -1;
    }
  }
  return -1;
}

function beginsSdp(text: string, at: number): boolean {
  return text.startsWith("v=0", at) && (text.charCodeAt(at + 3) === lineFeed || text.charCodeAt(at + 3) === carriageReturn);
}

/** The first line of a text, where a start line should be. */
export function firstLine(text: string): First {
  const line = { end: 0, next: 0, alone: endsInReturn(text) };
  lineBreak(text, 0, line.alone, line);
  return line;
}

/** Walks the header block that a text begins with; undefined when there is no start line. */
export function readHead(text: string): Head | undefined {
  const line = firstLine(text);
  const start = readStartLine(text, 0, line.end);
  return start === undefined ? undefined : walkHead(text, line, start);
}

/** Walks the header block behind a start line that was read before. */
export function walkHead(text: string, { alone, end, next }: First, start: StartLine): Head {
  const head: Head = { text, start, fields: [], notes: [], bodyFrom: -1, end };
  const line: Break = { end, next };
  let at = next;
  while (at !== -1 && at < text.length && at < longestHead) {
    lineBreak(text, at, alone, line);
    let first = at;
    while (first < line.end && text.charCodeAt(first) === carriageReturn) first++;
    if (first >= line.end) {
      head.bodyFrom = line.next === -1 ? text.length : line.next;
      return head;
    }
    if (beginsSdp(text, first)) {
      head.notes.push("no-empty-line");
      head.bodyFrom = first;
      return head;
    }
    takeLine(text, first, line.end, head);
    head.end = line.end;
    at = line.next;
  }
  return head;
}

function takeLine(text: string, from: number, end: number, head: Head): void {
  const { fields, notes } = head;
  const code = text.charCodeAt(from);
  if (code === space || code === tab) {
    if (fields.length > 0) fields[fields.length - 1] = end;
    else if (text.slice(from, end).trim() !== "") notes.push("folding-without-header");
    return;
  }
  const colon = colonOf(text, from, end);
  if (colon > from) fields.push(from, colon, end);
  else notes.push("header-without-colon");
}

/** Content-Length as declared: undefined without one, NaN when it is no number or two differ (RFC 3261 §20.14). */
export function declaredLength(text: string, fields: readonly number[]): number | undefined {
  let declared: number | undefined;
  for (let at = 0; at < fields.length; at += 3) {
    const from = fields[at] ?? 0;
    const first = text.charCodeAt(from) | 32;
    if (first !== 108 && first !== 99) continue;
    const colon = fields[at + 1] ?? 0;
    const name = text.slice(from, colon).trimEnd().toLowerCase();
    if (name !== "l" && name !== "content-length") continue;
    const value = text.slice(colon + 1, fields[at + 2]).trim();
    const length = /^\d{1,15}$/u.test(value) ? Number(value) : Number.NaN;
    declared = declared === undefined || declared === length ? length : Number.NaN;
  }
  return declared;
}
