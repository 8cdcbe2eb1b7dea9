import { folds, kindAt, kinds, letterKind, runKind } from "./letters.ts";
import { sense, senseNames, type Vocabulary } from "./senses.ts";

/** What a word that ends at some letter says. */
export interface Entry {
  senses: number;
  /** Whether the word may go on: a stem. */
  stem: boolean;
  /** The response code that the phrase names, and how surely it does so without its number. */
  code: number;
  weight: number;
  /** Adds the words that begin with this one, when it is met for the first time. */
  grow?: (() => void)[] | undefined;
}

/** How words begin that are added when one of them is met; `openings` are at least their first letters, for a quick look. */
export interface Head {
  readonly head: string;
  readonly openings: readonly string[];
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
  /** Where the edges of the root lead: most look-ups end with the first letter. */
  readonly #firsts = new Uint16Array(1 << 16);
  /** Of each node the word that ends there. */
  readonly #entries: (Entry | undefined)[] = [undefined];
  /** Of each node the node it hangs on, and the unit that leads to it. */
  readonly #origins = new Int32Array(nodes);
  readonly #triggers: (readonly [word: string, entry: Entry])[] = [];
  readonly #openings: string[] = [];
  #complete = false;

  add(vocabulary: Vocabulary): void {
    for (const name of senseNames) {
      const words = vocabulary[name];
      if (words === undefined) continue;
      const said = sense[name] | (name === "telephony" ? sense.phone : 0);
      for (const word of words.split(",")) this.#insert(word.trim()).senses |= said;
    }
  }

  /** A phrase that stands for a code; the first one said of a phrase holds. */
  addPhrase(phrase: string, code: number, weight: number): void {
    const entry = this.#insert(phrase);
    if (entry.code !== 0) return;
    entry.code = code;
    entry.weight = weight;
  }

  /** Words that begin with this one are added by `grow` when a text first holds it: most channels speak one language. */
  addHead({ head, openings }: Head, grow: () => void): void {
    (this.#insert(head).grow ??= []).push(grow);
    this.#openings.push(...openings);
  }

  #insert(word: string): Entry {
    const stem = word.endsWith("*");
    const length = word.length - Number(stem);
    // Once for each of some hundred thousand letters before anything is compiled: fields are read once.
    const [edges, origins, entries] = [this.#edges, this.#origins, this.#entries];
    let node = 0;
    for (let at = 0; at < length; at++) {
      const key = (node << 16) | (folds[word.charCodeAt(at)] ?? 0);
      const slot = slotOf(edges, key);
      node = edges[slot + 1] ?? 0;
      if (node !== 0) continue;
      node = entries.length;
      if (node >= nodes) throw new RangeError("The detector knows too many words");
      edges[slot] = key;
      edges[slot + 1] = node;
      origins[node] = key;
      if (at === 0) this.#firsts[key] = node;
      entries.push(undefined);
    }
    const known = this.#entries[node];
    const entry = known ?? { senses: 0, stem: false, code: 0, weight: 0, grow: undefined };
    this.#entries[node] = entry;
    entry.stem ||= stem;
    if (known === undefined && !this.#complete) this.#triggers.push([word.slice(0, length), entry]);
    return entry;
  }

  /**
   * A word says as well what its stem says: "llamadas" counts, "llamada*" is of telephony. Called once, when all words are
   * known. A node comes after the one it hangs on, so that one pass from the first to the last hands everything down.
   */
  inherit(): void {
    this.#complete = true;
    const [entries, origins] = [this.#entries, this.#origins];
    const count = entries.length;
    const stems = new Int32Array(count);
    for (let node = 1; node < count; node++) {
      const origin = origins[node] ?? 0;
      const given = (origin & 0xffff) === 0x20 ? 0 : (stems[origin >>> 16] ?? 0);
      const entry = entries[node];
      if (entry !== undefined) entry.senses |= given;
      stems[node] = entry?.stem === true ? given | entry.senses : given;
    }
  }

  /** The words that count without a number of three digits: phrases heavier than this, and words for causes. */
  triggers(weight: number): string[] {
    const words = this.#triggers
      .filter(([, entry]) => (entry.code !== 0 && entry.weight > weight) || (entry.senses & sense.cause) !== 0)
      .map(([word]) => word);
    return [...words, ...this.#openings];
  }

  /** The longest word or phrase that begins at this position; `end` tells where it ends. */
  find(text: string, from: number): Entry | undefined {
    let node = this.#firsts[folds[text.charCodeAt(from)] ?? 0] ?? 0;
    if (node === 0) return undefined;
    const edges = this.#edges;
    let best: Entry | undefined;
    let end = from;
    for (let at = from; ;) {
      const entry = this.#entries[node];
      if (entry !== undefined && isWord(entry, text, at)) {
        best = entry;
        end = at + 1;
      }
      if (++at >= text.length) break;
      node = edges[slotOf(edges, (node << 16) | (folds[text.charCodeAt(at)] ?? 0)) + 1] ?? 0;
      if (node === 0) break;
    }
    if (best?.stem && kindAt(text, end - 1) === letterKind) end = wordEnd(text, end);
    this.end = end;
    return best;
  }
}

/** Where the edge of a node for a unit is, or would be. */
function slotOf(edges: Int32Array, key: number): number {
  let slot = (Math.imul(key, 0x9e3779b1) >>> 15) << 1;
  while (edges[slot + 1] !== 0 && edges[slot] !== key) slot = (slot + 2) & (room * 2 - 1);
  return slot;
}

function growAt(entry: Entry): void {
  const all = entry.grow ?? [];
  entry.grow = undefined;
  for (const one of all) one();
}

/** Where the letters that begin or go on here end. */
export function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && kinds[text.charCodeAt(end)] === letterKind) end++;
  return end;
}

/** Whether the letters up to here are a word, and not the beginning of others alone. */
function isWord(entry: Entry, text: string, at: number): boolean {
  if (entry.grow !== undefined) growAt(entry);
  return (entry.stem || endsAt(text, at)) && (entry.senses !== 0 || entry.code !== 0);
}

/** Whether a word may end with the letter at this position. */
function endsAt(text: string, at: number): boolean {
  return kindAt(text, at + 1) !== letterKind || kindAt(text, at) === runKind;
}
