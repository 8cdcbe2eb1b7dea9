import { IntlMessageFormat } from "intl-messageformat";

import { lineText, type Line, type Span } from "./document.ts";
import type { Lexicon } from "./lexicon.ts";

/** What may fill a placeholder: a string is taken as it stands, a line keeps its styles. */
export type Value = string | number | Line;

/** A lexicon with its grammar: sentences by key, plurals and numbers by Intl. */
export class Words {
  readonly lexicon: Lexicon;
  readonly #texts = new Map<string, string>();
  readonly #lines = new Map<string, Line>();
  readonly #formats = new Map<string, IntlMessageFormat>();

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
  }

  get language(): string {
    return this.lexicon.language;
  }

  /** The sentence of a key as plain text. Throws when the interface has no such key: that is a bug, not an input. */
  say(key: string, values?: Readonly<Record<string, Value>>): string {
    if (values !== undefined) return lineText(this.line(key, values));
    const known = this.#texts.get(key) ?? lineText(this.line(key));
    this.#texts.set(key, known);
    return known;
  }

  /** The sentence of a key with its `code` spans; outside text in a value is never read as markup. */
  line(key: string, values: Readonly<Record<string, Value>> = {}): Line {
    const pattern = this.lexicon.interface[key];
    if (pattern === undefined) throw new Error(`languages/${this.language}/interface.yaml has no "${key}"`);
    return pattern.includes("{") ? this.fill(pattern, values) : this.#still(key, pattern);
  }

  /** A sentence of the lexicon with its places filled. Throws when a place has no value. */
  fill(pattern: string, values: Readonly<Record<string, Value>>): Line {
    if (!pattern.includes("{")) return marked(pattern);
    // Values are put in after the markup is read: a marker stands for each meanwhile.
    const given: Line[] = [];
    const stand = (value: Line) => `\uE000${given.push(value) - 1}\uE001`;
    const prepared = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === "number" ? value : stand(typeof value === "string" ? [{ text: value }] : value),
      ]),
    );
    const text = String(this.#format(pattern).format(prepared));
    return marked(text).flatMap((span) => unfold(span, given));
  }

  /** "a, b and c" in this language. Not by Intl.ListFormat: its first use costs more time than a whole answer. */
  join(items: readonly string[], type: "and" | "or" = "and"): string {
    const head = items.slice(0, -1).join(this.say("join.comma"));
    const last = items.at(-1) ?? "";
    return head === "" ? last : `${head}${this.say(`join.${type}`)}${last}`;
  }

  /** Whether the interface knows a key: for words that only some ids have. */
  has(key: string): boolean {
    return this.lexicon.interface[key] !== undefined;
  }

  /** A sentence without placeholders, read once. */
  #still(key: string, pattern: string): Line {
    const known = this.#lines.get(key) ?? marked(pattern);
    this.#lines.set(key, known);
    return known;
  }

  #format(pattern: string): IntlMessageFormat {
    const known = this.#formats.get(pattern);
    if (known) return known;
    const made = new IntlMessageFormat(pattern, this.language, undefined, { ignoreTag: true });
    this.#formats.set(pattern, made);
    return made;
  }
}

/** Text of the lexicon as spans: what stands in backticks is code. */
export function marked(text: string): Line {
  if (!text.includes("`")) return text === "" ? [] : [{ text }];
  return text
    .split("`")
    .map((part, index): Span => (index % 2 === 1 ? { text: part, style: "code" } : { text: part }))
    .filter((span) => span.text !== "");
}

function unfold(span: Span, given: readonly Line[]): Span[] {
  if (!span.text.includes("\uE000")) return [span];
  return span.text.split(/\uE000(\d+)\uE001/u).flatMap((part, index): Span[] => {
    if (index % 2 === 0) return part === "" ? [] : [{ ...span, text: part }];
    return (given[Number(part)] ?? []).map((value) => ({ ...span, ...value }));
  });
}
