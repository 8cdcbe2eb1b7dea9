import { digitKind, foldAt, kindAt, letterKind, runKind } from "./letters.ts";
import { sense } from "./senses.ts";
import type { Token } from "./tokens.ts";
import type { Weighing } from "./weighing.ts";

// How a number stands in its surroundings, letter by letter: "503s", "code=503", "#503", "1.503".

export interface Shape {
  /** Where the next word begins to matter: after "s", "'d", "+". */
  readonly end: number;
  readonly plural: boolean;
}

const notFree = -20;

/** Weighs what touches a number on both sides. Adds a weight nobody can outweigh when it is part of something longer. */
export function weighShape(
  text: string,
  token: Token,
  before: Token | undefined,
  after: Token | undefined,
  weighing: Weighing,
): Shape {
  left(text, token, before, weighing);
  return right(text, token, after, weighing);
}

// oxlint-disable-next-line eslint/complexity -- a list of rules, read from top to bottom
function left(text: string, { start }: Token, before: Token | undefined, weighing: Weighing): void {
  const touching = before?.end === start ? before : undefined;
  const kind = kindAt(text, start - 1);
  if (kind === letterKind || (touching && touching.number > -2)) {
    const named =
      touching &&
      (touching.senses & (sense.sip | sense.response)) !== 0 &&
      (touching.senses & sense.named || touching.end - touching.start > 3);
    weighing.add(named ? "joined to a word for responses" : "part of a longer word", named ? 0.5 : notFree);
    return;
  }
  const mark = text.charAt(start - 1);
  if (mark === " " && isPriceSign(text.charCodeAt(start - 2))) weighing.add("a price or a number of something", -8);
  leftMark(text, start, mark, before, weighing);
}

/** The mark before the number: a price, a place in a file, a bound. */
// oxlint-disable-next-line eslint/complexity -- a list of rules, read from top to bottom
function leftMark(text: string, start: number, mark: string, before: Token | undefined, weighing: Weighing): void {
  const beyond = kindAt(text, start - 2);
  switch (mark) {
    case ".":
    case ",":
    case ":":
      if (beyond === digitKind) weighing.add("part of a longer number", mark === "," && listed(text, start) ? -0.5 : notFree);
      else if (mark === ":" && beyond === letterKind && !(before && before.senses & (sense.response | sense.sip | sense.verb)))
        weighing.add("a place after a colon", -3);
      else if (mark === "." && beyond === letterKind) weighing.add("part of a name", -4);
      return;
    case "#":
    case "@":
    case "№":
      weighing.add(`after ${mark}`, -8);
      return;
    case "$":
    case "€":
    case "£":
    case "¥":
    case "₽":
    case "₩":
    case "￥":
      weighing.add("a price", -8);
      return;
    case "~":
    case "≈":
    case "±":
    case "≥":
    case "≤":
      if (beyond !== digitKind) weighing.add("an estimate", -3);
      return;
    case "<":
    case ">":
      if (!/[-=→]/u.test(text.charAt(start - 2)) && text.charAt(start - 2) !== "-") weighing.add("a bound", -1.5);
      return;
    case "*":
      if (!text.startsWith("*", start + 3) && beyond !== digitKind) weighing.add("a feature code", -3);
      return;
    case "+":
      if (beyond !== digitKind) weighing.add("a phone number", -8);
      return;
    case "/":
    case "\\":
      slash(text, start, before, weighing);
      return;
    case "-":
    case "_":
      hyphen(text, start, before, weighing);
  }
}

/** "401,407": both are three digits, so it is a list without blanks. */
function listed(text: string, start: number): boolean {
  const [from, to] = [start - 4, start + 3];
  return (
    kindAt(text, from) === digitKind &&
    kindAt(text, from - 1) !== digitKind &&
    kindAt(text, to) !== digitKind &&
    !/[.,]/u.test(text.charAt(from - 1)) &&
    foldAt(text, from) > 0x32
  );
}

// oxlint-disable-next-line eslint/complexity -- a list of rules, read from top to bottom
function slash(text: string, start: number, before: Token | undefined, weighing: Weighing): void {
  const beyond = kindAt(text, start - 2);
  if (before?.end === start - 1 && /[/\\]/u.test(text.charAt(before.start - 1)) && before.number === -2)
    weighing.add("part of a path", -8);
  if (beyond === digitKind) {
    if (before?.number === -1) weighing.add("part of a date or ratio", -6);
  } else if (
    beyond === letterKind &&
    !((before && before.senses & (sense.response | sense.sip | sense.phone | sense.verb)) || before?.code)
  ) {
    weighing.add("part of a path", -2);
  } else if (beyond === 0 && !/\s/u.test(text.charAt(start - 2))) weighing.add("part of a path", -2);
}

// oxlint-disable-next-line eslint/complexity -- a list of rules, read from top to bottom
function hyphen(text: string, start: number, before: Token | undefined, weighing: Weighing): void {
  const beyond = kindAt(text, start - 2);
  if (beyond === digitKind) {
    if (before?.number === -1) weighing.add("part of a phone number or date", notFree);
  } else if (beyond === letterKind) {
    const sips = before && before.senses & sense.named;
    const said = before && before.senses & sense.response;
    weighing.add("joined to a word", text.charAt(start - 1) === "_" && (sips || said) ? 0.3 : sips ? -1.6 : said ? 0 : -6);
  } else if (text.charAt(start - 1) === "-" && (start < 2 || /\s/u.test(text.charAt(start - 2))))
    weighing.add("a negative number", -1.5);
}

/** Endings that make a number a word: 503s, 408'd, 503ing, 200OK, German 503er. */
const endings = new Set(["s", "d", "ed", "ing", "er", "ers", "ern", "x", "ok", "okay", "ka", "e", "es"]);
const verbEndings = new Set(["d", "ed", "ing", "'d", "'ed", "'ing"]);

// oxlint-disable-next-line eslint/complexity -- a list of rules, read from top to bottom
function right(text: string, { end }: Token, after: Token | undefined, weighing: Weighing): Shape {
  const none = { end, plural: false };
  const kind = kindAt(text, end);
  if (kind === letterKind) return suffix(text, end, end, after, weighing);
  if (kind === runKind) return none;
  if (kind === 0 && (isUnitSign(text.charCodeAt(end)) || (text.charCodeAt(end) <= 0x20 && isUnitSign(text.charCodeAt(end + 1)))))
    weighing.add("a quantity", -8);
  const mark = foldAt(text, end);
  const beyond = kindAt(text, end + 1);
  switch (mark) {
    case 0x27: // '
      return beyond === letterKind ? suffix(text, end, end + 1, after, weighing) : none;
    case 0x2e: // .
    case 0x2c: // ,
    case 0x3a: // :
      if (beyond === digitKind) {
        const list = mark === 0x2c && kindAt(text, end + 3) === digitKind && listed(text, end + 1);
        weighing.add(
          "part of a longer number",
          list ? -0.5 : mark === 0x3a && kindAt(text, end + 3) !== digitKind && text.charAt(end + 3) !== ":" ? -1.2 : notFree,
        );
      } else if (mark === 0x2e && beyond === letterKind) weighing.add("part of a name", -4);
      else if (mark === 0x3a && text.charAt(end - 4) === ":") weighing.add("an emoji", -6);
      return none;
    case 0x24: // $
      weighing.add("a quantity", -8);
      return none;
    case 0x40: // @
    case 0x28: // (
      if (mark === 0x40) weighing.add("part of an address", -20);
      return none;
    case 0x2b: // +
      if (beyond === digitKind) weighing.add("a sum", -4);
      else if (text.startsWith("603", end - 3)) weighing.add("603+", 2);
      return { end: end + 1, plural: false };
    case 0x20:
      return joined(text, end, after, weighing);
  }
  return none;
}

/** €, ₽, ₩, %, £, ¥, ￥ or °. */
function isUnitSign(unit: number): boolean {
  return (
    unit === 0x25 ||
    (unit > 0xa2 &&
      (unit === 0x20ac ||
        unit === 0x20bd ||
        unit === 0x20a9 ||
        unit === 0xa3 ||
        unit === 0xa5 ||
        unit === 0xffe5 ||
        unit === 0xb0))
  );
}

/** Those and "$", "#", "№". */
function isPriceSign(unit: number): boolean {
  return unit === 0x24 || unit === 0x23 || unit === 0x2116 || (unit !== 0x25 && unit !== 0xb0 && isUnitSign(unit));
}

/** What follows a hyphen, slash or underscore; a plain blank ends the number. */
// oxlint-disable-next-line eslint/complexity -- a list of rules, read from top to bottom
function joined(text: string, end: number, after: Token | undefined, weighing: Weighing): Shape {
  const joint = text.charAt(end);
  const none = { end, plural: false };
  if (!/[-_/]/u.test(joint) || after?.start !== end + 1) return none;
  if (after.number === -1) weighing.add("part of a phone number or date", joint === "/" ? -6 : notFree);
  else if (after.number === -2 && joint !== "/" && kindAt(text, end + 1) === letterKind) {
    const said = after.senses & (sense.response | sense.verb | sense.phone) || after.code;
    const short = after.end - after.start <= 3 && kindAt(text, end + 1) === letterKind && foldAt(text, end + 1) > 0x3ff;
    if (!said && !short) weighing.add("part of a name", joint === "_" ? -4 : -2);
  }
  return none;
}

function suffix(text: string, digitsEnd: number, from: number, after: Token | undefined, weighing: Weighing): Shape {
  let end = from;
  while (kindAt(text, end) === letterKind) end++;
  if (foldAt(text, from) > 0x3ff) return cyrillic(end - from, after, weighing, digitsEnd);
  const word = String.fromCharCode(...Array.from({ length: Math.min(5, end - from) }, (_, index) => foldAt(text, from + index)));
  const said = from > digitsEnd ? `'${word}` : word;
  if (!endings.has(word)) {
    weighing.add("part of a longer word", notFree);
    return { end, plural: false };
  }
  if (verbEndings.has(said)) weighing.add("used as a verb", 1.6);
  if (word === "ok" || word === "okay") weighing.add("OK beside it", text.startsWith("200", digitsEnd - 3) ? 2 : -4);
  return { end, plural: word === "s" || word.startsWith("er") || word === "es" };
}

/** "503мс" is a duration, "503ка" and "503-й" are ways to say the code. */
function cyrillic(length: number, after: Token | undefined, weighing: Weighing, end: number): Shape {
  const unit = after?.start === end && (after.senses & sense.unit) !== 0;
  if (unit || length > 4) weighing.add("part of a longer word", notFree);
  return { end: end + length, plural: false };
}
