import { startsMessage } from "../parse.ts";
import type { Backlog } from "./backlog.ts";
import { u8, u16, u32 } from "./octets.ts";
import { behindBlanks } from "./sightings.ts";
import type { Found } from "./sip-stream.ts";

// SIP over WebSocket (RFC 7118): each message of the framing (RFC 6455 §5) is one SIP message.

const longestMessage = 1_048_576;
/** Octets of a frame that are enough to know SIP by. */
const glance = 1024;

interface FrameHead {
  readonly final: boolean;
  readonly compressed: boolean;
  readonly opcode: number;
  readonly masked: boolean;
  readonly maskAt: number;
  readonly dataAt: number;
  readonly end: number;
}

/** Whether a frame may begin so: no reserved bit but that of compression, no reserved opcode (RFC 6455 §5.2). */
export function isFrame(first: number): boolean {
  const opcode = first & 0xf;
  return (first & 0x30) === 0 && (opcode <= 2 || (opcode >= 8 && opcode <= 10));
}

/** Octets that hold the length, and the length they say. */
function lengthOf(bytes: Uint8Array): readonly [size: number, length: number] {
  const short = u8(bytes, 1) & 0x7f;
  if (short === 126) return [2, u16(bytes, 2)];
  return short === 127 ? [8, u32(bytes, 2) * 4_294_967_296 + u32(bytes, 6)] : [0, short];
}

/** The head of a frame at the front; undefined when it is not whole yet, "bad" when it is none. */
function headOf(bytes: Uint8Array): FrameHead | "bad" | undefined {
  if (bytes.length < 2) return undefined;
  const first = u8(bytes, 0);
  if (!isFrame(first)) return "bad";
  const [lengthSize, length] = lengthOf(bytes);
  const masked = (u8(bytes, 1) & 0x80) !== 0;
  const dataAt = 2 + lengthSize + (masked ? 4 : 0);
  if (bytes.length < dataAt) return undefined;
  const opcode = first & 0xf;
  if (length > longestMessage || (opcode >= 8 && length > 125)) return "bad";
  const compressed = (first & 0x40) !== 0;
  return { final: (first & 0x80) !== 0, compressed, opcode, masked, maskAt: 2 + lengthSize, dataAt, end: dataAt + length };
}

/** The data of a frame up to `end`, unmasked. */
function dataOf(bytes: Uint8Array, { masked, maskAt, dataAt }: FrameHead, end: number): Uint8Array {
  if (!masked) return bytes.subarray(dataAt, end);
  const data = bytes.slice(dataAt, end);
  for (let at = 0; at < data.length; at++) data[at] = u8(data, at) ^ u8(bytes, maskAt + (at & 3));
  return data;
}

/** Whether these octets begin with a frame that holds SIP: how a connection is known whose start was not captured. */
export function beginsWebSocket(bytes: Uint8Array): boolean {
  const head = headOf(bytes);
  if (head === undefined || head === "bad" || head.compressed || (head.opcode !== 1 && head.opcode !== 2)) return false;
  const data = dataOf(bytes, head, Math.min(head.end, bytes.length, head.dataAt + glance));
  return startsMessage(data, behindBlanks(data, 0, data.length));
}

/** Messages out of the frames of one direction. */
export class WebSocketStream {
  readonly #backlog: Backlog;
  readonly #found: Found;
  #parts: Uint8Array[] = [];
  #size = 0;
  /** Compressed messages that were passed over. */
  compressed = 0;
  #inflating = false;

  constructor(backlog: Backlog, found: Found) {
    this.#backlog = backlog;
    this.#found = found;
  }

  /** Takes the whole frames; false when what comes is no frame: then the backlog is empty. */
  read(): boolean {
    while (this.#backlog.length > 0) {
      const { bytes } = this.#backlog;
      const head = headOf(bytes);
      if (head === "bad") {
        this.#backlog.clear();
        this.#parts = [];
        return false;
      }
      if (head === undefined || head.end > bytes.length) return true;
      if (head.opcode < 8) this.#data(bytes, head);
      this.#backlog.drop(head.end);
    }
    return true;
  }

  #data(bytes: Uint8Array, head: FrameHead): void {
    if (head.opcode !== 0) {
      this.#parts = [];
      this.#size = 0;
      this.#inflating = head.compressed;
    }
    if (this.#inflating) {
      if (head.final) this.compressed++;
      return;
    }
    const data = dataOf(bytes, head, head.end);
    this.#size += data.length;
    if (this.#size > longestMessage) this.#parts = [];
    else this.#parts.push(data);
    if (!head.final) return;
    const message = this.#parts.length === 1 ? data : concat(this.#parts);
    this.#parts = [];
    if (startsMessage(message, behindBlanks(message, 0, message.length))) this.#found(message, head.end, false);
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
