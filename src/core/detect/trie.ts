import { foldAt, folds, kindAt, kinds, letterKind, runKind } from "./letters.ts";
import { sense, senseNames, type Vocabulary } from "./senses.ts";

/** What a word that ends at some letter says. */
export interface Entry {
  senses: number;
  /** Whether the word may go on: a stem. */
  stem: boolean;
  /** The response code that the phrase names, and how surely it does so without its number. */
  code: number;
  weight: number;
}

/** Edges of the tree: a power of two, at least twice what the words need. */
const room = 1 << 17;
const nodes = 1 << 16;

/**
 * All words and phrases that the detector knows, in one tree; a look-up reads each letter once. The edges lie in one
 * open-addressed table, key and target side by side, which is several times faster to walk than a Map in every node.
 */
export class Trie {
  /** Node and unit of an edge in one number, and where it leads; 0 where there is none. */
  readonly #edges = new Int32Array(room * 2);
  /** Where the last word found ends. */
  end = 0;
  /** Of each node the word that ends there. */
  readonly #entries: (Entry | undefined)[] = [undefined];
  readonly #triggers: (readonly [word: string, entry: Entry])[] = [];

  add(vocabulary: Vocabulary): void {
    for (const name of senseNames) {
      const words = vocabulary[name];
      if (words === undefined) continue;
      for (const word of words.split(","))
        this.#insert(word.trim()).senses |= sense[name] | (name === "telephony" ? sense.phone : 0);
    }
  }

  /** A phrase that stands for a code; the first one said of a phrase holds. */
  addPhrase(phrase: string, code: number, weight: number): void {
    const entry = this.#insert(phrase);
    if (entry.code !== 0) return;
    entry.code = code;
    entry.weight = weight;
  }

  #insert(word: string): Entry {
    const stem = word.endsWith("*");
    const length = word.length - Number(stem);
    let node = 0;
    for (let at = 0; at < length; at++) {
      const unit = foldAt(word, at);
      const slot = this.#slot(node, unit);
      if (this.#edges[slot + 1] === 0) {
        if (this.#entries.length >= nodes) throw new RangeError("The detector knows too many words");
        this.#edges[slot] = (node << 16) | unit;
        this.#edges[slot + 1] = this.#entries.push(undefined) - 1;
      }
      node = this.#edges[slot + 1] ?? 0;
    }
    const known = this.#entries[node];
    const entry = known ?? { senses: 0, stem: false, code: 0, weight: 0 };
    this.#entries[node] = entry;
    entry.stem ||= stem;
    if (known === undefined) this.#triggers.push([word.slice(0, length), entry]);
    return entry;
  }

  /** A word says as well what its stem says: "llamadas" counts, "llamada*" is of telephony. Called once, when all words are known. */
  inherit(): void {
    for (const [word, entry] of this.#triggers) {
      let node = 0;
      let stems = 0;
      for (let at = 0; at < word.length - 1; at++) {
        if (foldAt(word, at) === 0x20) stems = 0;
        node = this.#edges[this.#slot(node, foldAt(word, at)) + 1] ?? 0;
        const found = this.#entries[node];
        if (found?.stem === true) stems |= found.senses;
      }
      entry.senses |= stems;
    }
  }

  /** Where the edge of a node for a unit is, or would be. */
  #slot(node: number, unit: number): number {
    const key = (node << 16) | unit;
    let slot = (Math.imul(key, 0x9e3779b1) >>> 15) << 1;
    while (this.#edges[slot + 1] !== 0 && this.#edges[slot] !== key) slot = (slot + 2) & (room * 2 - 1);
    return slot;
  }

  /** The words that count without a number of three digits: phrases heavier than this, and words for causes. */
  triggers(weight: number): string[] {
    return this.#triggers
      .filter(([, entry]) => (entry.code !== 0 && entry.weight > weight) || (entry.senses & sense.cause) !== 0)
      .map(([word]) => word);
  }

  /** The longest word or phrase that begins at this position; `end` tells where it ends. */
  find(text: string, from: number): Entry | undefined {
    let node = 0;
    let best: Entry | undefined;
    let end = from;
    for (let at = from; at < text.length; at++) {
      node = this.#edges[this.#slot(node, folds[text.charCodeAt(at)] ?? 0) + 1] ?? 0;
      if (node === 0) break;
      const entry = this.#entries[node];
      if (entry !== undefined && endsAt(text, at, entry.stem)) {
        best = entry;
        end = at + 1;
      }
    }
    if (best?.stem && kindAt(text, end - 1) === letterKind) end = wordEnd(text, end);
    this.end = end;
    return best;
  }
}

/** Where the letters that begin or go on here end. */
export function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && kinds[text.charCodeAt(end)] === letterKind) end++;
  return end;
}

/** Whether a word may end with the letter at this position. */
function endsAt(text: string, at: number, stem: boolean): boolean {
  return stem || kindAt(text, at + 1) !== letterKind || kindAt(text, at) === runKind;
}
