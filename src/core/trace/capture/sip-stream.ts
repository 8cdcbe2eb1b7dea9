import { declaredLength, longestHead, readHead } from "../head.ts";
import { textOf } from "../octets.ts";
import { startsMessage } from "../start-line.ts";
import type { Backlog } from "./backlog.ts";
import { says } from "./octets.ts";
import { behindBlanks } from "./sightings.ts";

/** Takes a message of so many octets off the front. */
export type Found = (bytes: Uint8Array, completedBy: number, cut: boolean) => void;

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const longestMethod = 32;
/** A line without an end that is longer than this will hardly become a start line. */
const longestLine = 1024;
/** A message that claims to be longer is not waited for. */
const longestMessage = 2_097_152;

/**
 * SIP on a byte stream (RFC 3261 §18.3, RFC 5626 §3.5.1): messages one behind the other, keep-alives between them.
 * Each octet is looked at a bounded number of times, however small the segments are.
 */
export class SipStream {
  readonly #backlog: Backlog;
  readonly #found: Found;
  /** Of the message at the front: whether its start line is there, how far its head was searched, how long it is. */
  #started = false;
  #searched = 0;
  #length: number | undefined;

  constructor(backlog: Backlog, found: Found) {
    this.#backlog = backlog;
    this.#found = found;
  }

  /** Takes what is whole off the backlog; false when octets were passed over that are no SIP. */
  read(): boolean {
    let clean = true;
    while (this.#backlog.length > 0) {
      const step = this.#step();
      if (step === "wait") break;
      if (step === "strange") clean = false;
    }
    return clean;
  }

  #step(): "took" | "wait" | "strange" {
    if (!this.#started) {
      const bytes = this.#backlog.bytes;
      const lead = behindBlanks(bytes, 0, bytes.length);
      if (lead > 0) {
        this.#drop(lead);
        return "took";
      }
      if (!startsMessage(bytes, 0)) return this.#passOver(bytes);
      this.#started = true;
    }
    this.#length ??= this.#measure(false);
    if (this.#length === undefined) return this.#giveUp();
    if (this.#length > this.#backlog.length) return "wait";
    this.#take(this.#length, false);
    return "took";
  }

  #giveUp(): "wait" | "strange" {
    if (this.#backlog.length < longestHead) return "wait";
    this.#drop(this.#backlog.length);
    return "strange";
  }

  /** Up to the next line at which a message may start; a line that still grows waits. */
  #passOver(bytes: Uint8Array): "wait" | "strange" {
    const next = resynchronize(bytes, this.#searched);
    if (next < bytes.length) {
      this.#drop(next);
      return "strange";
    }
    const line = bytes.lastIndexOf(lineFeed) + 1;
    const grows = line < bytes.length && mayGrow(bytes, line);
    if (grows && line === 0) return "wait";
    this.#drop(grows ? line : bytes.length);
    return "strange";
  }

  /** Length of the message at the front; undefined as long as its head has no end. `last`: no more octets will come. */
  #measure(last: boolean): number | undefined {
    const bytes = this.#backlog.bytes;
    const headTo = this.#endOfHead(bytes);
    if (headTo === undefined) return undefined;
    const head = readHead(textOf(bytes.subarray(0, headTo)));
    const declared = head === undefined ? 0 : declaredLength(head.text, head.fields);
    const length = headTo + (declared ?? Number.NaN);
    if (length <= bytes.length || (length <= longestMessage && !last)) return length;
    // No length, none that can be: as far as the next message, or all there is.
    const behind = behindBlanks(bytes, headTo, bytes.length);
    return startsMessage(bytes, behind) ? headTo : resynchronize(bytes, headTo);
  }

  /** Behind the empty line; the search goes on where it ended before. */
  #endOfHead(bytes: Uint8Array): number | undefined {
    let at = bytes.indexOf(lineFeed, this.#searched);
    while (at !== -1) {
      let next = at + 1;
      while (bytes[next] === carriageReturn) next++;
      if (next >= bytes.length) break;
      if (bytes[next] === lineFeed) return next + 1;
      this.#searched = next;
      at = bytes.indexOf(lineFeed, next);
    }
    if (at === -1) this.#searched = bytes.length;
    return undefined;
  }

  #take(length: number, cut: boolean): void {
    this.#found(this.#backlog.bytes.subarray(0, length), length, cut);
    this.#drop(length);
  }

  #drop(count: number): void {
    this.#backlog.drop(count);
    this.#started = false;
    this.#searched = 0;
    this.#length = undefined;
  }

  /** No more octets will come: what is there is given as it is; with a cut head only if `beheaded`. */
  finish(beheaded: boolean): void {
    for (this.read(); this.#backlog.length > 0; this.read()) {
      this.#searched = 0;
      const cut = this.#started ? (this.#measure(true) ?? (beheaded ? this.#backlog.length : 0)) : 0;
      if (cut > 0) this.#take(cut, true);
      else this.#drop(this.#backlog.length);
    }
  }
}

/** The next line at which a message may start; the end of the bytes when there is none. */
function resynchronize(bytes: Uint8Array, from: number): number {
  let feed = bytes.indexOf(lineFeed, from);
  while (feed !== -1) {
    if (startsMessage(bytes, feed + 1)) return feed + 1;
    feed = bytes.indexOf(lineFeed, feed + 1);
  }
  return bytes.length;
}

/** Whether the line that begins at `from` has no end yet and may become a start line: "INV", "INVITE sip:a", "SIP/2". */
export function mayGrow(bytes: Uint8Array, from: number): boolean {
  if (bytes.length - from >= longestLine || bytes.indexOf(lineFeed, from) !== -1) return false;
  const last = Math.min(bytes.length, from + longestMethod);
  let at = from;
  while (at < last && isLetter(bytes[at] ?? 0)) at++;
  if (at === from) return false;
  return at === bytes.length || bytes[at] === space || says(bytes, from, "SIP/");
}

function isLetter(octet: number): boolean {
  return (octet >= 65 && octet <= 90) || (octet >= 97 && octet <= 122);
}
