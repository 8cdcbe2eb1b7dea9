// Text taken apart at its line ends, whatever they are, in one pass.

export interface Lines {
  readonly text: readonly string[];
  /** Whether the lines end as on the wire, in CRLF, so that octets can be counted. */
  readonly exact: boolean;
  /** Some lines end in CR alone. */
  readonly returns?: boolean;
  /** The input was no Unicode, so that its letters are a guess. */
  readonly foreign?: boolean;
  /** The number of each line in the input, from 1, where lines were taken apart or put in. */
  readonly numbers?: readonly number[];
}

const carriageReturn = 13;

/** Where the next such character stands; behind the text when there is none. */
function next(text: string, character: "\r" | "\n", from: number): number {
  const at = text.indexOf(character, from);
  return at === -1 ? text.length : at;
}

/** Lines at LF, CRLF, doubled CR before LF, and CR alone. The last one is left out when it is empty. */
export function splitLines(text: string): Lines {
  const lines: string[] = [];
  let exact = true;
  let lone = false;
  let back = next(text, "\r", 0);
  for (let from = 0; from < text.length;) {
    const feed = next(text, "\n", from);
    let end = feed;
    while (end > from && text.charCodeAt(end - 1) === carriageReturn) end--;
    // A CR in the middle is a line end of its own, and so is one behind which nothing comes.
    for (const last = feed < text.length ? end : feed; back < last; back = next(text, "\r", from)) {
      lines.push(text.slice(from, back));
      from = back + 1;
      if (back < end) [exact, lone] = [false, true];
    }
    if (from < text.length) lines.push(text.slice(from, end));
    if (feed < text.length && feed - end !== 1) exact = false;
    from = feed + 1;
    if (back < from) back = next(text, "\r", from);
  }
  return { text: lines, exact, returns: lone };
}
