import { u8, u16, u16In, u32, u32In } from "./octets.ts";
import { byEtherType, type Layer, type Packet, type Protocol } from "./packet.ts";

// Link layers: from what the interface gave to an IP header.

const links: ReadonlyMap<number, Protocol> = new Map([
  [0, "null"],
  [1, "ethernet"],
  [9, "ppp"],
  [12, "ip"],
  [14, "ip"],
  [50, "ppp"],
  [51, "pppoe"],
  [101, "ip"],
  [104, "hdlc"],
  [105, "wifi"],
  [108, "null"],
  [113, "cooked"],
  [127, "radiotap"],
  [192, "ppi"],
  [228, "ip"],
  [229, "ip"],
  [252, "exported"],
  [258, "pktap"],
  [276, "cooked-2"],
]);

/** The first layer of a packet of that LINKTYPE_; "guess" when we don't know it. */
export function byLinkType(link: number): Protocol {
  return links.get(link) ?? "guess";
}

/** A header of fixed size with an ethertype in it. */
function headed(size: number, typeAt: number): Layer {
  return (packet) => {
    const type = u16(packet.bytes, packet.from + typeAt);
    packet.from += size;
    return byEtherType(type);
  };
}

/** Ethernet II, or 802.3 with LLC and SNAP. */
export function ethernet(packet: Packet): Protocol {
  const type = u16(packet.bytes, packet.from + 12);
  packet.from += 14;
  return type >= 0x0600 ? byEtherType(type) : logicalLink(packet);
}

/** LLC: SNAP carries an ethertype (RFC 1042), 06 is IP itself. */
function logicalLink(packet: Packet): Protocol {
  const sap = u16(packet.bytes, packet.from);
  if (sap === 0x0606) {
    packet.from += 3;
    return "ipv4";
  }
  if (sap !== 0xaaaa) return "done";
  const type = u16(packet.bytes, packet.from + 6);
  packet.from += 8;
  return byEtherType(type);
}

export const vlan = headed(4, 2);
export const cooked = headed(16, 14);
export const cooked2 = headed(20, 0);
export const hdlc = headed(4, 2);
export const etherIp: Layer = (packet) => {
  packet.from += 2;
  return "ethernet";
};

/** BSD loopback: an address family whose numbers differ by system and byte order; the IP version tells more surely. */
export const loopback: Layer = (packet) => {
  packet.from += 4;
  return "ip";
};

/** Raw IP: the version decides. */
export const ip: Layer = ({ bytes, from }) => {
  const version = u8(bytes, from) >> 4;
  if (version === 4) return "ipv4";
  return version === 6 ? "ipv6" : "done";
};

/** PPP (RFC 1661), with or without HDLC's address and control octets, its protocol in one octet or two. */
export const ppp: Layer = (packet) => {
  const { bytes } = packet;
  if (u16(bytes, packet.from) === 0xff03 || u16(bytes, packet.from) === 0x0f00) packet.from += 2;
  const first = u8(bytes, packet.from);
  const protocol = first & 1 ? first : u16(bytes, packet.from);
  packet.from += first & 1 ? 1 : 2;
  if (protocol === 0x21) return "ipv4";
  if (protocol === 0x57) return "ipv6";
  return protocol === 0x0281 || protocol === 0x0283 ? "mpls" : "done";
};

export const pppoe: Layer = (packet) => {
  packet.from += 6;
  return "ppp";
};

/** A stack of labels up to the one marked as its bottom; below it is IP, or Ethernet behind a control word. */
export const mpls: Layer = (packet) => {
  for (let depth = 0; depth < 16; depth++) {
    const bottom = u8(packet.bytes, packet.from + 2) & 1;
    packet.from += 4;
    if (bottom === 0) continue;
    const next = ip(packet);
    if (next !== "done" || u8(packet.bytes, packet.from) !== 0) return next;
    packet.from += 4;
    return "ethernet";
  }
  return "done";
};

export const radiotap: Layer = (packet) => {
  packet.from += u16In(packet.bytes, packet.from + 2, true);
  return "wifi";
};

/** Per-packet information: a header, then what its own link type says. */
export const ppi: Layer = (packet) => {
  const { bytes, from } = packet;
  packet.from += u16In(bytes, from + 2, true);
  const link = u16In(bytes, from + 4, true);
  return link === 192 ? "done" : byLinkType(link);
};

/** What macOS puts before packets of several interfaces: its own length, and the link type of what follows. */
export const pktap: Layer = (packet) => {
  const { bytes, from } = packet;
  const length = u32In(bytes, from, true);
  const link = u32In(bytes, from + 8, true);
  if (length < 12 || length > packet.to - from || link === 258) return "done";
  packet.from += length;
  return byLinkType(link);
};

/** A link layer we don't know: an IPv4 header whose checksum holds, among the first octets. */
export const guess: Layer = (packet) => {
  const { bytes, from, to } = packet;
  const last = Math.min(from + 64, to - 20);
  for (let at = from; at <= last; at++) {
    if (u8(bytes, at) !== 0x45 || u16(bytes, at + 2) > to - at || u16(bytes, at + 2) < 20) continue;
    let sum = 0;
    for (let word = 0; word < 20; word += 2) sum += u16(bytes, at + word);
    if ((sum & 0xffff) + (sum >>> 16) !== 0xffff || u32(bytes, at + 12) === 0) continue;
    packet.from = at;
    return "ipv4";
  }
  return "done";
};
