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

function kindOfFour([a = 0, b = 0, c = 0, d = 0]: readonly number[]): AddressKind {
  if (a === 10 || (a === 192 && b === 168) || (a === 172 && b >= 16 && b <= 31)) return "private";
  if (a === 100 && b >= 64 && b <= 127) return "shared";
  if (a === 127) return "loopback";
  if (a === 169 && b === 254) return "link-local";
  return a + b + c + d === 0 ? "unspecified" : "public";
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
