import type { Surroundings } from "./context.ts";
import { foldAt } from "./letters.ts";
import { isDigitName, isHanNumeral } from "./numerals.ts";
import { isPlainGap } from "./place.ts";
import { sense } from "./senses.ts";
import type { Token } from "./tokens.ts";
import type { Weighing } from "./weighing.ts";

// What makes a number in words something else: a unit, a label, more words of the same number.

const notFree = -20;

/** Weighs what stands right before and after a spelled-out number. */
export function weighSpelled({ text, tokens }: Surroundings, at: number, phrase: Token, weighing: Weighing): void {
  if (isHanNumeral(text.charAt(phrase.start - 1)) || isHanNumeral(text.charAt(phrase.end)))
    return weighing.add("part of a longer number", notFree);
  const [before, after] = [tokens.list[at - 1], tokens.list[at + 1]];
  if (before && isPlainGap(text, before.end, phrase.start)) weighBefore(text, before, weighing);
  if (after && isPlainGap(text, phrase.end, after.start)) weighAfter(text, after, tokens.list[at + 2], weighing);
}

function weighBefore(text: string, word: Token, weighing: Weighing): void {
  const { senses } = word;
  if (goesOn(text, word)) weighing.add("part of a longer number", notFree);
  if (senses & sense.article) return;
  if (senses & (sense.label | sense.unit) && !(senses & (sense.verb | sense.response))) weighing.add("a label before it", -4);
  else if (senses & sense.quantity) weighing.add("a quantity is announced", -2);
}

const unitless = sense.response | sense.verb | sense.with | sense.article;

function weighAfter(text: string, word: Token, further: Token | undefined, weighing: Weighing): void {
  if (goesOn(text, word)) weighing.add("part of a longer number", notFree);
  if (word.senses & sense.with && further !== undefined && further.senses & (sense.sip | sense.phone))
    weighing.add("from somebody in telephony", 0.6);
  if (word.senses & (sense.unit | sense.counted) && !(word.senses & unitless)) weighing.add("a unit after it", -4);
}

/** A digit's name, digits, or another number in words. */
function goesOn(text: string, { start, end, number }: Token): boolean {
  if (number !== -2) return true;
  if (end - start > 8) return false;
  return isDigitName(String.fromCharCode(...Array.from({ length: end - start }, (_, index) => foldAt(text, start + index))));
}
