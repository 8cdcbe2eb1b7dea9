// What looks like a header field in a line of text (RFC 3261 §7.3).

/** What looks like a header field and is a log's own word. */
const noHeader =
  /^(?:proto|hex|json|tree|icmp|sent|received|recv|send|time|date time|https?|wss?|error|warning(?![ \t]*:[ \t]*\d{3}[ \t])|info|debug|notice|nua|nta|tport)[ \t]*:/iu;
const header = /^[A-Za-z!%*_+'~.`-][A-Za-z0-9!%*_+'~.`-]{0,60}[ \t]*:/u;
const knownHeader =
  /^(?:via|v|from|f|to|t|call-id|i|cseq|contact|m|max-forwards|content-type|c|content-length|l|route|record-route|user-agent|server|allow|supported|k|date|expires|require|www-authenticate|proxy-authenticate|authorization)[ \t]*:/iu;

export function isHeader(line: string): boolean {
  return header.test(line) && !noHeader.test(line);
}

/** One of the headers that nearly every message has. */
export function isCommonHeader(line: string): boolean {
  return knownHeader.test(line);
}

export function isBlank(line: string): boolean {
  return line.trim() === "";
}

/** Surely a header, also where a line may be the rest of the one above: a known name, or any name and a blank behind its colon. */
export function isSureHeader(line: string): boolean {
  return knownHeader.test(line) || /^[A-Za-z][\w-]{0,40}[ \t]*:(?:[ \t]|$)/u.test(line);
}
