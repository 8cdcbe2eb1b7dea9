import { telephonyChannel } from "./channel.ts";
import { isMixed, type Surroundings, type Totals } from "./context.ts";
import { readAfter } from "./evidence-after.ts";
import { readBefore } from "./evidence-before.ts";
import { kindAt, runKind } from "./letters.ts";
import type { Place } from "./place.ts";
import { httpHas, isTimeLike, prior } from "./prior.ts";
import { sense } from "./senses.ts";
import type { Weighing } from "./weighing.ts";

/** Weighs a number by what surrounds it: which words say that it is a response code, which that it is something else. */
export function weighWords(place: Place): void {
  const { around, at, code, shape, token, weighing } = place;
  weighing.add("the number itself", prior(code, around.catalog));
  readBefore(place);
  readAfter(place);
  if (shape.plural) weighPlural(place);
  if (code >= 200 && code < 300) weighAcknowledged(place);
  weighSubject(place);
  weighTelephony(place);
  if (around.headers.has(token.line) && !near(around, at, sense.named)) weighing.add("in a header line", -5);
}

/** "503s" are responses; "180s" after "for" or "longer than" are seconds. */
function weighPlural({ around, at, code, left, right, round, weighing }: Place): void {
  const lasting = isTimeLike(code) && (left & lasts || near(around, at, sense.time));
  // "487s of lag": whatever the number, these are seconds.
  if (right & sense.measure || left & sense.measure) weighing.add("a duration in seconds", -3);
  weighing.add("plural", lasting ? -1.5 : round ? 0.7 : 0.9);
}

const lasts = sense.quantity | sense.time | sense.place;

/** "no ACK for the 200": nothing else is acknowledged so. */
function weighAcknowledged({ around, at, weighing }: Place): void {
  for (let index = at - 4; index <= at + 4; index++) {
    const word = around.tokens.list[index];
    if (word !== undefined && /^p?r?ack(?:s|ed)?$/iu.test(around.text.slice(word.start, Math.min(word.end, word.start + 8))))
      return weighing.add("an ACK near it", 2);
  }
}

/** What the whole message is about, where its words were not met near the number. */
function weighSubject(place: Place): void {
  const { around, code, weighing } = place;
  const { totals, thread, channel } = around;
  const telephony = speaksOfTelephony(place);
  if (place.aside < 0) weighAside(place, telephony);
  if (totals.any > 0) weighTotals(totals, place, telephony);
  if (around.tokens.web && totals.sip === 0 && channel < telephonyChannel) weighing.add("a web address in the message", -1);
  if (thread.size > 0) weighing.add("codes earlier in the thread", 1);
  else if (totals.sip + totals.phone === 0) weighNothing(place);
  if (thread.has(code)) weighing.add("this code earlier in the thread", 1);
}

/** Takes back what was said of others beyond a comma; less where only a "call" is spoken of. */
function weighAside({ aside, own, weighing }: Place, telephony: boolean): void {
  if (telephony) weighing.add("in a clause of telephony", aside * (own & sense.sip ? -1 : -0.8));
  else if (own & sense.phone && !(own & others)) weighing.add("in a clause of calls", aside * -0.5);
}

function weighNothing({ around: { channel }, code, weighing }: Place): void {
  if (code > 200 && channel <= 0 && (httpHas(code) || channel < 0)) weighing.add("nothing of telephony anywhere", -0.35);
}

const others = sense.http | sense.web | sense.foreign;

/** Whether the number's own clause speaks of telephony and of nothing else. */
function speaksOfTelephony({ own }: Place): boolean {
  // A trunk outweighs a word like "payment", though not a web server.
  if (own & sense.sip) return (own & (sense.http | sense.foreign)) === 0;
  return (own & (sense.sip | sense.telephony)) !== 0 && (own & others) === 0;
}

function weighTotals(totals: Totals, place: Place, telephony: boolean): void {
  const { weighing } = place;
  const seen = place.before | place.after;
  const { sip, phone, http, foreign } = totals;
  if (sip > 0 && !(seen & sense.sip)) weighing.add("SIP words in the message", 0.9);
  if (sip > 2) weighing.add("many SIP words in the message", 0.4);
  if (phone > 0 && !(seen & sense.phone)) weighing.add("telephony in the message", phone > 1 || totals.telephony > 0 ? 0.6 : 0.4);
  if (!isMixed(totals)) return;
  weighClause(totals, place);
  if (!telephony) weighOthers(totals, seen, weighing);
  else if (http + foreign > 0 && place.aside === 0) weighing.add("another protocol in another clause", -0.5);
}

function weighClause(totals: Totals, { around, own, weighing }: Place): void {
  if (own & sense.web && !(own & (sense.sip | sense.telephony)) && around.channel < telephonyChannel)
    weighing.add("software's clause", -1.2);
  if (isWebClause(own, totals)) weighing.add("telephony in another clause", -0.8);
}

/** "site is back from its 504, callers still hear 480" */
function isWebClause(own: number, { sip, telephony }: Totals): boolean {
  return (own & others) !== 0 && (own & (sense.sip | sense.phone)) === 0 && sip + telephony > 0;
}

function weighOthers({ http, foreign, web }: Pick<Totals, "http" | "foreign" | "web">, seen: number, weighing: Weighing): void {
  if (http > 0 && !(seen & sense.http)) weighing.add("HTTP in the message", -1.3);
  if (http > 1) weighing.add("much HTTP in the message", -0.8);
  if (foreign > 0 && !(seen & sense.foreign)) weighing.add("another protocol in the message", -1.2);
  if (foreign > 1) weighing.add("much of another protocol", -0.8);
  if (web > 0 && !(seen & sense.web)) weighing.add("web words in the message", -0.3);
  if (web > 1) weighing.add("much web in the message", -0.4);
}

/** What the channel's name weighs: much where the sentence is built as one about codes, little for a bare number. */
function weighTelephony(place: Place): void {
  const { around, after, weighing } = place;
  const { channel, tokens, totals } = around;
  if (place.right & sense.with && after & (sense.sip | sense.phone) && totals.http === 0)
    weighing.add("from somebody in telephony", 0.5);
  if (channel > 0 && channel < telephonyChannel && totals.http + totals.web > 0 && totals.sip + totals.phone === 0) return;
  // Whoever speaks of telephony in a channel of another subject means it.
  weighing.add("the channel's name", channel < 0 && isOwnSubject(place) ? channel * 0.1 : channel);
  if (channel <= 0) return;
  if (!isSpokenOf(place)) weighing.add("nothing near it speaks of responses", bareWeight(place));
  else if (tokens.list.length <= 4 && !((place.before | after) & sense.time)) weighing.add("a few words", 0.4);
}

function isOwnSubject(place: Place): boolean {
  const { totals } = place.around;
  return speaksOfTelephony(place) || (totals.sip + totals.telephony > 0 && !isMixed(totals));
}

/** A bare number that ends its clause is a code more often than one that its clause goes on from. */
function bareWeight({ around, left, leads, closes }: Place): number {
  if (left & sense.place) return -1.5;
  // "RTX 480": where telephony is not at home, a noun that nobody knows may have that number.
  if (closes) return leads || left !== 0 || around.channel >= telephonyChannel ? 0 : -1.1;
  return leads ? -0.9 : -1.3;
}

const rightOpeners =
  sense.with | sense.still | sense.small | sense.article | sense.and | sense.through | sense.state | sense.sip | sense.phone;

/** Whether a sentence says its number as one says a code. */
function isSpokenOf(place: Place): boolean {
  const { left, before, after, shape, token, around } = place;
  if (shape.plural || shape.end > token.end || isAmongRuns(around.text, token.start, token.end)) return true;
  if (((before | after) & (sense.response | sense.verb)) !== 0 || around.thread.has(place.code)) return true;
  if (left & (sense.article | sense.still) || (left & sense.with && !(left & sense.place))) return true;
  return place.leads ? place.closes || (place.right & rightOpeners) !== 0 : isNamed(place);
}

/** "sbc 503", "is 503", "503 again": what the words on both sides must say where no clause begins. */
function isNamed({ left, right, ranges }: Place): boolean {
  if (right & (sense.still | sense.article) || left & sense.state) return true;
  if (left & (sense.sip | sense.phone)) return !(left & sense.label);
  return left !== 0 && (ranges || (right & sense.small) !== 0);
}

/** Whether East Asian text touches it: what is counted or numbered there has its word beside the number. */
function isAmongRuns(text: string, start: number, end: number): boolean {
  if (kindAt(text, start - 1) === runKind || kindAt(text, end) === runKind) return true;
  return kindAt(text, start - 2) === runKind || kindAt(text, end + 1) === runKind;
}

/** Whether one of the three words on either side says this. */
function near({ tokens }: Surroundings, at: number, bit: number): boolean {
  for (let index = at - 3; index <= at + 3; index++) if (index !== at && (tokens.list[index]?.senses ?? 0) & bit) return true;
  return false;
}
