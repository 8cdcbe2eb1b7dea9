import { digitKind, foldAt, folds, kindAt, kinds, letterKind, otherKind, runKind } from "./letters.ts";

/** How many letters of a trigger are looked at; of East Asian ones two. */
const depth = 4;

/** The quick look at every message: is there any number from 100 to 699, any phrase or cause word? Most messages end here. */
export class Gate {
  readonly #starts = new Uint8Array(0x4_00_00);
  readonly #triggers: (text: string, at: number) => boolean;
  /** First letters of triggers: most words end here. */
  readonly #initials = new Uint8Array(0x1_00_00);
  /** First two letters of them: nearly all others end here. */
  readonly #pairs = new Uint8Array(0x1_00_00);

  /** `triggers` are the beginnings of words and phrases that count without a three-digit number; `isTrigger` looks at a whole one. */
  constructor(triggers: Iterable<string>, isTrigger: (text: string, at: number) => boolean) {
    this.#triggers = isTrigger;
    for (const trigger of triggers) {
      this.#starts[hash(trigger, 0)] = 1;
      this.#initials[foldAt(trigger, 0)] = 1;
      this.#pairs[pair(foldAt(trigger, 0), foldAt(trigger, 1))] = 1;
    }
  }

  opens(text: string): boolean {
    let previous = otherKind;
    let digits = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const kind = kinds[unit] ?? otherKind;
      if (kind === digitKind) {
        digits = previous === digitKind ? digits + 1 : 1;
        if (digits === 3 && mayBeCode(text, at)) return true;
      } else if (kind !== otherKind && (kind !== letterKind || previous !== letterKind)) {
        const first = folds[unit] ?? 0;
        if (this.#initials[first] === 1 && this.#pairs[pair(first, foldAt(text, at + 1))] === 1 && this.#isTrigger(text, at))
          return true;
      }
      previous = kind;
    }
    return false;
  }

  #isTrigger(text: string, at: number): boolean {
    return this.#starts[hash(text, at)] === 1 && this.#triggers(text, at);
  }
}

/** Whether the run of three digits that ends here is 100 to 699. */
function mayBeCode(text: string, at: number): boolean {
  const first = folds[text.charCodeAt(at - 2)] ?? 0;
  return first >= 0x31 && first <= 0x36 && kindAt(text, at + 1) !== digitKind;
}

function pair(first: number, second: number): number {
  return (Math.imul(first, 0x9e37) ^ second) & 0xffff;
}

function hash(text: string, at: number): number {
  const length = kinds[text.charCodeAt(at)] === runKind ? 2 : depth;
  let sum = 0;
  for (let index = 0; index < length; index++) sum = (Math.imul(sum, 131) + foldAt(text, at + index)) & 0x3ffff;
  return sum;
}
