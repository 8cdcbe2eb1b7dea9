import type { SipMessage, Transport } from "../message.ts";
import { parseMessage, startsMessage, type Seen } from "../parse.ts";
import { u8 } from "./octets.ts";

interface Sighting {
  readonly bytes: Uint8Array;
  readonly seen: Seen;
}

/** Where a message was seen. */
export interface Place {
  readonly frame: number;
  readonly at: number | undefined;
  readonly source: string | undefined;
  readonly destination: string | undefined;
  readonly transport: Transport;
  /** Its end was not captured. */
  readonly cut: boolean;
}

/** Octets in front of a start line that are passed over: keep-alives (RFC 5626 §3.5.1), blanks, NULs. */
const longestLead = 64;

/** The first octet at `from` or a little behind it that is no blank. */
export function behindBlanks(bytes: Uint8Array, from: number, to: number): number {
  const last = Math.min(to, from + longestLead);
  let at = from;
  while (at < last && u8(bytes, at) <= 32) {
    const octet = u8(bytes, at);
    if (octet !== 10 && octet !== 13 && octet !== 32 && octet !== 9 && octet !== 0) return at;
    at++;
  }
  return at;
}

/** Messages as they are met, unread: they are put in the capture's order at the end, since streams and fragments wait. */
export class Sightings {
  readonly #found: Sighting[] = [];
  readonly #most: number;
  #lastFrame = 0;
  #ordered = true;

  constructor(most: number) {
    this.#most = most;
  }

  get full(): boolean {
    return this.#found.length >= this.#most;
  }

  /** Takes a datagram if a message starts in it. */
  datagram(bytes: Uint8Array, from: number, to: number, place: Place): boolean {
    const at = behindBlanks(bytes, from, to);
    if (at >= to || !mayStart(u8(bytes, at))) return false;
    const own = bytes.subarray(at, to);
    if (!startsMessage(own, 0)) return false;
    this.add(own, place);
    return true;
  }

  /** Takes what is known to be one message. */
  add(bytes: Uint8Array, { frame, at, source, destination, transport, cut }: Place): void {
    if (this.full) return;
    if (frame < this.#lastFrame) this.#ordered = false;
    this.#lastFrame = frame;
    const seen = { at, source, destination, transport, frame, line: undefined, ...(cut ? { cut } : {}) };
    this.#found.push({ bytes, seen });
  }

  /** All messages in the order of the capture. */
  read(): SipMessage[] {
    const found = this.#ordered ? this.#found : this.#found.toSorted((a, b) => (a.seen.frame ?? 0) - (b.seen.frame ?? 0));
    const messages: SipMessage[] = [];
    for (const { bytes, seen } of found) {
      const message = parseMessage(bytes, seen, messages.length);
      if (message !== undefined) messages.push(message);
    }
    return messages;
  }
}

/** A quick look: tokens of a method or "SIP/" begin with these. */
export function mayStart(octet: number): boolean {
  return octet >= 33 && octet < 127;
}
