import type { Transport } from "../message.ts";

// Addresses as logs write them, made "192.0.2.1:5060" and "[2001:db8::1]:5060".

/** The peer whose address a log does not print: the machine that wrote it. */
export const local = "local";

/** One address with or without a port: IPv4, IPv6 in brackets, a name with a dot or a port, also one that was made unreadable. */
const shape =
  /\[((?=[^\]]{0,64}[.:]|[^\]]{1,64}\]:\d)[0-9A-Za-z:.*_%-]{1,64})\](?::(\d{1,5}))?|(?<![\w.:])((?:[0-9xX*]{1,3}\.){3}[0-9xX*]{1,3})(?:[.:](\d{1,5}))?(?![\w.])|(?<![\w.:@])([A-Za-z0-9][A-Za-z0-9_-]{0,62}(?:\.[A-Za-z0-9][A-Za-z0-9_-]{0,62}){0,8})(?<!\.(?:c|h|cpp|go|js|ts|py|lua|cfg|java|min))(?<!\.dart):(\d{2,5})(?![\w:.])/u;

function written(host: string, port: string | undefined): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return `${name}:${port ?? "5060"}`;
}

/** The first address in a text; a port that is not said is SIP's own. */
export function addressIn(text: string): string | undefined {
  const found = shape.exec(text.length > 400 ? text.slice(0, 400) : text);
  if (found === null) return undefined;
  const host = found[1] ?? found[3] ?? found[5] ?? "";
  return written(host, found[2] ?? found[4] ?? found[6]);
}

/** An address that stands alone: "192.0.2.1:5060", "192.0.2.1.5060", "2001:db8::1.5060", "[2001:db8::1]:5060", "host.sip". */
export function addressOf(text: string): string {
  const bare = text.replace(/^(?:udp|tcp|tls|wss?|sctp)[:/]+/iu, "").replace(/(?<![,;])[,;]+$/u, "");
  const bracketed = /^\[([^\]]{1,64})\](?:[.:](\w{1,5}))?$/u.exec(bare);
  if (bracketed !== null) return written(bracketed[1] ?? "", portOf(bracketed[2]));
  const colons = bare.split(":").length - 1;
  if (colons > 1) {
    const dotted = /^([0-9A-Fa-f:]{2,45})\.(\w{1,6})$/u.exec(bare) ?? /^([0-9A-Fa-f:]{2,45}):(506\d)$/u.exec(bare);
    return dotted === null ? written(bare, undefined) : written(dotted[1] ?? "", portOf(dotted[2]));
  }
  const dotted = /^(\d{1,3}(?:\.\d{1,3}){3})\.(\w{1,6})$/u.exec(bare) ?? /^(\S+)[:.](\d{1,5}|sips?)$/u.exec(bare);
  return dotted === null || isFourNumbers(bare) ? written(bare, undefined) : written(dotted[1] ?? "", portOf(dotted[2]));
}

function isFourNumbers(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/u.test(text);
}

function portOf(text: string | undefined): string | undefined {
  if (text === undefined || /^\d+$/u.test(text)) return text;
  return /^(?:sips|sip-tls)$/iu.test(text) ? "5061" : "5060";
}

/** A transport named in a text. */
export function transportIn(text: string): Transport | undefined {
  const found = /(?<![A-Za-z0-9.])(udp|tcp|tls|sctp|wss|ws)(?![A-Za-z0-9.])/iu.exec(text)?.[1]?.toLowerCase();
  switch (found) {
    case "udp":
    case "tcp":
    case "tls":
    case "sctp":
    case "ws":
    case "wss":
      return found;
    default:
      return undefined;
  }
}

/** The word that ends before `to`, and the one that begins at or behind `from`. */
export function wordsAround(line: string, to: number, from: number): [string, string] {
  const before = line.slice(Math.max(0, to - 90), to).trimEnd();
  const after = line.slice(from, from + 90).trimStart();
  const left = before.slice(Math.max(before.lastIndexOf(" "), before.lastIndexOf("\t")) + 1);
  const space = after.search(/\s/u);
  return [left, space === -1 ? after : after.slice(0, space)];
}
