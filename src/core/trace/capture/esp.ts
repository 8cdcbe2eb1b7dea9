import type { Encrypted } from "./encrypted.ts";
import { u8, u16 } from "./octets.ts";
import { byIpProtocol, type Layer, type Packet, type Protocol } from "./packet.ts";

/** Octets of the integrity check at the end: HMAC-MD5-96 and HMAC-SHA-1-96, which IMS uses (TS 33.203), and longer ones. */
const checks = [12, 16];
const headerSize = 8;
const longestPad = 15;

/** ESP (RFC 4303): named as encrypted, unless it is not (RFC 2410), as between a phone and its P-CSCF. */
export function esp(encrypted: Encrypted): Layer {
  return (packet) => {
    const plain = plainOf(packet);
    if (plain === "done") encrypted.add("esp", packet.source, packet.destination);
    return plain;
  };
}

function plainOf(packet: Packet): Protocol {
  if (packet.cut) return "done";
  for (const check of checks) {
    const end = trailerAt(packet, packet.to - check);
    if (end === undefined || !fits(packet, end.next, end.at)) continue;
    packet.from += headerSize;
    packet.to = end.at;
    return byIpProtocol(end.next);
  }
  return "done";
}

/** The protocol inside and where the padding begins, which counts 1, 2, 3 … (RFC 4303 §2.4); undefined when it does not. */
function trailerAt({ bytes, from }: Packet, to: number): { next: number; at: number } | undefined {
  const pad = u8(bytes, to - 2);
  const at = to - 2 - pad;
  if (pad > longestPad || at <= from + headerSize) return undefined;
  for (let count = 1; count <= pad; count++) if (u8(bytes, at + count - 1) !== count) return undefined;
  return { next: u8(bytes, to - 1), at };
}

/** Whether the header that must then stand inside is one: only so is it believed that nothing is encrypted. */
function fits({ bytes, from }: Packet, next: number, end: number): boolean {
  const at = from + headerSize;
  const size = end - at;
  switch (next) {
    case 17:
      return u16(bytes, at + 4) === size;
    case 6:
      return (
        size >= 20 && u8(bytes, at + 12) >> 4 >= 5 && (u8(bytes, at + 12) >> 4) * 4 <= size && (u8(bytes, at + 12) & 0xe) === 0
      );
    case 4:
      return u8(bytes, at) >> 4 === 4 && u16(bytes, at + 2) === size;
    case 41:
      return u8(bytes, at) >> 4 === 6 && u16(bytes, at + 4) + 40 === size;
    default:
      return false;
  }
}
