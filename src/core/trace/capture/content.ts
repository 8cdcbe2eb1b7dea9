import { startsMessage } from "../parse.ts";
import type { Endpoint } from "./addresses.ts";
import { Backlog } from "./backlog.ts";
import type { Encrypted } from "./encrypted.ts";
import { says, u8, u16 } from "./octets.ts";
import type { Reader, Segment } from "./reassembly.ts";
import { behindBlanks, type Sightings } from "./sightings.ts";
import { mayGrow, SipStream } from "./sip-stream.ts";
import type { Skips } from "./skips.ts";
import { isSipPort } from "./udp.ts";
import { beginsWebSocket, isFrame, WebSocketStream } from "./web-socket.ts";

/** Where one direction of a connection goes, and what it adds to. */
export interface Direction {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly sightings: Sightings;
  readonly encrypted: Encrypted;
  readonly skips: Skips;
  /** The other direction, if any of it was seen. */
  readonly peer: () => Content | undefined;
}

type Kind = "unknown" | "sip" | "web-socket" | "tls";

const latin1 = new TextDecoder("latin1");
/** Octets of the answer to a WebSocket handshake that are looked at. */
const longestAnswer = 8192;
const mostTlsRecord = 16_640;

/** What one direction of a TCP connection carries: SIP, WebSocket with SIP in it, TLS, or nothing for us. */
export class Content implements Reader {
  readonly #way: Direction;
  readonly #backlog = new Backlog();
  readonly #sip: SipStream;
  readonly #web: WebSocketStream;
  #kind: Kind = "unknown";

  constructor(way: Direction) {
    this.#way = way;
    this.#sip = new SipStream(this.#backlog, (bytes, count, cut) => this.#found(bytes, count, cut, "tcp"));
    this.#web = new WebSocketStream(this.#backlog, (bytes, count) => this.#found(bytes, count, false, "ws"));
  }

  #found(bytes: Uint8Array, count: number, cut: boolean, transport: "tcp" | "ws"): void {
    const { source, destination, sightings } = this.#way;
    const { frame, at } = this.#backlog.completed(count);
    sightings.take(bytes, 0, bytes.length, {
      frame,
      at,
      source: source.text,
      destination: destination.text,
      transport,
      line: undefined,
      cut,
    });
  }

  take(segment: Segment): void {
    const { encrypted, source, destination, skips } = this.#way;
    const { bytes, frame, missing } = segment;
    if (this.#kind === "unknown" && this.#backlog.length === 0) this.#kind = this.#kindOf(bytes);
    if (this.#kind === "tls") encrypted.add("tls", source, destination);
    else if (this.#kind === "web-socket") this.#takeFrames(segment);
    else if (this.#kind === "sip" || this.#backlog.length > 0 || this.#maySoonBeSip(bytes)) this.#takeSip(segment);
    if (missing === 0 || this.#kind === "unknown" || this.#kind === "tls") return;
    skips.frame("packet-cut", frame);
    this.#leave(true);
  }

  #takeSip(segment: Segment): void {
    this.#backlog.append(segment.bytes, segment);
    if (!this.#sip.read() && this.#kind === "sip") this.#way.skips.frame("tcp-octets-skipped", segment.frame);
  }

  #takeFrames(segment: Segment): void {
    const before = this.#web.compressed;
    const answered = this.#backlog.length === 0 ? behindAnswer(segment.bytes) : 0;
    if (answered < segment.bytes.length) this.#backlog.append(segment.bytes.subarray(answered), segment);
    if (!this.#web.read()) this.#kind = "unknown";
    if (this.#web.compressed > before) this.#way.skips.frame("websocket-compressed", segment.frame);
  }

  /** What a connection is by the first octets of a segment. */
  #kindOf(bytes: Uint8Array): Kind {
    if (startsMessage(bytes, behindBlanks(bytes, 0, bytes.length))) return "sip";
    if (isTls(bytes)) return "tls";
    const peer = this.#way.peer();
    if (behindAnswer(bytes) > 0) {
      peer?.upgrade();
      return "web-socket";
    }
    const agreed = peer !== undefined && peer.#kind === "web-socket" && isFrame(u8(bytes, 0));
    return agreed || beginsWebSocket(bytes) ? "web-socket" : "unknown";
  }

  /** The other side agreed to speak WebSocket. */
  upgrade(): void {
    this.#backlog.clear();
    this.#kind = "web-socket";
  }

  /** Where SIP is expected, its next start line is looked for; elsewhere a start line may be cut by the segment's end. */
  #maySoonBeSip(bytes: Uint8Array): boolean {
    const { source, destination, peer } = this.#way;
    if (isSipPort(source.port) || isSipPort(destination.port)) return true;
    const other = peer();
    return (other !== undefined && other.#kind === "sip") || mayGrow(bytes, behindBlanks(bytes, 0, bytes.length));
  }

  gap({ frame }: Segment): void {
    if (this.#kind === "sip" || this.#kind === "web-socket") this.#way.skips.frame("tcp-segment-missing", frame);
    this.#leave(false);
  }

  /** Gives up waiting; a message whose head is whole is kept, with a cut head only when the capture cut it. */
  #leave(beheaded: boolean): void {
    if (this.#kind === "web-socket") {
      this.#backlog.clear();
      this.#kind = "unknown";
    } else this.#sip.finish(beheaded);
  }

  end(): void {
    this.#leave(false);
    this.#kind = "unknown";
  }
}

/** A TLS record: its type, version 3.x, a length that can be. */
function isTls(bytes: Uint8Array): boolean {
  const type = u8(bytes, 0);
  const length = u16(bytes, 3);
  return type >= 20 && type <= 23 && u8(bytes, 1) === 3 && u8(bytes, 2) <= 4 && length > 0 && length <= mostTlsRecord;
}

/** Where the answer ends that agrees to WebSocket (RFC 6455 §4.2.2); 0 when it is none. */
function behindAnswer(bytes: Uint8Array): number {
  if (!says(bytes, 0, "HTTP/1.1 101")) return 0;
  const head = latin1.decode(bytes.subarray(0, longestAnswer));
  const end = head.indexOf("\r\n\r\n");
  return end !== -1 && /^upgrade:[ \t]*websocket/imu.test(head) ? end + 4 : 0;
}
