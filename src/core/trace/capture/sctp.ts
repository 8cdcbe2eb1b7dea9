import type { Addresses } from "./addresses.ts";
import { u8, u16, u32 } from "./octets.ts";
import type { Layer, Packet, Protocol } from "./packet.ts";
import type { Place, Sightings } from "./sightings.ts";

const commonHeader = 12;
const dataHeader = 16;
/** Most streams with a message that waits for its end, ways and numbers that are remembered. */
const most = 1024;
const longestMessage = 1_048_576;

interface Started {
  readonly parts: Uint8Array[];
  /** Transmission number of the chunk that comes next. */
  next: number;
  size: number;
}

/** SCTP's DATA chunks (RFC 9260 §3.3.1; SIP over it: RFC 4168): whole messages, and those in several chunks in a row. */
class Chunks {
  readonly #started = new Map<string, Started>();
  readonly #seen = new Map<string, Set<number>>();

  /** Whether the number is new on its way: a chunk sent again is no second message. */
  isNew(way: string, number: number): boolean {
    let seen = this.#seen.get(way);
    if (seen === undefined) {
      if (this.#seen.size >= most) this.#seen.clear();
      seen = new Set();
      this.#seen.set(way, seen);
    }
    if (seen.has(number)) return false;
    if (seen.size >= most) seen.clear();
    seen.add(number);
    return true;
  }

  /** The message that the chunk ends, if it does. */
  whole(stream: string, flags: number, number: number, data: Uint8Array): Uint8Array | undefined {
    const begins = (flags & 2) !== 0;
    const ends = (flags & 1) !== 0;
    if (begins && ends) return data;
    const started = begins ? { parts: [], next: number, size: 0 } : this.#started.get(stream);
    if (started === undefined || started.next !== number || started.size + data.length > longestMessage) return undefined;
    started.parts.push(data);
    started.size += data.length;
    started.next = (number + 1) >>> 0;
    if (begins && this.#started.size < most) this.#started.set(stream, started);
    if (!ends) return undefined;
    this.#started.delete(stream);
    return concat(started);
  }
}

function concat({ parts, size }: Started): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function sctp(addresses: Addresses, sightings: Sightings): Layer {
  const chunks = new Chunks();

  function data({ bytes, to }: Packet, at: number, length: number, place: Place): void {
    const way = `${place.source} ${place.destination}`;
    const number = u32(bytes, at + 4);
    if (!chunks.isNew(way, number)) return;
    const end = Math.min(to, at + length);
    const stream = `${way} ${u16(bytes, at + 8)}`;
    const message = chunks.whole(stream, u8(bytes, at + 1), number, bytes.subarray(at + dataHeader, end));
    if (message !== undefined) sightings.take(message, 0, message.length, { ...place, cut: end < at + length });
  }

  return (packet): Protocol => {
    const { bytes, from, to, frame, at: seen } = packet;
    if (from + commonHeader > to) return "done";
    const source = addresses.endpoint(packet.source, u16(bytes, from)).text;
    const destination = addresses.endpoint(packet.destination, u16(bytes, from + 2)).text;
    const place: Place = { frame, at: seen, source, destination, transport: "sctp", line: undefined, cut: false };
    for (let at = from + commonHeader; at + 4 <= to;) {
      const length = u16(bytes, at + 2);
      if (length < 4) break;
      if (u8(bytes, at) === 0 && length > dataHeader) data(packet, at, length, place);
      at += length + (-length & 3);
    }
    return "done";
  };
}
