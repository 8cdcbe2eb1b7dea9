import { fits } from "./phrases.ts";
import { isPlainGap, type Place } from "./place.ts";
import { sense } from "./senses.ts";
import type { Token } from "./tokens.ts";

// Things that have a number of their own, and send codes as well: trunk 503, agent 480.

const saysCode = sense.response | sense.still | sense.article;

/** "trunk 503 is fine", "agent 603 forgot": a thing that is numbered, unless what follows speaks of codes. */
export function numbers(place: Place, word: Token): boolean {
  const { around, at, shape, token, weighing } = place;
  if (!(word.senses & sense.device) || shape.plural || !isPlainGap(around.text, word.end, token.start) || isGapped(place))
    return false;
  const next = around.tokens.list[at + 1];
  const follows = next !== undefined && next.line === token.line && next.start - shape.end <= 1 ? next : undefined;
  // Where words are not parted by blanks, "trunk503" says rather what the trunk does.
  const run = around.text.charCodeAt(word.start) >= runsFrom;
  const further = around.tokens.list[at + 2];
  const things = isAgain(next, further) || (run ? isState(follows) || isState(further) : !speaksOfCode(follows, place.code));
  if (!things && !isThrough(follows, further)) return false;
  weighing.add("the number of a thing", -3.8);
  weighing.labelled = true;
  return true;
}

/** "trunk 403 and trunk 404" */
function isAgain(next: Token | undefined, further: Token | undefined): boolean {
  if (next === undefined || further === undefined) return false;
  return (next.senses & sense.and) !== 0 && (further.senses & sense.device) !== 0;
}

/** "the shop gives 502 and the trunk 503": the verb is said once. */
function isGapped({ around: { tokens }, at }: Place): boolean {
  // "API 500, telephony 486"
  const [number, subject] = [tokens.list[at - 2], tokens.list[at - 3]];
  if (number && number.number >= 100 && subject && subject.senses & (sense.http | sense.web | sense.sip)) return true;
  for (let index = at - 2; index >= at - 4; index--)
    if ((tokens.list[index]?.number ?? -2) >= 0) return ((tokens.list[index - 1]?.senses ?? 0) & sense.verb) !== 0;
  return false;
}

/** "agents 480 to 486" */
function isThrough(follows: Token | undefined, further: Token | undefined): boolean {
  return (
    follows !== undefined &&
    (follows.senses & (sense.through | sense.place)) !== 0 &&
    further !== undefined &&
    further.number !== -2
  );
}

const runsFrom = 0x2e80;

function isState(word: Token | undefined): boolean {
  return word !== undefined && (word.senses & sense.state) !== 0;
}

function speaksOfCode(word: Token | undefined, code: number): boolean {
  if (word === undefined) return false;
  if (word.code !== 0 && fits(word.code, code)) return true;
  return !isState(word) && (word.senses & (saysCode | sense.with)) !== 0;
}
