import type { Unreachable } from "../reading.ts";
import type { Addresses, Host } from "./addresses.ts";
import { u8, u16 } from "./octets.ts";
import type { Layer, Packet } from "./packet.ts";

const most = 1000;

const codes4: readonly string[] = ["net", "host", "protocol", "port", "too-big", "host", "net", "host", "host", "admin", "admin"];
const codes6: readonly string[] = ["net", "admin", "host", "host", "port", "admin", "admin"];

/** Why, by type and code (RFC 792, RFC 1812 §5.2.7); undefined when it tells of no lost packet. */
function why4(type: number, code: number): string | undefined {
  if (type === 3) return codes4[code] ?? (code >= 13 && code <= 15 ? "admin" : "host");
  return type === 11 ? "ttl" : undefined;
}

/** RFC 4443 §3. */
function why6(type: number, code: number): string | undefined {
  if (type === 1) return codes6[code] ?? "host";
  if (type === 2) return "too-big";
  return type === 3 ? "ttl" : undefined;
}

interface Inner {
  readonly source: Host;
  readonly destination: Host;
  readonly protocol: number;
  /** Where its transport header begins. */
  readonly at: number;
}

function inner4(addresses: Addresses, bytes: Uint8Array, at: number): Inner | undefined {
  const header = (u8(bytes, at) & 0xf) * 4;
  if (u8(bytes, at) >> 4 !== 4 || header < 20 || (u16(bytes, at + 6) & 0x1fff) !== 0) return undefined;
  return {
    source: addresses.v4(bytes, at + 12),
    destination: addresses.v4(bytes, at + 16),
    protocol: u8(bytes, at + 9),
    at: at + header,
  };
}

function inner6(addresses: Addresses, bytes: Uint8Array, at: number): Inner | undefined {
  if (u8(bytes, at) >> 4 !== 6) return undefined;
  return {
    source: addresses.v6(bytes, at + 8),
    destination: addresses.v6(bytes, at + 24),
    protocol: u8(bytes, at + 6),
    at: at + 40,
  };
}

/** ICMP errors about UDP, TCP and SCTP: the quoted packet tells whose it was. */
export class Errors {
  readonly #addresses: Addresses;
  readonly list: Unreachable[] = [];

  constructor(addresses: Addresses) {
    this.#addresses = addresses;
  }

  readonly v4: Layer = (packet) => {
    this.#take(packet, why4(u8(packet.bytes, packet.from), u8(packet.bytes, packet.from + 1)), inner4);
    return "done";
  };

  readonly v6: Layer = (packet) => {
    this.#take(packet, why6(u8(packet.bytes, packet.from), u8(packet.bytes, packet.from + 1)), inner6);
    return "done";
  };

  /** What no ICMP tells of: a TCP connection that the other side refused or cut. */
  add(error: Unreachable): void {
    if (this.list.length < most) this.list.push(error);
  }

  #take(packet: Packet, why: string | undefined, read: typeof inner4): void {
    const { bytes, from, to, at, frame } = packet;
    if (why === undefined || at === undefined || this.list.length >= most || from + 8 + 20 > to) return;
    const inner = read(this.#addresses, bytes, from + 8);
    if (inner === undefined || inner.at + 4 > to) return;
    if (inner.protocol !== 17 && inner.protocol !== 6 && inner.protocol !== 132) return;
    const source = this.#addresses.endpoint(inner.source, u16(bytes, inner.at));
    const destination = this.#addresses.endpoint(inner.destination, u16(bytes, inner.at + 2));
    this.list.push({ at, frame, from: packet.source.text, source: source.text, destination: destination.text, why });
  }
}
