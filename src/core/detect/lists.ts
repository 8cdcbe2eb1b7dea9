import type { Catalog } from "../catalog.ts";
import type { Surroundings } from "./context.ts";
import { fits } from "./phrases.ts";
import { httpHas } from "./prior.ts";
import { sense } from "./senses.ts";
import type { Weighing } from "./weighing.ts";

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
const impossible = -3.5;

/** Lists and ranges stand and fall together: "SIP 428, 436 and 437", "ports 500-503". */
export function weighLists(candidates: readonly Candidate[], around: Surroundings): void {
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
  if (candidates.length < 2) return;
  const surely = new Set(
    candidates.filter(({ code, weighing }) => weighing.score >= 1 && !httpHas(code)).map(({ code }) => code),
  );
  const likely = new Set(candidates.filter(({ weighing }) => weighing.score >= 0.5).map(({ code }) => code));
  for (const { code, weighing } of candidates) {
    if (weighing.score < -1 || weighing.score > 2 || !catalog.response(code)?.registered) continue;
    if (surely.size > (surely.has(code) ? 1 : 0)) weighing.add("in company of a code that only SIP has", 0.7);
    else if (likely.size > 1 && likely.has(code)) weighing.add("in company of a likely code", 0.3);
  }
}

function settle(list: readonly Candidate[], catalog: Catalog): void {
  if (list.length < 2) return;
  const scores = list.map(({ weighing }) => weighing.score);
  const [best, worst] = [Math.max(...scores), Math.min(...scores)];
  for (const { weighing, code } of list) {
    if (worst <= impossible && best < 2.5) weighing.add("in a list with what is no code", Math.min(0, worst - weighing.score));
    else if (catalog.response(code)?.registered && weighing.score > -3)
      weighing.add("in a list with others", Math.max(0, best - step - weighing.score));
  }
}

const rangeGap = /^\s?(?:-|–|—|~|〜|～|−|\.{2,3}|…)\s?$/u;
const listGap = /^[\s,/、，・&+|→⇒>=()*`"'’”;:{}[\]-]{1,5}$/u;

// oxlint-disable-next-line eslint/complexity -- a list of rules, read from top to bottom
function linkOf(last: Candidate, next: Candidate, { text, tokens }: Surroundings): "list" | "range" | undefined {
  const phrase = tokens.list[next.at - 1];
  const phrased = phrase !== undefined && phrase.code !== 0 && fits(phrase.code, last.code) && phrase.start - last.shapeEnd <= 2;
  const from = phrased ? phrase.end : last.shapeEnd;
  if (next.start - from > 14) return undefined;
  const gap = text.slice(from, next.start).replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  if (rangeGap.test(gap)) return "range";
  if (listGap.test(gap) && (phrased || !/[\n:;]/u.test(gap))) return "list";
  const between = tokens.list[next.at - 1];
  if (between === undefined || between.start < last.shapeEnd || next.at - last.at > (last.shapeEnd > last.end ? 3 : 2))
    return undefined;
  if (between.senses & sense.through && text.slice(last.shapeEnd, next.start).trim().length <= 8) return "range";
  return between.senses & sense.and ? "list" : undefined;
}

function joinRange(from: Candidate, to: Candidate, catalog: Catalog): void {
  if (from.code >= to.code) return;
  const both = from.code % 100 === 0 && to.code % 100 === 0;
  if (both) for (const { weighing } of [from, to]) weighing.add("between round numbers", -1.2);
  from.inner = catalog.between(from.code + 1, to.code - 1);
}
