// A writer of captures for tests: from the message outward, each layer wraps what is in it.

export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

export function ascii(text: string): Bytes {
  return encoder.encode(text);
}

type Part = Uint8Array | readonly number[];

export function join(...parts: readonly Part[]): Bytes {
  return concat(parts);
}

function concat(parts: readonly Part[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function be16(value: number): number[] {
  return [(value >>> 8) & 255, value & 255];
}

export function be32(value: number): number[] {
  return [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

export function le16(value: number): number[] {
  return be16(value).toReversed();
}

export function le32(value: number): number[] {
  return be32(value).toReversed();
}

function address(text: string): number[] {
  if (!text.includes(":")) return text.split(".").map(Number);
  const [head = "", tail = ""] = text.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const front = groups(head);
  const back = groups(tail);
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => 0);
  return [...front, ...zeros, ...back].flatMap(be16);
}

function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

export interface Way {
  readonly source: string;
  readonly destination: string;
}

export const way: Way = { source: "192.0.2.10", destination: "203.0.113.5" };
export const back: Way = { source: way.destination, destination: way.source };
export const way6: Way = { source: "2001:db8::a", destination: "2001:db8:0:1::5" };

export interface Ipv4 {
  readonly protocol: number;
  readonly id?: number;
  /** Of a fragment, in octets. */
  readonly offset?: number;
  readonly more?: boolean;
}

export function ipv4(
  { source, destination }: Way,
  { protocol, id = 1, offset = 0, more = false }: Ipv4,
  content: Uint8Array,
): Bytes {
  const head = (sum: number) =>
    join(
      [0x45, 0, ...be16(20 + content.length), ...be16(id), ...be16((more ? 0x2000 : 0) | (offset / 8))],
      [64, protocol, ...be16(sum), ...address(source), ...address(destination)],
    );
  return join(head(checksum(head(0))), content);
}

export function ipv6({ source, destination }: Way, protocol: number, content: Uint8Array): Bytes {
  return join([0x60, 0, 0, 0, ...be16(content.length), protocol, 64], address(source), address(destination), content);
}

/** IPv4 or IPv6, as the addresses are. */
export function ip(on: Way, protocol: number, content: Uint8Array): Bytes {
  return on.source.includes(":") ? ipv6(on, protocol, content) : ipv4(on, { protocol }, content);
}

function transportChecksum({ source, destination }: Way, protocol: number, content: Uint8Array): number {
  const pseudo = [...address(source), ...address(destination), ...be32(content.length), 0, 0, 0, protocol];
  return checksum(join(pseudo, content));
}

export function udp(on: Way, content: Uint8Array, from = 5060, to = 5060): Bytes {
  const head = (sum: number) => join([...be16(from), ...be16(to), ...be16(8 + content.length), ...be16(sum)], content);
  return ip(on, 17, head(transportChecksum(on, 17, head(0))));
}

export interface Tcp {
  readonly sequence: number;
  readonly syn?: boolean;
  readonly fin?: boolean;
  readonly rst?: boolean;
  readonly from?: number;
  readonly to?: number;
}

export function tcp(
  on: Way,
  { sequence, syn = false, fin = false, rst = false, from = 40_000, to = 5060 }: Tcp,
  content: Uint8Array,
): Bytes {
  const flags = (rst ? 0x14 : 0x18) * (syn ? 0 : 1) + (syn ? 2 : 0) + (fin ? 1 : 0);
  const head = (sum: number) =>
    join([...be16(from), ...be16(to), ...be32(sequence), 0, 0, 0, 1, 0x50, flags, 0xff, 0xff, ...be16(sum), 0, 0], content);
  return ip(on, 6, head(transportChecksum(on, 6, head(0))));
}

/** An IPv4 packet in fragments of so many octets of content each. */
export function fragments(on: Way, packet: Uint8Array, size: number, id = 77): Bytes[] {
  const content = packet.subarray(20);
  const protocol = packet[9] ?? 0;
  const made: Bytes[] = [];
  for (let offset = 0; offset < content.length; offset += size) {
    const part = content.subarray(offset, offset + size);
    made.push(ipv4(on, { protocol, id, offset, more: offset + size < content.length }, part));
  }
  return made;
}

export function fragments6(on: Way, packet: Uint8Array, size: number): Bytes[] {
  const content = packet.subarray(40);
  const made: Bytes[] = [];
  for (let offset = 0; offset < content.length; offset += size) {
    const more = offset + size < content.length ? 1 : 0;
    const part = content.subarray(offset, offset + size);
    made.push(ipv6(on, 44, join([packet[6] ?? 0, 0, ...be16(offset | more), ...be32(4711)], part)));
  }
  return made;
}

function etherType(packet: Uint8Array): number[] {
  return (packet[0] ?? 0) >> 4 === 6 ? [0x86, 0xdd] : [8, 0];
}

const stations = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2];

/** Ethernet; `tags` are what stands before the ethertype: VLAN tags, an MPLS label with its type. */
export function ethernet(packet: Uint8Array, tags: readonly number[] = []): Bytes {
  return join(stations, tags, etherType(packet), packet);
}

/** Ethernet with an ethertype of its own. */
export function ethernetOf(type: number, content: Uint8Array): Bytes {
  return join(stations, be16(type), content);
}

export function vlan(id: number, type = 0x8100): number[] {
  return [...be16(type), ...be16(id)];
}

export function cooked(packet: Uint8Array): Bytes {
  return join([0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0], etherType(packet), packet);
}

export function cooked2(packet: Uint8Array): Bytes {
  return join(etherType(packet), [0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0], packet);
}

/** IEEE 802.11 data with quality of service, LLC and SNAP. */
export function wifi(packet: Uint8Array): Bytes {
  const head = [0x88, 1, 0, 0, ...stations, 2, 0, 0, 0, 0, 3, 0x10, 0, 0, 0];
  return join(head, [0xaa, 0xaa, 3, 0, 0, 0], etherType(packet), packet);
}

export function gre(content: Uint8Array, type: number): Bytes {
  return join([0, 0, ...be16(type)], content);
}

export function vxlan(on: Way, frame: Uint8Array): Bytes {
  return udp(on, join([8, 0, 0, 0, 0, 0, 42, 0], frame), 50_000, 4789);
}

export function gtp(on: Way, packet: Uint8Array): Bytes {
  const extended = join([0, 1, 0, 0x85], [1, 0x10, 9, 0], packet);
  return udp(on, join([0x36, 0xff, ...be16(extended.length), ...be32(99)], extended), 2152, 2152);
}

export interface Captured {
  readonly bytes: Uint8Array;
  /** Seconds since the epoch. */
  readonly at?: number;
  /** Octets on the wire, when the capture holds fewer. */
  readonly original?: number;
}

const start = 1_700_000_000;

export interface Pcap {
  readonly link?: number;
  readonly little?: boolean;
  readonly nano?: boolean;
}

export function pcap(packets: readonly (Captured | Uint8Array)[], { link = 1, little = true, nano = false }: Pcap = {}): Bytes {
  const u16 = little ? le16 : be16;
  const u32 = little ? le32 : be32;
  const records = packets.map((one, index) => {
    const { bytes, at = start + index / 100, original = bytes.length } = one instanceof Uint8Array ? { bytes: one } : one;
    const micro = Math.round(at * 1e6);
    const fraction = (micro % 1e6) * (nano ? 1000 : 1);
    return join([...u32(Math.floor(micro / 1e6)), ...u32(fraction), ...u32(bytes.length), ...u32(original)], bytes);
  });
  const magic = nano ? 0xa1b23c4d : 0xa1b2c3d4;
  const head = [...u32(magic), ...u16(2), ...u16(4), ...u32(0), ...u32(0), ...u32(262_144), ...u32(link)];
  return concat([head, ...records]);
}

/** A block of pcapng. */
export function block(type: number, body: Uint8Array | readonly number[], little = true): Bytes {
  const u32 = little ? le32 : be32;
  const padded = join(
    body,
    Array.from({ length: -body.length & 3 }, () => 0),
  );
  return join(u32(type), u32(padded.length + 12), padded, u32(padded.length + 12));
}

export function section(little = true): Bytes {
  const u16 = little ? le16 : be16;
  const u32 = little ? le32 : be32;
  return block(0x0a0d0d0a, [...u32(0x1a2b3c4d), ...u16(1), ...u16(0), 255, 255, 255, 255, 255, 255, 255, 255], little);
}

export function anInterface(link: number, options: readonly number[] = [], little = true): Bytes {
  const u16 = little ? le16 : be16;
  return block(1, [...u16(link), 0, 0, 0, 0, 0, 0, ...options], little);
}

export function enhanced(bytes: Uint8Array, ticks: bigint, which = 0, little = true): Bytes {
  const u32 = little ? le32 : be32;
  const high = Number(ticks >> 32n);
  const low = Number(ticks & 0xffffffffn);
  return block(6, join([...u32(which), ...u32(high), ...u32(low), ...u32(bytes.length), ...u32(bytes.length)], bytes), little);
}

export interface Sip {
  readonly body?: string;
  readonly lead?: string;
  readonly length?: number;
  /** "200 OK": a response. */
  readonly response?: string;
}

/** An INVITE or a response; `id` is its Call-ID. */
export function sip(id: string, { body = "", lead = "", length = body.length, response = "" }: Sip = {}): Bytes {
  const first = response === "" ? "INVITE sip:bob@example.com SIP/2.0" : `SIP/2.0 ${response}`;
  const head = [
    first,
    "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1",
    "From: <sip:alice@example.com>;tag=1",
    "To: <sip:bob@example.com>",
    `Call-ID: ${id}`,
    "CSeq: 1 INVITE",
    "Max-Forwards: 70",
    `Content-Length: ${length}`,
  ];
  return ascii(`${lead}${head.join("\r\n")}\r\n\r\n${body}`);
}

/** WebSocket framing of one message. */
export function webSocket(message: Uint8Array, { masked = true, final = true, opcode = 1 } = {}): Bytes {
  const first = (final ? 0x80 : 0) | opcode;
  const bit = masked ? 0x80 : 0;
  const size = message.length < 126 ? [bit | message.length] : [bit | 126, ...be16(message.length)];
  const mask = [0x11, 0x22, 0x33, 0x44];
  if (!masked) return join([first, ...size], message);
  return join(
    [first, ...size],
    mask,
    message.map((octet, at) => octet ^ (mask[at & 3] ?? 0)),
  );
}
