import { startsMessage } from "../start-line.ts";
import type { Lines } from "./lines.ts";
import { methods } from "./start.ts";

// Dumps in hexadecimal: tcpdump -X and -xx, xxd, hexdump -C, Wireshark, ngrep -x. A run of lines with rising offsets is a packet;
// the SIP inside is put in its place as lines of text.

const row =
  /^[\s>|]{0,12}(?:0x)?([0-9a-fA-F]{4,8}):?[ \t]{1,4}((?:[0-9a-fA-F]{2,8}[ \t]{1,2}){0,15}[0-9a-fA-F]{2,8})(?=$|[ \t|])/u;
/** Bytes before the message that are looked through: headers of Ethernet, IP, UDP and tunnels. */
const longestHeaders = 300;
/** Bytes in one packet; more is no packet. */
const longestPacket = 262_144;

interface Row {
  readonly offset: number;
  readonly bytes: readonly number[];
}

/** A row of ngrep -x has no offset; its sixteen octets stand in fixed columns, letters behind them. */
const bareRow = /^ {2}(?=[0-9a-f]{2} )(?:[0-9a-f]{2} | {3}){8} {3}(?:[0-9a-f]{2} | {3}){8} {3}.{1,16}$/u;

function bareRowOf(line: string, offset: number): Row | undefined {
  if (offset % 16 !== 0 || !bareRow.test(line)) return undefined;
  const groups = line.slice(2, 53).trim().split(/ +/u);
  return { offset, bytes: groups.map((group) => Number.parseInt(group, 16)) };
}

function rowOf(line: string, offset: number): Row | undefined {
  if (line.length > 200) return undefined;
  const found = row.exec(line);
  if (found === null) return bareRowOf(line, offset);
  const bytes: number[] = [];
  for (const group of (found[2] ?? "").split(/[ \t]+/u)) {
    if (group.length % 2 !== 0) break;
    for (let at = 0; at < group.length && bytes.length < 16; at += 2) bytes.push(Number.parseInt(group.slice(at, at + 2), 16));
  }
  return bytes.length === 0 ? undefined : { offset: Number.parseInt(found[1] ?? "", 16), bytes };
}

/** Rows that follow each other; the line behind them. */
function runFrom(lines: readonly string[], from: number): { bytes: number[]; to: number } {
  const bytes: number[] = [];
  let to = from;
  for (; to < lines.length && bytes.length < longestPacket; to++) {
    const next = rowOf(lines[to] ?? "", bytes.length);
    if (next === undefined || next.offset !== bytes.length) break;
    for (const byte of next.bytes) bytes.push(byte);
  }
  return { bytes, to };
}

function isMethodAt(bytes: Uint8Array, at: number): boolean {
  let end = at;
  while (end < at + 12 && (bytes[end] ?? 0) > 64 && (bytes[end] ?? 0) < 91) end++;
  return bytes[end] === 32 && methods.has(String.fromCharCode(...bytes.subarray(at, end)));
}

/** Where SIP starts in a packet; -1 when there is none. */
function sipAt(bytes: Uint8Array): number {
  for (let at = 0; at < Math.min(bytes.length, longestHeaders); at++) {
    const response = bytes[at] === 83 && bytes[at + 1] === 73 && bytes[at + 2] === 80 && bytes[at + 3] === 47;
    if ((response || isMethodAt(bytes, at)) && startsMessage(bytes, at)) return at;
  }
  return -1;
}

/** An ICMP error: what it quotes was sent earlier, and is in the trace already. */
function isIcmp(bytes: Uint8Array): boolean {
  return [0, 4, 14, 16, 18].some((ip) => bytes[ip] === 0x45 && bytes[ip + 9] === 1);
}

/** "192.0.2.1:5060 -> …" from the IPv4 and UDP or TCP header that ends where the message starts. */
function wayOf(bytes: Uint8Array, sip: number): string | undefined {
  for (const header of [8, 20, 32]) {
    const ip = sip - header - 20;
    const protocol = bytes[ip + 9];
    if (ip < 0 || bytes[ip] !== 0x45 || (protocol !== 17 && protocol !== 6)) continue;
    const host = (at: number): string => [...bytes.subarray(at, at + 4)].join(".");
    const port = (at: number): number => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    const transport = protocol === 17 ? "UDP" : "TCP";
    return `hex:${transport} ${host(ip + 12)}:${port(ip + 20)} -> ${host(ip + 16)}:${port(ip + 22)}`;
  }
  return undefined;
}

/** Lines with the SIP of hexadecimal dumps as text in place of the dump; the same lines when there is none. */
export function undump(lines: Lines): Lines {
  if (
    !lines.text.some((line) => /^[\s>|]{0,12}(?:0x)?0{3,8}0:?[ \t]/u.test(line) || (line.startsWith("  ") && bareRow.test(line)))
  )
    return lines;
  const text: string[] = [];
  const numbers: number[] = [];
  const push = (line: string, at: number): void => {
    text.push(line);
    numbers.push(lines.numbers?.[at] ?? at + 1);
  };
  for (let at = 0; at < lines.text.length;) {
    const { bytes, to } = runFrom(lines.text, at);
    const packet = Uint8Array.from(bytes);
    const sip = to - at > 1 ? sipAt(packet) : -1;
    if (sip === -1) {
      // A row of zeros in front of other rows is passed with them, so that a long dump is walked once.
      for (const end = Math.max(to, at + 1); at < end; at++) push(lines.text[at] ?? "", at);
      continue;
    }
    if (isIcmp(packet)) {
      push("icmp: destination unreachable", at);
      at = to;
      continue;
    }
    const way = wayOf(packet, sip);
    if (way !== undefined) push(way, at);
    const message = new TextDecoder("latin1").decode(packet.subarray(sip));
    for (const line of message.split(/\r?\n/u)) push(line, at);
    at = to;
  }
  return { text, numbers, exact: false };
}
