import type { SipMessage, Transport } from "../message.ts";
import { textOf } from "../octets.ts";
import { parseOctets, seenAs, startsMessage, type Seen } from "../parse.ts";
import { u8 } from "./octets.ts";

/** Where a message was seen. */
export interface Place extends Seen {
  readonly frame: number;
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
  while (at < last && isBlank(u8(bytes, at))) at++;
  return at;
}

function isBlank(octet: number): boolean {
  return octet === 10 || octet === 13 || octet === 32 || octet === 9 || octet === 0;
}

const pageSize = 262_144;

/**
 * Octets as text, a page of a file at a time: a message is a slice of its page, which costs neither copy nor room.
 * Short bytes, put together from fragments or segments, are turned into text by themselves.
 */
class Pages {
  #bytes: Uint8Array | undefined;
  #from = 0;
  #to = 0;
  #text = "";

  of(bytes: Uint8Array, from: number, to: number): string {
    if (bytes.length < pageSize || to - from > pageSize) return textOf(bytes.subarray(from, to));
    if (bytes !== this.#bytes || from < this.#from || to > this.#to) {
      this.#bytes = bytes;
      this.#from = from;
      this.#to = Math.min(bytes.length, from + pageSize);
      this.#text = textOf(bytes.subarray(from, this.#to));
    }
    return this.#text.slice(from - this.#from, to - this.#from);
  }
}

/** The messages of a capture. Streams and fragments wait for more, so that some are met later than their place is. */
export class Sightings {
  readonly #messages: SipMessage[] = [];
  readonly #most: number;
  readonly #text = new Pages();
  #lastFrame = 0;
  #ordered = true;

  constructor(most: number) {
    this.#most = most;
  }

  get full(): boolean {
    return this.#messages.length >= this.#most;
  }

  /** Takes a datagram if a message starts in it. */
  take(bytes: Uint8Array, from: number, to: number, place: Place): boolean {
    const at = behindBlanks(bytes, from, to);
    // The tokens of a start line are of printable ASCII.
    if (at >= to || u8(bytes, at) < 33 || u8(bytes, at) > 126) return false;
    const own = bytes.subarray(at, to);
    if (!startsMessage(own, 0)) return false;
    if (this.full) return true;
    const message = parseOctets(this.#text.of(bytes, at, to), place, this.#messages.length);
    if (message === undefined) return false;
    this.#messages.push(message);
    if (place.frame < this.#lastFrame) this.#ordered = false;
    this.#lastFrame = place.frame;
    return true;
  }

  /** All messages in the order of the capture: each stands where it was complete. */
  list(): SipMessage[] {
    if (this.#ordered) return this.#messages;
    return this.#messages
      .toSorted((a, b) => (a.frame ?? 0) - (b.frame ?? 0))
      .map((message, index) => (message.index === index ? message : seenAs(message, message, index)));
  }
}
