import type { Catalog } from "../catalog.ts";
import type { Surroundings } from "./context.ts";
import { fits } from "./phrases.ts";
import { httpHas } from "./prior.ts";
import { sense } from "./senses.ts";
import type { Token } from "./tokens.ts";
import { threshold, type Weighing } from "./weighing.ts";

/** A number that may be a code, with what was found for and against it. */
export interface Candidate {
  /** Its place among the tokens. */
  readonly at: number;
  readonly code: number;
  readonly start: number;
  readonly end: number;
  /** Where what belongs to it ends: the "s" of "503s". */
  readonly shapeEnd: number;
  readonly weighing: Weighing;
  /** What the words in its own clause say. */
  readonly own: number;
  /** Codes between this one and the next: "500-503". */
  inner: readonly number[];
}

/** How far below the best of its list a member may be judged. */
const step = 0.2;
const impossible = -2.2;
/** Part of a longer number or word: no item at all. */
const partOfOther = -15;
/** What speaks so clearly for a code outweighs the company it is in. */
const certain = 4;

/** Lists and ranges stand and fall together: "SIP 428, 436 and 437", "ports 500-503". */
export function weighLists(candidates: readonly Candidate[], around: Surroundings): void {
  if (candidates.length < 2) return;
  weighCompany(candidates, around.catalog);
  weighStrangers(candidates, around);
  let list: Candidate[] = [];
  for (const candidate of candidates) {
    const last = list.at(-1);
    const link = last && linkOf(last, candidate, around);
    if (last && link) {
      if (link === "range") joinRange(last, candidate, around);
      list.push(candidate);
    } else {
      settle(list, around.catalog);
      list = [candidate];
    }
  }
  settle(list, around.catalog);
}

/** A code that only SIP has makes its neighbours likelier, and so do several likely ones. */
function weighCompany(candidates: readonly Candidate[], catalog: Catalog): void {
  const surely: number[] = [];
  const likely: number[] = [];
  for (const { code, weighing } of candidates) {
    if (weighing.score >= 1 && !httpHas(code)) note(surely, code);
    if (weighing.score >= 0.5) note(likely, code);
  }
  if (surely.length === 0 && likely.length < 2) return;
  for (const { code, weighing } of candidates) {
    if (!isOpen(weighing) || !catalog.response(code)?.registered) continue;
    if (hasOther(surely, code)) weighing.add("in company of a code that only SIP has", 0.7);
    else if (likely.length > 1 && likely.includes(code)) weighing.add("in company of a likely code", 0.4);
  }
}

/** A number that is no code and has no word of its own stands there like this one: "test from 101 to 486". */
function weighStrangers(candidates: readonly Candidate[], around: Surroundings): void {
  for (let index = 0; index < candidates.length; index++) {
    const one = candidates[index];
    if (one === undefined || one.weighing.score > 3 || one.own & speaksOfSending) continue;
    const strange = isStranger(candidates[index - 1], one, around) || isStranger(candidates[index + 1], one, around);
    if (strange && around.catalog.response(one.code) !== undefined) one.weighing.add("beside a number that is no code", -1.8);
  }
}

function isStranger(other: Candidate | undefined, { start }: Candidate, { catalog, text }: Surroundings): boolean {
  if (other === undefined || Math.abs(other.start - start) > stranger || other.weighing.score <= -3.2) return false;
  // "486 (1204), 480 (611)": how often each was met.
  return text.charAt(other.start - 1) !== "(" && catalog.response(other.code) === undefined;
}

/** How near another number stands for both to be of a kind. */
const stranger = 24;
const speaksOfSending = sense.response | sense.named | sense.version | sense.verb;

/** Whether company can still change how a number is judged. */
function isOpen({ score, labelled }: Weighing): boolean {
  return score >= -1 && score <= 2 && !labelled;
}

function hasOther(codes: readonly number[], code: number): boolean {
  return codes.length > 1 || (codes.length === 1 && codes[0] !== code);
}

function note(codes: number[], code: number): void {
  if (!codes.includes(code)) codes.push(code);
}

function settle(linked: readonly Candidate[], catalog: Catalog): void {
  if (linked.length < 2) return;
  const list = linked.filter(({ weighing }) => !weighing.apart && weighing.score > partOfOther);
  if (list.length < 2) return;
  const scores = list.map(({ weighing }) => weighing.score);
  const [best, worst] = [Math.max(...scores), Math.min(...scores)];
  const lifted = best >= threshold ? Math.max(threshold, best - step) : best - step;
  const things = list[0]?.weighing.labelled === true && best < certain;
  for (const { weighing, code } of list) {
    if (things) weighing.add("in a list of things", Math.min(0, impossible - weighing.score));
    else if (worst <= impossible && best < certain)
      weighing.add("in a list with what is no code", Math.min(0, worst - weighing.score));
    else if (catalog.response(code)?.registered && weighing.score > -3)
      weighing.add("in a list with others", Math.max(0, lifted - weighing.score));
  }
}

const rangeGap = /^\s?(?:-|–|—|~|〜|～|−|\.{2,3}|…)\s?$/u;
const listGap = /^[\s,/、，・&+|→⇒>=()*`"'’”;:{}[\]-]{1,5}$/u;

const plainGap = /^[\s*`'"]+$/u;

type Link = "list" | "range" | undefined;

function linkOf(last: Candidate, next: Candidate, around: Surroundings): Link {
  const { text, tokens } = around;
  const between = tokens.list[next.at - 1];
  const phrased = between !== undefined && isPhraseOf(last, between);
  const from = phrased ? between.end : last.shapeEnd;
  if (next.start - from > 14) return undefined;
  if (!phrased && between !== undefined && between.start >= from) return wordedLink(last, next, between, text);
  const gap = gapOf(text, from, next.start);
  if (rangeGap.test(gap)) return next.weighing.score > partOfOther ? "range" : partOfNumber(last);
  return markedLink(phrased, next, gap, around.catalog);
}

function markedLink(phrased: boolean, next: Candidate, gap: string, catalog: Catalog): Link {
  // "404 Not Found > 500 in 5m": how many are too many.
  if (phrased && gap.trim() === ">") return exceeded(next);
  if (!listGap.test(gap)) return undefined;
  // Nothing but blanks: "`503` 128/min" is no list.
  const parted = !plainGap.test(gap) || catalog.response(next.code) !== undefined;
  return phrased || (parted && !/[\n:;]/u.test(gap)) ? "list" : undefined;
}

/** What lies between two numbers, with Slack's entities undone. */
function gapOf(text: string, from: number, to: number): string {
  const raw = text.slice(from, to);
  return raw.includes("&") ? raw.replaceAll("&gt;", ">").replaceAll("&amp;", "&") : raw;
}

/** "480-555-0100": the first part of a telephone number. */
function partOfNumber({ weighing }: Candidate): undefined {
  weighing.add("part of a phone number or date", partOfOther);
}

function exceeded({ weighing }: Candidate): undefined {
  weighing.add("a threshold", -7);
}

/** "486 Busy Here, 480 …": the phrase belongs to the code before it. */
function isPhraseOf(last: Candidate, { code, start }: Token): boolean {
  return code !== 0 && fits(code, last.code) && start - last.shapeEnd <= 2;
}

/** "503 and 504", "500 to 503". */
const corrected =
  /^\s?(?:じゃなくて|ではなく|でなく|instead of|rather than|statt|au lieu d[eu]|en (?:vez|lugar) de|em vez de|вместо|而不是|아니라|말고)\s?(?:an?|the|une?|el|le|l[oa]s?|eine[mnrs]?|o|um)?\s?$/iu;

/** "404じゃなくて604を返す": what is said of the second was meant of the first. */
function correctedLink({ weighing }: Candidate, next: Candidate): Link {
  const lift = next.weighing.score - step - weighing.score;
  if (next.weighing.score >= threshold && !weighing.labelled && weighing.score > partOfOther && lift > 0)
    weighing.add("corrected to a code", lift);
  return "list";
}

const betweens = /(?:^|[^\p{L}])(?:between|entre|zwischen|между)\s$/iu;
const everything =
  /(?:^|[^\p{L}])(?:everything|anything|all|any|every|todo|todos|toda|tudo|tout|tous|toutes|alles|alle|все|всё)[^\p{L}]/iu;

/** "everything between 500 and 504"; "the difference between 480 and 486" is of two. */
function isAllBetween(last: Candidate, next: Candidate, text: string): boolean {
  if (!betweens.test(text.slice(Math.max(0, last.start - 10), last.start))) return false;
  return (
    everything.test(text.slice(Math.max(0, last.start - 30), last.start)) ||
    everything.test(text.slice(next.shapeEnd, next.shapeEnd + 8))
  );
}

function wordedLink(last: Candidate, next: Candidate, between: Token, text: string): Link {
  if (corrected.test(text.slice(last.shapeEnd, next.start))) return correctedLink(last, next);
  if (next.at - last.at > (last.shapeEnd > last.end ? 3 : 2)) return undefined;
  if (between.senses & sense.and && isAllBetween(last, next, text)) {
    if (!last.weighing.labelled) last.weighing.add("all between two codes", 3.2);
    return "range";
  }
  if (between.senses & sense.through && text.slice(last.shapeEnd, next.start).trim().length <= 8) return "range";
  return between.senses & sense.and ? "list" : undefined;
}

/** So far apart two codes may be that are named as a range; "the carrier sends anything from 480 to 491". */
const widestRange = 12;
const speaksOfCodes = sense.response | sense.named | sense.version;

/** Whether codes are named so: a few neighbours, whole classes, or what SIP's own words stand beside. "DIDs 401-480" are telephones. */
function isPlausible(from: Candidate, to: Candidate): boolean {
  if (to.code - from.code <= widestRange) return true;
  const classes = from.code % 100 === 0 && (to.code % 100 === 0 || to.code % 100 === 99);
  return classes || ((from.own | to.own) & speaksOfCodes) !== 0;
}

/** "400-499": the last number is a bound, and no code. */
function endClass({ weighing }: Candidate): void {
  weighing.add("where a class ends", -6);
  weighing.apart = true;
}

/** Numbers that are dialled, in the words of those who sell them. */
const dialled = /(?:^|[^\p{L}])(?:dids?|ddis?|sdas?)\s$/iu;

function joinRange(from: Candidate, to: Candidate, { catalog, text }: Surroundings): void {
  if (from.code >= to.code) return;
  if (from.weighing.score < -1) return to.weighing.add("ends a range of something else", -3);
  if (to.weighing.score < -1) return from.weighing.add("begins a range of something else", -3);
  if (!isPlausible(from, to) || dialled.test(text.slice(Math.max(0, from.start - 6), from.start))) {
    for (const { weighing } of [from, to]) weighing.add("a range too wide for codes", -4);
    from.weighing.labelled = true;
    return;
  }
  const both = from.code % 100 === 0 && to.code % 100 === 0;
  if (both) for (const { weighing } of [from, to]) weighing.add("between round numbers", -1.2);
  if (to.code % 100 === 99 && !catalog.response(to.code)?.registered) endClass(to);
  from.inner = catalog.between(from.code + 1, to.code - 1);
}
