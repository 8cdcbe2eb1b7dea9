import { wayOf } from "./addresses.ts";
import { Content } from "./content.ts";
import type { Errors } from "./icmp.ts";
import { u8, u16, u32 } from "./octets.ts";
import type { Packet, Protocol } from "./packet.ts";
import { Reassembly } from "./reassembly.ts";
import { isSipPort, type Gathering } from "./udp.ts";

const synchronize = 2;
const reset = 4;
/** Most directions that are followed at once; the oldest is given up. */
const mostStreams = 32_768;

interface Stream {
  readonly content: Content;
  readonly reassembly: Reassembly;
}

/** TCP: each direction of each connection is put in order and read. */
export class Tcp {
  readonly #gathering: Gathering;
  readonly #streams = new Map<number, Stream>();

  readonly #errors: Errors;

  constructor(gathering: Gathering, errors: Errors) {
    this.#gathering = gathering;
    this.#errors = errors;
  }

  take(packet: Packet): Protocol {
    const { bytes, from, to, frame, at } = packet;
    const header = (u8(bytes, from + 12) >> 4) * 4;
    if (from + 20 > to || header < 20) return "done";
    const sequence = u32(bytes, from + 4);
    const flags = u8(bytes, from + 13);
    const starts = (flags & synchronize) !== 0;
    if ((flags & reset) !== 0) this.#broken(packet, u16(bytes, from), u16(bytes, from + 2));
    const data = Math.min(from + header, to);
    if (!starts && data === to && packet.missing === 0) return "done";
    const { reassembly } = this.#stream(packet, u16(bytes, from), u16(bytes, from + 2));
    const first = starts ? (sequence + 1) >>> 0 : sequence;
    if (starts) reassembly.start(first);
    const missing = Math.max(0, packet.missing - (from + header - data));
    if (data < to || missing > 0) reassembly.take({ frame, at, sequence: first, bytes: bytes.subarray(data, to), missing });
    return "done";
  }

  /** A reset (RFC 9293 §3.5.2): before the sender ever opened its direction it refuses, later it cuts. */
  #broken({ source, destination, at, frame }: Packet, sourcePort: number, destinationPort: number): void {
    const { addresses } = this.#gathering;
    const sender = addresses.endpoint(source, sourcePort);
    const asker = addresses.endpoint(destination, destinationPort);
    if (at === undefined || !this.#streams.has(wayOf(asker, sender))) return;
    const why = this.#streams.has(wayOf(sender, asker)) ? "reset" : "refused";
    if (why === "refused" && !isSipPort(sourcePort)) return;
    this.#errors.add({ at, frame, from: source.text, source: asker.text, destination: sender.text, why });
  }

  #stream(packet: Packet, sourcePort: number, destinationPort: number): Stream {
    const { addresses, sightings, encrypted, skips } = this.#gathering;
    const source = addresses.endpoint(packet.source, sourcePort);
    const destination = addresses.endpoint(packet.destination, destinationPort);
    const known = this.#streams.get(wayOf(source, destination));
    if (known !== undefined) return known;
    if (this.#streams.size >= mostStreams) this.#leaveOldest();
    const peer = () => this.#streams.get(wayOf(destination, source))?.content;
    const content = new Content({ source, destination, sightings, encrypted, skips, peer });
    const stream = { content, reassembly: new Reassembly(content) };
    this.#streams.set(wayOf(source, destination), stream);
    return stream;
  }

  #leaveOldest(): void {
    const [oldest] = this.#streams;
    if (oldest === undefined) return;
    oldest[1].reassembly.finish();
    this.#streams.delete(oldest[0]);
  }

  /** The capture ends: what waits is handed on as it is. */
  finish(): void {
    for (const { reassembly } of this.#streams.values()) reassembly.finish();
    this.#streams.clear();
  }
}
