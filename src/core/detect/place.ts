import type { Surroundings } from "./context.ts";
import { foldAt } from "./letters.ts";
import { isRound } from "./prior.ts";
import type { Shape } from "./shape.ts";
import type { Token } from "./tokens.ts";
import type { Weighing } from "./weighing.ts";

/** One number of a message while it is weighed. */
export interface Place {
  readonly around: Surroundings;
  /** Its place among the tokens. */
  readonly at: number;
  readonly token: Token;
  readonly code: number;
  /** A full hundred: a quantity in most mouths. */
  readonly round: boolean;
  readonly shape: Shape;
  readonly weighing: Weighing;
  /** What the words before and after it say, up to the end of the sentence. */
  before: number;
  after: number;
  /** What the words in its own clause say. */
  own: number;
  /** What HTTP and the web weighed from beyond a comma. */
  aside: number;
  /** What the very word before and after says; 0 when there is none or it is unknown. */
  left: number;
  right: number;
  /** Whether it stands first in its clause, or is followed by no word. */
  leads: boolean;
  closes: boolean;
  /** Whether another number follows, joined by a mark: "500–505". */
  ranges: boolean;
}

export function placeOf(around: Surroundings, at: number, token: Token, shape: Shape, weighing: Weighing): Place {
  return {
    around,
    at,
    token,
    code: token.number,
    round: isRound(token.number),
    shape,
    weighing,
    before: 0,
    after: 0,
    own: 0,
    aside: 0,
    left: 0,
    right: 0,
    leads: true,
    closes: true,
    ranges: false,
  };
}

/** How many words on each side are read, and how far away they may be. */
export const widest = 7;
export const farthest = 64;

/** What may stand between two words beside blanks. */
export const mark = { equals: 1, colon: 2, comma: 4, bracket: 8, dash: 16, arrow: 32, quote: 64, times: 128 } as const;

/** Marks after which, and before which, a new clause begins. */
export const clauseMarks = mark.comma | mark.bracket | mark.dash | mark.arrow;

const markOf = new Uint8Array(0x1_00_00);
const marks: readonly (readonly [units: string, bit: number])[] = [
  ["=", mark.equals],
  [":", mark.colon],
  [",;、，；", mark.comma],
  ["()[]", mark.bracket],
  ["—–", mark.dash],
  [">", mark.arrow],
  ['"“”', mark.quote],
  ["×", mark.times],
];
for (const [units, bit] of marks) for (const unit of units) markOf[unit.charCodeAt(0)] = bit;

/** The marks that lie between two positions. */
export function marksIn(text: string, from: number, to: number): number {
  let found = 0;
  for (let at = from; at < to; at++) found |= markOf[text.charCodeAt(at)] ?? 0;
  return found;
}

/** Whether nothing or one blank lies between two positions. */
export function isPlainGap(text: string, from: number, to: number): boolean {
  return to === from || (to - from === 1 && text.charCodeAt(from) === 0x20);
}

const contrasts: ReadonlySet<string> = new Set(
  "because,bc,cuz,porque,weil,parce,потому,因为,but,while,whereas,though,although,yet,pero,mientras,aunque,mas,porem,enquanto,embora,mais,tandis,alors,aber,doch,wahrend,obwohl,но,а,хотя,зато,けど,けれど,ですが,だが,但,但是,不过,지만".split(
    ",",
  ),
);

/** Their first letters and lengths: nearly all other words end here. */
const contrastStarts = new Uint8Array(0x1_00_00);
for (const word of contrasts) contrastStarts[startOf(word.charCodeAt(0), word.length)] = 1;

function startOf(letter: number, length: number): number {
  return ((letter << 4) | length) & 0xffff;
}

/** "but", "aber": here a clause ends that its marks did not end. */
export function isContrast(text: string, { start, end }: Token): boolean {
  return (
    end - start < 9 &&
    contrastStarts[startOf(foldAt(text, start), end - start)] === 1 &&
    contrasts.has(text.slice(start, end).toLowerCase())
  );
}

/** Whether nothing but a mark follows. */
export function endsThere(text: string, end: number): boolean {
  return end >= text.length || ".,?!)\n".includes(text.charAt(end));
}

/** Whether a sentence ends between two words. */
export function endsSentence(text: string, from: number, to: number): boolean {
  for (let at = from; at < to && at < from + 6; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x20) continue;
    if (unit === 0x3002 || unit === 0xff01 || unit === 0xff1f) return true;
    // ".", "!", "?" or ";" and a blank
    if ((unit === 0x2e || unit === 0x21 || unit === 0x3f || unit === 0x3b) && text.charCodeAt(at + 1) <= 0x20) return true;
  }
  return false;
}
