import type { Frame, Trouble } from "./frame.ts";
import { u16In, u32, u32In } from "./octets.ts";

// draft-ietf-opsawg-pcapng: blocks of a type, a length, a body and the length again.

const sectionHeader = 0x0a0d0d0a;
const interfaceDescription = 1;
const obsoletePacket = 2;
const simplePacket = 3;
const enhancedPacket = 6;

interface Interface {
  readonly link: number;
  readonly snaplen: number;
  /** Ticks of a second. */
  readonly ticks: number;
  readonly offset: number;
}

interface Section {
  readonly little: boolean;
  readonly interfaces: Interface[];
}

export function isPcapng(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && u32(bytes, 0) === sectionHeader && orderOf(bytes, 0) !== undefined;
}

/** Whether a section is little-endian; undefined when its magic is neither. */
function orderOf(bytes: Uint8Array, at: number): boolean | undefined {
  const magic = u32(bytes, at + 8);
  if (magic === 0x4d3c2b1a) return true;
  return magic === 0x1a2b3c4d ? false : undefined;
}

/** if_tsresol: a power of ten, or of two when the top bit is set. */
function ticksOf(resolution: number): number {
  return resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution;
}

function readInterface(bytes: Uint8Array, from: number, to: number, little: boolean): Interface {
  let ticks = 1e6;
  let offset = 0;
  for (let at = from + 8; at + 4 <= to;) {
    const code = u16In(bytes, at, little);
    const length = u16In(bytes, at + 2, little);
    if (code === 0 || at + 4 + length > to) break;
    if (code === 9 && length >= 1) ticks = ticksOf(bytes[at + 4] ?? 6);
    else if (code === 14 && length === 8)
      offset = wide(u32In(bytes, at + (little ? 8 : 4), little) | 0, u32In(bytes, at + (little ? 4 : 8), little));
    at += 4 + ((length + 3) & ~3);
  }
  return { link: u16In(bytes, from, little), snaplen: u32In(bytes, from + 4, little), ticks, offset };
}

function wide(high: number, low: number): number {
  return high * 4_294_967_296 + low;
}

/** Seconds; ticks finer than a double holds are divided in whole numbers first. */
function secondsOf(high: number, low: number, { ticks, offset }: Interface): number {
  const whole = wide(high, low);
  if (Number.isSafeInteger(whole) || !Number.isSafeInteger(ticks)) return whole / ticks + offset;
  const exact = (BigInt(high) << 32n) | BigInt(low);
  const unit = BigInt(ticks);
  return Number(exact / unit) + Number(exact % unit) / ticks + offset;
}

interface Span {
  readonly from: number;
  readonly captured: number;
  readonly original: number;
  readonly at: number | undefined;
  readonly link: number;
}

/** A packet of one of the three kinds of block; undefined when its interface or its length is wrong. */
function packetOf(bytes: Uint8Array, type: number, body: number, end: number, section: Section): Span | undefined {
  const { little, interfaces } = section;
  if (type === simplePacket) {
    const first = interfaces[0];
    if (first === undefined || body + 4 > end) return undefined;
    const original = u32In(bytes, body, little);
    const most = first.snaplen === 0 ? original : Math.min(original, first.snaplen);
    return { from: body + 4, captured: Math.min(most, end - body - 4), original, at: undefined, link: first.link };
  }
  const which = type === enhancedPacket ? u32In(bytes, body, little) : u16In(bytes, body, little);
  const one = interfaces[which];
  if (one === undefined || body + 20 > end) return undefined;
  const at = secondsOf(u32In(bytes, body + 4, little), u32In(bytes, body + 8, little), one);
  const captured = u32In(bytes, body + 12, little);
  if (body + 20 + captured > end) return undefined;
  return { from: body + 20, captured, original: u32In(bytes, body + 16, little), at, link: one.link };
}

/** Length of the block at `at`; otherwise why there is none. */
function lengthOf(bytes: Uint8Array, at: number, little: boolean): number | "file-cut" | "block-length-bad" {
  if (at + 12 > bytes.length) return "file-cut";
  const length = u32In(bytes, at + 4, little);
  if (length < 12) return "block-length-bad";
  return at + length > bytes.length ? "file-cut" : length;
}

function isPacket(type: number): boolean {
  return type === enhancedPacket || type === simplePacket || type === obsoletePacket;
}

/** The packets of a pcapng file, over all its sections and interfaces. */
export function* readPcapng(bytes: Uint8Array, trouble: Trouble): Generator<Frame, void> {
  let section: Section = { little: true, interfaces: [] };
  let number = 1;
  for (let at = 0; at < bytes.length;) {
    const where = number === 1 ? `byte ${at}` : `frame ${number}`;
    if (u32(bytes, at) === sectionHeader) {
      const little = orderOf(bytes, at);
      if (little === undefined) return trouble.stop("block-length-bad", where);
      section = { little, interfaces: [] };
    }
    const { little, interfaces } = section;
    const length = lengthOf(bytes, at, little);
    if (typeof length === "string") return trouble.stop(length, where);
    const type = u32In(bytes, at, little);
    const body = at + 8;
    const end = at + length - 4;
    if (type === interfaceDescription) interfaces.push(readInterface(bytes, body, end, little));
    else if (isPacket(type)) {
      const packet = packetOf(bytes, type, body, end, section);
      if (packet === undefined) return trouble.stop("block-length-bad", where);
      const { from, captured, original, link } = packet;
      yield { number, at: packet.at, link, from, to: from + captured, cut: original > captured };
      number++;
    }
    // Blocks are aligned, also where one says a length that is not.
    at += length + (-length & 3);
  }
}
