import type { Frame, Trouble } from "./frame.ts";
import { u16In, u32In } from "./octets.ts";

/** Longest packet that is believed, in bytes (libpcap's own limit). */
const longestPacket = 262_144;
const headerSize = 24;

interface FileHeader {
  readonly little: boolean;
  /** Fractions of a second in the second number of a timestamp. */
  readonly fractions: number;
  readonly recordSize: number;
  readonly link: number;
}

// Magic as a big-endian reader sees it: microseconds, nanoseconds, and Kuznetzov's with eight bytes more per record.
const magics: ReadonlyMap<number, readonly [little: boolean, fractions: number, recordSize: number]> = new Map([
  [0xa1b2c3d4, [false, 1e6, 16]],
  [0xd4c3b2a1, [true, 1e6, 16]],
  [0xa1b23c4d, [false, 1e9, 16]],
  [0x4d3cb2a1, [true, 1e9, 16]],
  [0xa1b2cd34, [false, 1e6, 24]],
  [0x34cdb2a1, [true, 1e6, 24]],
]);

function fileHeader(bytes: Uint8Array, at: number): FileHeader | undefined {
  const known = magics.get(u32In(bytes, at, false));
  if (known === undefined || at + headerSize > bytes.length) return undefined;
  const [little, fractions, recordSize] = known;
  if (u16In(bytes, at + 4, little) !== 2) return undefined;
  // The upper bits say how long the frame check sequence is; the packet's own lengths tell where it ends.
  return { little, fractions, recordSize, link: u32In(bytes, at + 20, little) & 0x03ffffff };
}

export function isPcap(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && magics.has(u32In(bytes, 0, false));
}

/** The packets of a pcap file, also of several that were joined end to end. */
export function* readPcap(bytes: Uint8Array, trouble: Trouble): Generator<Frame, void> {
  let header = fileHeader(bytes, 0);
  if (header === undefined) {
    trouble.stop(bytes.length < headerSize ? "file-cut" : "file-header-bad", "byte 0");
    return;
  }
  let at = headerSize;
  let number = 1;
  while (at < bytes.length) {
    const joined = fileHeader(bytes, at);
    if (joined !== undefined) {
      header = joined;
      at += headerSize;
      continue;
    }
    const { little, recordSize, fractions, link } = header;
    const from = at + recordSize;
    const captured = u32In(bytes, at + 8, little);
    const long = from <= bytes.length && captured > longestPacket;
    if (from + captured > bytes.length || long) {
      trouble.stop(long ? "record-length-bad" : "file-cut", `frame ${number}`);
      return;
    }
    const to = from + captured;
    const seconds = u32In(bytes, at, little);
    const fraction = u32In(bytes, at + 4, little);
    yield { number, at: seconds + fraction / fractions, link, from, to, cut: u32In(bytes, at + 12, little) > captured };
    number++;
    at = to;
  }
}
