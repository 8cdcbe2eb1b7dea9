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
  let list: Candidate[] = [];
  for (const candidate of candidates) {
    const last = list.at(-1);
    const link = last && linkOf(last, candidate, around);
    if (last && link) {
      if (link === "range") joinRange(last, candidate, around.catalog);
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
    if (!isOpen(weighing.score) || !catalog.response(code)?.registered) continue;
    if (hasOther(surely, code)) weighing.add("in company of a code that only SIP has", 0.7);
    else if (likely.length > 1 && likely.includes(code)) weighing.add("in company of a likely code", 0.4);
  }
}

/** Whether company can still change how a number is judged. */
function isOpen(score: number): boolean {
  return score >= -1 && score <= 2;
}

function hasOther(codes: readonly number[], code: number): boolean {
  return codes.length > 1 || (codes.length === 1 && codes[0] !== code);
}

function note(codes: number[], code: number): void {
  if (!codes.includes(code)) codes.push(code);
}

function settle(linked: readonly Candidate[], catalog: Catalog): void {
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
  if (!listGap.test(gap)) return undefined;
  // Nothing but blanks: "`503` 128/min" is no list.
  const parted = !plainGap.test(gap) || around.catalog.response(next.code) !== undefined;
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

/** "486 Busy Here, 480 …": the phrase belongs to the code before it. */
function isPhraseOf(last: Candidate, { code, start }: Token): boolean {
  return code !== 0 && fits(code, last.code) && start - last.shapeEnd <= 2;
}

/** "503 and 504", "500 to 503". */
function wordedLink(last: Candidate, next: Candidate, between: Token, text: string): Link {
  if (next.at - last.at > (last.shapeEnd > last.end ? 3 : 2)) return undefined;
  if (between.senses & sense.through && text.slice(last.shapeEnd, next.start).trim().length <= 8) return "range";
  return between.senses & sense.and ? "list" : undefined;
}

function joinRange(from: Candidate, to: Candidate, catalog: Catalog): void {
  if (from.code >= to.code) return;
  if (from.weighing.score < -1) return to.weighing.add("ends a range of something else", -3);
  if (to.weighing.score < -1) return from.weighing.add("begins a range of something else", -3);
  const both = from.code % 100 === 0 && to.code % 100 === 0;
  if (both) for (const { weighing } of [from, to]) weighing.add("between round numbers", -1.2);
  from.inner = catalog.between(from.code + 1, to.code - 1);
}
