import type { MediaStream } from "../reading.ts";
import { wayOf, type Endpoint } from "./addresses.ts";
import { u8, u16, u32 } from "./octets.ts";
import type { Packet } from "./packet.ts";

interface Counted {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly rtcp: boolean;
  readonly ssrc: number;
  readonly payloadTypes: number[];
  packets: number;
  /** Packets whose number follows that of the one before. */
  rising: number;
  sequence: number;
  start: number;
  end: number;
}

const headerSize = 12;
/** What is believed to be RTP: that many packets of one source whose numbers rise, and half of all. */
const leastRising = 3;
const mostWays = 65_536;
const mostOfWay = 16;
const mostPayloadTypes = 16;
/** Numbers may skip that many lost packets and still count as rising. */
const longestLoss = 500;

/** RTP and RTCP by their looks (RFC 3550): version, payload type, one source whose numbers rise. */
export class Media {
  readonly #ways = new Map<number, Counted[]>();
  readonly #encrypted = new Set<number>();

  /** Counts the packet when it may be media. */
  take(packet: Packet, source: Endpoint, destination: Endpoint): boolean {
    const { bytes, from, to } = packet;
    const size = to - from;
    if (u8(bytes, from) >> 6 !== 2 || size < 8) return false;
    const type = u8(bytes, from + 1);
    const rtcp = type >= 192 && type <= 223;
    if (rtcp ? !isRtcp(bytes, from, size) : size < headerSize || !isPayloadType(type & 0x7f)) return false;
    const ssrc = u32(bytes, from + (rtcp ? 4 : 8));
    const counted = this.#counted(source, destination, rtcp, ssrc, packet.at ?? 0);
    if (counted === undefined) return true;
    counted.packets++;
    counted.end = Math.max(counted.end, packet.at ?? 0);
    if (!rtcp) count(counted, type & 0x7f, u16(bytes, from + 2));
    return true;
  }

  /** Keys were agreed on between the two (DTLS, ZRTP): what looks like RTP is SRTP. */
  encrypt(source: Endpoint, destination: Endpoint): void {
    if (this.#encrypted.size >= mostWays) return;
    this.#encrypted.add(wayOf(source, destination));
    this.#encrypted.add(wayOf(destination, source));
  }

  #counted(source: Endpoint, destination: Endpoint, rtcp: boolean, ssrc: number, at: number): Counted | undefined {
    const way = wayOf(source, destination);
    let all = this.#ways.get(way);
    if (all === undefined) {
      if (this.#ways.size >= mostWays) this.#forget();
      all = [];
      this.#ways.set(way, all);
    }
    for (const one of all) if (one.ssrc === ssrc && one.rtcp === rtcp) return one;
    if (all.length >= mostOfWay) return undefined;
    const made = {
      source,
      destination,
      rtcp,
      ssrc,
      payloadTypes: [],
      packets: 0,
      rising: 0,
      sequence: 0,
      start: at,
      end: at,
    };
    all.push(made);
    return made;
  }

  /** Makes room: what looks like no media goes first. */
  #forget(): void {
    for (const [way, all] of this.#ways) if (!all.some(isMedia)) this.#ways.delete(way);
    if (this.#ways.size >= mostWays / 2) this.#ways.clear();
  }

  /** In order of their first packets. */
  list(): MediaStream[] {
    const found = [...this.#ways.values()].flat().filter(isMedia);
    return found
      .toSorted((a, b) => a.start - b.start)
      .map((one) => ({
        source: one.source.text,
        destination: one.destination.text,
        kind: this.#kindOf(one),
        ssrc: one.ssrc,
        payloadTypes: one.payloadTypes,
        packets: one.packets,
        start: one.start,
        end: one.end,
      }));
  }

  #kindOf({ rtcp, source, destination }: Counted): MediaStream["kind"] {
    if (rtcp) return "rtcp";
    return this.#encrypted.has(wayOf(source, destination)) ? "srtp" : "rtp";
  }
}

function count(counted: Counted, payloadType: number, sequence: number): void {
  const step = (sequence - counted.sequence) & 0xffff;
  if (counted.packets > 1 && step > 0 && step <= longestLoss) counted.rising++;
  counted.sequence = sequence;
  const { payloadTypes } = counted;
  if (!payloadTypes.includes(payloadType) && payloadTypes.length < mostPayloadTypes) payloadTypes.push(payloadType);
}

/** Static and dynamic types (RFC 3551 §6); those between may be RTCP's (RFC 5761 §4). */
function isPayloadType(type: number): boolean {
  return type <= 63 || type >= 96;
}

/** A report begins each compound packet; its length in words must fit. SRTCP has a trailer behind it. */
function isRtcp(bytes: Uint8Array, from: number, size: number): boolean {
  const type = u8(bytes, from + 1);
  return type >= 200 && type <= 207 && (u16(bytes, from + 2) + 1) * 4 <= size;
}

function isMedia({ rtcp, packets, rising }: Counted): boolean {
  return rtcp ? packets > 0 : rising >= leastRising && rising * 2 >= packets;
}
