import type { FileText } from "./file-text.ts";
import { firstLine, readHead } from "./head.ts";
import { layoutOf } from "./layout.ts";
import type { SipMessage } from "./message.ts";
import { InFile, InOctets, InText } from "./origin.ts";
import { ParsedMessage, type Seen } from "./parsed-message.ts";
import type { Recent } from "./recent.ts";
import { readStartLine } from "./start-line.ts";

export { seenAs, type Seen } from "./parsed-message.ts";
export { startsMessage } from "./start-line.ts";

// One message out of bytes or text.

/** One message of a file's octets, which stay where they are; undefined when there is no SIP. Octets behind Content-Length are left (RFC 3261 §18.3). */
export function parseMessage(file: FileText, from: number, to: number, seen: Seen, index: number): SipMessage | undefined {
  const start = file.startLine(from, to);
  return start && new ParsedMessage(new InFile(file, from, to, start, seen.cut === true), seen, index);
}

/** The same of a text whose characters are the octets, and that begins with its start line. */
export function parseOctets(text: string, seen: Seen, index: number, recent: Recent): SipMessage | undefined {
  const start = readStartLine(text, 0, firstLine(text).end);
  return start && new ParsedMessage(new InOctets(text, start, seen.cut === true, recent), seen, index);
}

/**
 * One message of pasted text that begins at its start line. `exact`: the text is what was on the wire, so that octets can
 * be counted; else the body is all that is there. `notes`: faults that were seen while the text was put together.
 */
export function parseText(
  text: string,
  seen: Seen,
  index: number,
  exact = false,
  notes: readonly string[] = [],
): SipMessage | undefined {
  const head = readHead(text);
  if (head === undefined) return undefined;
  const layout = layoutOf(text, false, head);
  // Who copied a message often left its last line out.
  const own = exact ? layout.notes : layout.notes.filter((note) => note !== "no-empty-line");
  return new ParsedMessage(new InText({ ...layout, exact, notes: [...own, ...notes] }), seen, index);
}
