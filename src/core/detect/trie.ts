import { foldAt, folds, kindAt, letterKind, runKind } from "./letters.ts";
import { sense, type Sense, type Vocabulary } from "./senses.ts";

/** One letter of the words that begin alike. */
class Node {
  readonly next = new Map<number, Node>();
  /** What the word that ends here says; 0 = no word ends here. */
  senses = 0;
  /** Whether the word may go on: a stem. */
  stem = false;
  /** The response code that the phrase names, and how surely it does so without its number. */
  code = 0;
  weight = 0;
}

/** A word or phrase found in a text. */
export interface Found {
  readonly senses: number;
  readonly code: number;
  readonly weight: number;
  readonly end: number;
}

/** All words and phrases that the detector knows, in one tree; a look-up reads each letter once. */
export class Trie {
  readonly #root = new Node();

  add(vocabulary: Vocabulary): void {
    for (const [name, words] of Object.entries(vocabulary)) {
      for (const word of words.split(",")) this.#insert(word.trim(), (node) => (node.senses |= sense[name as Sense]));
    }
  }

  /** A phrase that stands for a code; the first one said of a phrase holds. */
  addPhrase(phrase: string, code: number, weight: number): void {
    this.#insert(phrase, (node) => {
      if (node.code !== 0) return;
      node.code = code;
      node.weight = weight;
    });
  }

  #insert(word: string, mark: (node: Node) => void): void {
    const stem = word.endsWith("*");
    let node = this.#root;
    for (let at = 0; at < word.length - Number(stem); at++) {
      const unit = foldAt(word, at);
      const next = node.next.get(unit) ?? new Node();
      node.next.set(unit, next);
      node = next;
    }
    node.stem ||= stem;
    mark(node);
  }

  /** The longest word or phrase that begins at this position. */
  find(text: string, from: number): Found | undefined {
    let node = this.#root;
    let best: Node | undefined;
    let end = from;
    for (let at = from; at < text.length; at++) {
      const next = node.next.get(folds[text.charCodeAt(at)] ?? 0);
      if (next === undefined) break;
      node = next;
      if ((node.senses !== 0 || node.code !== 0) && endsAt(text, at, node.stem)) {
        best = node;
        end = at + 1;
      }
    }
    if (best === undefined) return undefined;
    if (best.stem && kindAt(text, end - 1) === letterKind) while (kindAt(text, end) === letterKind) end++;
    return { senses: best.senses, code: best.code, weight: best.weight, end };
  }
}

/** Whether a word may end with the letter at this position. */
function endsAt(text: string, at: number, stem: boolean): boolean {
  return stem || kindAt(text, at) === runKind || kindAt(text, at + 1) !== letterKind;
}
