import type { Surroundings, Totals } from "./context.ts";
import { readAfter } from "./evidence-after.ts";
import { readBefore } from "./evidence-before.ts";
import { kindAt, runKind } from "./letters.ts";
import type { Place } from "./place.ts";
import { httpHas, isTimeLike, prior } from "./prior.ts";
import { sense } from "./senses.ts";

/** Weighs a number by what surrounds it: which words say that it is a response code, which that it is something else. */
export function weighWords(place: Place): void {
  const { around, at, code, round, shape, token, weighing } = place;
  weighing.add("the number itself", prior(code, around.catalog));
  if (shape.plural) weighing.add("plural", isTimeLike(code) && near(around, at, sense.time) ? -1.5 : round ? 0.7 : 0.9);
  readBefore(place);
  readAfter(place);
  weighSubject(place);
  weighTelephony(place);
  if (around.headers.has(token.line) && !near(around, at, sense.named)) weighing.add("in a header line", -5);
}

/** What the whole message is about, where its words were not met near the number. */
const subjects: readonly (readonly [key: keyof Totals, senses: number, reason: string, one: number, several: number])[] = [
  ["sip", sense.sip, "SIP words in the message", 0.9, 0.9],
  ["phone", sense.phone, "telephony in the message", 0.4, 0.6],
  ["http", sense.http, "HTTP in the message", -1.3, -1.3],
  ["foreign", sense.foreign, "another protocol in the message", -1.2, -1.2],
  ["web", sense.web, "web words in the message", -0.3, -0.3],
];
const much: readonly (readonly [key: keyof Totals, from: number, reason: string, weight: number])[] = [
  ["sip", 3, "many SIP words in the message", 0.4],
  ["http", 2, "much HTTP in the message", -0.8],
  ["web", 2, "much web in the message", -0.4],
];

function weighSubject({ around, before, after, code, weighing }: Place): void {
  const { totals, thread, channel } = around;
  if (totals.any > 0) {
    const seen = before | after;
    for (const [key, senses, reason, one, several] of subjects)
      if (totals[key] > 0 && !(seen & senses)) weighing.add(reason, totals[key] > 1 ? several : one);
    for (const [key, from, reason, weight] of much) if (totals[key] >= from) weighing.add(reason, weight);
  }
  if (around.tokens.web && totals.sip === 0 && channel <= 0) weighing.add("a web address in the message", -1);
  if (thread.size > 0) weighing.add("codes earlier in the thread", 1);
  if (thread.has(code)) weighing.add("this code earlier in the thread", 0.6);
  if (code > 200 && httpHas(code) && totals.sip + totals.phone === 0 && channel <= 0 && thread.size === 0)
    weighing.add("nothing of telephony anywhere", -0.35);
}

/** What the channel's name weighs: much where the sentence is built as one about codes, little for a bare number. */
function weighTelephony(place: Place): void {
  const { around, after, weighing } = place;
  const { channel, tokens, totals } = around;
  if (place.right & sense.with && after & (sense.sip | sense.phone) && totals.http === 0) weighing.add("from somebody in telephony", 0.5);
  weighing.add("the channel's name", channel);
  if (channel <= 0) return;
  if (!isSpokenOf(place)) weighing.add("nothing near it speaks of responses", bareWeight(place));
  else if (tokens.list.length <= 4) weighing.add("a few words", 0.4);
}

/** A bare number that ends its clause is a code more often than one that its clause goes on from. */
function bareWeight({ left, leads, closes }: Place): number {
  if (left & sense.place) return -1.5;
  if (closes) return -0.2;
  return leads ? -0.9 : -1.3;
}

const rightOpeners = sense.with | sense.still | sense.small | sense.article | sense.and | sense.through | sense.state;

/** Whether a sentence says its number as one says a code. */
function isSpokenOf(place: Place): boolean {
  const { left, right, before, after, shape, token, around } = place;
  if (isAmongRuns(around.text, token.start, token.end)) return true;
  if (shape.plural || shape.end > token.end) return true;
  if (((before | after) & (sense.response | sense.verb)) !== 0 || around.thread.has(place.code)) return true;
  if (left & (sense.article | sense.still) || (left & sense.with && !(left & sense.place))) return true;
  if (place.leads) return place.closes || (right & (rightOpeners | sense.sip | sense.phone)) !== 0;
  if (left !== 0 && (right & sense.small || place.ranges)) return true;
  return (left & sense.state) !== 0 || (right & (sense.still | sense.article)) !== 0 || ((left & (sense.sip | sense.phone)) !== 0 && !(left & sense.label));
}

/** Whether East Asian text touches it: what is counted or numbered there has its word beside the number. */
function isAmongRuns(text: string, start: number, end: number): boolean {
  return [start - 1, start - 2, end, end + 1].some((at) => kindAt(text, at) === runKind);
}

/** Whether one of the three words on either side says this. */
function near({ tokens }: Surroundings, at: number, bit: number): boolean {
  for (let index = at - 3; index <= at + 3; index++) if (index !== at && (tokens.list[index]?.senses ?? 0) & bit) return true;
  return false;
}
