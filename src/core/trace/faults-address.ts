import { unquoted } from "./header-values.ts";
import type { SipMessage } from "./message.ts";

// Addresses and URIs (RFC 3261 §19.1, §20.10, §25.1), extensions and schemes nobody knows (RFC 4475 §3.3).

const schemes: ReadonlySet<string> = new Set(["sip", "sips", "tel", "urn", "im", "pres", "mailto", "xmpp", "cid", "service"]);
const authSchemes = /^(?:digest|basic|bearer|ntlm|kerberos|tls-dsk|negotiate|aka)\b/iu;
const options: ReadonlySet<string> = new Set(
  (
    "100rel 199 answermode early-session eventlist explicitsub from-change geolocation-http geolocation-sip gin gruu histinfo ice join " +
    "multiple-refer norefersub nosub outbound path policy precondition pref privacy recipient-list-invite recipient-list-message " +
    "recipient-list-subscribe record-aware replaces resource-priority sdp-anat sec-agree siprec tdialog timer trickle-ice uui " +
    "com.nortelnetworks.firewall com.nortelnetworks.im.encryption x-cisco-callinfo x-cisco-srtp-fallback replaces1 callerid ms-forking ms-early-media"
  ).split(" "),
);
/** Parameters of a URI that stand without a value. */
const flags: ReadonlySet<string> = new Set(["lr", "ob", "gr", "alias", "sips", "comp", "fw-nat"]);

function schemeOf(uri: string): string {
  return (/^([A-Za-z][\w+.-]*):/u.exec(uri)?.[1] ?? "").toLowerCase();
}

/** Faults of a Request-URI. */
export function uriFaults(uri: string): string[] {
  if (/[\s<>"]/u.test(uri)) return ["bad-request-uri"];
  const scheme = schemeOf(uri);
  if (!schemes.has(scheme)) return scheme === "" ? [] : ["unknown-uri-scheme"];
  if (!scheme.startsWith("sip")) return [];
  const behind = uri.slice(Math.max(uri.lastIndexOf("@"), scheme.length) + 1);
  return behind.includes("?") ? ["headers-in-request-uri"] : hostFaults(behind);
}

/** IPv6 stands in brackets (RFC 5118 §4.2); three colons in a row come from an old grammar and are taken (§4.10). */
function hostFaults(behind: string): string[] {
  const host = behind.split(";", 1)[0] ?? "";
  if (host.startsWith("[")) return host.includes(":::") ? ["odd-ipv6-address"] : [];
  return /:[^:]*:/u.test(host) ? ["bad-request-uri"] : [];
}

function bracketFaults(rest: string): string[] {
  const open = rest.indexOf("<");
  const close = rest.indexOf(">", open);
  if (close === -1) return ["bad-address"];
  const uri = rest.slice(open + 1, close);
  const faults: string[] = [];
  if (uri !== uri.trim()) faults.push("bad-address");
  const name = rest.slice(0, open).replaceAll('""', "");
  if (/[,;:()@=?/\\[\]{}]/u.test(name)) faults.push("bad-display-name");
  const scheme = schemeOf(uri.trim());
  if (scheme !== "" && !schemes.has(scheme)) faults.push("unknown-uri-scheme");
  return faults;
}

/** Faults of one value of From, To, Contact and their kin. */
function valueFaults(value: string): string[] {
  const rest = unquoted(value);
  if (rest === undefined) return ["unbalanced-quotes"];
  const faults = /;\s*[;,]/u.test(rest.replace(/<[^<>]*>/u, "")) ? ["bad-parameters"] : [];
  if (rest.includes("<")) return [...faults, ...bracketFaults(rest)];
  const scheme = schemeOf(rest);
  if (scheme !== "" && !schemes.has(scheme)) faults.push("unknown-uri-scheme");
  const host = rest.slice(rest.indexOf("@") + 1);
  if (/\?/u.test(host.split(";", 1)[0] ?? "")) faults.push("unbracketed-uri");
  return faults;
}

/** In a registration: parameters nobody knows and headers inside the URI, which a registrar keeps as they are. */
function bindingFaults(message: SipMessage): string[] {
  if (message.method !== "REGISTER") return [];
  const faults: string[] = [];
  for (const value of message.headers("contact")) {
    const uri = /<([^<>]*)>/u.exec(value)?.[1] ?? value;
    if (value.includes("<") && uri.includes("?")) faults.push("headers-in-contact");
    const bare = uri.split(";").slice(1);
    if (bare.some((part) => !part.includes("=") && !flags.has(part.trim().toLowerCase()))) faults.push("unknown-uri-parameter");
  }
  return faults;
}

function extensionFaults(message: SipMessage): string[] {
  const required = [...message.headers("require"), ...message.headers("proxy-require")];
  const faults = required.some((option) => !options.has(option.toLowerCase())) ? ["unknown-extension"] : [];
  const credentials = [...message.headers("authorization"), ...message.headers("proxy-authorization")];
  if (credentials.some((value) => !authSchemes.test(value))) faults.push("unknown-auth-scheme");
  return faults;
}

/** Faults of the addresses a message carries, and what it asks for that nobody knows. */
export function addressFaults(message: SipMessage): string[] {
  const faults: string[] = [];
  for (const name of ["from", "to"]) for (const value of message.headers(name)) faults.push(...valueFaults(value));
  for (const value of message.headers("contact")) faults.push(...valueFaults(value));
  if (message.headers("via").some((value) => /;\s*(?:;|$)/u.test(value) || value.startsWith(";"))) faults.push("bad-parameters");
  return [...faults, ...bindingFaults(message), ...extensionFaults(message)];
}
