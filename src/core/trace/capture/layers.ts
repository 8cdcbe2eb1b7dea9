import { esp } from "./esp.ts";
import { exported } from "./exported.ts";
import { Fragments } from "./fragments.ts";
import type { Frame } from "./frame.ts";
import { Errors } from "./icmp.ts";
import { authentication, gre, Ip } from "./ip.ts";
import * as link from "./link.ts";
import { byIpProtocol, type Layer, type Packet, type Protocol } from "./packet.ts";
import { sctp } from "./sctp.ts";
import { Tcp } from "./tcp.ts";
import { udp, type Gathering } from "./udp.ts";
import { wifi } from "./wifi.ts";

/** Layers of one packet at most: tunnels in tunnels in tunnels end here. */
const deepest = 32;
const nobody = { id: -1, text: "" };

/** Takes packets apart, from the link layer to what is counted or read. */
export class Layers {
  readonly #gathering: Gathering;
  readonly #fragments: Fragments;
  readonly #tcp: Tcp;
  readonly #layers: Readonly<Record<Exclude<Protocol, "done">, Layer>>;
  readonly errors: Errors;

  constructor(gathering: Gathering) {
    const { addresses, sightings, encrypted, skips } = gathering;
    this.#gathering = gathering;
    this.#fragments = new Fragments(skips);
    this.errors = new Errors(addresses);
    this.#tcp = new Tcp(gathering, this.errors);
    const ip = new Ip(addresses, this.#fragments, skips);
    this.#layers = {
      ethernet: link.ethernet,
      cooked: link.cooked,
      "cooked-2": link.cooked2,
      null: link.loopback,
      ppp: link.ppp,
      hdlc: link.hdlc,
      wifi: wifi(skips),
      radiotap: link.radiotap,
      ppi: link.ppi,
      pktap: link.pktap,
      exported: exported(addresses, sightings),
      guess: link.guess,
      vlan: link.vlan,
      mpls: link.mpls,
      pppoe: link.pppoe,
      ip: link.ip,
      ipv4: (packet) => ip.v4(packet),
      ipv6: (packet) => ip.v6(packet),
      "ether-ip": link.etherIp,
      gre,
      authentication,
      esp: esp(encrypted),
      udp: udp(gathering),
      tcp: (packet) => this.#tcp.take(packet),
      sctp: sctp(addresses, sightings),
      icmp: this.errors.v4,
      icmpv6: this.errors.v6,
    };
  }

  take(bytes: Uint8Array, { number, at, from, to, cut, link: type }: Frame): void {
    const first = link.byLinkType(type);
    const packet = { frame: number, at, bytes, from, to, cut, missing: 0, told: false, source: nobody, destination: nobody };
    const guessed = first === "guess" && this.#layers.guess(packet) === "done";
    if (guessed) this.#gathering.skips.frame("link-type-unknown", number);
    else this.#descend(packet, first === "guess" ? "ipv4" : first);
  }

  #descend(packet: Packet, first: Protocol): void {
    let next = first;
    for (let depth = 0; next !== "done" && packet.from < packet.to; depth++) {
      if (depth === deepest) {
        this.#gathering.skips.frame("nested-too-deep", packet.frame);
        return;
      }
      next = this.#layers[next](packet);
    }
    if (next !== "done" && packet.cut && !packet.told) this.#gathering.skips.frame("packet-cut", packet.frame);
  }

  /** The capture ends: what waits for more is read as far as it is there. */
  finish(): void {
    for (const { packet, protocol } of this.#fragments.leftovers()) this.#descend(packet, byIpProtocol(protocol));
    this.#tcp.finish();
  }
}
