import { isSureHeader } from "./header-lines.ts";

// Lines that the width of a window or of a mail broke: with a blank at a word's end, or anywhere.

/** A line as long as this was probably broken. */
const probable = 60;
/** Lines behind a start line in which the longest is looked for. */
const reach = 60;
/** A time or a date begins a new line of a log, never the rest of a header. */
const newLine = /^\[?(?:\d{1,4}[-/:]\d|[A-Z][a-z]{2}\s+\d)/u;

/** Whether a line begins as those of a log do. */
export function isOfLog(line: string): boolean {
  return newLine.test(line);
}

/** Length of the longest line nearby: the width of what broke them, if something did. Asked for seldom. */
export type Width = () => number;

/** The longest line behind `at`, where a start line stands that may have been put together, up to the next empty one. */
export function widthFrom(lines: readonly string[], strip: (line: string) => string | undefined, at: number): Width {
  let width: number | undefined;
  return () => (width ??= longest(lines, strip, at));
}

function longest(lines: readonly string[], strip: (line: string) => string | undefined, at: number): number {
  let width = 0;
  for (let next = at + 1; next < Math.min(lines.length, at + reach); next++) {
    const line = lines[next] ?? "";
    if (strip(line)?.trim() === "") break;
    width = Math.max(width, line.length);
  }
  return width;
}

/** Whether a line is as wide as the window, so that the next one goes on with it, even if it looks like a header itself. */
export function isFull(written: string, line: string, width: Width): boolean {
  return written.length >= probable && !isSureHeader(line) && written.length === width();
}

/** What stood between the end of a line and the one below that goes on with it; undefined when it does not. */
export function joint(written: string, above: string, line: string, width: Width): "" | " " | undefined {
  if (isFull(written, line, width)) return "";
  if (newLine.test(line)) return undefined;
  const word = /^\S+/u.exec(line)?.[0].length ?? 0;
  const { length } = written.trimEnd();
  const most = width();
  if (most >= probable && length < most && length + 1 + word > most && word > 0) return " ";
  return above.trimEnd().length >= probable ? "" : undefined;
}
