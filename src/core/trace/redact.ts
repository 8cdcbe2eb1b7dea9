import { kindOfAddress, isAddress, splitPlace, type AddressKind } from "./address.ts";

// A trace is shown with aliases: the same address is the same alias in the verdict, the ladder, the report and the
// picture. Credentials are never shown at all.

/** Says parts of a trace so that they may be shown to others. */
export interface Redactor {
  /** "IP-A", "HOST-B" for an address or a name without port. */
  host(host: string): string;
  /** "IP-A:5061" for "192.0.2.1:5061"; SIP's own port 5060 and brackets of IPv6 go. */
  place(place: string): string;
  /** "NUM-1", "USER-2" for the user part of a URI; a leading "+" stays, because it is often the very fault. */
  user(user: string): string;
  /** Any value: URIs, addresses, names, numbers and credentials in it. At most 400 characters are kept. */
  text(text: string): string;
  /** What kind of address stands behind a host: a finding may turn on it. */
  kind(host: string): AddressKind;
}

const longest = 400;
const usualPort = 5060;
const hidden = "[hidden]";

/** The aliases of one trace, given in order of first sight. */
export class Aliases implements Redactor {
  readonly #hosts = new Map<string, string>();
  readonly #users = new Map<string, string>();
  readonly #counts = { IP: 0, HOST: 0, NUM: 0, USER: 0 };

  host(host: string): string {
    const key = bareHost(host);
    if (key === "" || keptHosts.has(key)) return key;
    const kind = isAddress(key) ? "IP" : "HOST";
    return this.#alias(this.#hosts, key, () => `${kind}-${letters(this.#counts[kind]++)}`);
  }

  place(place: string): string {
    const { host, port } = splitPlace(place);
    return port === undefined || port === usualPort ? this.host(host) : `${this.host(host)}:${port}`;
  }

  user(user: string): string {
    const plain = unescaped(user).split(";")[0] ?? "";
    if (plain === "" || keptUsers.has(plain.toLowerCase())) return plain;
    const digits = /^\+?[\d*#().-]{2,}$/u.test(plain);
    const plus = digits && plain.startsWith("+");
    const key = digits ? plain.replace(/[^\d*#]/gu, "") : plain.toLowerCase();
    const kind = digits ? "NUM" : "USER";
    const alias = this.#alias(this.#users, key, () => `${kind}-${++this.#counts[kind]}`);
    return plus ? `+${alias}` : alias;
  }

  text(text: string): string {
    return cut(text)
      .replace(displayName, "")
      .replace(sensitive, (whole: string, ...rest: unknown[]) => this.#replaced(whole, groupsOf(rest)));
  }

  kind(host: string): AddressKind {
    return kindOfAddress(bareHost(host));
  }

  #replaced(whole: string, found: Found): string {
    const secret = withoutSecret(found);
    if (secret !== undefined) return secret;
    if (found.scheme !== undefined) return `${found.scheme}:${this.#rest(found.rest ?? "")}`;
    if (found.address !== undefined) return `${this.user(found.address)}@${this.host(found.at ?? "")}`;
    if (found.number !== undefined) return this.user(found.number);
    return this.#hostIn(whole, found) ?? (this.#isKnownName(whole) ? this.user(whole) : whole);
  }

  /** A host that stands by itself; the text as it is when it only looks like one. */
  #hostIn(whole: string, { six, four, version, name }: Found): string | undefined {
    if (six !== undefined) return isAddress(six) ? this.host(six) : isMac(six) ? hidden : whole;
    if (name !== undefined) return isFileName(name) ? whole : this.host(name);
    if (version !== undefined) return this.#hosts.has(version) ? this.host(version) : whole;
    return four === undefined ? undefined : this.host(four);
  }

  #isKnownName(word: string): boolean {
    return this.#users.has(word.toLowerCase()) && /\p{L}/u.test(word);
  }

  /** What stands behind "sip:" or "tel:": user, host and port become aliases, parameters keep names only of hosts. */
  #rest(rest: string): string {
    const at = rest.lastIndexOf("@");
    const [target = "", ...parameters] = rest.slice(at + 1).split(/(?=[;?])/u);
    const user = at < 0 ? "" : `${this.user(rest.slice(0, at).split(":")[0] ?? "")}@`;
    const place = at < 0 && /^\+?[\d().-]{3,}$/u.test(target) ? this.user(target) : this.place(target);
    return `${user}${place}${parameters.filter((one) => plainParameter.test(one)).join("")}`;
  }

  #alias(known: Map<string, string>, key: string, make: () => string): string {
    const alias = known.get(key) ?? make();
    known.set(key, alias);
    return alias;
  }
}

/** For a terminal of one's own (`--no-redact`): everything as it stands, credentials excepted. */
export const unredacted: Redactor = {
  host: bareHost,
  place: (place) => place.replace(/:5060$/u, ""),
  user: (user) => user,
  text: (text) => cut(text).replace(sensitive, (whole: string, ...rest: unknown[]) => withoutSecret(groupsOf(rest)) ?? whole),
  kind: (host) => kindOfAddress(bareHost(host)),
};

// Names that belong to nobody, and addresses that say something by themselves.
const keptHosts: ReadonlySet<string> = new Set(["0.0.0.0", "::", "255.255.255.255", "localhost", "anonymous.invalid", "invalid"]);
const keptUsers: ReadonlySet<string> = new Set(["anonymous", "unknown", "unavailable", "restricted", "ping", "asterisk", "sipp"]);
const plainParameter = /^;(?:transport=\w{1,8}|user=phone|lr|ob|rport)$/iu;

type Found = Readonly<
  Partial<
    Record<
      "credential" | "secret" | "scheme" | "rest" | "address" | "at" | "six" | "four" | "version" | "name" | "number",
      string
    >
  >
>;

const displayName = /"[^"\n]{0,100}"[ \t]{0,3}(?=<(?:sips?|tel):)/giu;

// Bounded repetitions only: the text is cut first, so that each alternative is linear.
const sensitive = new RegExp(
  [
    String.raw`\b(?<credential>response|nonce|cnonce|opaque|password|passwd|pwd|secret|token|access_token|api[_-]?key|ice-pwd|ice-ufrag|username)\s?[=:]\s?(?:"[^"]{0,400}"|[^\s,;"]{1,400})`,
    String.raw`(?<secret>\binline:[\w+/=|:]{8,400}|\b(?:bearer|basic)\s[\w+/=.~-]{8,400}|\beyj[\w-]{8,400}\.[\w-]{2,400}(?:\.[\w-]{0,400})?)`,
    String.raw`\b(?<scheme>sips?|tel|mailto|xmpp|im|pres|h323|https?|wss?):(?:\/\/)?(?<rest>[^\s<>"]{1,400})`,
    String.raw`(?<address>[\w.+~-]{1,64})@(?<at>[\w.-]{1,253})`,
    String.raw`(?<![\w:.])(?<six>(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}(?:\.\d{1,3}){0,3})(?![\w:])`,
    String.raw`(?<![\w.])(?<![\w.][/-])(?<four>\d{1,3}(?:\.\d{1,3}){3})(?!\d|\.\d)`,
    String.raw`(?<version>\d{1,3}(?:\.\d{1,3}){3})(?!\d|\.\d)`,
    String.raw`(?<![\w.-])(?<name>(?:[a-z\d_][a-z\d_-]{0,62}\.){1,8}[a-z]{2,24})(?![\w-])`,
    String.raw`(?<![\w.+])(?<number>\+?\d{7,15}|\+\d[\d ().-]{6,18}\d)(?![\w.]\w)`,
    String.raw`[\p{L}\p{N}_.-]{3,64}`,
  ].join("|"),
  "giu",
);

function withoutSecret({ credential, secret }: Found): string | undefined {
  if (credential !== undefined) return `${credential}=${hidden}`;
  return secret === undefined ? undefined : hidden;
}

function groupsOf(rest: readonly unknown[]): Found {
  const groups = rest.at(-1);
  return typeof groups === "object" && groups !== null ? groups : {};
}

/** "SIP.js", "sofia.conf": a name of a file or a product, of no machine. */
function isFileName(name: string): boolean {
  return /\.(?:js|c|cc|cpp|h|go|rs|py|lua|conf|cfg|xml|html|txt|log|wav|pcap|so|dll|exe)$/iu.test(name);
}

function isMac(text: string): boolean {
  return /^(?:[\da-f]{2}:){5}[\da-f]{2}$/iu.test(text);
}

function bareHost(host: string): string {
  return host.replace(/^\[|\]$/gu, "").toLowerCase();
}

function unescaped(user: string): string {
  return user.replace(/%([2-7][\da-f])/giu, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

/** A, B, … Z, AA, AB … */
function letters(count: number): string {
  const last = String.fromCharCode(65 + (count % 26));
  return count < 26 ? last : `${letters(Math.floor(count / 26) - 1)}${last}`;
}
