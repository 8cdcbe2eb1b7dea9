import { isMixed, type Surroundings } from "./context.ts";
import { counted } from "./evidence-before.ts";
import { kindAt, letterKind, runKind } from "./letters.ts";
import { fits, isFull, onlyBesideNumber } from "./phrases.ts";
import { clauseMarks, endsSentence, farthest, isContrast, isPlainGap, mark, marksIn, widest, type Place } from "./place.ts";
import { httpHas } from "./prior.ts";
import { sense } from "./senses.ts";
import { spoken } from "./spoken.ts";
import type { Token } from "./tokens.ts";

// The words after a number: its phrase, a unit, what is counted, what it does.

/** Reads the words after the number, nearest first. */
export function readAfter(place: Place): void {
  const { around, at, token, shape } = place;
  const { text, tokens } = around;
  let close = shape.end;
  let steps = 0;
  let clause = false;
  for (let index = at + 1; steps < widest; index++) {
    const word = tokens.list[index];
    if (word && word.start < shape.end && word.code === 0) continue;
    steps++;
    if (!word || word.line !== token.line || word.start - token.end > farthest || endsSentence(text, close, word.start)) break;
    if (steps === 1 && word.start - close <= 4) touching(place, word);
    else if (steps <= 3) shortly(place, word, tokens.list[index - 1], steps);
    clause ||= beginsClause(around, word, close);
    if (word.senses !== 0) spoken(place, word.senses, steps, "after", clause);
    place.after |= word.senses;
    close = word.end;
  }
}

/** Whether this word begins another clause than the number's. */
function beginsClause({ text, totals }: Surroundings, word: Token, close: number): boolean {
  if (word.number < 0 && (marksIn(text, close, word.start) & clauseMarks) !== 0) return true;
  return isMixed(totals) && isContrast(text, word);
}

/** The second and third word after: the phrase, or "503 concurrent calls". */
function shortly({ around, code, shape, weighing }: Place, word: Token, last: Token | undefined, steps: number): void {
  if (word.code === code && word.weight > onlyBesideNumber)
    weighing.add("its phrase near it", saysNothing(around.totals) && httpHas(code) ? 0.6 : 2);
  const joined = last !== undefined && marksIn(around.text, shape.end, last.start) === 0;
  if (steps === 2 && joined && !shape.plural && isCounted(around.text, last, word)) weighing.add("a quantity of things", -4);
}

/** Nobody speaks of telephony: "404 coffee not found" is everybody's joke. */
function saysNothing({ sip, phone }: Surroundings["totals"]): boolean {
  return sip + phone === 0;
}

/** "503 concurrent calls": an adjective of counting and a noun. */
function isCounted(text: string, adjective: Token | undefined, noun: Token): boolean {
  if (adjective === undefined || !(adjective.senses & sense.counted)) return false;
  return counted(noun) || (noun.end - noun.start > 3 && text.charCodeAt(noun.end - 1) === 0x73);
}

/** "503=79 504=5", "480有18个": each code and how often it was met. */
const tally = /^(?:=\d{1,6}(?![\d.])|\s?(?:有|が|は|이|가|은|는|:)\s?\d{1,6}\s?(?:个|個|件|次|回|通|건|번|条|単|单))/u;

/** The very word after: the phrase, a unit, what is counted. */
function touching(place: Place, word: Token): void {
  const { around, shape, weighing } = place;
  const { text } = around;
  const between = marksIn(text, shape.end, word.start);
  const plain = isPlainGap(text, shape.end, word.start);
  place.ranges = word.number !== -2 && !plain;
  place.closes = place.ranges || (between & (clauseMarks | mark.colon | mark.times)) !== 0;
  place.right = word.senses;
  phrased(place, word);
  if (word.code !== 0 && fits(word.code, place.code)) return;
  beyond(place, word, plain);
  if (shape.plural || (between & (mark.bracket | mark.equals | mark.colon | mark.comma | mark.quote | mark.dash)) !== 0) return;
  if (!measuredBy(place, word) && plain && pluralNoun(text, word)) weighing.add("many of something", -1.6);
}

/** Whether the word after says what is counted or numbered. */
function measuredBy(place: Place, word: Token): boolean {
  const { around, shape, token, weighing } = place;
  const { text } = around;
  if (word.senses & sense.unit && text.charAt(token.start - 1) === "(" && text.charAt(word.end) === ")")
    weighing.add("a size in brackets", -4);
  // "503会议室": where no blank parts words, a thing's noun follows its number.
  const run = word.start === shape.end && kindAt(text, word.start) === runKind;
  return unitAfter(place, adjoins(text, shape.end, word) ? word.senses : word.senses & ~sense.unit, run);
}

/** In a run of East Asian text a unit touches its number: between "503" and "件" stands nothing. */
function adjoins(text: string, end: number, { start }: Token): boolean {
  return start === end || kindAt(text, start) !== runKind || isPlainGap(text, end, start);
}

/** "486 of 600", "486 von 600": a share of a whole. */
const partOf = /^ (?:out of|of|de|von|sur|из|su) \d{3}/u;

/** "503 of 600", "500s on /v1/orders", "503 4821". */
function beyond({ around, code, shape, weighing }: Place, word: Token, plain: boolean): void {
  const { text } = around;
  if (partOf.test(text.slice(shape.end, shape.end + 10))) weighing.add("a part of", -3);
  else if (text.startsWith(" of ", shape.end)) weighing.add("a part of", -1.5);
  if (word.number !== -2 && tally.test(text.slice(shape.end, shape.end + 12))) weighing.add("how often it was met after it", 2);
  if (httpHas(code) && / (?:for|on|from|at|to|in)? ?\/[a-z]/iu.test(text.slice(shape.end, shape.end + 9)))
    weighing.add("a path after it", -2.4);
  if (word.number === -1 && word.end - word.start >= 4 && (plain || text.charAt(shape.end) === "-"))
    weighing.add("beside a longer number", -3);
}

function phrased({ around, shape, code, weighing }: Place, word: Token): void {
  const { senses } = word;
  if (word.code !== 0 && fits(word.code, code)) {
    const full = word.code === code && isFull(word.weight);
    const shared = httpHas(code) && code !== 302;
    weighing.add("its phrase after it", shared ? (full || code === 200 ? 1.7 : 0.9) : full ? 4 : 2);
  }
  const foreign = senses & sense.foreignPhrase || (code === 100 && around.text.startsWith(" Continue", shape.end));
  if (foreign) weighing.add("another protocol's phrase", -7);
}

/** Whether the word after says what is counted. */
function unitAfter({ round, weighing }: Place, senses: number, run: boolean): boolean {
  if (senses & sense.unit && !(senses & (sense.response | sense.verb) && !round)) weighing.add("a unit after it", -4.5);
  else if (senses & sense.counted && !(senses & (sense.sip | sense.article | sense.with)))
    weighing.add("perhaps counted", round ? -1.2 : -0.3);
  else if (senses & sense.label && !(senses & (sense.response | sense.verb | sense.unit)))
    weighing.add("a label after it", run ? -3 : -0.8);
  else return false;
  weighing.labelled ||= run && (senses & sense.label) !== 0;
  return true;
}

/** An unknown word that ends like a plural: what stands before it is rather a quantity. */
export function pluralNoun(text: string, { start, end, senses, code, number }: Token): boolean {
  if (senses !== 0 || code !== 0 || number !== -2) return false;
  if (end - start < 4 || kindAt(text, end - 1) !== letterKind) return false;
  const last = text.charCodeAt(end - 1);
  const before = text.charCodeAt(end - 2);
  if (last === 0x73 || last === 0x53) return before !== 0x73 && before !== 0x53;
  return last === 0x432 && (before === 0x43e || before === 0x435);
}
