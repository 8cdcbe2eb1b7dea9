/** What an address tells by itself; "name" is no address. */
export type AddressKind = "private" | "shared" | "loopback" | "link-local" | "unspecified" | "public" | "name";

/** "192.0.2.1:5060", "[2001:db8::1]:5060", "pbx.example:5061": host without brackets, port where there is one. */
export function splitPlace(place: string): { readonly host: string; readonly port: number | undefined } {
  const match = /^(?:\[([^\]]{0,100})\]|([^:]{0,300}))(?::(\d{1,5}))?$/u.exec(place);
  if (!match) return { host: place, port: undefined };
  return { host: match[1] ?? match[2] ?? "", port: match[3] === undefined ? undefined : Number(match[3]) };
}

/** Whether a text is an IPv4 or IPv6 address without port. */
export function isAddress(text: string): boolean {
  return isFour(text) || isSix(text);
}

/** Where an address is valid: RFC 1918 and RFC 4193 (private), RFC 6598 (shared, carrier NAT), RFC 3927 and 4291 (link-local). */
export function kindOfAddress(host: string): AddressKind {
  if (isFour(host)) return kindOfFour(host.split(".").map(Number));
  if (!isSix(host)) return "name";
  const text = host.toLowerCase();
  const mapped = /:((?:\d{1,3}\.){3}\d{1,3})$/u.exec(text)?.[1];
  if (mapped !== undefined) return kindOfFour(mapped.split(".").map(Number));
  if (text === "::") return "unspecified";
  if (text === "::1") return "loopback";
  if (/^f[cd]/u.test(text)) return "private";
  return /^fe[89ab]/u.test(text) ? "link-local" : "public";
}

const ranges: readonly (readonly [net: number, bits: number, kind: AddressKind])[] = [
  [0, 32, "unspecified"],
  [0x0a_00_00_00, 8, "private"],
  [0xac_10_00_00, 12, "private"],
  [0xc0_a8_00_00, 16, "private"],
  [0x64_40_00_00, 10, "shared"],
  [0x7f_00_00_00, 8, "loopback"],
  [0xa9_fe_00_00, 16, "link-local"],
];

function kindOfFour(parts: readonly number[]): AddressKind {
  const address = parts.reduce((sum, part) => sum * 256 + part, 0);
  const within = ([net, bits]: (typeof ranges)[number]) => Math.floor(address / 2 ** (32 - bits)) === net / 2 ** (32 - bits);
  return ranges.find(within)?.[2] ?? "public";
}

function isFour(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/u.test(text) && text.split(".").every((part) => Number(part) <= 255);
}

function isSix(text: string): boolean {
  if (text.length > 45 || !/^[\da-f:.]+$/iu.test(text)) return false;
  const groups = text.split(":");
  const doubled = text.includes("::");
  if (groups.length < 3 || groups.length > 9 || text.indexOf("::") !== text.lastIndexOf("::")) return false;
  return (doubled || groups.length === (text.includes(".") ? 7 : 8)) && groups.every((part) => part.length <= 4 || isFour(part));
}
