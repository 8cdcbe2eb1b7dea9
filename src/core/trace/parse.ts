import type { SipMessage } from "./message.ts";
import { textOf } from "./octets.ts";
import { ParsedMessage, type Layout, type Seen } from "./parsed-message.ts";
import { readStartLine, startsMessage, type StartLine } from "./start-line.ts";

export { seenAs, type Seen } from "./parsed-message.ts";
export { startsMessage } from "./start-line.ts";

// One message out of bytes or text. The header block is walked once, from line to line; values are taken when asked for.

/** Longest header block that is read, in bytes; RFC 3261 sets no limit, and no stack takes so much. */
export const longestHead = 262_144;

const space = 32;
const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;

/** Ends of lines: the break itself, and where the next line begins; -1 when there is no break any more. */
interface Break {
  end: number;
  next: number;
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
function endsInReturn(text: string, from: number): boolean {
  const back = text.indexOf("\r", from);
  if (back === -1) return false;
  const next = text.charCodeAt(back + 1);
  if (next === lineFeed || next === carriageReturn) return false;
  const feed = text.indexOf("\n", from);
  return (feed === -1 || back < feed) && readStartLine(text, from, back) !== undefined;
}

interface Head {
  text: string;
  start: StartLine;
  fields: number[];
  notes: string[];
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

/** Walks the header block that begins at `from`; undefined when there is no start line. */
export function readHead(text: string, from: number): Head | undefined {
  const alone = endsInReturn(text, from);
  const line: Break = { end: 0, next: 0 };
  lineBreak(text, from, alone, line);
  const start = readStartLine(text, from, line.end);
  if (start === undefined) return undefined;
  const head: Head = { text, start, fields: [], notes: [], bodyFrom: -1, end: line.end };
  let at = line.next;
  while (at !== -1 && at < text.length && at - from < longestHead) {
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

const noNotes: readonly string[] = [];

function layoutOf(text: string, octets: boolean, head: Head): Layout {
  const { start, notes } = head;
  const to = text.length;
  // A copy is as long as it must be; what grew is longer, and a capture has many messages.
  const fields = head.fields.slice();
  const bodyFrom = head.bodyFrom === -1 ? to : head.bodyFrom;
  const declared = declaredLength(text, fields);
  const available = to - bodyFrom;
  const bodyTo = octets && declared !== undefined && declared < available ? bodyFrom + declared : to;
  if (head.bodyFrom === -1 && fields.length > 0) notes.push("no-empty-line");
  const end = head.bodyFrom === -1 ? head.end : bodyTo;
  return {
    text,
    octets,
    start,
    fields,
    bodyFrom,
    bodyTo,
    available,
    declared,
    exact: octets,
    size: end,
    notes: notes.length === 0 ? noNotes : notes,
  };
}

function firstLetter(bytes: Uint8Array): number {
  let from = 0;
  while (from < bytes.length && (bytes[from] === lineFeed || bytes[from] === carriageReturn)) from++;
  return from;
}

/** One message of a datagram or of a WebSocket frame; undefined when the bytes are no SIP. Octets behind Content-Length are left (RFC 3261 §18.3). */
export function parseMessage(bytes: Uint8Array, seen: Seen, index: number): SipMessage | undefined {
  const from = firstLetter(bytes);
  if (!startsMessage(bytes, from)) return undefined;
  return parseOctets(textOf(from === 0 ? bytes : bytes.subarray(from)), seen, index);
}

/** The same of a text whose characters are the octets, and that begins with its start line. */
export function parseOctets(text: string, seen: Seen, index: number): SipMessage | undefined {
  const head = readHead(text, 0);
  if (head === undefined) return undefined;
  const layout = layoutOf(text, true, head);
  return new ParsedMessage(seen.cut === true ? cut(layout) : layout, seen, index);
}

/** Of a message whose end the capture lacks, its sender is blamed for nothing. */
function cut(layout: Layout): Layout {
  return { ...layout, exact: false, notes: [...layout.notes.filter((note) => note !== "no-empty-line"), "cut-by-capture"] };
}

/**
 * One message of pasted text that begins at its start line. `exact`: the text is what was on the wire, so that octets can
 * be counted; else the body is all that is there. `notes`: faults that were seen while the text was put together.
 */
export function parseText(
  text: string,
  seen: Seen,
  index: number,
  exact = false,
  notes: readonly string[] = [],
): SipMessage | undefined {
  const head = readHead(text, 0);
  if (head === undefined) return undefined;
  const layout = layoutOf(text, false, head);
  // Who copied a message often left its last line out.
  const own = exact ? layout.notes : layout.notes.filter((note) => note !== "no-empty-line");
  return new ParsedMessage({ ...layout, exact, notes: [...own, ...notes] }, seen, index);
}
