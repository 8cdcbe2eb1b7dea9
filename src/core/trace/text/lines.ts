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

const lineFeed = 10;
const carriageReturn = 13;

/** Lines at LF, CRLF, doubled CR before LF, and CR alone. The last one is left out when it is empty. */
export function splitLines(text: string): Lines {
  const lines: string[] = [];
  let exact = true;
  let from = 0;
  let returns = 0;
  let lone = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed) {
      lines.push(text.slice(from, at - returns));
      if (returns !== 1) exact = false;
      returns = 0;
      from = at + 1;
    } else if (code === carriageReturn) {
      returns++;
    } else if (returns > 0) {
      // What stood before this character were line ends of their own.
      for (let end = at - returns; end < at; end++) {
        lines.push(text.slice(from, end));
        from = end + 1;
      }
      exact = false;
      lone = true;
      returns = 0;
    }
  }
  for (let end = text.length - returns; end < text.length; end++) {
    lines.push(text.slice(from, end));
    from = end + 1;
  }
  if (from < text.length) lines.push(text.slice(from));
  return { text: lines, exact, returns: lone };
}
