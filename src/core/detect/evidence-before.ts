import { isMixed } from "./context.ts";
import { kindAt, letterKind, runKind } from "./letters.ts";
import { fits } from "./phrases.ts";
import {
  clauseMarks,
  endsSentence,
  endsThere,
  farthest,
  isContrast,
  isPlainGap,
  mark,
  marksIn,
  widest,
  type Place,
} from "./place.ts";
import { httpHas } from "./prior.ts";
import { sense } from "./senses.ts";
import { spoken } from "./spoken.ts";
import { numbers } from "./things.ts";
import type { Token } from "./tokens.ts";

// The words before a number: labels, keys, quantities, articles, whoever sends it.

/** Reads the words before the number, nearest first. */
export function readBefore(place: Place): void {
  const { around, at, token } = place;
  const { text, tokens } = around;
  let close = token.start;
  const mixed = isMixed(around.totals);
  const way: Way = { bridged: true, numbered: false, listed: false, parted: false, clause: false, sent: false };
  for (let steps = 1; steps <= widest; steps++) {
    const word = tokens.list[at - steps];
    if (!word || word.line !== token.line || token.start - word.end > farthest || endsSentence(text, word.end, close)) break;
    let { senses } = word;
    if (steps === 1 && close - word.end <= 4 && !hasRun(text, word.end, close)) senses = touching(place, word);
    else shortly(place, word, way, steps);
    pass(way, text, word, close, steps);
    if (senses !== 0) spoken(place, senses, steps, "before", way.clause);
    place.before |= senses;
    way.clause ||= mixed && isContrast(text, word);
    close = word.start;
  }
}

/** Three characters of East Asian words that nobody knows: what stands before them touches nothing. */
function hasRun(text: string, from: number, to: number): boolean {
  return to - from > 2 && [0, 1, 2].every((at) => kindAt(text, from + at) === runKind);
}

/** What lies between the number and a word further before it. */
interface Way {
  /** Nothing but small words and numbers. */
  bridged: boolean;
  numbered: boolean;
  /** Another number that may be a code: what stands before it is said of that one. */
  listed: boolean;
  /** A mark after which a new clause begins. */
  parted: boolean;
  /** Such a mark that is no colon, and parts no list. */
  clause: boolean;
  /** Something sent or received, nearer than any other number: "Session-Expires 60 and gets 422". */
  sent: boolean;
}

/** Goes past a word on the way from the number to what stands before it. */
function pass(way: Way, text: string, word: Token, close: number, steps: number): void {
  const between = marksIn(text, word.end, close);
  const parted = (between & (clauseMarks | mark.colon)) !== 0;
  const number = word.number !== -2;
  way.clause ||= way.listed || ((between & clauseMarks) !== 0 && word.number < 0);
  way.bridged &&= isBridge(text, word, steps) && !(number && parted);
  way.sent ||= !way.numbered && (word.senses & sense.verb) !== 0 && !(word.senses & sense.state);
  way.numbered ||= number;
  way.listed ||= word.number >= 100;
  way.parted ||= parted;
}

const bridges = sense.small | sense.article | sense.label | sense.with | sense.ending | sense.state;

/** Whether a label before this word still speaks of the number after it: "port is 503". */
function isBridge(text: string, word: Token, steps: number): boolean {
  const { senses, number } = word;
  if (number !== -2 || (steps === 1 && isInitials(text, word))) return true;
  if ((senses & bridges) === 0 || senses & sense.response) return false;
  // "only 404": whatever number was spoken of before, this is another.
  if (senses & sense.article && senses & sense.still) return false;
  // Portuguese "e" is "and", and "é" is "is".
  return !(senses & sense.and && !(senses & (sense.with | sense.article))) && !(senses & sense.verb && !(senses & sense.state));
}

/** "flight UA 603": two capitals belong to the number. */
function isInitials(text: string, { start, end }: Token): boolean {
  return end - start === 2 && /^[A-Z]{2}$/u.test(text.slice(start, end));
}

/** The very word before. Gives what it says about the number; a numbered thing's name says nothing. */
function touching(place: Place, word: Token): number {
  const { text, tokens } = place.around;
  const { weighing } = place;
  const { start } = place.token;
  if (word.number !== -2) {
    besideNumber(place, word);
    place.leads = !isPlainGap(text, word.end, start);
    return word.senses;
  }
  const between = marksIn(text, word.end, start);
  const key = (between & (mark.equals | mark.colon)) !== 0;
  place.leads = (between & (mark.equals | mark.colon | clauseMarks)) !== 0;
  if (!place.leads) place.left = word.senses;
  // "40 x 403 per second"
  if (isTimes(text, word) && (tokens.list[place.at - 2]?.number ?? -2) !== -2) {
    place.left = sense.article;
    if (place.around.catalog.response(place.code)) weighing.add("so many of it", 1.2);
  }
  if (word.senses === 0 && word.code === 0) unknown(place, word);
  named(place, word);
  if (!isLabel(place, word.senses, key)) {
    if (numbers(place, word)) return 0;
    if (key) keyed(place, word);
    else countedBefore(place, word);
  }
  announced(place, between & clauseMarks ? word.senses & ~sense.measure : word.senses);
  return word.senses;
}

/** A noun that nobody knows, where telephony is not at home or its place says that a thing is named: "(contrato 183)". */
function unknown({ around, at, token, shape, weighing }: Place, word: Token): void {
  const { text, tokens, channel } = around;
  if (shape.plural || !isPlainGap(text, word.end, token.start) || !isNoun(text, word)) return;
  if (text.charAt(word.start - 1) === "(" && text.charAt(token.end) === ")") return weighing.add("a note in brackets", -4);
  const further = tokens.list[at - 2];
  if (further && isNumbered(text, further, word.start) && endsThere(text, token.end))
    weighing.add("the next of several things", -1.5);
  else if (channel <= 0 && further && isName(text, word)) weighing.add("a name before it", -1);
}

function isNoun(text: string, { start, end }: Token): boolean {
  return end - start > 2 && kindAt(text, end - 1) === letterKind;
}

/** "ticket 10487, asset 603": a number longer than a code, and a comma. */
function isNumbered(text: string, { start, end, number }: Token, next: number): boolean {
  return number === -1 && end - start > 3 && (marksIn(text, end, next) & mark.comma) !== 0;
}

/** A capital and small letters. */
function isName(text: string, { start, end }: Token): boolean {
  return end - start > 3 && /^\p{Lu}\p{Ll}+$/u.test(text.slice(start, end));
}

function isTimes(text: string, { start, end }: Token): boolean {
  return end - start === 1 && (text.charCodeAt(start) | 0x20) === 0x78;
}

function besideNumber({ around, at, token, weighing }: Place, word: Token): void {
  const { text, catalog, tokens } = around;
  if (text.charAt(word.end) === ":") {
    if (catalog.response(word.number)?.registered) {
      weighing.add("a count after a colon", -2.5);
      weighing.apart = true;
    } else if (kindAt(text, word.start - 1) === letterKind) weighing.add("a key for something else", -1.5);
  }
  if (!isPlainGap(text, word.end, token.start) && !text.startsWith(") ", word.end)) return;
  if (word.number !== -1) {
    const first = tokens.list[at - 2];
    if (first?.number === -1 && isPlainGap(text, first.end, word.start)) weighing.add("beside another number", -5);
    return;
  }
  const plus = text.charAt(word.start - 1) === "+";
  weighing.add("beside another number", plus ? -8 : text.charAt(word.start) === "0" ? -4 : -0.6);
}

/** SIP's name, the code's phrase, a cause. */
function named({ code, weighing }: Place, { senses, code: phrase }: Token): void {
  if (senses & sense.version) weighing.add("SIP/2.0 before it", 6);
  else if (senses & sense.named) weighing.add("SIP before it", 2.2);
  if (phrase !== 0 && fits(phrase, code)) weighing.add("its phrase before it", httpHas(code) ? 1.2 : 2.2);
  if (senses & sense.cause && !(senses & sense.isdn)) weighing.add("caused", 0.6);
  if (senses & sense.phone && !(senses & (sense.label | sense.unit | sense.verb | sense.device)))
    weighing.add("telephony right before it", 0.4);
}

function isLabel({ weighing }: Place, senses: number, key: boolean): boolean {
  if (!(senses & sense.label) || (senses & sense.verb && !key && !(senses & sense.unit))) return false;
  weighing.add("a label before it", -5);
  weighing.labelled = true;
  return true;
}

const sayers = sense.response | sense.verb | sense.sip | sense.version | sense.cause | sense.phone;

function countAfter({ weighing }: Place): void {
  weighing.add("a count after a key", -4);
  weighing.labelled = true;
}

function keyed(place: Place, word: Token): void {
  const { around, token, weighing } = place;
  const { text } = around;
  const { senses } = word;
  if (senses & sense.unit && text.charAt(token.start - 1) === "=" && text.charAt(word.end - 1) === "s") return countAfter(place);
  if (senses & (sense.unit | sense.measure) && !(senses & sense.response)) {
    if (endsThere(text, token.end) || isAside(text, token.end)) return countAfter(place);
  }
  if (senses & sayers || word.code !== 0) weighing.add("a key for responses", senses & sense.response ? 1 : 0.6);
  else {
    const field = text.charAt(token.start - 1) === "=" || text.charAt(word.start - 1) === "_" || kindAt(text, word.end) !== 0;
    weighing.add("a key for something else", field ? -4 : -0.4);
  }
}

/** "(of 600)" behind a number; "(1204)" is how often a code was met. */
function isAside(text: string, at: number): boolean {
  return text.startsWith(" (", at) && !/^\d+[)x×]/u.test(text.slice(at + 2, at + 10));
}

/** "200 of 500", "480 canales libres de 600": how many there are, after how many of them. */
function isWhole({ around: { text, tokens }, at, token }: Place): boolean {
  const of = tokens.list[at - 1];
  if (of?.number !== -2 || of.end - of.start > 3 || token.start - of.end > 1) return false;
  if (!/^(?:of|de|von|sur|из)$/iu.test(text.slice(of.start, Math.min(of.end, of.start + 4)))) return false;
  const isNumber = (place: number) => (tokens.list[place]?.number ?? -2) !== -2;
  return isNumber(at - 2) || [at - 3, at - 4].some((place) => isNumber(place) && counted(tokens.list[place + 1]));
}

function announced(place: Place, senses: number): void {
  const { around, at, token, round, weighing } = place;
  if (isWhole(place)) return weighing.add("the whole of a part", -3);
  if (senses & (sense.measure | sense.quantity)) measured(place, senses);
  if (senses & sense.article) {
    if (round && endsThere(around.text, token.end)) weighing.add("stands alone with its article", 0.6);
    if (!counted(around.tokens.list[at + 1])) return weighing.add("an article before it", round ? 0.8 : 0.4);
  }
  if (senses & sense.with) weighing.add("a preposition before it", round ? 0.2 : senses & sense.place ? 0.2 : 0.5);
}

function measured({ round, weighing }: Place, senses: number): void {
  if (senses & sense.measure && !(senses & (sense.response | sense.verb))) weighing.add("a measure before it", -3);
  if (!(senses & sense.quantity)) return;
  if (senses & (sense.article | sense.with)) weighing.add("perhaps a quantity", round ? -1 : 0);
  else weighing.add("a quantity is announced", round ? -3.4 : -3);
}

/** "port is 503", "number ends in 503", "capacity went up to 480": what is not the very word before. */
function shortly(place: Place, { senses, end }: Token, { bridged, numbered, parted, sent }: Way, steps: number): void {
  if (senses & (sense.verb | sense.response)) return;
  const { before, weighing } = place;
  // "번호가 전부 404": unknown words lie between.
  const near = steps > 1 || kindAt(place.around.text, end - 1) !== runKind;
  if (bridged && near) bridging(place, senses, steps, numbered);
  if (senses & sense.numbering && before & sense.ending) weighing.add("the end of a phone number", -4);
  if (senses & sense.measure && !parted && !(before & (sense.response | sense.measure)) && !sent && steps <= 5)
    weighing.add("a measure before it", steps <= 3 ? -5 : -4.4);
}

/** "active calls 480": what is counted stands before its number. */
function countedBefore({ around, at, weighing }: Place, { senses }: Token): void {
  if (!(senses & sense.unit) || senses & (sense.response | sense.verb | sense.label)) return;
  const further = around.tokens.list[at - 2];
  if (further !== undefined && further.senses & sense.counted && !(further.senses & (sense.article | sense.sip)))
    weighing.add("what is counted before it", -3);
}

/** With nothing but small words between. */
function bridging({ around, at, left, weighing }: Place, senses: number, steps: number, numbered: boolean): void {
  // "RFC 6665 says 489": the label has its number already.
  if (senses & sense.label && steps <= 4 && !numbered) weighing.add("a label shortly before it", steps === 2 ? -2.6 : -2.2);
  // "dropped from 600 to 480"
  const nearest = (around.tokens.list[at - 2]?.number ?? -2) === -2 ? 2 : 3;
  const reaches = nearest === 3 || !(left & sense.place);
  if (senses & sense.quantity && steps === nearest && reaches) weighing.add("a quantity is announced", -2.4);
}

export function counted(word: Token | undefined): boolean {
  return word !== undefined && (word.senses & (sense.unit | sense.counted)) !== 0 && !(word.senses & sense.response);
}
