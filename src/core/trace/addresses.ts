import { kindOfAddress, type AddressKind } from "./address.ts";

// "192.0.2.1:5060" and what SIP writes addresses in: taken apart by hand, one pass, no pattern.

/** The host of "192.0.2.1:5060" or "[2001:db8::1]:5060", without brackets, in lower case. */
export function hostOf(address: string): string {
  if (address.startsWith("[")) {
    const close = address.indexOf("]");
    return address.slice(1, close === -1 ? undefined : close).toLowerCase();
  }
  const colon = address.indexOf(":");
  const several = colon !== -1 && address.includes(":", colon + 1);
  return (colon === -1 || several ? address : address.slice(0, colon)).toLowerCase();
}

export interface UriParts {
  readonly user: string;
  /** "host" or "host:port". */
  readonly host: string;
  /** All behind the host: ";transport=tcp" and so on. */
  readonly parameters: string;
}

/** Parts of a SIP, SIPS or tel URI, also inside "Name" <…>. */
export function uriParts(value: string): UriParts {
  const open = value.lastIndexOf("<");
  const close = open === -1 ? -1 : value.indexOf(">", open);
  const bare = (open === -1 ? value : value.slice(open + 1, close === -1 ? undefined : close)).trim();
  const scheme = bare.indexOf(":");
  const named = scheme !== -1 && /^(?:sips?|tel|urn)$/iu.test(bare.slice(0, scheme));
  const rest = named ? bare.slice(scheme + 1) : bare;
  const end = rest.indexOf(";", Math.max(0, rest.indexOf("@")));
  const head = end === -1 ? rest : rest.slice(0, end);
  const parameters = end === -1 ? "" : rest.slice(end);
  if (named && bare.slice(0, scheme).toLowerCase() === "tel") return { user: head, host: "", parameters };
  const at = head.lastIndexOf("@");
  const host = (at === -1 ? head : head.slice(at + 1)).split("?", 1)[0] ?? "";
  const user = at === -1 ? "" : (head.slice(0, at).split(/[:;]/u, 1)[0] ?? "");
  return { user, host, parameters };
}

/** What two writings of one number have in common: digits only, the last nine of them; other user names in lower case. */
export function sameNumberKey(user: string): string {
  const digits = user.replace(/[^0-9]/gu, "");
  return digits.length >= 7 && /^\+?[0-9().\-\s]+$/u.test(user) ? digits.slice(-9) : user.toLowerCase();
}

const inner: ReadonlySet<AddressKind> = new Set(["private", "shared", "loopback", "link-local"]);

/** RFC 1918, RFC 6598, link-local, loopback, RFC 4193: not reachable from the Internet. */
export function isPrivate(host: string): boolean {
  return inner.has(kindOfAddress(host));
}
