import type { Frame, Trouble } from "./frame.ts";
import { says, u32 } from "./octets.ts";

// Sun's snoop (RFC 1761).

const headerSize = 16;
const recordSize = 24;
const longestPacket = 262_144;
/** Datalink types of snoop that have a LINKTYPE_. */
const links: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [4, 1],
  [26, 226],
]);

export function isSnoop(bytes: Uint8Array): boolean {
  return says(bytes, 0, "snoop\0\0\0");
}

/** The packets of a snoop file. */
export function* readSnoop(bytes: Uint8Array, trouble: Trouble): Generator<Frame, void> {
  if (bytes.length < headerSize) return trouble.stop("file-cut", "byte 0");
  const link = links.get(u32(bytes, 12)) ?? -1;
  let number = 1;
  for (let at = headerSize; at < bytes.length; number++) {
    const from = at + recordSize;
    const captured = u32(bytes, at + 4);
    const length = u32(bytes, at + 8);
    if (from > bytes.length || from + captured > bytes.length) return trouble.stop("file-cut", `frame ${number}`);
    if (captured > longestPacket || length < recordSize + captured) return trouble.stop("record-length-bad", `frame ${number}`);
    const seconds = u32(bytes, at + 16) + u32(bytes, at + 20) / 1e6;
    yield { number, at: seconds, link, from, to: from + captured, cut: u32(bytes, at) > captured };
    at += length;
  }
}
