import type { LogEvent } from "../reading.ts";
import { u8, u16 } from "./octets.ts";
import type { Packet } from "./packet.ts";

const headerSize = 12;
const longestName = 253;
const mostNames = 1000;
const mostEvents = 100;
/** A, AAAA, SRV, NAPTR: what a SIP element asks for (RFC 3263). */
const asked = new Set([1, 28, 33, 35]);
/** Answers that end a search: SERVFAIL, NXDOMAIN, REFUSED. */
const failures = new Set([2, 3, 5]);

interface Failure {
  readonly at: number | undefined;
  readonly frame: number;
  readonly name: string;
}

/** Answers of DNS: names that did not resolve. */
export class Names {
  readonly #resolved = new Set<string>();
  readonly #failed = new Map<string, Failure>();

  take(packet: Packet): void {
    const { bytes, from, to, at, frame } = packet;
    if (from + headerSize > to || (u8(bytes, from + 2) & 0xf8) !== 0x80 || u16(bytes, from + 4) !== 1) return;
    const question = questionOf(bytes, from + headerSize, to);
    if (question === undefined || !asked.has(question.type)) return;
    const { name } = question;
    const failed = failures.has(u8(bytes, from + 3) & 0xf);
    if (!failed && u16(bytes, from + 6) > 0 && this.#resolved.size < mostNames) this.#resolved.add(name);
    if (failed && this.#failed.size < mostNames && !this.#failed.has(name)) this.#failed.set(name, { at, frame, name });
  }

  /** Those that failed and that no other look-up made good: a domain without SRV is still reached by its address. */
  events(): LogEvent[] {
    return [...this.#failed.values()]
      .filter(({ name }) => !this.#resolved.has(name) && !this.#resolved.has(withoutService(name)))
      .slice(0, mostEvents)
      .map(({ at, frame, name }) => ({ at, line: frame, kind: "dns-failed", callId: undefined, code: undefined, about: name }));
  }
}

/** "_sip._udp.example.com" is asked for the sake of "example.com". */
function withoutService(name: string): string {
  return name.replace(/^(?:_[^.]*\.){1,2}/u, "");
}

/** The first question: its name without compression, in lower case, and its type. */
function questionOf(bytes: Uint8Array, from: number, to: number): { name: string; type: number } | undefined {
  let name = "";
  let at = from;
  for (let length = u8(bytes, at); length !== 0; length = u8(bytes, at)) {
    if (length > 63 || at + 1 + length >= to || name.length + length > longestName) return undefined;
    const label = String.fromCharCode(...bytes.subarray(at + 1, at + 1 + length));
    if (!/^[\w-]+$/u.test(label)) return undefined;
    name += `${name === "" ? "" : "."}${label.toLowerCase()}`;
    at += 1 + length;
  }
  return at + 5 > to || name === "" ? undefined : { name, type: u16(bytes, at + 1) };
}
