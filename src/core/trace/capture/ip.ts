import type { Addresses } from "./addresses.ts";
import type { Fragments } from "./fragments.ts";
import { u8, u16 } from "./octets.ts";
import { byEtherType, byIpProtocol, type Packet, type Protocol } from "./packet.ts";
import type { Skips } from "./skips.ts";

/** Most extension headers of one IPv6 packet. */
const mostExtensions = 16;

/** Cuts the packet to the length its header tells; 0 is what a card that segments itself leaves (TSO). */
function bound(packet: Packet, end: number, told: boolean): void {
  if (!told) return;
  packet.missing = Math.max(0, end - packet.to);
  packet.cut = packet.missing > 0;
  packet.to = Math.min(packet.to, end);
}

/** IPv4 and IPv6: addresses, lengths, extension headers; fragments wait for each other. */
export class Ip {
  readonly #addresses: Addresses;
  readonly #fragments: Fragments;
  readonly #skips: Skips;

  constructor(addresses: Addresses, fragments: Fragments, skips: Skips) {
    this.#addresses = addresses;
    this.#fragments = fragments;
    this.#skips = skips;
  }

  v4(packet: Packet): Protocol {
    const { bytes, from } = packet;
    const header = (u8(bytes, from) & 0xf) * 4;
    const total = u16(bytes, from + 2);
    if (u8(bytes, from) >> 4 !== 4 || header < 20 || from + header > packet.to || (total > 0 && total < header)) {
      return this.#bad(packet);
    }
    bound(packet, from + total, total > 0);
    packet.source = this.#addresses.v4(bytes, from + 12);
    packet.destination = this.#addresses.v4(bytes, from + 16);
    packet.from = from + header;
    const protocol = u8(bytes, from + 9);
    const place = u16(bytes, from + 6);
    if ((place & 0x3fff) === 0) return byIpProtocol(protocol);
    const fragment = { id: u16(bytes, from + 4), protocol, offset: (place & 0x1fff) * 8, more: (place & 0x2000) !== 0 };
    return this.#fragments.take(packet, fragment) ? byIpProtocol(protocol) : "done";
  }

  v6(packet: Packet): Protocol {
    const { bytes, from } = packet;
    if (u8(bytes, from) >> 4 !== 6 || from + 40 > packet.to) return this.#bad(packet);
    const length = u16(bytes, from + 4);
    bound(packet, from + 40 + length, length > 0);
    packet.source = this.#addresses.v6(bytes, from + 8);
    packet.destination = this.#addresses.v6(bytes, from + 24);
    packet.from = from + 40;
    return this.#extensions(packet, u8(bytes, from + 6));
  }

  #extensions(packet: Packet, first: number): Protocol {
    let next = first;
    for (let count = 0; count < mostExtensions; count++) {
      const { bytes, from } = packet;
      if (from + 8 > packet.to) return byIpProtocol(next);
      if (next === 44) {
        const place = u16(bytes, from + 2);
        next = u8(bytes, from);
        packet.from += 8;
        // A fragment of its own (RFC 6946) is whole.
        if ((place & 0xfff9) === 0) continue;
        const id = u16(bytes, from + 4) * 65_536 + u16(bytes, from + 6);
        const fragment = { id, protocol: next, offset: place & 0xfff8, more: (place & 1) !== 0 };
        if (!this.#fragments.take(packet, fragment)) return "done";
        continue;
      }
      if (!isExtension(next)) return byIpProtocol(next);
      next = u8(bytes, from);
      packet.from += (u8(bytes, from + 1) + 1) * 8;
    }
    return "done";
  }

  #bad(packet: Packet): Protocol {
    this.#skips.frame(packet.cut ? "packet-cut" : "ip-header-bad", packet.frame);
    return "done";
  }
}

/** Hop-by-hop, routing, destination, mobility, HIP, shim6: a next header and a length in units of eight octets. */
function isExtension(protocol: number): boolean {
  return protocol === 0 || protocol === 43 || protocol === 60 || protocol === 135 || protocol === 139 || protocol === 140;
}

/** AH (RFC 4302): signed, not encrypted. */
export function authentication(packet: Packet): Protocol {
  const { bytes, from } = packet;
  packet.from += (u8(bytes, from + 1) + 2) * 4;
  return byIpProtocol(u8(bytes, from));
}

/** GRE, version 0 and PPTP's version 1; ERSPAN in it (RFC 2784, 2890, 2637). */
export function gre(packet: Packet): Protocol {
  const { bytes, from } = packet;
  const flags = u16(bytes, from);
  const type = u16(bytes, from + 2);
  const version = flags & 7;
  if (version > 1) return "done";
  let size = 4;
  if (flags & 0xc000) size += 4;
  if (flags & 0x2000) size += 4;
  const numbered = (flags & 0x1000) !== 0;
  if (numbered) size += 4;
  if (version === 1 && flags & 0x0080) size += 4;
  packet.from += size;
  return erspan(packet, type, numbered) ? "ethernet" : byEtherType(type);
}

/** ERSPAN type I has no header, II has eight octets, III twelve and maybe eight more. */
function erspan(packet: Packet, type: number, numbered: boolean): boolean {
  if (type === 0x88be) {
    if (numbered) packet.from += 8;
    return true;
  }
  if (type !== 0x22eb) return false;
  packet.from += u8(packet.bytes, packet.from + 11) & 1 ? 20 : 12;
  return true;
}
