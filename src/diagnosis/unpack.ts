import { constants, createGunzip } from "node:zlib";

/** What came out of a file: its bytes, or why they can't be had. */
export type Unpacked = { readonly bytes: Uint8Array } | { readonly refused: "bomb" | "broken-gzip" };

/** Takes off gzip, twice at most; what unpacks to more than `most` bytes is not unpacked to the end. */
export async function unpack(bytes: Uint8Array, most: number): Promise<Unpacked> {
  let unpacked: Unpacked = { bytes };
  for (let layer = 0; layer < 2 && "bytes" in unpacked && isGzip(unpacked.bytes); layer++) {
    unpacked = await gunzip(unpacked.bytes, most);
  }
  return unpacked;
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** What is cut in the middle is taken as far as it goes: half a capture still tells. */
async function gunzip(bytes: Uint8Array, most: number): Promise<Unpacked> {
  const stream = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  const parts: Uint8Array[] = [];
  let size = 0;
  stream.end(bytes);
  try {
    for await (const part of stream) {
      if (!(part instanceof Uint8Array)) continue;
      size += part.length;
      if (size > most) return { refused: "bomb" };
      parts.push(part);
    }
  } catch {
    // What came before the break may still tell.
  } finally {
    stream.destroy();
  }
  return size === 0 ? { refused: "broken-gzip" } : { bytes: Buffer.concat(parts) };
}
