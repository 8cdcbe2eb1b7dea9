import { readStartLine } from "../start-line.ts";

// Where a SIP start line stands inside a line of text.

/** Methods of the registry, and the two that older logs show. */
export const methods: ReadonlySet<string> = new Set(
  "INVITE ACK BYE CANCEL REGISTER OPTIONS SUBSCRIBE NOTIFY PUBLISH MESSAGE INFO PRACK UPDATE REFER SERVICE BENOTIFY".split(" "),
);

/** What may follow a start line on its own line: ngrep's dot, quotes, a fence, a tag. */
const trailing = /(?:[."'`|\\\s]|<\/?\w{1,10}>)+$/u;

export interface Start {
  /** Where the start line begins in the line. */
  readonly from: number;
  readonly to: number;
  readonly code: number | undefined;
  readonly method: string | undefined;
}

function isTokenBefore(line: string, at: number): boolean {
  // The mark of a diff is no part of a word.
  return at > 0 && /[\w/+]/u.test(line[at - 1] ?? "") && !(at === 1 && line[0] === "+");
}

const statusAgain = /SIP\/2\.0 [1-6]\d\d /u;

/** A status line that begins at one of the "SIP/" of the line. */
function statusAt(line: string, at: number, loose: boolean): Start | undefined {
  // At the start of a line a code may be as wrong as it likes.
  if (at > 0 && !/^\d\.\d[ \t]+[1-6]\d\d(?![\d.:/-])/u.test(line.slice(at + 4, at + 24))) return undefined;
  if (!loose && isTokenBefore(line, at)) return undefined;
  // An attribute may quote what follows in the same line.
  if (statusAgain.test(line.slice(at + 8, at + 400))) return undefined;
  const to = line.length - (trailing.exec(line.slice(-16))?.[0].length ?? 0);
  const start = readStartLine(line, at, Math.max(to, at + 11));
  return start?.code === undefined ? undefined : { from: at, to, code: start.code, method: undefined };
}

/** Where a version ends at which a request line may end; -1 when something else follows or none stands there. */
function versionEnd(line: string, at: number): number {
  const version = /^SIP\/\d+(?:\.\d+)?/iu.exec(line.slice(at, at + 12))?.[0];
  if (version === undefined || !/[ \t]/u.test(line[at - 1] ?? "")) return -1;
  const to = at + version.length;
  return line.slice(to, to + 24).replace(trailing, "") === "" ? to : -1;
}

/** A request line that ends at the version at `at`. */
function requestBefore(line: string, at: number, loose: boolean): Start | undefined {
  const to = versionEnd(line, at);
  if (to === -1) return undefined;
  const { method = "", uri = "" } = readStartLine(line, 0, to) ?? {};
  const whole: Start = { from: 0, to, code: undefined, method };
  const known = methods.has(method);
  // A log's first word may look like a method; then there are blanks before the real one.
  if (method !== "" && !/\s/u.test(uri) && (known || (!loose && !quoted.test(method)))) return whole;
  return embeddedRequest(line, at, to, loose) ?? (known ? whole : undefined);
}

function embeddedRequest(line: string, at: number, to: number, loose: boolean): Start | undefined {
  let uriEnd = at;
  while (uriEnd > 0 && /[ \t]/u.test(line[uriEnd - 1] ?? "")) uriEnd--;
  const uriFrom = Math.max(line.lastIndexOf(" ", uriEnd - 1), line.lastIndexOf("\t", uriEnd - 1)) + 1;
  if (uriFrom === 0 || !line.slice(uriFrom, uriEnd).includes(":")) return undefined;
  const word = /([A-Z]{2,20})[ \t]+$/u.exec(line.slice(Math.max(0, uriFrom - 40), uriFrom))?.[0] ?? "";
  let method = word.trimEnd();
  const from = uriFrom - word.length;
  if (method === "") return undefined;
  if (loose) method = [...methods].filter((name) => method.endsWith(name)).toSorted((a, b) => b.length - a.length)[0] ?? "";
  else if (isTokenBefore(line, from)) return undefined;
  if (!methods.has(method)) return undefined;
  return { from: from + word.trimEnd().length - method.length, to, code: undefined, method };
}

/** A known method right behind quotes, a fence or other marks. */
const quoted = new RegExp(`^[^A-Za-z0-9]+(?:${[...methods].join("|")})$`, "u");

/** How many "SIP/" of one line are looked at. */
const mostTries = 40;

/**
 * The start line inside a line; undefined when there is none. `loose`: letters may stand right before it, as when a dump
 * prints the header of the packet as text.
 */
export function startIn(line: string, loose = false): Start | undefined {
  let at = line.indexOf("SIP/");
  for (let tries = 0; at !== -1 && tries < mostTries; tries++) {
    const start = statusAt(line, at, loose) ?? requestBefore(line, at, loose);
    if (start !== undefined) return start;
    at = line.indexOf("SIP/", at + 4);
  }
  return undefined;
}
