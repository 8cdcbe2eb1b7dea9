// Header field names as RFC 3261 §7.3 and §20 have them: any case, some with a form of one letter.

const compact: Readonly<Record<string, string>> = {
  a: "accept-contact",
  b: "referred-by",
  c: "content-type",
  d: "request-disposition",
  e: "content-encoding",
  f: "from",
  i: "call-id",
  j: "reject-contact",
  k: "supported",
  l: "content-length",
  m: "contact",
  n: "identity-info",
  o: "event",
  r: "refer-to",
  s: "subject",
  t: "to",
  u: "allow-events",
  v: "via",
  x: "session-expires",
  y: "identity",
};

const letters: ReadonlyMap<string, number> = new Map(
  Object.entries(compact).map(([letter, name]) => [name, letter.charCodeAt(0)]),
);

/** The character code of a header's compact form; undefined when it has none. */
export function compactOf(name: string): number | undefined {
  return letters.get(name);
}

/** Names as written whose long form is remembered: more different ones than that are no SIP any more. */
const remembered = 2048;
const longForms = new Map<string, string>();

/** The long form in lower case: "i" and "Call-ID" → "call-id". */
export function longName(written: string): string {
  const known = longForms.get(written);
  if (known !== undefined) return known;
  const lower = written.toLowerCase();
  const name = (lower.length === 1 ? compact[lower] : undefined) ?? lower;
  if (longForms.size < remembered && written.length <= 40) longForms.set(written, name);
  return name;
}

/** Headers whose values are a list parted by commas. A challenge, a date and free text are none. */
export const listHeaders: ReadonlySet<string> = new Set([
  "accept",
  "accept-contact",
  "accept-encoding",
  "accept-language",
  "accept-resource-priority",
  "alert-info",
  "allow",
  "allow-events",
  "call-info",
  "contact",
  "content-encoding",
  "content-language",
  "diversion",
  "error-info",
  "feature-caps",
  "geolocation",
  "history-info",
  "in-reply-to",
  "p-asserted-identity",
  "p-associated-uri",
  "p-preferred-identity",
  "p-visited-network-id",
  "path",
  "proxy-require",
  "reason",
  "record-route",
  "recv-info",
  "reject-contact",
  "remote-party-id",
  "require",
  "resource-priority",
  "route",
  "security-client",
  "security-server",
  "security-verify",
  "service-route",
  "supported",
  "unsupported",
  "via",
  "warning",
]);
