import type { Host } from "./addresses.ts";

/** What comes next in a packet; "done" when there is nothing more in it for us. */
export type Protocol =
  | "done"
  | "ethernet"
  | "cooked"
  | "cooked-2"
  | "null"
  | "ppp"
  | "hdlc"
  | "wifi"
  | "radiotap"
  | "ppi"
  | "pktap"
  | "exported"
  | "guess"
  | "vlan"
  | "mpls"
  | "pppoe"
  | "ip"
  | "ipv4"
  | "ipv6"
  | "ether-ip"
  | "gre"
  | "authentication"
  | "esp"
  | "udp"
  | "tcp"
  | "sctp"
  | "icmp"
  | "icmpv6";

/** A packet on its way through its layers: each moves `from` behind its own header and `to` to where its content ends. */
export interface Packet {
  readonly frame: number;
  readonly at: number | undefined;
  bytes: Uint8Array;
  from: number;
  to: number;
  /** Content that was on the wire and is not in the bytes. */
  cut: boolean;
  /** Octets of content that are missing at its end, where a header tells. */
  missing: number;
  source: Host;
  destination: Host;
  /** That it is cut is told already: what is left of a datagram whose other fragments never came. */
  readonly told: boolean;
}

/** A layer reads its header and says what comes next. */
export type Layer = (packet: Packet) => Protocol;

// Ethertypes, also of GRE, cooked captures, SNAP.
const etherTypes: ReadonlyMap<number, Protocol> = new Map([
  [0x0800, "ipv4"],
  [0x86dd, "ipv6"],
  [0x8100, "vlan"],
  [0x88a8, "vlan"],
  [0x9100, "vlan"],
  [0x9200, "vlan"],
  [0x8847, "mpls"],
  [0x8848, "mpls"],
  [0x8864, "pppoe"],
  [0x6558, "ethernet"],
  [0x880b, "ppp"],
]);

export function byEtherType(type: number): Protocol {
  return etherTypes.get(type) ?? "done";
}

// Protocol numbers of IP that may hold a call.
const ipProtocols: ReadonlyMap<number, Protocol> = new Map([
  [1, "icmp"],
  [4, "ipv4"],
  [6, "tcp"],
  [17, "udp"],
  [41, "ipv6"],
  [47, "gre"],
  [50, "esp"],
  [51, "authentication"],
  [58, "icmpv6"],
  [97, "ether-ip"],
  [132, "sctp"],
  [136, "udp"],
]);

export function byIpProtocol(number: number): Protocol {
  return ipProtocols.get(number) ?? "done";
}
