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

function blankEnd(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

/** Behind the piece of the prefix at `of` and its like in the line at `at`: a word, a run of blanks, a mark; undefined when they differ. */
function alikeEnds(prefix: string, of: number, line: string, at: number): [number, number] | undefined {
  const word = wordEnd(prefix, of);
  if (word > of) {
    const to = wordEnd(line, at);
    return to > at && alike(prefix.slice(of, word), line.slice(at, to)) ? [word, to] : undefined;
  }
  const blanks = blankEnd(prefix, of);
  if (blanks > of) {
    const to = blankEnd(line, at);
    return to > at ? [blanks, to] : undefined;
  }
  const same = prefix[of] === line[at] || (prefix[of] === ":" && line[at] === "-");
  return same ? [of + 1, at + 1] : undefined;
}

/**
 * Where the line goes on behind a prefix like the given one; -1 when it has another. Blanks at its end may be missing;
 * grep prints ":" before what matches and "-" before what stands around it.
 */
export function afterPrefix(prefix: string, line: string): number {
  const bare = prefix.trimEnd();
  if (bare === "") return line.startsWith(prefix) || line.trim() === "" ? Math.min(prefix.length, line.length) : -1;
  let at = 0;
  let of = 0;
  while (of < bare.length) {
    const ends = alikeEnds(bare, of, line, at);
    if (ends === undefined) return -1;
    [of, at] = ends;
  }
  return Math.min(blankEnd(line, at), at + prefix.length - bare.length);
}
