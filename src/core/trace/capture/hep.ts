import type { Transport } from "../message.ts";
import { Addresses } from "./addresses.ts";
import { u16, u32 } from "./octets.ts";
import type { Packet } from "./packet.ts";
import type { Sightings } from "./sightings.ts";

// HEP version 3, what Homer's agents send: chunks of a vendor, a type, a length; the message is one of them.

const chunkHeader = 6;

function transportOf(protocol: number): Transport {
  if (protocol === 6) return "tcp";
  return protocol === 132 ? "sctp" : "udp";
}

/** Where each generic chunk's value begins and ends; only chunks with a whole value. */
function chunksOf({ bytes, from, to }: Packet): Map<number, readonly [number, number]> {
  const chunks = new Map<number, readonly [number, number]>();
  const end = Math.min(to, from + u16(bytes, from + 4));
  for (let at = from + 6; at + chunkHeader <= end;) {
    const length = u16(bytes, at + 4);
    if (length < chunkHeader || at + length > end) break;
    if (u16(bytes, at) === 0) chunks.set(u16(bytes, at + 2), [at + chunkHeader, at + length]);
    at += length;
  }
  return chunks;
}

/** Takes the message of a HEP packet, with the addresses and the time that the agent saw. */
export function readHep(packet: Packet, sightings: Sightings): void {
  const { bytes, frame } = packet;
  const chunks = chunksOf(packet);
  const payload = chunks.get(15);
  if (payload === undefined) return;
  const number = (type: number, read: (bytes: Uint8Array, at: number) => number) => {
    const chunk = chunks.get(type);
    return chunk === undefined ? undefined : read(bytes, chunk[0]);
  };
  const seconds = number(9, u32);
  const at = seconds === undefined ? packet.at : seconds + (number(10, u32) ?? 0) / 1e6;
  const addresses = new Addresses();
  const address = (v4: number, v6: number, port: number) => {
    const short = chunks.get(v4);
    const long = chunks.get(v6);
    if (short !== undefined) return addresses.endpoint(addresses.v4(bytes, short[0]), number(port, u16) ?? 0).text;
    if (long === undefined) return undefined;
    return addresses.endpoint(addresses.v6(bytes, long[0]), number(port, u16) ?? 0).text;
  };
  sightings.take(bytes, payload[0], payload[1], {
    frame,
    at,
    source: address(3, 5, 7) ?? packet.source.text,
    destination: address(4, 6, 8) ?? packet.destination.text,
    transport: transportOf(bytes[chunks.get(2)?.[0] ?? -1] ?? 17),
    line: undefined,
    cut: false,
  });
}
