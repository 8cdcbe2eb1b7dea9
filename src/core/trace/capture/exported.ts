import type { Transport } from "../message.ts";
import { Addresses, type Host } from "./addresses.ts";
import { u16, u32 } from "./octets.ts";
import type { Layer, Packet } from "./packet.ts";
import type { Place, Sightings } from "./sightings.ts";

// LINKTYPE_WIRESHARK_UPPER_PDU: what Wireshark's "Export PDUs" writes, so also SIP it has decrypted. Tags, then content.

const transports: ReadonlyMap<number, Transport> = new Map([
  [1, "sctp"],
  [2, "tcp"],
  [3, "udp"],
]);

interface Tags {
  source: Host | undefined;
  destination: Host | undefined;
  sourcePort: number;
  destinationPort: number;
  transport: Transport;
}

function readTag(addresses: Addresses, tags: Tags, bytes: Uint8Array, tag: number, at: number): void {
  if (tag === 20) tags.source = addresses.v4(bytes, at);
  else if (tag === 21) tags.destination = addresses.v4(bytes, at);
  else if (tag === 22) tags.source = addresses.v6(bytes, at);
  else if (tag === 23) tags.destination = addresses.v6(bytes, at);
  else if (tag === 24) tags.transport = transports.get(u32(bytes, at)) ?? "udp";
  else if (tag === 25) tags.sourcePort = u32(bytes, at) & 0xffff;
  else if (tag === 26) tags.destinationPort = u32(bytes, at) & 0xffff;
}

/** Takes the message of an exported packet. */
export function exported(addresses: Addresses, sightings: Sightings): Layer {
  return (packet: Packet) => {
    const { bytes, to, frame, cut } = packet;
    const tags: Tags = { source: undefined, destination: undefined, sourcePort: 0, destinationPort: 0, transport: "udp" };
    let at = packet.from;
    while (at + 4 <= to) {
      const tag = u16(bytes, at);
      const length = u16(bytes, at + 2);
      at += 4;
      if (tag === 0) break;
      if (at + length > to) return "done";
      readTag(addresses, tags, bytes, tag, at);
      at += length;
    }
    const text = (host: Host | undefined, port: number) => (host === undefined ? undefined : addresses.endpoint(host, port).text);
    const place: Place = {
      frame,
      at: packet.at,
      source: text(tags.source, tags.sourcePort),
      destination: text(tags.destination, tags.destinationPort),
      transport: tags.transport,
      line: undefined,
      cut,
    };
    sightings.take(bytes, at, to, place);
    return "done";
  };
}
