// The first line of a SIP message (RFC 3261 §7.1, §7.2), read leniently: what RFC 4475 sends wrong is still found, and
// faults.ts says what is wrong with it.

export interface StartLine {
  readonly method: string | undefined;
  readonly uri: string | undefined;
  readonly code: number | undefined;
  readonly phrase: string | undefined;
  /** "2.0" */
  readonly version: string;
}

/** Longest method that is looked at; registered ones have nine letters, RFC 4475's longest forty. */
const longestMethod = 64;
/** Longest start line that is looked at, in bytes. */
const longestLine = 65_536;

const tokenCodes = new Uint8Array(256);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~") {
  tokenCodes[character.charCodeAt(0)] = 1;
}

const space = 32;
const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;

function isBlank(code: number): boolean {
  return code === space || code === tab;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Where "SIP/2.0" ends when it stands at `at`, else -1. */
function afterVersion(text: string, at: number, end: number): number {
  if (text.charCodeAt(at + 3) !== 47 || text.slice(at, at + 3).toUpperCase() !== "SIP") return -1;
  let next = at + 4;
  while (next < end && (isDigit(text.charCodeAt(next)) || text.charCodeAt(next) === 46)) next++;
  return next > at + 4 && isDigit(text.charCodeAt(at + 4)) ? next : -1;
}

function statusLine(text: string, from: number, end: number): StartLine | undefined {
  const versionEnd = afterVersion(text, from, end);
  if (versionEnd === -1) return undefined;
  let at = versionEnd;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  const codeAt = at;
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  const digits = at - codeAt;
  if (codeAt === versionEnd || digits === 0 || digits > 10) return undefined;
  if (at < end && !isBlank(text.charCodeAt(at))) return undefined;
  return {
    method: undefined,
    uri: undefined,
    code: Number(text.slice(codeAt, at)),
    phrase: text.slice(at, end).trim(),
    version: text.slice(from + 4, versionEnd),
  };
}

function requestLine(text: string, from: number, end: number): StartLine | undefined {
  let at = from;
  while (at < end && at - from <= longestMethod && tokenCodes[text.charCodeAt(at)] === 1) at++;
  const methodEnd = at;
  if (methodEnd === from || at === end || !isBlank(text.charCodeAt(at))) return undefined;
  while (end > at && isBlank(text.charCodeAt(end - 1))) end--;
  let version = end;
  while (version > at && !isBlank(text.charCodeAt(version - 1))) version--;
  if (version === at || afterVersion(text, version, end) !== end) return undefined;
  const uri = text.slice(methodEnd, version).trim();
  if (uri === "") return undefined;
  return {
    method: text.slice(from, methodEnd),
    uri,
    code: undefined,
    phrase: undefined,
    version: text.slice(version + 4, end),
  };
}

/** The start line that stands between `from` and `end`; undefined when it is none. */
export function readStartLine(text: string, from: number, end: number): StartLine | undefined {
  if (end - from > longestLine) return undefined;
  return statusLine(text, from, end) ?? requestLine(text, from, end);
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

/** "SIP/2" in either case: the bit that tells lower case from upper is set before comparing. */
function isVersionAt(bytes: Uint8Array, at: number): boolean {
  return (
    (byteAt(bytes, at) | 32) === 115 &&
    (byteAt(bytes, at + 1) | 32) === 105 &&
    (byteAt(bytes, at + 2) | 32) === 112 &&
    byteAt(bytes, at + 3) === 47 &&
    isDigit(byteAt(bytes, at + 4))
  );
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const last = Math.min(bytes.length, from + longestLine);
  let at = from;
  while (at < last && bytes[at] !== lineFeed && bytes[at] !== carriageReturn) at++;
  return at;
}

function startsResponse(bytes: Uint8Array, from: number): boolean {
  let at = from + 5;
  while (isDigit(byteAt(bytes, at)) || bytes[at] === 46) at++;
  if (!isBlank(byteAt(bytes, at))) return false;
  while (isBlank(byteAt(bytes, at))) at++;
  return isDigit(byteAt(bytes, at));
}

/** Quick test: may a SIP message start at this byte? What is cut inside its start line is none. */
export function startsMessage(bytes: Uint8Array, from: number): boolean {
  if (isVersionAt(bytes, from)) return startsResponse(bytes, from);
  let at = from;
  while (at - from <= longestMethod && tokenCodes[byteAt(bytes, at)] === 1) at++;
  if (at === from || !isBlank(byteAt(bytes, at))) return false;
  let end = endOfLine(bytes, at);
  while (end > at && isBlank(byteAt(bytes, end - 1))) end--;
  let version = end - 1;
  while (version > at && !isBlank(byteAt(bytes, version))) version--;
  return version > at && isVersionAt(bytes, version + 1);
}
