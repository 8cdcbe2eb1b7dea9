import * as net from "./packets.ts";

// One call's INVITE and 200 in every encapsulation; whoever changes these compares them with tshark once more.

export interface Encapsulated {
  readonly name: string;
  readonly capture: net.Bytes;
}

const invite = net.sip("one@192.0.2.10", { body: "v=0\r\no=- 1 1 IN IP4 192.0.2.10\r\n" });
const answer = net.sip("one@192.0.2.10", { response: "200 OK" });
const carrier: net.Way = { source: "198.51.100.1", destination: "198.51.100.2" };
const carrier6: net.Way = { source: "2001:db8:ffff::1", destination: "2001:db8:ffff::2" };

/** Both messages as IP packets over UDP. */
const packets = [net.udp(net.way, invite), net.udp(net.back, answer)];
const packets6 = [net.udp(net.way6, invite), net.udp({ source: net.way6.destination, destination: net.way6.source }, answer)];

function over(name: string, link: number, wrap: (packet: net.Bytes) => net.Bytes, inner = packets): Encapsulated {
  return { name, capture: net.pcap(inner.map(wrap), { link }) };
}

function sctp(message: net.Bytes, tag: number): net.Bytes {
  const length = 16 + message.length;
  const chunk = [0, 3, ...net.be16(length), ...net.be32(1), 0, 0, 0, 0, 0, 0, 0, 0];
  const padding = Array.from({ length: -length & 3 }, () => 0);
  return net.join(net.be16(5060), net.be16(5060), net.be32(tag), net.be32(0), chunk, message, padding);
}

function exported(message: net.Bytes): net.Bytes {
  const tag = (type: number, value: readonly number[]) => [...net.be16(type), ...net.be16(value.length), ...value];
  const tags = [
    ...tag(12, [0x73, 0x69, 0x70, 0]),
    ...tag(20, [192, 0, 2, 10]),
    ...tag(21, [203, 0, 113, 5]),
    ...tag(24, net.be32(2)),
    ...tag(25, net.be32(40_000)),
    ...tag(26, net.be32(5061)),
    ...tag(0, []),
  ];
  return net.join(tags, message);
}

function hep(message: net.Bytes): net.Bytes {
  const chunk = (type: number, value: readonly number[]) => [0, 0, ...net.be16(type), ...net.be16(6 + value.length), ...value];
  const body = [
    ...chunk(1, [2]),
    ...chunk(2, [17]),
    ...chunk(3, [192, 0, 2, 10]),
    ...chunk(4, [203, 0, 113, 5]),
    ...chunk(7, net.be16(5060)),
    ...chunk(8, net.be16(5060)),
    ...chunk(9, net.be32(1_700_000_000)),
    ...chunk(10, net.be32(250_000)),
    ...chunk(11, [1]),
    ...chunk(15, [...message]),
  ];
  return net.udp(carrier, net.join([0x48, 0x45, 0x50, 0x33], net.be16(6 + body.length), body), 9060, 9060);
}

const links: readonly Encapsulated[] = [
  over("Ethernet", 1, (packet) => net.ethernet(packet)),
  over("Ethernet with IPv6", 1, (packet) => net.ethernet(packet), packets6),
  over("VLAN", 1, (packet) => net.ethernet(packet, net.vlan(100))),
  over("QinQ", 1, (packet) => net.ethernet(packet, [...net.vlan(7, 0x88a8), ...net.vlan(100)])),
  over("802.3 with SNAP", 1, (packet) => net.ethernetOf(8 + packet.length, net.join([0xaa, 0xaa, 3, 0, 0, 0, 8, 0], packet))),
  over("MPLS", 1, (packet) => net.ethernetOf(0x8847, net.join([0, 1, 0x20, 64, 0, 1, 0x31, 64], packet))),
  over("PPPoE", 1, (packet) =>
    net.ethernetOf(0x8864, net.join([0x11, 0, 0, 1, ...net.be16(packet.length + 2), 0, 0x21], packet)),
  ),
  over("Linux cooked", 113, net.cooked),
  over("Linux cooked 2", 276, net.cooked2),
  over("raw IP", 101, (packet) => packet),
  over("raw IP, BSD's number", 12, (packet) => packet),
  over("raw IPv4", 228, (packet) => packet),
  over("raw IPv6", 229, (packet) => packet, packets6),
  over("loopback", 0, (packet) => net.join([2, 0, 0, 0], packet)),
  over("loopback with IPv6", 0, (packet) => net.join([30, 0, 0, 0], packet), packets6),
  over("loopback of OpenBSD", 108, (packet) => net.join([0, 0, 0, 2], packet)),
  over("PPP", 9, (packet) => net.join([0xff, 3, 0, 0x21], packet)),
  over("Cisco HDLC", 104, (packet) => net.join([0x0f, 0, 8, 0], packet)),
  over("802.11", 105, net.wifi),
  over("802.11 with radiotap", 127, (packet) => net.join([0, 0, 8, 0, 0, 0, 0, 0], net.wifi(packet))),
  over("macOS, several interfaces", 258, (packet) =>
    net.join([48, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0], new Uint8Array(36), net.ethernet(packet)),
  ),
  over("exported PDUs", 252, exported, [invite, answer]),
];

/** Source and destination of an IPv4 packet. */
function ends(packet: net.Bytes): [string, string] {
  return [packet.subarray(12, 16).join("."), packet.subarray(16, 20).join(".")];
}

const tunnels: readonly Encapsulated[] = [
  over("IP in IP", 1, (packet) => net.ethernet(net.ip(carrier, 4, packet))),
  over("IPv6 in IPv4", 1, (packet) => net.ethernet(net.ip(carrier, 41, packet)), packets6),
  over("IPv4 in IPv6", 1, (packet) => net.ethernet(net.ip(carrier6, 4, packet))),
  over("GRE", 1, (packet) => net.ethernet(net.ip(carrier, 47, net.gre(packet, 0x0800)))),
  over("GRE with Ethernet", 1, (packet) => net.ethernet(net.ip(carrier, 47, net.gre(net.ethernet(packet), 0x6558)))),
  over("ERSPAN II", 1, (packet) => {
    const mirrored = net.join([0x10, 0, ...net.be16(0x88be), 0, 0, 0, 1, 0x10, 1, 0, 1, 0, 0, 0, 0], net.ethernet(packet));
    return net.ethernet(net.ip(carrier, 47, mirrored));
  }),
  over("VXLAN", 1, (packet) => net.ethernet(net.vxlan(carrier, net.ethernet(packet)))),
  over("VXLAN over IPv6 with a VLAN inside", 1, (packet) => net.ethernet(net.vxlan(carrier6, net.ethernet(packet, net.vlan(9))))),
  over("Geneve", 1, (packet) =>
    net.ethernet(net.udp(carrier, net.join([0, 0, 0x65, 0x58, 0, 0, 1, 0], net.ethernet(packet)), 50_000, 6081)),
  ),
  over("GTP-U", 1, (packet) => net.ethernet(net.gtp(carrier, packet))),
  over("VXLAN with a protocol in its header", 1, (packet) =>
    net.ethernet(net.udp(carrier, net.join([0x0c, 0, 0, 1, 0, 0, 42, 0], packet), 50_000, 4790)),
  ),
  over("Teredo", 1, (packet) => net.ethernet(net.udp(carrier, packet, 50_000, 3544)), packets6),
  over(
    "Teredo behind its indications",
    1,
    (packet) => {
      const told = [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6];
      return net.ethernet(net.udp(carrier, net.join(told, packet), 3544, 50_000));
    },
    packets6,
  ),
  over("L2TP", 1, (packet) =>
    net.ethernet(net.udp(carrier, net.join([0x40, 2, 0, 0, 0, 1, 0, 1, 0xff, 3, 0, 0x21], packet), 1701, 1701)),
  ),
  ...[12, 16].map((check) =>
    over(`ESP without encryption, ${check} octets of check`, 1, (packet) => {
      const trailer = net.join([1, 2, 2, packet[9] ?? 0], new Uint8Array(check));
      return net.ethernet(
        net.ip(
          { source: ends(packet)[0], destination: ends(packet)[1] },
          50,
          net.join([0, 0, 0, 9, 0, 0, 0, 1], packet.subarray(20), trailer),
        ),
      );
    }),
  ),
  over("TZSP", 1, (packet) => net.ethernet(net.udp(carrier, net.join([1, 0, 0, 1, 1], net.ethernet(packet)), 50_000, 37_008))),
  over("HEP", 1, (message) => net.ethernet(hep(message)), [invite, answer]),
  over(
    "IPv6 with extension headers",
    1,
    (message) => {
      const datagram = net.udp(net.way6, message).subarray(40);
      return net.ethernet(net.ipv6(net.way6, 0, net.join([60, 0, 1, 4, 0, 0, 0, 0], [17, 0, 1, 4, 0, 0, 0, 0], datagram)));
    },
    [invite, answer],
  ),
  {
    name: "SCTP",
    capture: net.pcap([
      net.ethernet(net.ip(net.way, 132, sctp(invite, 7))),
      net.ethernet(net.ip(net.back, 132, sctp(answer, 8))),
    ]),
  },
];

export const encapsulations: readonly Encapsulated[] = [...links, ...tunnels];
