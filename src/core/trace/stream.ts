import type { SipMessage } from "./message.ts";
import { declaredLength, longestHead, parseMessage, readHead, startsMessage, type Seen } from "./parse.ts";

// Messages off a byte stream: Content-Length says where one ends (RFC 3261 §7.5, §18.3).

/** What came off the front of a stream. */
export interface Streamed {
  readonly message: SipMessage | undefined;
  /** Where to go on: behind the message; the same place when more bytes are needed; behind what is no SIP. */
  readonly next: number;
  /** The message is not whole yet: call again with more bytes, or with `last`. */
  readonly incomplete: boolean;
  /** Octets that were passed over because no message starts in them; keep-alives are not counted. */
  readonly skipped: number;
}

const latin1 = new TextDecoder("latin1");
const lineFeed = 10;
const carriageReturn = 13;
/** A line without an end that is longer than this will hardly become a start line. */
const longestWait = 4096;

/** The next line of the bytes at which a message may start; the end of the bytes when there is none. */
function resynchronize(bytes: Uint8Array, from: number): number {
  let feed = bytes.indexOf(lineFeed, from);
  while (feed !== -1) {
    if (startsMessage(bytes, feed + 1)) return feed + 1;
    feed = bytes.indexOf(lineFeed, feed + 1);
  }
  return bytes.length;
}

/** Where the header block ends (behind its empty line), or -1. */
function endOfHead(bytes: Uint8Array, from: number): number {
  const last = Math.min(bytes.length, from + longestHead);
  let at = bytes.indexOf(lineFeed, from);
  while (at !== -1 && at < last) {
    let next = at + 1;
    while (bytes[next] === carriageReturn) next++;
    if (bytes[next] === lineFeed) return next + 1;
    at = bytes.indexOf(lineFeed, next);
  }
  return -1;
}

/** Where a message ends whose header block ends at `headTo`; undefined when that is not there yet. */
function endOfMessage(bytes: Uint8Array, headTo: number, declared: number | undefined, last: boolean): number | undefined {
  const to = headTo + (declared ?? 0);
  if (to <= bytes.length) return to;
  return last || Number.isNaN(to) ? resynchronize(bytes, headTo - 1) : undefined;
}

function passed(at: number, next: number): Streamed {
  return { message: undefined, next, incomplete: false, skipped: next - at };
}

/** What starts no message: up to the next line that may; a line that is still growing waits. */
function passOver(bytes: Uint8Array, at: number, last: boolean): Streamed {
  const next = resynchronize(bytes, at);
  const growing = !last && next === bytes.length && bytes.length - at < longestWait && !bytes.includes(lineFeed, at);
  return growing ? wait(at) : passed(at, next);
}

function wait(at: number): Streamed {
  return { message: undefined, next: at, incomplete: true, skipped: 0 };
}

/**
 * The next message of a byte stream (TCP, TLS in clear), from `from` on. `last`: no more bytes will come, so that a cut
 * message is given as it is. Ask again only when there are clearly more bytes: each time the header block is walked anew.
 */
export function parseStream(bytes: Uint8Array, from: number, seen: Seen, index: number, last = false): Streamed {
  let at = from;
  while (bytes[at] === lineFeed || bytes[at] === carriageReturn) at++;
  if (at >= bytes.length) return passed(bytes.length, bytes.length);
  if (!startsMessage(bytes, at)) return passOver(bytes, at, last);
  const headEnd = endOfHead(bytes, at);
  if (headEnd === -1 && !last) return bytes.length - at < longestHead ? wait(at) : passed(at, bytes.length);
  const headTo = headEnd === -1 ? bytes.length : headEnd;
  const head = readHead(latin1.decode(bytes.subarray(at, headTo)), 0);
  if (head === undefined) return passOver(bytes, at, last);
  const to = endOfMessage(bytes, headTo, declaredLength(head.text, head.fields), last);
  if (to === undefined) return wait(at);
  return { message: parseMessage(bytes.subarray(at, to), seen, index), next: to, incomplete: false, skipped: 0 };
}
