import type { Lines } from "./lines.ts";
import { methods } from "./start.ts";

// Request lines that the width of a window or of a mail broke, inside their URI or around it.

const names = [...methods].join("|");
const mark = "[\\s>|\"'`]";
const head = new RegExp(
  `(?:(?:^|${mark})(?:${names}) (?:sips?|tel|urn):\\S+(?: [SIP/2.]{0,6})?|^${mark}{0,20}(?:${names}))$`,
  "u",
);
const whole = new RegExp(`(?:^|${mark})(?:${names}) (?:sips?|tel|urn):\\S+ SIP/2\\.0\\s*$`, "u");
const quote = /^[>|\s]{0,20}/u;

/** Lines up to this are looked at; a URI is not longer. */
const longest = 300;
/** Lines that one request line may have become. */
const most = 3;

interface Joined {
  readonly text: string;
  readonly lines: number;
}

/** The request line that the lines from `at` are together; undefined when they are none. */
function joinedFrom(lines: readonly string[], at: number): Joined | undefined {
  const first = lines[at] ?? "";
  if (first.length > longest || first.includes("SIP/2.0") || !head.test(first)) return undefined;
  let texts = [first];
  for (let count = 2; count <= most; count++) {
    const rest = (lines[at + count - 1] ?? "").replace(quote, "");
    if (rest === "" || rest.length > longest || /SIP\/2\.0 \d/u.test(rest)) return undefined;
    texts = texts.flatMap((text) => [`${text}${rest}`, `${text} ${rest}`]);
    const text = texts.find((one) => whole.test(one));
    if (text !== undefined) return { text, lines: count };
  }
  return undefined;
}

/** Lines with broken request lines put together; the same lines when there are none. */
export function withWholeStarts(lines: Lines): Lines {
  const kept: { readonly text: string; readonly at: number }[] = [];
  for (let at = 0; at < lines.text.length;) {
    const start = joinedFrom(lines.text, at);
    kept.push({ text: start?.text ?? lines.text[at] ?? "", at });
    at += start?.lines ?? 1;
  }
  if (kept.length === lines.text.length) return lines;
  return {
    ...lines,
    text: kept.map(({ text }) => text),
    numbers: kept.map(({ at }) => lines.numbers?.[at] ?? at + 1),
    exact: false,
  };
}
