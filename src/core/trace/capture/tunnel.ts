import { u8, u16, u32 } from "./octets.ts";
import { byEtherType, type Packet, type Protocol } from "./packet.ts";

// Tunnels over UDP. Each is known by the shape of its header; where that is weak, the port must agree.

const gtpPort = 2152;
const genevePort = 6081;
const tzspPort = 37_008;
const gpePort = 4790;
const teredoPort = 3544;
const l2tpPort = 1701;

/** What is inside when the datagram is a tunnel's: the packet then begins behind the tunnel's header. */
export function tunnelOf(packet: Packet, sourcePort: number, destinationPort: number): Protocol | undefined {
  const first = u8(packet.bytes, packet.from);
  if (first === 0x08 && isVxlan(packet)) {
    packet.from += 8;
    return "ethernet";
  }
  if (sourcePort === gtpPort || destinationPort === gtpPort) return gtp(packet);
  if (destinationPort === genevePort) return geneve(packet);
  if (destinationPort === gpePort) return gpe(packet);
  if (sourcePort === teredoPort || destinationPort === teredoPort) return teredo(packet);
  if (sourcePort === l2tpPort || destinationPort === l2tpPort) return l2tp(packet);
  return destinationPort === tzspPort ? tzsp(packet) : undefined;
}

/** VXLAN with a protocol in its header (draft-ietf-nvo3-vxlan-gpe §3.2). */
function gpe(packet: Packet): Protocol | undefined {
  const { bytes, from } = packet;
  if ((u8(bytes, from) & 0x0c) !== 0x0c) return undefined;
  packet.from += 8;
  const next = u8(bytes, from + 3);
  if (next === 3) return "ethernet";
  return next === 1 || next === 2 ? "ip" : "done";
}

/** Teredo (RFC 4380 §5.1.1): IPv6, perhaps behind indications of who asked and where from. */
function teredo(packet: Packet): Protocol | undefined {
  const { bytes } = packet;
  let at = packet.from;
  if (u16(bytes, at) === 1) at += 13 + u8(bytes, at + 2) + u8(bytes, at + 3);
  if (u16(bytes, at) === 0) at += 8;
  if (u8(bytes, at) >> 4 !== 6) return undefined;
  packet.from = at;
  return "ipv6";
}

/** Data of L2TP (RFC 2661 §3.1): its optional fields are told by flags, PPP is behind them. */
function l2tp(packet: Packet): Protocol | undefined {
  const { bytes, from } = packet;
  const flags = u16(bytes, from);
  if ((flags & 0x800f) !== 2) return undefined;
  let at = from + 6;
  if (flags & 0x4000) at += 2;
  if (flags & 0x0800) at += 4;
  if (flags & 0x0200) at += 2 + u16(bytes, at);
  packet.from = at;
  return "ppp";
}

/** VXLAN (RFC 7348): the flag, reserved zeros, and a frame whose ethertype is one of ours. */
function isVxlan({ bytes, from, to }: Packet): boolean {
  if (u32(bytes, from) !== 0x0800_0000 || u8(bytes, from + 7) !== 0 || from + 8 + 14 + 20 > to) return false;
  return byEtherType(u16(bytes, from + 20)) !== "done";
}

/** GTP-U (TS 29.281): version 1, a G-PDU; optional fields and a chain of extension headers. */
function gtp(packet: Packet): Protocol | undefined {
  const { bytes, from, to } = packet;
  const flags = u8(bytes, from);
  if ((flags & 0xf0) !== 0x30 || u8(bytes, from + 1) !== 0xff) return undefined;
  let at = from + 8;
  if ((flags & 7) !== 0) {
    let next = flags & 4 ? u8(bytes, from + 11) : 0;
    at = from + 12;
    for (let count = 0; next !== 0 && count < 16; count++) {
      const length = u8(bytes, at) * 4;
      if (length === 0 || at + length > to) return "done";
      next = u8(bytes, at + length - 1);
      at += length;
    }
  }
  packet.from = at;
  return "ip";
}

/** Geneve (RFC 8926): options in units of four octets, an ethertype. */
function geneve(packet: Packet): Protocol | undefined {
  const { bytes, from } = packet;
  if (u8(bytes, from) >> 6 !== 0) return undefined;
  packet.from += 8 + (u8(bytes, from) & 0x3f) * 4;
  return byEtherType(u16(bytes, from + 2));
}

/** TZSP: tagged fields until the end tag, then a frame of Ethernet or 802.11. */
function tzsp(packet: Packet): Protocol | undefined {
  const { bytes, from, to } = packet;
  if (u8(bytes, from) !== 1 || u8(bytes, from + 1) > 1) return undefined;
  let at = from + 4;
  while (at < to && u8(bytes, at) !== 1) at += u8(bytes, at) === 0 ? 1 : 2 + u8(bytes, at + 1);
  packet.from = at + 1;
  const encapsulated = u16(bytes, from + 2);
  if (encapsulated === 1) return "ethernet";
  return encapsulated === 18 ? "wifi" : "done";
}
