import { digitKind, foldAt, kindAt, letterKind, runKind } from "./letters.ts";
import { sense } from "./senses.ts";
import type { Token } from "./tokens.ts";
import type { Weighing } from "./weighing.ts";

// Ways of writing that tell what a number is, whatever the words: quotes, brackets, signs of money and measure.

/** "`403 Insufficient funds`": a code and its phrase in quotes, whatever the phrase. */
export function isStatusLine(text: string, start: number, mark: string): boolean {
  const close = closing.get(mark);
  if (close === undefined || text.charAt(start + 3) !== " " || kindAt(text, start + 4) !== letterKind) return false;
  const phrase = text.slice(start + 4, start + 50);
  const end = phrase.indexOf(close);
  return end > 2 && /^\p{Lu}[\p{L} '-]+$/u.test(phrase.slice(0, end));
}

const closing = new Map([
  ["`", "`"],
  ['"', '"'],
  ["\u201c", "\u201d"],
  ["'", "'"],
]);

/** "# 423 without Min-Expires": Markdown's heading, or a comment. */
function beginsHeading(text: string, at: number): boolean {
  return text.charAt(at) === "#" && (at === 0 || "\n#".includes(text.charAt(at - 1)));
}

/** "(408) 555-0147": an area code in brackets, and the number behind it. */
export function isAreaCode(text: string, end: number): boolean {
  if (text.charAt(end) !== ")" || text.charAt(end - 4) !== "(") return false;
  const from = text.charAt(end + 1) === " " ? end + 2 : end + 1;
  return [0, 1, 2, 4, 5, 6, 7].every((at) => kindAt(text, from + at) === digitKind) && "- .".includes(text.charAt(from + 3));
}

/** "`503`s": an "s" behind the mark that closes. */
export function isMarkedPlural(text: string, end: number): boolean {
  return foldAt(text, end + 1) === 0x73 && kindAt(text, end + 2) === 0;
}

const unitSigns = new Set(Array.from("€₽₩%£¥￥°", (sign) => sign.charCodeAt(0)));

export function isUnitSign(unit: number): boolean {
  return (unit === 0x25 || unit > 0xa2) && unitSigns.has(unit);
}

/** Those and "$", "#", "№". */
function isPriceSign(unit: number): boolean {
  return unit === 0x24 || unit === 0x23 || unit === 0x2116 || (unit !== 0x25 && unit !== 0xb0 && isUnitSign(unit));
}

/** A mark and a blank: "€ 503", "requests{code="200"} 503". */
export function parted(text: string, at: number, weighing: Weighing): void {
  if (text.charAt(at) === "}") weighing.add("the value of a metric", -20);
  else if (isPriceSign(text.charCodeAt(at)) && !beginsHeading(text, at)) weighing.add("a price or a number of something", -8);
}

/** "接続数が500", "并发数480", "同時通話数：480": what is counted ends in the character for number. */
export function isCount(text: string, start: number): boolean {
  const at = "がはもを是为達达到：".includes(text.charAt(start - 1)) ? start - 2 : start - 1;
  return text.charAt(at) === "数" && kindAt(text, at - 1) === runKind && !"複复件号".includes(text.charAt(at - 1));
}

/** "pbx.c:408": a line of a file. */
export function isFile(text: string, start: number, end: number): boolean {
  return end - start <= 4 && text.charAt(start - 1) === ".";
}

const levels = /(?:^|[^a-z])(?:error|warning|notice|verbose|debug|info|err|warn)$/iu;

/** "sshd[480]", "WARNING[404]", but not "status[404]": `said` tells a word for responses. */
export function isProcess(text: string, start: number, said: boolean): boolean {
  if (kindAt(text, start - 2) !== letterKind || text.charAt(start + 3) !== "]") return false;
  return !said || levels.test(text.slice(Math.max(0, start - 9), start - 1));
}

/** "503мс" is a duration, "503ка" and "503-й" are ways to say the code: whether its letters make it another word. */
export function cyrillic(length: number, after: Token | undefined, end: number): boolean {
  return length > 4 || (after?.start === end && (after.senses & sense.unit) !== 0);
}

/** "401,407": both are three digits, so it is a list without blanks. */
export function listed(text: string, start: number): boolean {
  const [from, to] = [start - 4, start + 3];
  return (
    kindAt(text, from) === digitKind &&
    kindAt(text, from - 1) !== digitKind &&
    kindAt(text, to) !== digitKind &&
    !/[.,]/u.test(text.charAt(from - 1)) &&
    foldAt(text, from) > 0x32
  );
}
