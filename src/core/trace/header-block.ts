import { compactOf, listHeaders, longName } from "./header-names.ts";
import { splitList } from "./header-values.ts";
import type { Layout } from "./layout.ts";
import { octetsOf } from "./octets.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });
const folding = /[\r\n]+[ \t]*/gu;
const none: readonly string[] = [];

/** The header fields of a message over its text: values are taken out of it when they are asked for. */
export class HeaderBlock {
  readonly layout: Layout;

  constructor(layout: Layout) {
    this.layout = layout;
  }

  get names(): readonly string[] {
    return Array.from({ length: this.layout.fields.length / 3 }, (_, field) => this.#name(field));
  }

  header(name: string): string | undefined {
    const field = this.#find(name, 0);
    if (field === -1) return undefined;
    const value = this.#value(field);
    if (!listHeaders.has(name) || !value.includes(",")) return value;
    return splitList(value)[0];
  }

  headers(name: string): readonly string[] {
    let field = this.#find(name, 0);
    if (field === -1) return none;
    const values: string[] = [];
    for (; field !== -1; field = this.#find(name, field + 1)) {
      const value = this.#value(field);
      if (listHeaders.has(name)) for (const part of splitList(value)) values.push(part);
      else values.push(value);
    }
    return values;
  }

  /** The next field of this name, in its long or its compact form; the first letter tells most others. */
  #find(name: string, from: number): number {
    const { text, fields } = this.layout;
    const long = name.charCodeAt(0);
    const short = compactOf(name);
    for (let field = from; field * 3 < fields.length; field++) {
      const first = text.charCodeAt(fields[field * 3] ?? 0);
      const letter = first | 32;
      if ((first === long || letter === long || letter === short) && longName(this.#name(field)) === name) return field;
    }
    return -1;
  }

  #name(field: number): string {
    const { text, fields } = this.layout;
    return text.slice(fields[field * 3], fields[field * 3 + 1]).trimEnd();
  }

  #value(field: number): string {
    const { text, fields } = this.layout;
    const value = text.slice((fields[field * 3 + 1] ?? 0) + 1, fields[field * 3 + 2]).trim();
    return this.recoded(value.includes("\n") || value.includes("\r") ? value.replace(folding, " ") : value);
  }

  /** The text of bytes is theirs one for one; where they are UTF-8, this is what they say. */
  recoded(text: string): string {
    if (!this.layout.octets || !/[\u0080-\u00FF]/u.test(text)) return text;
    try {
      return utf8.decode(octetsOf(text));
    } catch {
      return text;
    }
  }
}
