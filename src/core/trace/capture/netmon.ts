import type { Frame, Trouble } from "./frame.ts";
import { says, u16In, u32In } from "./octets.ts";

// Microsoft Network Monitor 1.x and 2.x: packets anywhere in the file, and a table of where they begin.

const headerSize = 128;
/** A media type with these bits is a LINKTYPE_ of pcap. */
const pcapMedia = 0xe000;
const ethernet = 1;
const rawIp = 101;
const unknown = -1;

export function isNetmon(bytes: Uint8Array): boolean {
  return says(bytes, 0, "GMBU") || says(bytes, 0, "RTSS");
}

/** Days from 1970-01-01 in the Gregorian calendar. */
function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** The start of the capture, in seconds since the epoch: a SYSTEMTIME. */
function startOf(bytes: Uint8Array): number {
  const [year = 0, month = 0, , day = 0, hour = 0, minute = 0, second = 0, milli = 0] = Array.from({ length: 8 }, (_, field) =>
    u16In(bytes, 8 + field * 2, true),
  );
  return daysOf(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second + milli / 1000;
}

function linkOf(media: number): number {
  if (media === 1) return ethernet;
  if (media === 9) return rawIp;
  return (media & 0xf000) === pcapMedia ? media & 0xfff : unknown;
}

/** The packets of a NetMon file in the order of its table. */
export function* readNetmon(bytes: Uint8Array, trouble: Trouble): Generator<Frame, void> {
  if (bytes.length < headerSize) return trouble.stop("file-cut", "byte 0");
  const second = says(bytes, 0, "GMBU");
  const minor = bytes[4] ?? 0;
  const media = u16In(bytes, 6, true);
  const start = startOf(bytes);
  const table = u32In(bytes, 24, true);
  const frames = Math.floor(u32In(bytes, 28, true) / 4);
  const headSize = second ? 16 : 8;
  for (let index = 0; index < frames; index++) {
    const entry = table + index * 4;
    if (entry + 4 > bytes.length) return trouble.stop("file-cut", `frame ${index + 1}`);
    const at = u32In(bytes, entry, true);
    const from = at + headSize;
    const original = second ? u32In(bytes, at + 8, true) : u16In(bytes, at + 4, true);
    const captured = second ? u32In(bytes, at + 12, true) : u16In(bytes, at + 6, true);
    const to = from + captured;
    if (to > bytes.length) return trouble.stop("file-cut", `frame ${index + 1}`);
    const elapsed = second
      ? (u32In(bytes, at + 4, true) * 4_294_967_296 + u32In(bytes, at, true)) / 1e6
      : u32In(bytes, at, true) / 1e3;
    // From 2.1 on each packet says in its trailer what medium it came from.
    const link = linkOf(second && minor > 0 ? u16In(bytes, to, true) : media);
    yield { number: index + 1, at: start + elapsed, link, from, to, cut: original > captured };
  }
}
