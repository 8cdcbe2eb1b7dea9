import { frameOf, isEnd } from "./frames.ts";
import { isBlank } from "./header-lines.ts";
import { startIn } from "./start.ts";
import { isFull, type Width } from "./wrapped.ts";

/** A line without its prefix; undefined when it does not carry it and so is none of the message. */
export type Strip = (line: string) => string | undefined;

// Where the body of a message in text ends. Content-Length is trusted when it ends at the end of a line; pastes have
// lost CRs, had addresses replaced and lines cut, and then the body is what looks like one.

export interface Behind {
  readonly lines: readonly string[];
  readonly strip: Strip;
  readonly step: number;
  readonly width: Width;
  /** The line behind the empty line. */
  readonly from: number;
  readonly head: readonly string[];
}

const encoder = new TextEncoder();

function octets(line: string): number {
  for (let at = 0; at < line.length; at++) if (line.charCodeAt(at) > 127) return encoder.encode(line).length;
  return line.length;
}

function headerValue(head: readonly string[], name: RegExp): string | undefined {
  const found = head.find((line) => name.test(line));
  return found?.slice(found.indexOf(":") + 1).trim();
}

/** The line behind a body of exactly the declared length; undefined when no line ends there. */
function declaredEnd(behind: Behind, declared: number, out: string[]): number | undefined {
  const { lines, strip, step } = behind;
  const taken: string[] = [];
  let sum = 0;
  let at = behind.from;
  for (; at < lines.length && sum < declared; at += step) {
    const line = strip(lines[at] ?? "");
    if (line === undefined) return undefined;
    taken.push(line);
    sum += octets(line) + 2;
  }
  if (sum !== declared && sum - 2 !== declared) return undefined;
  for (const line of taken) out.push(line);
  return Math.min(at, lines.length);
}

function skipBlank(behind: Behind): number {
  const { lines, strip, step } = behind;
  let at = behind.from;
  for (let turns = 0; turns < 2 && at < lines.length && strip(lines[at] ?? "")?.trim() === ""; turns++) at += step;
  return at;
}

/** Lines of a session description: a letter and "=". */
function sdpEnd(behind: Behind, from: number, out: string[]): number {
  const { lines, strip, step, width } = behind;
  let at = from;
  for (; at < lines.length; at += step) {
    const line = strip(lines[at] ?? "");
    if (line !== undefined && /^[a-zA-Z]=/u.test(line)) {
      // Blanks that a window filled up its lines with; one alone may be the value ("s= ").
      out.push(line.replace(/(?<![ \t])[ \t]{2,}$/u, ""));
      continue;
    }
    const rest = line ?? lines[at] ?? "";
    const above = out.at(-1);
    if (above === undefined || isBlank(rest) || isBehind(rest) || !isFull(lines[at - step] ?? "", rest, width)) break;
    out[out.length - 1] = above + rest;
  }
  return Math.min(at, lines.length);
}

/** Whether a line is none of a body: the next message, a frame, a rule. */
function isBehind(line: string): boolean {
  if (startIn(line)?.from === 0 || /^-{9,}$/u.test(line.trim())) return true;
  return (isEnd(line) && !line.startsWith("--")) || frameOf(line) !== undefined;
}

/** Lines of any other body: up to what is none of it, or until it is long enough. A sipfrag begins with a start line. */
function otherEnd(behind: Behind, declared: number, fragment: boolean, out: string[]): number {
  const { lines, strip, step } = behind;
  let at = behind.from;
  let sum = 0;
  let blank = true;
  for (; at < lines.length && sum < declared; at += step) {
    const line = strip(lines[at] ?? "");
    if (line === undefined || (isBehind(line) && !(fragment && blank))) break;
    if (line.trim() !== "") blank = false;
    out.push(line);
    sum += octets(line) + 2;
  }
  while (out.length > 0 && out.at(-1)?.trim() === "") out.pop();
  return Math.min(at, lines.length);
}

/** What the header block says of the body. */
function saidOf(head: readonly string[]): { type: string; declared: number | undefined } {
  const type = headerValue(head, /^(?:content-type|c)[ \t]*:/iu)?.toLowerCase() ?? "";
  const length = headerValue(head, /^(?:content-length|l)[ \t]*:/iu) ?? "";
  return { type, declared: /^\d{1,9}$/u.test(length) ? Number(length) : undefined };
}

/** Takes the lines of the body; gives the line behind it. */
export function bodyEnd(behind: Behind, out: string[]): number {
  const { type, declared } = saidOf(behind.head);
  const end = declared === undefined || declared === 0 ? undefined : declaredEnd(behind, declared, out);
  if (end !== undefined) return end;
  const first = skipBlank(behind);
  if (/^v=0\s*$/u.test(behind.strip(behind.lines[first] ?? "") ?? "")) return sdpEnd(behind, first, out);
  if (declared === 0 || (declared === undefined && type === "")) return behind.from;
  if (type.startsWith("application/sdp")) return sdpEnd(behind, first, out);
  return otherEnd(behind, declared ?? Number.POSITIVE_INFINITY, type.includes("sipfrag"), out);
}
