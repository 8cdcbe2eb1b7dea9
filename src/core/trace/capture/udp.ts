import type { Addresses, Endpoint } from "./addresses.ts";
import type { Encrypted } from "./encrypted.ts";
import { readHep } from "./hep.ts";
import type { Media } from "./media.ts";
import type { Names } from "./names.ts";
import { says, u8, u16, u32 } from "./octets.ts";
import type { Packet, Protocol } from "./packet.ts";
import type { Sightings } from "./sightings.ts";
import type { Skips } from "./skips.ts";
import { tunnelOf } from "./tunnel.ts";

/** What the packets of a capture add to. */
export interface Gathering {
  readonly addresses: Addresses;
  readonly sightings: Sightings;
  readonly media: Media;
  readonly encrypted: Encrypted;
  readonly names: Names;
  readonly skips: Skips;
}

const dnsPort = 53;
const espPort = 4500;

export function isSipPort(port: number): boolean {
  return port === 5060 || port === 5061 || port === 5080;
}

/** UDP: tunnels are followed, SIP is known by its start line on any port, media and what is encrypted is counted. */
export function udp(gathering: Gathering): (packet: Packet) => Protocol {
  return (packet) => {
    const { bytes, from } = packet;
    if (from + 8 > packet.to) return "done";
    const sourcePort = u16(bytes, from);
    const destinationPort = u16(bytes, from + 2);
    const end = from + u16(bytes, from + 4);
    // A length below eight is left by cards that segment themselves, or is broken: the packet's own end counts.
    packet.cut = end > packet.to;
    if (end >= from + 8 && end < packet.to) packet.to = end;
    packet.from += 8;
    if (packet.to <= packet.from) return "done";
    const tunnel = tunnelOf(packet, sourcePort, destinationPort);
    if (tunnel !== undefined) return tunnel;
    const source = gathering.addresses.endpoint(packet.source, sourcePort);
    const destination = gathering.addresses.endpoint(packet.destination, destinationPort);
    if (u8(bytes, packet.from) >= 128) binary(gathering, packet, source, destination);
    else readable(gathering, packet, source, destination);
    return "done";
  };
}

/** What may be SIP; else what is known by its first octets. */
function readable(gathering: Gathering, packet: Packet, source: Endpoint, destination: Endpoint): void {
  const { sightings, skips } = gathering;
  const { bytes, from, to, frame, at, cut } = packet;
  const place = {
    frame,
    at,
    source: source.text,
    destination: destination.text,
    transport: "udp",
    line: undefined,
    cut,
  } as const;
  if (sightings.take(bytes, from, to, place)) {
    if (cut && !packet.told) skips.frame("packet-cut", frame);
  } else if (says(bytes, from, "HEP3")) readHep(packet, sightings);
  else if (!named(gathering, packet, source, destination)) other(gathering, packet, source, destination);
}

function binary(gathering: Gathering, packet: Packet, source: Endpoint, destination: Endpoint): void {
  if (gathering.media.take(packet, source, destination)) return;
  // SigComp (RFC 3320 §7): five bits set, where one would expect SIP.
  const compressed = u8(packet.bytes, packet.from) >= 0xf8 && (isSipPort(source.port) || isSipPort(destination.port));
  if (compressed) gathering.skips.frame("sigcomp", packet.frame);
  else if (!named(gathering, packet, source, destination)) espInUdp(gathering, packet, source, destination);
}

function named({ names }: Gathering, packet: Packet, source: Endpoint, destination: Endpoint): boolean {
  if (source.port !== dnsPort && destination.port !== dnsPort) return false;
  if (source.port === dnsPort) names.take(packet);
  return true;
}

/** NAT traversal of IPsec (RFC 3948): a key exchange begins with four zeros, all else is ESP. */
function espInUdp({ encrypted }: Gathering, { bytes, from, to }: Packet, source: Endpoint, destination: Endpoint): void {
  if (source.port !== espPort && destination.port !== espPort) return;
  if (to - from > 8 && u32(bytes, from) !== 0) encrypted.add("esp", source, destination);
}

function other(gathering: Gathering, packet: Packet, source: Endpoint, destination: Endpoint): void {
  const { encrypted, media } = gathering;
  const { bytes, from, to } = packet;
  const first = u8(bytes, from);
  if (first >= 20 && first <= 25 && u8(bytes, from + 1) === 0xfe) {
    encrypted.add("dtls", source, destination);
    media.encrypt(source, destination);
  } else if (first >= 1 && first <= 4 && isWireguard(bytes, from, to - from)) encrypted.add("wireguard", source, destination);
  else if (says(bytes, from + 4, "ZRTP")) media.encrypt(source, destination);
  else if (first >= 0x40 && first <= 0x4f && u16(bytes, from + 2) + 4 <= to - from) {
    // Channel data of TURN (RFC 8656 §12.4): media behind four octets.
    media.take({ ...packet, from: from + 4 }, source, destination);
  } else espInUdp(gathering, packet, source, destination);
}

/** Initiation, response and cookie have their sizes; data is a multiple of sixteen octets. */
function isWireguard(bytes: Uint8Array, from: number, size: number): boolean {
  const type = u32(bytes, from);
  if (type === 0x0100_0000) return size === 148;
  if (type === 0x0200_0000) return size === 92;
  return type === 0x0300_0000 ? size === 64 : type === 0x0400_0000 && size >= 32 && size % 16 === 0;
}
