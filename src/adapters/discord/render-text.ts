// Outside text → text that Discord shows as it is. A backslash takes the meaning from any mark, so nothing is replaced:
// what is copied out of Discord is what was said.
import { cleanText } from "../../chat/clean-text.ts";
import type { Line, Span } from "../../reply/document.ts";

// Marks that format anywhere; ":" where an emoji or an address would begin; "@" before everyone and here.
const marks = /[\\*_~`|[\]<#]|:(?=\/\/|[\w+-]+:)|@(?=everyone|here)/giu;
// Marks that format at the start of a line: quotes, lists, small print.
const leaders = /^([ \t]*)([>-]|\d{1,9}(?=[.)]))/gmu;
// Most text has none of these: one look is cheaper than all the replacements.
const special = /[\\*_~`|[\]<#:@>-]|\d[.)]/u;

/** Text that no mark of which formats, links, mentions or becomes a list. */
export function escapeMarkdown(text: string): string {
  const clean = cleanText(text);
  if (!special.test(clean)) return clean;
  return clean
    .replaceAll(marks, "\\$&")
    .replaceAll(leaders, (_whole, space: string, mark: string) => (/\d/u.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`));
}

/** Escaped text in parts of at most `limit`, at a space where there is one near; never inside a pair. */
export function splitEscaped(escaped: string, limit: number): string[] {
  const parts: string[] = [];
  let from = 0;
  while (escaped.length - from > limit) {
    const part = escaped.slice(from, from + limit + 1);
    const at = cutPoint(part, limit);
    parts.push(part.slice(0, at));
    from += at;
  }
  if (from < escaped.length) parts.push(escaped.slice(from));
  return parts;
}

/** Escaped text of at most `limit`, with "…" where it had to be cut. */
export function cutEscaped(escaped: string, limit: number): string {
  return escaped.length <= limit ? escaped : `${escaped.slice(0, cutPoint(escaped, limit - 1)).trimEnd()}…`;
}

function cutPoint(escaped: string, limit: number): number {
  const space = Math.max(escaped.lastIndexOf("\n", limit - 1), escaped.lastIndexOf(" ", limit - 1)) + 1;
  if (space > (limit * 2) / 3) return space;
  const next = escaped.charCodeAt(limit);
  const at = next >= 0xdc00 && next <= 0xdfff ? limit - 1 : limit;
  let slashes = 0;
  while (escaped[at - 1 - slashes] === "\\") slashes += 1;
  return slashes % 2 === 1 ? at - 1 : at;
}

const markers = { strong: "**", emphasis: "*" } as const;
/** Stands, seen by nobody, between two marks that Discord would read as one. */
const hairSpace = "\u200A";

/** A line as texts of at most `limit`, each with its own marks closed; no newline in them unless `lines`. */
export function textsOf(
  line: Line,
  limit: number,
  options: { readonly prefix?: string; readonly lines?: boolean } = {},
): string[] {
  const { prefix = "", lines = false } = options;
  if (line.every(({ text }) => cleanText(text).trim() === "")) return [];
  const room = Math.max(40, limit - prefix.length);
  const texts = pack(
    joined(line).flatMap((span) => atoms(lines ? span : { ...span, text: oneLine(span.text) }, room)),
    room,
  ).filter((text) => text.trim() !== "");
  return texts.map((text, index) => (index === 0 ? `${prefix}${text.trimStart()}` : text));
}

/** A line's own text without styles, as Discord shows it: an address stands behind what links to it. */
export function plainLine(line: Line): string {
  return cleanText(line.map(({ text, href }) => (href === undefined || href === text ? text : `${text} (${href})`)).join(""));
}

export function oneLine(text: string): string {
  return cleanText(text).replaceAll(/\s*\n\s*/gu, " ");
}

// Neighbours of one style are one: their marks would otherwise meet.
function joined(line: Line): Span[] {
  const spans: Span[] = [];
  for (const span of line) {
    const last = spans.at(-1);
    if (last !== undefined && last.style === span.style && last.href === span.href)
      spans[spans.length - 1] = { ...last, text: last.text + span.text };
    else spans.push(span);
  }
  return spans;
}

function atoms(span: Span, limit: number): string[] {
  const text = cleanText(span.text);
  if (span.href !== undefined) return linked(text, span.href, limit);
  switch (span.style) {
    case undefined:
      return splitEscaped(escapeMarkdown(text), limit);
    case "code":
      return coded(text, limit);
    case "strong":
    case "emphasis": {
      const marker = markers[span.style];
      return marked(splitEscaped(escapeMarkdown(text), limit - 2 * marker.length), marker);
    }
  }
}

// Discord formats neither across lines of a list nor with a space inside the mark.
function marked(parts: readonly string[], marker: string): string[] {
  return parts
    .flatMap((part) => part.split(/(\s*\n\s*|^\s+|\s+$)/u))
    .filter((part) => part !== "")
    .map((part) => (part.trim() === "" ? part : `${marker}${part}${marker}`));
}

// In code nothing can be escaped: what holds a backtick goes out as text.
function coded(text: string, limit: number): string[] {
  if (text.includes("`")) return splitEscaped(escapeMarkdown(text), limit);
  return oneLine(text)
    .split(/(^\s+|\s+$)/u)
    .flatMap((part) => (part.trim() === "" ? [part] : splitPlain(part, limit - 2).map((piece) => `\`${piece}\``)));
}

/** Text without escapes in parts of at most `limit`, between code points. */
export function splitPlain(text: string, limit: number): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length;) {
    const low = text.charCodeAt(from + limit);
    const to = from + limit - (low >= 0xdc00 && low <= 0xdfff ? 1 : 0);
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}

function linked(text: string, href: string, limit: number): string[] {
  const label = escapeMarkdown(oneLine(text)).trim();
  const url = target(href);
  // A label with brackets, or one that looks like another address, is no label to Discord.
  if (url !== undefined && label !== "" && url.length + label.length + 4 <= limit && !/[[\]]|:\/\//u.test(text))
    return [`[${label}](${url})`];
  return splitEscaped(escapeMarkdown(plainLine([{ text, href }])), limit);
}

/** The address as it may stand in a link; undefined for anything but the web. */
function target(href: string): string | undefined {
  if (!/^https?:\/\//iu.test(href) || !URL.canParse(href)) return undefined;
  return new URL(href).href.replaceAll("(", "%28").replaceAll(")", "%29").replaceAll("*", "%2A");
}

function pack(pieces: readonly string[], limit: number): string[] {
  const texts: string[] = [];
  let text = "";
  for (const piece of pieces) {
    if (piece === "") continue;
    const apart = /[*`]$/u.test(text) && /^[*`]/u.test(piece) ? hairSpace : "";
    if (text !== "" && text.length + apart.length + piece.length > limit) {
      texts.push(text);
      text = piece;
    } else text += apart + piece;
  }
  return [...texts, text];
}
