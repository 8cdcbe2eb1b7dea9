import { none, type Surroundings } from "./context.ts";
import { sense } from "./senses.ts";
import type { Token } from "./tokens.ts";

// Q.850 causes: numbers that look like nothing, or like a 1xx, and mean why the telephone network let go.

const highest = 127;

export interface Causes {
  readonly numbers: readonly number[];
  /** Places among the tokens that are causes, so no response codes. */
  readonly places: ReadonlySet<number>;
}

const noCauses: Causes = { numbers: [], places: none };

/** Finds the cause numbers of a message. A "cause" of the protocol SIP is a response code and not among them. */
export function findCauses(around: Surroundings): Causes {
  if (around.totals.cause === 0) return noCauses;
  const numbers = new Set<number>();
  const places = new Set<number>();
  const { list } = around.tokens;
  for (let at = 1; at < list.length; at++) {
    const token = list[at];
    if (token === undefined || token.number === -2 || token.end - token.start > 3) continue;
    const cause = Number(around.text.slice(token.start, token.end).normalize("NFKC"));
    if (cause < 1 || cause > highest) continue;
    const follows = places.has(at - 1) || places.has(at - 2) ? continues(around, at) : false;
    if (!follows && !announced(around, at, token)) continue;
    numbers.add(cause);
    places.add(at);
  }
  return { numbers: [...numbers].toSorted((a, b) => a - b), places };
}

/** "cause 16", "Q.850;cause=31", "hangup cause was 21". */
function announced(around: Surroundings, at: number, token: Token): boolean {
  const { text, tokens } = around;
  const place = isBetween(tokens.list[at - 1]) ? at - 2 : at - 1;
  const word = tokens.list[place];
  if (!word || !(word.senses & sense.cause) || word.line !== token.line) return false;
  const gap = text.slice(tokens.list[at - 1]?.end ?? 0, token.start);
  if (!/^[\s=:#("'*`;,은는이가がは是为為：＝-]{0,4}$/u.test(gap)) return false;
  if (/^[.,]\d|^\s?[%$€]/u.test(text.slice(token.end, token.end + 2))) return false;
  const sip = tokens.list[place - 1];
  if (sip && sip.senses & sense.named && word.start - sip.end <= 3) return false;
  return isCause(around, word, gap, token, tokens.list[at + 1]);
}

/** "was", "code": what may stand between the word and its number. */
function isBetween(word: Token | undefined): boolean {
  if (word === undefined || word.number !== -2 || word.senses & sense.cause) return false;
  return (word.senses & (sense.small | sense.with | sense.label | sense.response)) !== 0;
}

/** "cause 18" is a cause number; "causes 18 outages" is a verb. */
function isCause({ totals, channel }: Surroundings, word: Token, gap: string, token: Token, next: Token | undefined): boolean {
  const distance = next === undefined ? Infinity : next.start - token.end;
  if (next !== undefined && distance <= 1 && isQuantified(next)) return false;
  if (word.senses & sense.isdn || /[=:：]/u.test(gap)) return true;
  const things = next?.senses === 0 && next.number === -2 && distance === 1;
  return !things && totals.http === 0 && channel >= 0;
}

/** "causes 17 and 34", "cause 16/31": a list goes on. */
function continues({ text, tokens }: Surroundings, at: number): boolean {
  const [token, last, first] = [tokens.list[at], tokens.list[at - 1], tokens.list[at - 2]];
  if (!token || !last) return false;
  if (last.number !== -2) return /^\s?[,/&、+]\s?$/u.test(text.slice(last.end, token.start));
  return first !== undefined && first.number !== -2 && (last.senses & sense.and) !== 0 && token.start - first.end <= 8;
}

/** "18 outages", "18 more"; Spanish "de" in "causa 17 de la RDSI" says nothing. */
function isQuantified({ senses }: Token): boolean {
  return (senses & sense.unit) !== 0 || ((senses & sense.counted) !== 0 && !(senses & sense.small));
}
