import type { SipMessage } from "./message.ts";

/** A challenge or an answer to one (RFC 3261 §22, RFC 8760): the parameters that must fit each other. */
export interface Digest {
  readonly scheme: string;
  readonly realm: string;
  readonly nonce: string;
  readonly stale: boolean;
  readonly algorithm: string;
  readonly username: string;
  readonly uri: string;
}

/** Challenges of a 401 or 407. */
export function challengesOf(response: SipMessage): Digest[] {
  return [...response.headers("www-authenticate"), ...response.headers("proxy-authenticate")].map(readDigest);
}

/** Credentials that a request carries. */
export function credentialsOf(request: SipMessage): Digest[] {
  return [...request.headers("authorization"), ...request.headers("proxy-authorization")].map(readDigest);
}

const longest = 4096;

/** Reads `Digest realm="x", nonce="y"`; quoted commas stay inside, unknown parameters are passed over. Linear. */
export function readDigest(value: string): Digest {
  const text = value.slice(0, longest).trim();
  const space = text.search(/\s/u);
  const found = new Map<string, string>();
  for (const match of text
    .slice(space === -1 ? text.length : space)
    .matchAll(/([a-z-]{1,32})\s?=\s?(?:"([^"]*)"|([^\s,"]*))/giu)) {
    const name = (match[1] ?? "").toLowerCase();
    if (!found.has(name)) found.set(name, match[2] ?? match[3] ?? "");
  }
  const of = (name: string) => found.get(name) ?? "";
  return {
    scheme: space === -1 ? text : text.slice(0, space),
    realm: of("realm"),
    nonce: of("nonce"),
    stale: of("stale").toLowerCase() === "true",
    algorithm: of("algorithm"),
    username: of("username"),
    uri: of("uri"),
  };
}
