import { digitKind, foldAt, folds, kinds, letterKind, otherKind, runKind } from "./letters.ts";

/** How many letters of a trigger are looked at; of East Asian ones two. */
const depth = 4;

/** The quick look at every message: is there any number from 100 to 699, any phrase or cause word? Most messages end here. */
export class Gate {
  readonly #starts = new Uint8Array(0x4_00_00);
  readonly #triggers: (text: string, at: number) => boolean;
  /** First letters of triggers: most words end here. */
  readonly #initials = new Uint8Array(0x1_00_00);

  /** `triggers` are the beginnings of words and phrases that count without a three-digit number; `isTrigger` looks at a whole one. */
  constructor(triggers: Iterable<string>, isTrigger: (text: string, at: number) => boolean) {
    this.#triggers = isTrigger;
    for (const trigger of triggers) {
      this.#starts[hash(trigger, 0)] = 1;
      this.#initials[foldAt(trigger, 0)] = 1;
    }
  }

  // oxlint-disable-next-line eslint/complexity -- one loop without calls: it runs over every message
  opens(text: string): boolean {
    let previous = otherKind;
    let digits = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const kind = kinds[unit] ?? otherKind;
      if (kind === digitKind) {
        digits = previous === digitKind ? digits + 1 : 1;
        if (digits === 3) {
          const first = folds[text.charCodeAt(at - 2)] ?? 0;
          const next = kinds[text.charCodeAt(at + 1)] ?? otherKind;
          if (first >= 0x31 && first <= 0x36 && next !== digitKind) return true;
        }
      } else if (
        ((kind === letterKind && previous !== letterKind) || kind === runKind) &&
        this.#initials[folds[unit] ?? 0] === 1 &&
        this.#starts[hash(text, at)] === 1 &&
        this.#triggers(text, at)
      )
        return true;
      previous = kind;
    }
    return false;
  }
}

function hash(text: string, at: number): number {
  const length = kinds[text.charCodeAt(at)] === runKind ? 2 : depth;
  let sum = 0;
  for (let index = 0; index < length; index++) sum = (Math.imul(sum, 131) + foldAt(text, at + index)) & 0x3ffff;
  return sum;
}
