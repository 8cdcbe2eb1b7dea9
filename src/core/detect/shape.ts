import { digitKind, foldAt, kindAt, letterKind, runKind } from "./letters.ts";
import { sense } from "./senses.ts";
import type { Token } from "./tokens.ts";
import type { Weighing } from "./weighing.ts";
import {
  cyrillic,
  isAreaCode,
  isCount,
  isFile,
  isMarkedPlural,
  isProcess,
  isStatusLine,
  isUnitSign,
  listed,
  parted,
} from "./writing.ts";

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

function left(text: string, { start }: Token, before: Token | undefined, weighing: Weighing): void {
  const touching = before?.end === start ? before : undefined;
  if (kindAt(text, start - 1) === letterKind || (touching && touching.number > -2)) {
    const named = touching !== undefined && isResponseName(touching);
    weighing.add(named ? "joined to a word for responses" : "part of a longer word", named ? 0.5 : notFree);
    return;
  }
  const mark = text.charAt(start - 1);
  if (text.charCodeAt(start - 1) >= 0x2e80 && isCount(text, start)) weighing.add("what is counted before it", -3.5);
  if (isStatusLine(text, start, mark)) weighing.add("quoted like a status line", 0.9);
  if (mark === " ") parted(text, start - 2, weighing);
  ruleOf.get(mark)?.(text, start, before, weighing);
}

/** "sip503", "error503", but not "rc503". */
function isResponseName({ senses, start, end }: Token): boolean {
  return (senses & (sense.sip | sense.response)) !== 0 && ((senses & sense.named) !== 0 || end - start > 3);
}

type Rule = (text: string, start: number, before: Token | undefined, weighing: Weighing) => void;

const always =
  (reason: string, weight: number): Rule =>
  (_text, _start, _before, weighing) =>
    weighing.add(reason, weight);
const unlessAfterDigit =
  (reason: string, weight: number): Rule =>
  (text, start, _before, weighing) => {
    if (kindAt(text, start - 2) !== digitKind) weighing.add(reason, weight);
  };

/** What a mark before the number says: a price, a place in a file, a bound. */
const leftRules: readonly (readonly [marks: string, rule: Rule])[] = [
  [".,:", point],
  ["[", subscript],
  ["#@№", always("a number of something", -8)],
  // GitLab's merge requests: "!502".
  ["!", unlessAfterDigit("a number of something", -4)],
  ["$€£¥₽₩￥", always("a price", -8)],
  ["~≈±≥≤", unlessAfterDigit("an estimate", -3)],
  ["<>", bound],
  ["*", feature],
  ["+", unlessAfterDigit("a phone number", -8)],
  ["/\\", slash],
  ["-_", hyphen],
];
const ruleOf = new Map(leftRules.flatMap(([marks, rule]) => Array.from(marks, (mark) => [mark, rule] as const)));

function point(text: string, start: number, before: Token | undefined, weighing: Weighing): void {
  const mark = text.charAt(start - 1);
  const beyond = kindAt(text, start - 2);
  if (beyond === digitKind) weighing.add("part of a longer number", mark === "," && listed(text, start) ? -0.5 : notFree);
  else if (mark === ",") argument(text, start, before, weighing);
  else if (beyond !== letterKind) return;
  else if (mark === ":" && !says(before, sense.response | sense.sip | sense.verb))
    weighing.add("a place after a colon", before !== undefined && isFile(text, before.start, before.end) ? -8 : -3);
  else if (mark === ".")
    weighing.add("part of a name", says(before, sense.response | sense.named) && before?.end === start - 1 ? 0.3 : -4);
}

/** "Dial(SIP/…,300)": a comma without a blank. */
function argument(text: string, start: number, before: Token | undefined, weighing: Weighing): void {
  const touches = start > 1 && !isBlank(text, start - 2) && kindAt(text, start - 2) !== runKind;
  if (touches && !says(before, sayers)) weighing.add("an argument", -2);
}

function bound(text: string, start: number, _before: Token | undefined, weighing: Weighing): void {
  if (!"-=→".includes(text.charAt(start - 2)) && !"<>".includes(text.charAt(start + 3) || " ")) weighing.add("a bound", -1.5);
}

function subscript(text: string, start: number, before: Token | undefined, weighing: Weighing): void {
  if (isProcess(text, start, says(before, sense.response | sense.named))) weighing.add("the number of a process", -8);
}

function feature(text: string, start: number, _before: Token | undefined, weighing: Weighing): void {
  if (!text.startsWith("*", start + 3) && kindAt(text, start - 2) !== digitKind) weighing.add("a feature code", -3);
}

function says(word: Token | undefined, senses: number): boolean {
  return word !== undefined && (word.senses & senses) !== 0;
}

function slash(text: string, start: number, before: Token | undefined, weighing: Weighing): void {
  const beyond = kindAt(text, start - 2);
  if (before?.end === start - 1 && before.number === -2 && followsSlash(text, before.start)) weighing.add("part of a path", -8);
  if (before !== undefined && /^(?:pjsip|iax2|dahdi|local)$/iu.test(text.slice(before.start, start - 1)))
    weighing.add("a dial string", -8);
  if (beyond === digitKind) {
    if (before?.number === -1) weighing.add("part of a date or ratio", -6);
  } else if (!isOpen(text, start - 2, beyond, before)) weighing.add("part of a path", -2);
}

function followsSlash(text: string, at: number): boolean {
  return at > 0 && "/\\".includes(text.charAt(at - 1));
}

/** Whether what stands before the slash leaves the number a code: "busy/486". */
function isOpen(text: string, at: number, kind: number, before: Token | undefined): boolean {
  if (kind === letterKind) return says(before, sayers) || (before !== undefined && before.code !== 0);
  return kind !== 0 || isBlank(text, at);
}

const sayers = sense.response | sense.sip | sense.phone | sense.verb;

/** Whether a blank stands there; the beginning of the text is none. */
function isBlank(text: string, at: number): boolean {
  return at >= 0 && text.charCodeAt(at) <= 0x20;
}

function hyphen(text: string, start: number, before: Token | undefined, weighing: Weighing): void {
  const beyond = kindAt(text, start - 2);
  const underscore = text.charAt(start - 1) === "_";
  if (beyond === digitKind) {
    if (before?.number === -1) weighing.add("part of a phone number or date", notFree);
  } else if (beyond === letterKind) {
    const name = text.charAt(start + 3) === "-" && kindAt(text, start + 4) !== 0;
    weighing.add("joined to a word", name ? -6 : joinWeight(before, underscore));
  } else if (!underscore && (start < 2 || isBlank(text, start - 2))) weighing.add("a negative number", -1.5);
}

/** "sip_503" and "status-503" are codes, "box-503" is a name. */
function joinWeight(before: Token | undefined, underscore: boolean): number {
  const sips = says(before, sense.named);
  const said = says(before, sense.response);
  if (underscore && (sips || said)) return 0.3;
  if (sips) return -1.6;
  return said ? 0 : -6;
}

/** Endings that make a number a word: 503s, 408'd, 503ing, 200OK, German 503er. */
const endings = new Set(["s", "d", "ed", "ing", "er", "ers", "ern", "x", "ok", "okay", "ka", "e", "es"]);
const verbEndings = new Set(["d", "ed", "ing", "'d", "'ed", "'ing"]);

function right(text: string, { end }: Token, after: Token | undefined, weighing: Weighing): Shape {
  const none = { end, plural: false };
  const kind = kindAt(text, end);
  if (kind === letterKind) return suffix(text, end, end, after, weighing);
  if (kind === runKind || end >= text.length) return none;
  const blank = text.charCodeAt(end) <= 0x20;
  if (isAreaCode(text, end)) weighing.add("part of a phone number or date", notFree);
  beside(text, blank ? end + 1 : end, weighing);
  switch (foldAt(text, end)) {
    case 0x27: // '
      return kindAt(text, end + 1) === letterKind ? suffix(text, end, end + 1, after, weighing) : none;
    case 0x60: // `
    case 0x2a: // *
      return isMarkedPlural(text, end) ? { end: end + 2, plural: true } : none;
    case 0x2e: // .
    case 0x2c: // ,
    case 0x3a: // :
      rightPoint(text, end, weighing);
      return none;
    case 0x24: // $
      weighing.add("a quantity", -8);
      return none;
    case 0x23: // #
      if (kindAt(text, end + 1) !== 0) weighing.add("part of an address", -8);
      return none;
    case 0x40: // @
      weighing.add("part of an address", -20);
      return none;
    case 0x2b: // +
      if (kindAt(text, end + 1) === digitKind) weighing.add("a sum", -4);
      else if (text.startsWith("603", end - 3)) weighing.add("603+", 2);
      return { end: end + 1, plural: false };
    case 0x20:
      if (!blank) joined(text, end, after, weighing);
      return none;
    default:
      return none;
  }
}

/** "503 %", `503 {"error":…}`. */
function beside(text: string, at: number, weighing: Weighing): void {
  if (isUnitSign(text.charCodeAt(at))) weighing.add("a quantity", -8);
  else if (text.startsWith('{"', at)) weighing.add("a body in JSON", -2.4);
}

function rightPoint(text: string, end: number, weighing: Weighing): void {
  const mark = text.charAt(end);
  const beyond = kindAt(text, end + 1);
  if (beyond === digitKind) weighing.add("part of a longer number", longer(text, end, mark));
  else if (mark === "." && beyond === letterKind) weighing.add("part of a name", -4);
  else if (mark === ":" && text.charAt(end - 4) === ":") weighing.add("an emoji", -6);
}

/** "401,407" is a list and "503:14" a count; "503.5" and "503:14:20" are something else. */
function longer(text: string, end: number, mark: string): number {
  const third = kindAt(text, end + 3) === digitKind;
  if (mark === "," && third && listed(text, end + 1)) return -0.5;
  return mark === ":" && !third && text.charAt(end + 3) !== ":" ? -1.2 : notFree;
}

/** What follows a hyphen, slash or underscore; a plain blank ends the number. */
function joined(text: string, end: number, after: Token | undefined, weighing: Weighing): void {
  const joint = text.charAt(end);
  if (!"-_/".includes(joint) || after?.start !== end + 1) return;
  if (joint === "/" && after.senses & sense.unit && after.end - after.start <= 4) weighing.add("a rate", -4);
  if (after.number === -1) weighing.add("part of a phone number or date", joint === "/" ? -6 : notFree);
  else if (after.number === -2 && joint !== "/" && kindAt(text, end + 1) === letterKind && !goesOn(text, after))
    weighing.add("part of a name", joint === "_" ? -4 : -2);
}

/** "503-storm", "503-й": a word joined to a code. */
function goesOn(text: string, { senses, code, start, end }: Token): boolean {
  if (senses & (sense.response | sense.verb | sense.phone) || code !== 0) return true;
  return end - start <= 3 && foldAt(text, start) > 0x3ff;
}

function suffix(text: string, digitsEnd: number, from: number, after: Token | undefined, weighing: Weighing): Shape {
  let end = from;
  while (kindAt(text, end) === letterKind) end++;
  if (foldAt(text, from) > 0x3ff) {
    if (cyrillic(end - from, after, digitsEnd)) weighing.add("part of a longer word", notFree);
    return { end, plural: false };
  }
  const word = String.fromCharCode(...Array.from({ length: Math.min(5, end - from) }, (_, index) => foldAt(text, from + index)));
  const said = from > digitsEnd ? `'${word}` : word;
  if (!endings.has(word)) {
    weighing.add("part of a longer word", notFree);
    return { end, plural: false };
  }
  if (word === "x" && [0, 1, 2].every((at) => kindAt(text, end + at) === digitKind))
    weighing.add("part of a longer word", notFree);
  if (verbEndings.has(said)) weighing.add("used as a verb", 1.6);
  if (word === "ok" || word === "okay") weighing.add("OK beside it", text.startsWith("200", digitsEnd - 3) ? 2 : -4);
  return { end, plural: word === "s" || word.startsWith("er") || word === "es" };
}
