import type { Source } from "../core/facts.ts";
import type { Span } from "./document.ts";

/** A source as it is cited; RFCs link to their section, dated pages say when they were read. */
export function cite(source: Source): Span {
  if (typeof source !== "string") {
    return { text: `${source.title} (${source.seen})`, ...(source.url === undefined ? {} : { href: source.url }) };
  }
  const match = /^RFC (\d+)(?: §([\d.]+))?$/u.exec(source);
  if (!match) return { text: source };
  const section = match[2] === undefined ? "" : `#section-${match[2].replace(/\.$/u, "")}`;
  return { text: source, href: `https://www.rfc-editor.org/rfc/rfc${match[1]}${section}` };
}

/** The same sources once each, in the order given. */
export function citeAll(sources: readonly Source[]): Span[] {
  const found = new Map<string, Span>();
  for (const source of sources) {
    const span = cite(source);
    if (!found.has(span.text)) found.set(span.text, span);
  }
  return [...found.values()];
}
