// A query as a readable path: "183 vs 401" is /183-vs-401. A hyphen of the query itself becomes "~", so that every
// query comes back from its path as it was.

const kept: Readonly<Record<string, string>> = { "%20": "-", "%2B": "+", "%3A": ":", "%3B": ";", "%3D": "=", "%2C": "," };

/** The path of a query's answer. */
export function toPath(query: string): string {
  const escaped = encodeURIComponent(wellFormed(query)).replaceAll("~", "%7E").replaceAll("-", "~");
  return `/${escaped.replace(/%(?:20|2B|3A|3B|3D|2C)/gu, (code) => kept[code] ?? code)}`;
}

/** The query of a path as it stands in the URL, still percent-encoded. Broken encoding is read as it stands. */
export function fromPath(path: string): string {
  const readable = path.replace(/^\/+/u, "").replaceAll("-", " ").replaceAll("~", "-");
  try {
    return decodeURIComponent(readable);
  } catch {
    return readable;
  }
}

/** A link to an answer in one language; `asked` is kept when the asker's own words add something to the answer. */
export function permalink(query: string, language: string, asked?: string): string {
  const extra = asked === undefined ? "" : `&query=${encodeURIComponent(wellFormed(asked))}`;
  return `${toPath(query)}?language=${encodeURIComponent(language)}${extra}`;
}

/** A link to whatever the words turn out to mean: for questions without an address. */
export function questionLink(query: string, language: string): string {
  return `/?query=${encodeURIComponent(wellFormed(query))}&language=${encodeURIComponent(language)}`;
}

// encodeURIComponent throws on half a surrogate pair, which a hostile query may hold.
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
