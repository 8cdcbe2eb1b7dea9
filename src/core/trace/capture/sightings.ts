import { FileText } from "../file-text.ts";
import type { SipMessage, Transport } from "../message.ts";
import { textOf } from "../octets.ts";
import { parseMessage, parseOctets, seenAs, type Seen } from "../parse.ts";
import { startsMessage } from "../start-line.ts";
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

/** The messages of a capture. Streams and fragments wait for more, so that some are met later than their place is. */
export class Sightings {
  readonly #messages: SipMessage[] = [];
  readonly #file: FileText;
  readonly #most: number;
  #lastFrame = 0;
  #ordered = true;

  constructor(file: Uint8Array, most: number) {
    this.#file = new FileText(file);
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
    if (!startsMessage(bytes.subarray(at, to), 0)) return false;
    if (this.full) return true;
    const message = this.#read(bytes, at, to, place);
    if (message === undefined) return false;
    this.#messages.push(message);
    if (place.frame < this.#lastFrame) this.#ordered = false;
    this.#lastFrame = place.frame;
    return true;
  }

  /** A part of the file stays there; what was put together becomes text, so that it keeps no more memory than it fills. */
  #read(bytes: Uint8Array, from: number, to: number, place: Place): SipMessage | undefined {
    const index = this.#messages.length;
    const begin = this.#file.placeOf(bytes);
    if (begin === -1) return parseOctets(textOf(bytes.subarray(from, to)), place, index, this.#file.recent);
    return parseMessage(this.#file, begin + from, begin + to, place, index);
  }

  /** All messages in the order of the capture: each stands where it was complete. */
  list(): SipMessage[] {
    if (this.#ordered) return this.#messages;
    return this.#messages
      .toSorted((a, b) => (a.frame ?? 0) - (b.frame ?? 0))
      .map((message, index) => (message.index === index ? message : seenAs(message, message, index)));
  }
}
