// Outside text → text that Slack shows as it is. Only & < > can be escaped; for * _ ~ ` : and a leading > Slack has no
// escape at all, so a line where they would format is sent as plain_text, which has no markup. Nothing invisible is
// put in, nothing is replaced: what is copied out of Slack is what was said.
import { cleanText } from "../../chat/clean-text.ts";
import type { Line, Span } from "../../reply/document.ts";

/** A piece of text that fits one text object. */
export interface Row {
  readonly text: string;
  readonly type: "mrkdwn" | "plain_text";
  /** The same without markup, not escaped; empty where the row goes on with the line before. */
  readonly says: string;
}

// Most text has none of these: one look is cheaper than four replacements.
const special = /[&<>]/u;

/** Escapes what Slack reads as control characters; drops characters that no reader sees and JSON blows up. */
export function escapeText(text: string): string {
  const clean = cleanText(text);
  if (!special.test(clean)) return clean;
  return clean.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Escaped text of at most `limit`, with "…" where it had to be cut. */
export function cutEscaped(escaped: string, limit: number): string {
  return escaped.length <= limit ? escaped : `${escaped.slice(0, cutPoint(escaped, limit - 1)).trimEnd()}…`;
}

/** Escaped text in parts of at most `limit`, at a space where there is one near. */
export function splitEscaped(escaped: string, limit: number): string[] {
  const parts: string[] = [];
  let from = 0;
  while (escaped.length - from > limit) {
    const part = escaped.slice(from, from + limit + longestEntity);
    const at = cutPoint(part, limit);
    parts.push(part.slice(0, at));
    from += at;
  }
  if (from < escaped.length) parts.push(escaped.slice(from));
  return parts;
}

/** Where to cut: after a space of the last third, else at the limit; never inside an entity or a code point. */
function cutPoint(escaped: string, limit: number): number {
  const space = Math.max(escaped.lastIndexOf("\n", limit - 1), escaped.lastIndexOf(" ", limit - 1)) + 1;
  if (space > (limit * 2) / 3) return space;
  const entity = escaped.lastIndexOf("&", limit - 1);
  if (entity > 0 && escaped.indexOf(";", entity) >= limit) return entity;
  const next = escaped.charCodeAt(limit);
  return next >= 0xdc00 && next <= 0xdfff ? limit - 1 : limit;
}

/** "&amp;" */
const longestEntity = 5;

const markers = { strong: "*", emphasis: "_", code: "`" } as const;

const formatting = /[*_~`:>]/;

/** Whether Slack would read markup into the line's own characters. */
export function wouldFormat(line: Line): boolean {
  if (!line.some((span) => formatting.test(span.text))) return false;
  const open = line.filter((span) => span.style !== "code");
  const prose = open.map((span) => span.text).join("\n");
  if (/:[\w+'-]+:/u.test(prose) || /^\s*>/mu.test(line.map((span) => span.text).join(""))) return true;
  return ["*", "_", "~", "`"].some((marker) => {
    const where = marker === "`" ? line.map((span) => span.text).join("\n") : prose;
    if (!where.includes(marker)) return false;
    const ours = line.some((span) => span.style !== undefined && markers[span.style] === marker);
    return countFree(where, marker) >= (ours ? 1 : 2);
  });
}

// Inside a word (max_forwards) a marker formats nothing; a backtick always may.
function countFree(text: string, marker: string): number {
  const parts = text.split(marker);
  return parts.slice(1).filter((after, index) => {
    const before = parts[index] ?? "";
    return marker === "`" || !(/[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after));
  }).length;
}

/** A line as rows of at most `limit`: mrkdwn where that is safe, else plain text. */
export function rowsOf(line: Line, limit: number, prefix = ""): Row[] {
  const says = cleanText(prefix + line.map(plainSpan).join(""));
  if (says.trim() === "" || (prefix !== "" && says.trim() === prefix.trim())) return [];
  const type = wouldFormat(line) ? "plain_text" : "mrkdwn";
  const texts =
    type === "plain_text"
      ? splitEscaped(escapeText(says), limit)
      : pack([{ text: prefix, marked: false }, ...line.flatMap((span) => atoms(span, limit))], limit);
  return texts.filter((text) => text.trim() !== "").map((text, index) => ({ text, type, says: index === 0 ? says : "" }));
}

function plainSpan({ text, href }: Span): string {
  return href === undefined || href === text ? text : `${text} (${href})`;
}

/** Markup that cannot be parted: a marked word, a link, a run of text. */
interface Atom {
  readonly text: string;
  readonly marked: boolean;
}

function atoms(span: Span, limit: number): Atom[] {
  // Slack shows it in the reader's own zone; what stands last is for clients that can't.
  if (span.time !== undefined && Number.isFinite(span.time)) {
    const text = `<!date^${Math.floor(span.time / 1000)}^{time}|${escapeText(span.text)}>`;
    return [{ text, marked: false }];
  }
  const marker = span.style === undefined ? "" : markers[span.style];
  if (span.href !== undefined) {
    const url = linkTarget(span.href, limit);
    if (url === undefined) return splitEscaped(escapeText(plainSpan(span)), limit).map((text) => ({ text, marked: false }));
    const label = escapeText(span.text).replaceAll(/\s+/gu, " ");
    if (label.trim() === "") return [{ text: `<${url}>`, marked: false }];
    return splitEscaped(label, Math.floor(limit / 3)).map((text) => ({ text: `<${url}|${text}>`, marked: false }));
  }
  if (marker === "") return splitEscaped(escapeText(span.text), limit).map((text) => ({ text, marked: false }));
  // Slack formats neither across lines nor with a space inside the marker.
  return splitEscaped(escapeText(span.text), limit - 2)
    .flatMap((part) => part.split(/(\s*\n\s*|^\s+|\s+$)/u))
    .filter((part) => part !== "")
    .map((part) => (part.trim() === "" ? { text: part, marked: false } : { text: `${marker}${part}${marker}`, marked: true }));
}

/** The address as it may stand in <…|…>; undefined when it is no web or mail address or too long for one. */
function linkTarget(href: string, limit: number): string | undefined {
  if (!/^(?:https?:\/\/|mailto:)[^\s]+$/iu.test(href)) return undefined;
  const url = escapeText(href).replaceAll("|", "%7C");
  return url.length <= limit / 3 ? url : undefined;
}

// Slack formats only beside a space or ASCII punctuation, which Japanese has not: a hair space, seen by nobody, stands in.
const hairSpace = "\u200A";
const edge = /[\s.,:;!?()[\]{}"'/-]/u;

function pack(pieces: readonly Atom[], limit: number): string[] {
  const texts: string[] = [];
  let text = "";
  let marked = false;
  for (const piece of pieces.filter((one) => one.text !== "")) {
    const left = piece.marked && text !== "" && !edge.test(text.slice(-1));
    const right = marked && !edge.test(piece.text.slice(0, 1));
    const next = `${left || right ? hairSpace : ""}${piece.text}`;
    if (text.length + next.length > limit) {
      texts.push(text);
      text = piece.text;
    } else text += next;
    marked = piece.marked;
  }
  return [...texts, text];
}
