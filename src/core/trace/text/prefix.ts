// What a log puts before every line of a message: "[Aug  5 11:43:52] ", "> ", "I/flutter (32165): ". The same prefix may
// differ in its numbers from line to line.

function isWordCharacter(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isWordCharacter(text.charCodeAt(at))) at++;
  return at;
}

/** Two words are alike when they are equal, or both carry digits: times, process ids, sequence numbers. */
function alike(one: string, other: string): boolean {
  return one === other || (/\d/u.test(one) && /\d/u.test(other));
}

/**
 * Where the line goes on behind a prefix like the given one; -1 when it has another. Blanks at its end may be missing;
 * grep prints ":" before what matches and "-" before what stands around it.
 */
export function afterPrefix(prefix: string, line: string): number {
  const bare = prefix.trimEnd();
  let at = 0;
  let of = 0;
  while (of < bare.length) {
    const end = wordEnd(bare, of);
    if (end > of) {
      const to = wordEnd(line, at);
      if (to === at || !alike(bare.slice(of, end), line.slice(at, to))) return -1;
      of = end;
      at = to;
    } else if (bare[of] === line[at] || (bare[of] === ":" && line[at] === "-")) {
      of++;
      at++;
    } else return -1;
  }
  let blanks = prefix.length - bare.length;
  while (blanks > 0 && (line[at] === " " || line[at] === "\t")) {
    at++;
    blanks--;
  }
  return bare === "" && at < prefix.length && at < line.length ? -1 : at;
}
