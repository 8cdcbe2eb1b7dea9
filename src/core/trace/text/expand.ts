import { withWholeStarts } from "./broken-start.ts";
import { atWrittenEnds, withoutWrittenEnds } from "./line-ends.ts";
import type { Lines } from "./lines.ts";
import { methods } from "./start.ts";

// Messages that stand in one line: escaped as in JSON or C, with ends written out (line-ends.ts), with ngrep's dots, or with blanks
// where the line ends were (a chat's input of one line). Such a line is taken apart.

/** Header names at which a line without line ends may be broken. */
const names =
  "Via|From|To|Call-ID|CSeq|Contact|Max-Forwards|Content-Type|Content-Length|Content-Disposition|Route|Record-Route|User-Agent|Server|Allow|Allow-Events|Supported|Require|" +
  "Expires|Min-Expires|Session-Expires|Min-SE|WWW-Authenticate|Proxy-Authenticate|Authorization|Proxy-Authorization|Accept|Accept-Encoding|Accept-Language|" +
  "Reason|Warning|Retry-After|Date|Subject|Event|Subscription-State|Refer-To|Referred-By|RSeq|RAck|Privacy|Organization|Diversion|History-Info|Path|Service-Route|" +
  "Proxy-Require|Unsupported|Alert-Info|Call-Info|Error-Info|Timestamp|Replaces|Identity|MIME-Version|Remote-Party-ID|Allow|Join|Session-ID|P-[A-Z][A-Za-z-]{2,40}|X-[A-Za-z][A-Za-z0-9-]{1,40}";
const atHeader = new RegExp(`(?<![ \\t])[ \\t]+(?=(?:${names})[ \\t]?:[ \\t]?\\S)`, "gu");
const atDescription = /(?<![ \t])[ \t]+(?=(?:v=0|[ocsbtma]=[^\s=]))/gu;
const dotted = new RegExp(`\\.\\.(?=(?:${names}|[a-z])[ \\t]?:)`, "gu");
const dottedDescription = /\.\.(?=[voscbtmaz]=)/gu;

/** The text with its escapes undone: what JSON, C and JavaScript write for line ends and quotes. */
function unescape(line: string): string {
  return line.replace(
    /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([rnt"'\\/]))/gu,
    (all: string, wide?: string, byte?: string, one?: string) => {
      const code = wide ?? byte;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      switch (one) {
        case "r":
          return "";
        case "n":
          return "\n";
        case "t":
          return "\t";
        case undefined:
          return all;
        default:
          return one;
      }
    },
  );
}

/** Where a message ends that stood in quotes: at the first quote that is no escaped one. */
function untilQuote(line: string, from: number): [string, string] {
  for (let at = from; at < line.length; at++) {
    if (line[at] === "\\") at++;
    else if (line[at] === '"') return [line.slice(from, at), line.slice(at)];
  }
  return [line.slice(from), ""];
}

const escapedStart = /(?:SIP\/2\.0 [1-6]\d\d[^"\\\r\n]{0,120}|[A-Z]{3,12} [^\s"]{3,2000} SIP\/2\.0)\\{1,8}r?\\{0,8}n/gu;

/** Messages escaped in one line, perhaps several, each between its quotes. */
function escaped(line: string): string[] {
  const out: string[] = [];
  let at = 0;
  escapedStart.lastIndex = 0;
  for (let found = escapedStart.exec(line); found !== null; found = escapedStart.exec(line)) {
    if (found.index < at) continue;
    out.push(line.slice(at, found.index));
    const quoted = line[found.index - 1] === '"';
    const [message, rest] = quoted ? untilQuote(line, found.index) : [line.slice(found.index), ""];
    const twice = /\\\\r?\\{0,8}n/u.test(found[0]);
    const plain = unescape(twice ? unescape(message) : message);
    out.push(...plain.split("\n"), "");
    at = line.length - rest.length;
    escapedStart.lastIndex = at;
  }
  out.push(line.slice(at));
  return out;
}

/** ngrep without -W byline: a dot for each CR and LF. */
function dots(line: string): string[] {
  return line
    .replace(/\.{4}(?=v=0)/gu, "\n\n")
    .replace(/\.{4}$/u, "\n\n")
    .replace(/(SIP\/2\.0)\.\./u, "$1\n")
    .replace(dotted, "\n")
    .replace(dottedDescription, "\n")
    .replace(/\.\.$/u, "")
    .split("\n");
}

/** Line ends that became blanks: before every header name, and inside the description. */
function blanks(line: string): string[] {
  const starts = [...methods].join("|");
  const messages = line.replace(
    new RegExp(`(?<=\\S)[ \\t]+(?=(?:(?:${starts}) (?:sips?|tel|urn):\\S+ SIP/2\\.0[ \\t]|SIP/2\\.0 [1-6]\\d\\d ))`, "gu"),
    "\n\n",
  );
  return messages
    .replace(atHeader, "\n")
    .replace(/(?<![ \t])[ \t]+(?=v=0[ \t])/gu, "\n\n")
    .split("\n")
    .flatMap((part) => (/^v=0[ \t]/u.test(part) ? part.split(atDescription) : [part]));
}

const flat =
  /SIP\/2\.0(?: [1-6]\d\d [^:]{0,60}?)?[ \t]+(?:Via|From|To|Call-ID|CSeq|Max-Forwards|v|Record-Route|Route|Contact|User-Agent|Server|Date|Allow)[ \t]?:/u;

function isFlat(line: string): boolean {
  return line.length < 65_536 && flat.test(line);
}

function expanded(line: string): string[] | undefined {
  if (!line.includes("SIP/2.0")) return undefined;
  if (/\\n|\\u000a|\\x0a/iu.test(line)) return escaped(line);
  const written = atWrittenEnds(line);
  if (written !== undefined) return written;
  if (dottedLine.test(line)) return dots(line);
  return isFlat(line) ? blanks(line) : undefined;
}

const dottedLine = /SIP\/2\.0(?: [1-6]\d\d[^:]{0,80}?)?\.\.[a-z][a-z0-9-]{0,40}[ \t]?:/iu;

/** The lines behind a dotted one that ngrep wrapped at the width of the window: each begins with two blanks. */
function wrappedEnd(lines: readonly string[], from: number): number {
  let to = from + 1;
  if (!/^ {2}(?:[A-Z]{3,12} |SIP\/2\.0 )/u.test(lines[from] ?? "")) return to;
  while (to < lines.length && /^ {2}.*\S/u.test(lines[to] ?? "")) to++;
  // The start line may be broken too.
  return dottedLine.test(unwrapped(lines.slice(from, Math.min(to, from + 8)))) ? to : from + 1;
}

/** One line of what ngrep wrapped; the last one is filled up with blanks. */
function unwrapped(lines: readonly string[]): string {
  return lines
    .map((part) => part.slice(2))
    .join("")
    .trimEnd();
}

/** Lines with every message in one line taken apart; the same lines when there is none. */
export function expand(given: Lines): Lines {
  const lines = withoutWrittenEnds(withWholeStarts(given));
  if (!lines.text.some((line) => expanded(line) !== undefined)) return lines;
  const text: string[] = [];
  const numbers: number[] = [];
  let changed = false;
  for (let at = 0; at < lines.text.length;) {
    const to = wrappedEnd(lines.text, at);
    const line = to === at + 1 ? (lines.text[at] ?? "") : unwrapped(lines.text.slice(at, to));
    const parts = expanded(line) ?? [line];
    if (parts.length > 1) changed = true;
    for (const part of parts) {
      text.push(part);
      numbers.push(lines.numbers?.[at] ?? at + 1);
    }
    at = to;
  }
  return changed ? { text, numbers, exact: false } : lines;
}
