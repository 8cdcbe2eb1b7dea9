import type { Packet } from "./packet.ts";
import type { Skips } from "./skips.ts";

export interface Fragment {
  readonly id: number;
  readonly protocol: number;
  /** In octets. */
  readonly offset: number;
  readonly more: boolean;
}

interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

interface Datagram {
  readonly first: Packet;
  readonly protocol: number;
  readonly pieces: Piece[];
  /** Octets received, those received twice counted twice. */
  received: number;
  /** Length of the whole, once its last fragment was seen. */
  total: number;
  lastAt: number | undefined;
  cut: boolean;
  done: boolean;
  /** The same identification soon after one that was whole: a packet captured twice, mostly. */
  readonly again: boolean;
}

/** The beginning of a datagram whose rest never came. */
export interface Leftover {
  readonly packet: Packet;
  readonly protocol: number;
}

/** Most datagrams that are put together at once, and fragments of one. */
const mostOpen = 4096;
const mostPieces = 256;
/** Seconds after which the same identification is another datagram (RFC 791 and 8200 wait a minute at most). */
const longestWait = 30;
const longestDatagram = 65_535;

/** Puts IP datagrams together: fragments in any order, twice, overlapping. What first came for an octet counts. */
export class Fragments {
  readonly #open = new Map<string, Datagram>();
  readonly #skips: Skips;
  readonly #left: Leftover[] = [];

  constructor(skips: Skips) {
    this.#skips = skips;
  }

  /** True when the packet's datagram is complete by it: then the packet holds the whole. */
  take(packet: Packet, fragment: Fragment): boolean {
    const key = `${packet.source.id} ${packet.destination.id} ${fragment.protocol} ${fragment.id}`;
    const datagram = this.#datagram(key, packet, fragment);
    if (datagram.done || datagram.pieces.length >= mostPieces) return false;
    const { bytes, from, to } = packet;
    const end = fragment.offset + to - from;
    if (to <= from || end > longestDatagram) return false;
    datagram.pieces.push({ offset: fragment.offset, bytes: bytes.subarray(from, to) });
    datagram.received += to - from;
    datagram.lastAt = packet.at;
    datagram.cut ||= packet.cut;
    if (!fragment.more) datagram.total = end;
    if (datagram.total === -1 || datagram.received < datagram.total) return false;
    if (covered(datagram.pieces) < datagram.total) return false;
    const whole = join(datagram.pieces, datagram.total);
    datagram.done = true;
    datagram.pieces.length = 0;
    packet.bytes = whole;
    packet.from = 0;
    packet.to = whole.length;
    packet.cut = false;
    packet.missing = 0;
    return true;
  }

  #datagram(key: string, packet: Packet, { protocol, offset }: Fragment): Datagram {
    const known = this.#open.get(key);
    const stale = known !== undefined && (packet.at ?? 0) - (known.lastAt ?? 0) > longestWait;
    const again = known !== undefined && known.done && !stale && offset === 0;
    if (known !== undefined) {
      if (!stale && !again) return known;
      this.#leave(known);
      this.#open.delete(key);
    }
    if (this.#open.size >= mostOpen) this.#leaveOldest();
    const made = {
      first: { ...packet },
      protocol,
      pieces: [],
      received: 0,
      total: -1,
      lastAt: packet.at,
      cut: false,
      done: false,
      again,
    };
    this.#open.set(key, made);
    return made;
  }

  #leaveOldest(): void {
    const [oldest] = this.#open;
    if (oldest === undefined) return;
    this.#leave(oldest[1]);
    this.#open.delete(oldest[0]);
  }

  /** Gives up waiting; the beginning of the datagram, if it was there, is kept to be looked at. */
  #leave(datagram: Datagram): void {
    if (datagram.done || datagram.again) return;
    this.#skips.frame(datagram.cut ? "packet-cut" : "fragment-missing", datagram.first.frame);
    const bytes = join(datagram.pieces, longestDatagram);
    if (bytes.length === 0) return;
    const { first, protocol } = datagram;
    const packet = { ...first, bytes, from: 0, to: bytes.length, cut: true, missing: 0, told: true };
    this.#left.push({ packet, protocol });
  }

  /** At the end: what is left of datagrams that never became whole. */
  leftovers(): readonly Leftover[] {
    for (const datagram of this.#open.values()) this.#leave(datagram);
    this.#open.clear();
    return this.#left;
  }
}

/** How many octets from 0 on there are without a gap. */
function covered(pieces: readonly Piece[]): number {
  let end = 0;
  for (const { offset, bytes } of pieces.toSorted((a, b) => a.offset - b.offset)) {
    if (offset > end) break;
    end = Math.max(end, offset + bytes.length);
  }
  return end;
}

/** The octets from 0 on as far as there is no gap, at most `most`. */
function join(pieces: readonly Piece[], most: number): Uint8Array {
  const whole = new Uint8Array(Math.min(covered(pieces), most));
  // Backwards, so that what came first lies on top.
  for (const { offset, bytes } of pieces.toReversed()) {
    if (offset < whole.length) whole.set(bytes.subarray(0, whole.length - offset), offset);
  }
  return whole;
}
