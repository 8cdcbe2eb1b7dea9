import type { Surroundings } from "./context.ts";
import { kindAt, runKind } from "./letters.ts";
import { isSpelled } from "./phrases.ts";
import { clauseMarks, marksIn } from "./place.ts";
import { sense } from "./senses.ts";
import { weighSpelled } from "./spelled-evidence.ts";
import type { Token } from "./tokens.ts";
import type { Weighing } from "./weighing.ts";

/** How many words on each side of a phrase are read. */
const widest = 5;

/** Weighs a reason phrase, or a spelled-out code, that stands without its number. */
export function weighPhrase(around: Surroundings, at: number, phrase: Token, weighing: Weighing): void {
  const { channel, headers } = around;
  weighing.add("the phrase itself", phrase.weight);
  const spelled = isSpelled(phrase.weight);
  if (!spelled && isQuoted(around.text, phrase)) weighing.add("quoted as it is shown", 0.7);
  if (spelled) weighSpelled(around, at, phrase, weighing);
  else if (isEveryday(around.text, phrase)) weighing.add("said in passing", -2);
  if (isSomebody(around.text, phrase)) weighing.add("said of somebody", -3);
  const seen = sensesNear(around, at, phrase);
  if (seen & sense.named) weighing.add("SIP near it", 0.9);
  if (seen & (sense.response | sense.verb)) weighing.add("sent or received near it", 0.4);
  if (spelled && seen & (sense.still | sense.article)) weighing.add("said as codes are", 0.4);
  if (seen & (sense.http | sense.foreign)) weighing.add("another protocol near it", -2.2);
  weighSubject(around, phrase.code, weighing);
  weighing.add("the channel's name", channel > 0 ? channel * 0.7 : channel);
  if (headers.has(phrase.line)) weighing.add("in a header line", -3);
}

/** "Request Timeout" in quotes, or in its own script amid another: the words of a display. */
function isQuoted(text: string, { start, end }: Token): boolean {
  if (!/^\p{Lu}/u.test(text.slice(start, start + 2))) return false;
  if (/["“«「『]/u.test(text.charAt(start - 1))) return /["”»」』]/u.test(text.charAt(end));
  return kindAt(text, start - 1) === runKind && kindAt(text, end) === runKind;
}

const somebody =
  /(?:\b(?:i|we|you|he|she|they|it)(?:['’](?:m|re|s)| am| are| is| was| were) |\b(?:too|so|very|super|really|pretty|quite|extremely|insanely|crazy|is it) )$/iu;
const lasting =
  /^ (?:all (?:morning|day|week|night|afternoon|evening)|today|tonight|lately|at the moment|these days|right now|this \w)/iu;

/** "I'm busy here", "we were declined": said of a person, not of a response. */
function isSomebody(text: string, { start, end }: Token): boolean {
  return somebody.test(text.slice(Math.max(0, start - 12), start)) || lasting.test(text.slice(end, end + 20));
}

/** One plain word in small letters: "forbidden" is said of much, "comes back Forbidden" of a response. */
function isEveryday(text: string, { start, end, code }: Token): boolean {
  return everyday.has(code) && !/^["'`“]?\p{Lu}/u.test(text.slice(start, end)) && !/["'`“]/u.test(text.charAt(start - 1));
}

/** Codes whose phrase is a word or two of daily life. */
const everyday: ReadonlySet<number> = new Set([401, 403, 404]);

function weighSubject({ totals, thread }: Surroundings, code: number, weighing: Weighing): void {
  if (totals.sip > 0) weighing.add("SIP words in the message", 1);
  if (totals.phone > 0) weighing.add("telephony in the message", totals.telephony > 0 ? 0.8 : 0.5);
  if (totals.http + totals.foreign > 0) weighing.add("another protocol in the message", totals.sip > 0 ? -0.5 : -1);
  if (totals.web > 0) weighing.add("web words in the message", -0.4);
  if (thread.has(code)) weighing.add("this code earlier in the thread", 1);
  else if (thread.size > 0) weighing.add("codes earlier in the thread", 0.4);
}

/** What the words on the same line, on both sides, say together. */
function sensesNear({ text, tokens }: Surroundings, at: number, { line }: Token): number {
  let seen = 0;
  let aside = false;
  for (let index = Math.max(0, at - widest); index <= at + widest; index++) {
    const word = tokens.list[index];
    if (index === at || word?.line !== line) continue;
    const beyond = index > at && (marksIn(text, tokens.list[index - 1]?.end ?? 0, word.start) & clauseMarks) !== 0;
    aside ||= beyond;
    seen |= aside ? word.senses & ~(sense.http | sense.foreign) : word.senses;
  }
  return seen;
}
