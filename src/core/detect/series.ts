import type { Surroundings } from "./context.ts";
import { pluralNoun } from "./evidence-after.ts";
import { kindAt, runKind } from "./letters.ts";
import type { Candidate } from "./lists.ts";
import { clauseMarks, endsSentence, endsThere, isPlainGap, marksIn } from "./place.ts";
import { sense } from "./senses.ts";
import type { Token } from "./tokens.ts";

// Numbers that go on naming things, or counting them, where the word for the thing is said once.

/** How far apart the two numbers may stand, and how far apart they may be. */
const reach = 90;
const nearby = 20;
/** From this score on a number is a code, whatever it goes on. */
const plain = 5;
/** So near that the second is rather the next of a series. */
const beside = 2;

/** "ticket 480 closed, 486 still open", "from ext 503 busy, from 504 fine", "503 queued, 480 ready". */
export function weighSeries(candidates: readonly Candidate[], around: Surroundings): void {
  let thing: Candidate | undefined;
  let last: Candidate | undefined;
  for (const candidate of candidates) {
    const { weighing } = candidate;
    const told = weighing.labelled || isCounted(candidate, around);
    if (thing && last && !weighing.labelled && weighing.score < plain && isNear(thing, candidate, around))
      weighNext(thing, last, candidate, around);
    if (!told && !weighing.labelled) continue;
    // "from ext 480 to 486": the next thing is said like the first, not like the called one.
    if (told || !last || candidate.at - last.at > 2) thing = candidate;
    last = candidate;
  }
}

function weighNext(thing: Candidate, last: Candidate, candidate: Candidate, around: Surroundings): void {
  const { weighing } = candidate;
  const counted =
    isCounted(thing, around) &&
    (isCounted(candidate, around) || isParallel(thing, candidate, around) || isManyMore(candidate, around));
  if (counted) return weighing.add("counted like the number before it", -3.6);
  const called = last === thing && last.weighing.labelled && isCalled(last, candidate, around);
  if (!called && !(thing.weighing.labelled && goesOn(thing, candidate, around))) return weighWake(thing, candidate, around);
  weighing.add(called ? "called by the thing before it" : "named like the thing before it", called ? -4.5 : -3.6);
  // Who is called calls nobody.
  weighing.labelled = true;
}

/** Told of nothing itself, so near a thing that was named. */
function weighWake(thing: Candidate, candidate: Candidate, around: Surroundings): void {
  if (!thing.weighing.labelled || Math.abs(thing.code - candidate.code) > nearby) return;
  if (isSilent(candidate, leads(candidate, around) ? subjects : telling)) candidate.weighing.add("in the wake of a thing", -2.6);
}

const subjects = sense.response | sense.sip | sense.phone | sense.version;
const telling = subjects | sense.verb | sense.still;

/** Nothing in its own clause speaks of responses: "PR 487 is merged, 491 is missing". */
function isSilent({ own, weighing }: Candidate, senses: number): boolean {
  return (own & senses) === 0 && weighing.score < 3.5;
}

function isNear(thing: Candidate, { at, start }: Candidate, { tokens }: Surroundings): boolean {
  return start - thing.end <= reach && tokens.list[thing.at]?.line === tokens.list[at]?.line;
}

/** Whether the very word after it is what is counted. */
function isCounted({ at, shapeEnd }: Candidate, { text, tokens }: Surroundings): boolean {
  const word = tokens.list[at + 1];
  if (word === undefined || !isPlainGap(text, shapeEnd, word.start)) return false;
  return (
    (word.senses & (sense.unit | sense.counted)) !== 0 && (word.senses & (sense.response | sense.with | sense.article)) === 0
  );
}

/** Whether a number is said in the way of the thing before it: after the same small word, or first in its clause with its state. */
function goesOn(thing: Candidate, next: Candidate, around: Surroundings): boolean {
  const before = around.tokens.list[next.at - 1];
  if (before === undefined || before.number !== -2 || before.start < thing.end) return false;
  if (isSmall(before) && opens(thing, before, around)) return true;
  if (!leads(next, around)) return false;
  if (isAlike(thing, next, around)) return true;
  const distance = Math.abs(thing.code - next.code);
  return (distance <= beside && isFollowed(next, around)) || (distance <= nearby && isDescribed(next, around));
}

/** "12.480 llamadas, 603 abandonadas": first in its clause, before a plural that nobody knows. */
function isManyMore({ at, start, shapeEnd }: Candidate, { text, tokens }: Surroundings): boolean {
  const word = tokens.list[at + 1];
  if (word === undefined || !isPlainGap(text, shapeEnd, word.start)) return false;
  const closes = endsThere(text, word.end) && (word.senses & (sense.verb | sense.response)) === sense.verb;
  return (closes || pluralNoun(text, word)) && begins(text, tokens.list[at - 1], start);
}

/** Whether a number begins a clause, an article aside. */
function leads({ at, start }: Candidate, { text, tokens }: Surroundings): boolean {
  const before = tokens.list[at - 1];
  if (begins(text, before, start)) return true;
  return before !== undefined && isSmall(before) && begins(text, tokens.list[at - 2], before.start);
}

/** "VLAN 404 for cameras and 408 for phones": the same small word after both. */
function isAlike(thing: Candidate, next: Candidate, { text, tokens }: Surroundings): boolean {
  const [first, second] = [tokens.list[thing.at + 1], tokens.list[next.at + 1]];
  return first !== undefined && second !== undefined && isSmall(second) && sameWord(text, first, second);
}

/** "503 messages in the queue, 404 in the other": the same word after both. */
function isParallel(thing: Candidate, next: Candidate, { text, tokens }: Surroundings): boolean {
  const [first, second] = [tokens.list[thing.at + 2], tokens.list[next.at + 1]];
  if (isRepeated(thing, next, { text, tokens })) return true;
  if (first === undefined || second === undefined || !isSmall(second)) return false;
  return startsLike(text, first, second) && first.end < next.start;
}

/** "ext 480 calls 486", "from ext 480 to 486", "ext 408 forwards to 480", "queue 503 overflows into 504". */
function isCalled(thing: Candidate, next: Candidate, { text, tokens }: Surroundings): boolean {
  const words = tokens.list.slice(thing.at + 1, Math.min(next.at, thing.at + 5));
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined || words.length > 3 || last.number !== -2) return false;
  if (marksIn(text, thing.shapeEnd, next.start) !== 0 || !isPlainGap(text, last.end, next.start)) return false;
  if (last.senses & sense.response) return false;
  if (words.length === 1) return (last.senses & (sense.place | sense.through | sense.phone)) !== 0 && !(last.senses & sense.verb);
  if (!((words[1]?.senses ?? 0) & sense.place)) return false;
  return (first.senses & sense.phone) !== 0 || Math.abs(thing.code - next.code) <= beside;
}

function sameWord(text: string, first: Token, second: Token): boolean {
  return text.slice(first.start, first.end).toLowerCase() === text.slice(second.start, second.end).toLowerCase();
}

/** "shift A took 480 calls, shift B 503": the same noun before both. */
function isRepeated(thing: Candidate, next: Candidate, { text, tokens }: Pick<Surroundings, "text" | "tokens">): boolean {
  const noun = tokens.list[next.at - 2];
  if (noun === undefined || noun.number !== -2 || noun.end - noun.start < 3 || noun.start < thing.end) return false;
  if ((tokens.list[next.at - 1]?.senses ?? 0) & (sense.verb | sense.response)) return false;
  return [thing.at - 2, thing.at - 3].some((at) => {
    const word = tokens.list[at];
    return word !== undefined && word.number === -2 && sameWord(text, word, noun);
  });
}

/** Whether the first word is the second, or begins with it: "na fila", "na". */
function startsLike(text: string, first: Token, second: Token): boolean {
  const said = text.slice(second.start, second.end);
  return text.slice(first.start, first.start + said.length).toLowerCase() === said.toLowerCase();
}

/** Whether a clause begins behind this word. */
function begins(text: string, word: Token | undefined, start: number): boolean {
  if (word === undefined) return false;
  return (
    (marksIn(text, word.end, start) & clauseMarks) !== 0 || (word.senses & sense.and) !== 0 || endsSentence(text, word.end, start)
  );
}

function isSmall({ senses }: Token): boolean {
  return (
    (senses & (sense.with | sense.place | sense.article | sense.small)) !== 0 && (senses & (sense.verb | sense.response)) === 0
  );
}

/** "from ext 503 … from 504": whether this word stood before the thing as well. */
function opens(thing: Candidate, word: Token, { text, tokens }: Surroundings): boolean {
  return [thing.at - 2, thing.at - 3].some((at) => {
    const first = tokens.list[at];
    return first !== undefined && first.number === -2 && sameWord(text, first, word);
  });
}

/** "604 removes the old one", not "504 again" or "504 on the others". */
function isFollowed({ at, shapeEnd }: Candidate, { text, tokens }: Surroundings): boolean {
  const next = tokens.list[at + 1];
  if (next === undefined || next.number !== -2 || !isPlainGap(text, shapeEnd, next.start)) return false;
  return next.code === 0 && (next.senses & (sense.still | sense.with | sense.response)) === 0;
}

/** A particle that is no word of ours. */
function isRun(text: string, at: number): boolean {
  return kindAt(text, at) === runKind;
}

/** "486 still open", "504 is running": how things are, said next. */
function isDescribed({ at, shapeEnd }: Candidate, { text, tokens }: Surroundings): boolean {
  const [next, further] = [tokens.list[at + 1], tokens.list[at + 2]];
  if (next === undefined) return false;
  const joined = isPlainGap(text, shapeEnd, next.start) || (isRun(text, shapeEnd) && isPlainGap(text, shapeEnd + 1, next.start));
  if (!joined) return false;
  return (next.senses & sense.state) !== 0 || (further !== undefined && (further.senses & sense.state) !== 0);
}
