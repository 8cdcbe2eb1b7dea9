import { u16, u32 } from "./octets.ts";

/** One IP address; `id` is its own for as long as it is known. */
export interface Host {
  readonly id: number;
  /** "192.0.2.1", "2001:db8::1" (RFC 5952). */
  readonly text: string;
}

/** An address with a port. */
export interface Endpoint {
  readonly id: number;
  readonly host: Host;
  readonly port: number;
  /** "192.0.2.1:5060", "[2001:db8::1]:5060". */
  readonly text: string;
}

/** Most addresses that are kept in mind; then it starts anew, ids go on. */
const most = 131_072;
const factor = 67_108_864;

/** Names for addresses, each made once: a capture has millions of packets and few hosts. */
export class Addresses {
  readonly #v4 = new Map<number, Host>();
  readonly #v6 = new Map<string, Host>();
  readonly #endpoints = new Map<number, Endpoint>();
  #hostIds = 0;
  #endpointIds = 0;

  v4(bytes: Uint8Array, at: number): Host {
    const key = u32(bytes, at);
    const known = this.#v4.get(key);
    if (known !== undefined) return known;
    if (this.#v4.size >= most) this.#v4.clear();
    const host = { id: this.#hostIds++, text: `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}` };
    this.#v4.set(key, host);
    return host;
  }

  v6(bytes: Uint8Array, at: number): Host {
    const key = String.fromCharCode(...bytes.subarray(at, at + 16));
    const known = this.#v6.get(key);
    if (known !== undefined) return known;
    if (this.#v6.size >= most) this.#v6.clear();
    const host = { id: this.#hostIds++, text: textOfV6(bytes, at) };
    this.#v6.set(key, host);
    return host;
  }

  endpoint(host: Host, port: number): Endpoint {
    const key = host.id * 65_536 + port;
    const known = this.#endpoints.get(key);
    if (known !== undefined) return known;
    if (this.#endpoints.size >= most) this.#endpoints.clear();
    const text = host.text.includes(":") ? `[${host.text}]:${port}` : `${host.text}:${port}`;
    const endpoint = { id: this.#endpointIds++, host, port, text };
    this.#endpoints.set(key, endpoint);
    return endpoint;
  }
}

/** One number for the way from one to the other. */
export function wayOf(source: { readonly id: number }, destination: { readonly id: number }): number {
  return source.id * factor + destination.id;
}

/** RFC 5952: lower case, the longest run of zeros left out. */
function textOfV6(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, group) => u16(bytes, at + group * 2));
  let from = -1;
  let length = 1;
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start > length) {
      from = start;
      length = end - start;
    }
  }
  const hex = groups.map((group) => group.toString(16));
  if (from === -1) return hex.join(":");
  return `${hex.slice(0, from).join(":")}::${hex.slice(from + length).join(":")}`;
}
