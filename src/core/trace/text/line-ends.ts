import type { Lines } from "./lines.ts";

// Line ends that somebody wrote out: rsyslog's #015#012, octal escapes, ^M and ^J of pagers and of cat -A, tags and
// symbols of editors, "\r\n" behind every line of source code.

const inside = /(?:#015|\\015|\^M|<CR>\s?|\[CR\]\s?|␍\s?)*(?:#012|\\012|\^J|<LF>|\[LF\]|␊|␤)/gu;
/** Such an end right behind a start line. */
const behindStart =
  /SIP\/2\.0(?: [1-6]\d\d[^\n]{0,120}?)?(?:#015|\\015|\^M|<CR>\s?|\[CR\]\s?|␍\s?){0,2}(?:#012|\\012|\^J|<LF>|\[LF\]|␊|␤)./u;
const returns = /#015|\\015|\^M|<CR>|\[CR\]|␍/gu;
const tabs = /#011|\\011|\^I/gu;

/** The lines of a message whose ends are written out inside one line; undefined for any other line. */
export function atWrittenEnds(line: string): string[] | undefined {
  if (!behindStart.test(line)) return undefined;
  return line.replace(inside, "\n").replace(returns, "").replace(tabs, "\t").split("\n");
}

/** At the end of lines: marks for CR and LF, or escapes with what a language puts behind a string. */
const atEnd = /(?:\^M\$?|(?:<CR>|\[CR\]|␍)\s?(?:<LF>|\[LF\]|␊)?|<LF>|\[LF\]|[␊␤↵])[ \t]*$|\\r(?:\\n)?["',;+.)\s]{0,6}$/u;
const escape = /\\r(?:\\n)?["',;+.)\s]{0,6}$/u;
const quotes = /\\(["'\\])/gu;

/** A quick test: most lines end in none of these. */
function mayEnd(line: string): boolean {
  const last = line.charCodeAt(line.length - 1);
  if (last > 0x2000) return true;
  switch (String.fromCharCode(last)) {
    case "M":
    case "$":
      return line.includes("^M");
    case ">":
    case "]":
      return line.endsWith("F", line.length - 1) || line.endsWith("R", line.length - 1);
    case " ":
    case "\t":
      return true;
    default:
      return last < 128 && line.includes("\\r");
  }
}

/** Fewer lines than this may end so by chance. */
const fewest = 4;

/** Lines without the marks that stand for their ends; the same lines when there are few of them. */
export function withoutWrittenEnds(lines: Lines): Lines {
  if (lines.text.filter((line) => mayEnd(line) && atEnd.test(line.slice(-24))).length < fewest) return lines;
  const text = lines.text.map((line) => {
    const tail = atEnd.exec(line.slice(-24));
    if (tail === null) return line;
    const to = Math.max(0, line.length - 24) + tail.index;
    if (!escape.test(line.slice(to))) return line.slice(0, to);
    // Only behind a header is it an end; a whole message in one line is taken apart.
    const first = line.indexOf("\\r");
    return first < to ? line : line.slice(0, to).replace(quotes, "$1");
  });
  return { ...lines, text, exact: false };
}
