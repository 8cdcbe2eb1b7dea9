import type { Mark } from "./backlog.ts";

export interface Segment extends Mark {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  /** Octets behind them that the capture cut off. */
  readonly missing: number;
}

/** Who is told of the octets of one direction, in their order. */
export interface Reader {
  take(segment: Segment): void;
  /** Octets before this segment are lost: what waits for them waits in vain. */
  gap(segment: Segment): void;
  /** Nothing more comes on this connection. */
  end(): void;
}

/** Segments that wait for one before them: so many, so many octets, so many seconds; then that one is lost. */
const mostWaiting = 128;
const longestWaiting = 1_048_576;
const longestTime = 10;
/** A number that far away belongs to another connection of the same ports. */
const farAway = 0x0200_0000;

/** Puts the segments of one direction in order (RFC 9293 §3.4): out of order, twice, overlapping, around 2^32. */
export class Reassembly {
  readonly #reader: Reader;
  #next: number | undefined;
  #waiting: Segment[] = [];
  #waitingSize = 0;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** A SYN: the first octet's number. What waits from a connection before is given up. */
  start(first: number): void {
    if (this.#next === first) return;
    // The SYN of a connection whose data came first, by another way.
    if (this.#next !== undefined && distance(this.#next, first) <= 0 && distance(this.#next, first) > -65_536) return;
    this.finish();
    this.#next = first;
  }

  take(segment: Segment): void {
    this.#next ??= segment.sequence;
    const ahead = distance(this.#next, segment.sequence);
    if (ahead > farAway || ahead < -farAway) {
      this.finish();
      this.#next = segment.sequence;
      this.#accept(segment);
    } else if (ahead <= 0) this.#accept(segment);
    else this.#wait(segment);
  }

  #accept(segment: Segment): void {
    this.#deliver(segment);
    while (this.#waiting.length > 0) {
      const first = this.#waiting[0];
      if (first === undefined || distance(this.#next ?? 0, first.sequence) > 0) return;
      this.#waiting.shift();
      this.#waitingSize -= first.bytes.length;
      this.#deliver(first);
    }
  }

  /** Hands on what is new of a segment. */
  #deliver(segment: Segment): void {
    const known = -distance(this.#next ?? 0, segment.sequence);
    const { sequence, bytes, missing } = segment;
    if (known >= bytes.length + missing) return;
    this.#next = (sequence + bytes.length + missing) >>> 0;
    this.#reader.take(known > 0 ? { ...segment, bytes: bytes.subarray(Math.min(known, bytes.length)) } : segment);
  }

  #wait(segment: Segment): void {
    const waiting = this.#waiting;
    let place = waiting.length;
    while (place > 0 && distance(waiting[place - 1]?.sequence ?? 0, segment.sequence) < 0) place--;
    const twin = waiting[place - 1];
    if (twin?.sequence === segment.sequence && twin.bytes.length >= segment.bytes.length) return;
    waiting.splice(place, 0, segment);
    this.#waitingSize += segment.bytes.length;
    const oldest = waiting.reduce((least, { at }) => Math.min(least, at ?? least), segment.at ?? 0);
    const late = (segment.at ?? 0) - oldest > longestTime;
    if (waiting.length > mostWaiting || this.#waitingSize > longestWaiting || late) this.#skip();
  }

  /** The first segment that waits is the next: what was before it is lost. */
  #skip(): void {
    const first = this.#waiting[0];
    if (first === undefined) return;
    this.#waiting.shift();
    this.#waitingSize -= first.bytes.length;
    this.#reader.gap(first);
    this.#next = first.sequence;
    this.#accept(first);
  }

  /** Nothing more will come: all that waits is handed on, gaps or not. */
  finish(): void {
    while (this.#waiting.length > 0) this.#skip();
    this.#reader.end();
    this.#next = undefined;
  }
}

/** How far `to` is ahead of `from`, around 2^32. */
function distance(from: number, to: number): number {
  return (to - from) | 0;
}
