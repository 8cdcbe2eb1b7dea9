import { FileText } from "./file-text.ts";
import type { SipMessage } from "./message.ts";
import { parseMessage, type Seen } from "./parse.ts";
import type { Limits } from "./reading.ts";
import { startsMessage } from "./start-line.ts";

// A file that is SIP and nothing else, as it was on the wire: message after message, octets counted.

const lineFeed = 10;
const carriageReturn = 13;

function isBreak(code: number | undefined): boolean {
  return code === lineFeed || code === carriageReturn;
}

function skipBreaks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBreak(bytes[at])) at++;
  return at;
}

function lineOf(bytes: Uint8Array, from: number, to: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed, from); at !== -1 && at < to; at = bytes.indexOf(lineFeed, at + 1)) lines++;
  return lines;
}

/** Where the header block that begins at `from` ends: behind CRLF CRLF; undefined when its lines end otherwise. */
function headEnd(bytes: Uint8Array, from: number): number | undefined {
  let at = bytes.indexOf(lineFeed, from);
  while (at !== -1 && bytes[at - 1] === carriageReturn) {
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return at + 3;
    at = bytes.indexOf(lineFeed, at + 1);
  }
  return undefined;
}

function contentLength(head: string): number | undefined {
  const found = [...head.matchAll(/^(?:content-length|l)[ \t]*:[ \t]*(.*?)[ \t]*\r?$/gimu)];
  const value = found[0]?.[1] ?? "0";
  return found.length < 2 && /^\d{1,9}$/u.test(value) ? Number(value) : undefined;
}

/** Messages of a file in which every Content-Length is right; undefined for any other, which is read as text. */
export function readRaw(bytes: Uint8Array, limits: Limits): SipMessage[] | undefined {
  const file = new FileText(bytes);
  const messages: SipMessage[] = [];
  let at = skipBreaks(bytes, 0);
  let line = 1 + lineOf(bytes, 0, at);
  while (at < bytes.length) {
    if (messages.length >= limits.messages || !startsMessage(bytes, at)) return undefined;
    const bodyFrom = headEnd(bytes, at);
    const length = bodyFrom === undefined ? undefined : contentLength(file.text(at, bodyFrom));
    if (bodyFrom === undefined || length === undefined) return undefined;
    const to = bodyFrom + length;
    const next = skipBreaks(bytes, to);
    if (to > bytes.length || (next < bytes.length && !startsMessage(bytes, next))) return undefined;
    const seen: Seen = { at: undefined, source: undefined, destination: undefined, transport: undefined, frame: undefined, line };
    const message = parseMessage(file, at, to, seen, messages.length);
    if (message === undefined) return undefined;
    messages.push(message);
    line += lineOf(bytes, at, next);
    at = next;
  }
  return messages.length > 0 ? messages : undefined;
}
