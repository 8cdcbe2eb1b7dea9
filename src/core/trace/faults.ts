import { addressFaults, uriFaults } from "./faults-address.ts";
import { bodyFaults } from "./faults-body.ts";
import { numberFaults } from "./faults-number.ts";
import { parameter } from "./header-values.ts";
import type { SipMessage } from "./message.ts";
import { octetsOf } from "./octets.ts";
import type { ParsedMessage } from "./parsed-message.ts";

// What is wrong with a message, by name (RFC 3261 §7, §8.1.1, §20, §25; the cases of RFC 4475).

/** Faults that break the grammar, so that a server should refuse or drop the message (RFC 4475 §3.1.2). */
const breaking: ReadonlySet<string> = new Set([
  "bad-start-line",
  "bad-request-uri",
  "headers-in-request-uri",
  "unknown-version",
  "bad-status-code",
  "bad-content-length",
  "content-length-too-large",
  "bad-cseq",
  "cseq-out-of-range",
  "cseq-method-mismatch",
  "bad-max-forwards",
  "max-forwards-out-of-range",
  "number-out-of-range",
  "bad-warning",
  "bad-date",
  "bad-parameters",
  "unbalanced-quotes",
  "bad-address",
  "bad-display-name",
  "unbracketed-uri",
]);

export type Validity = "valid" | "tolerated" | "invalid";

/** How RFC 4475 would class a message with these faults: in order, odd but to be dealt with, or broken. */
export function validityOf(message: Pick<SipMessage, "faults">): Validity {
  if (message.faults.some((fault) => breaking.has(fault))) return "invalid";
  return message.faults.length > 0 ? "tolerated" : "valid";
}

/** A header longer than this is refused or cut by common servers. */
const longestHeader = 16_384;
const mandatory = ["via", "from", "to", "call-id", "cseq"] as const;
const single = ["from", "to", "call-id", "cseq", "max-forwards", "content-type"] as const;
/** Control characters that no quoted pair may excuse. */
// oxlint-disable-next-line eslint/no-control-regex -- they are what is looked for
const control = /(?<!\\)[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/u;

function startLineFaults(message: ParsedMessage): string[] {
  const { text, start, exact } = message.layout;
  const faults: string[] = [];
  const ends = [text.indexOf("\r"), text.indexOf("\n")].filter((at) => at !== -1);
  const line = text.slice(0, Math.min(text.length, ...ends));
  const { method, uri, version, code } = start;
  if (version !== "2.0") faults.push("unknown-version");
  if (code !== undefined && (code < 100 || code > 699)) faults.push("bad-status-code");
  const request = `${method} ${uri} SIP/${version}`;
  if (method !== undefined && request !== (exact ? line : line.trimEnd())) faults.push("bad-start-line");
  return uri === undefined ? faults : [...faults, ...uriFaults(uri)];
}

function headerFaults(message: ParsedMessage): string[] {
  const faults: string[] = [];
  for (const name of mandatory) if (message.header(name) === undefined) faults.push(`no-${name}`);
  if (message.method !== undefined && message.header("max-forwards") === undefined) faults.push("no-max-forwards");
  for (const name of single) if (message.headers(name).length > 1) faults.push(`repeated-${name}`);
  const vias = message.headers("via");
  // Without one in any of them it came from a client of RFC 2543.
  if (vias.length > 0 && vias.every((via) => parameter(via, "branch") === undefined)) faults.push("no-branch");
  if (message.branch === "z9hG4bK") faults.push("bad-branch");
  if (message.header("from") !== undefined && message.fromTag === "") faults.push("no-from-tag");
  if (vias.some((value) => value.includes("255.255.255.255"))) faults.push("broadcast-via");
  return faults;
}

/** Characters of the header block that no reader can be sure of. */
function characterFaults(message: ParsedMessage): string[] {
  const { text, fields, bodyFrom, octets } = message.layout;
  const head = text.slice(0, bodyFrom);
  const faults: string[] = [];
  if (control.test(head)) faults.push("control-characters");
  if (octets && /[\u0080-\u00FF]/u.test(head) && !isUtf8(octetsOf(head))) faults.push("not-utf8");
  for (let at = 0; at < fields.length; at += 3) {
    if ((fields[at + 2] ?? 0) - (fields[at] ?? 0) > longestHeader) return [...faults, "header-too-long"];
  }
  return faults;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Names of what is wrong with a message, each once; none for one of which only the start line is known. */
export function faultsOf(message: ParsedMessage): readonly string[] {
  if (message.startLineOnly) return [];
  // What stands behind the cut can't be missed.
  if (message.layout.notes.includes("cut-by-capture")) return message.layout.notes;
  const faults = [
    ...message.layout.notes,
    ...startLineFaults(message),
    ...headerFaults(message),
    ...numberFaults(message),
    ...addressFaults(message),
    ...characterFaults(message),
    ...bodyFaults(message),
  ];
  return [...new Set(faults)];
}
