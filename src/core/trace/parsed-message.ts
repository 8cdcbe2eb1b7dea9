import { faultsOf } from "./faults.ts";
import { listHeaders, longName } from "./header-names.ts";
import { parameter, splitList } from "./header-values.ts";
import type { SipMessage, Transport } from "./message.ts";
import { octetsOf } from "./octets.ts";
import type { StartLine } from "./start-line.ts";

/** Where and when a message was seen; what the input does not tell is undefined. */
export interface Seen {
  readonly at: number | undefined;
  readonly source: string | undefined;
  readonly destination: string | undefined;
  readonly transport: Transport | undefined;
  readonly frame: number | undefined;
  readonly line: number | undefined;
  /** Its end is not in the capture: what it lacks is no fault of its sender. */
  readonly cut?: boolean;
}

/** Where the parts of a message stand in its text. */
export interface Layout {
  readonly text: string;
  /** Whether each character of `text` is an octet of the wire; else the message came as text. */
  readonly octets: boolean;
  readonly start: StartLine;
  /** Three numbers for each header field: start of its name, its colon, end of its value. */
  readonly fields: readonly number[];
  readonly bodyFrom: number;
  readonly bodyTo: number;
  /** Octets of the body that were there, before Content-Length cut it. */
  readonly available: number;
  /** The value of Content-Length; undefined when there is none, NaN when it is no number, or two that differ. */
  readonly declared: number | undefined;
  /** Whether octets were counted on the wire; pasted text has lost or gained some. */
  readonly exact: boolean;
  readonly size: number;
  /** What the reading of lines met: "header-without-colon", "no-empty-line" … */
  readonly notes: readonly string[];
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const folding = /[\r\n]+[ \t]*/gu;
const none: readonly string[] = [];

/** A message over its text: what is asked for is taken out of it then, and what is costly is kept. */
export class ParsedMessage implements SipMessage {
  readonly index: number;
  readonly at: number | undefined;
  readonly source: string | undefined;
  readonly destination: string | undefined;
  readonly transport: Transport | undefined;
  readonly frame: number | undefined;
  readonly line: number | undefined;
  readonly callId: string;
  readonly cseq: number | undefined;
  readonly cseqMethod: string;
  readonly branch: string;
  readonly fromTag: string;
  readonly toTag: string;
  readonly startLineOnly: boolean;
  readonly layout: Layout;
  readonly #keys: readonly string[];
  #faults: readonly string[] | undefined;
  #body: string | undefined;

  constructor(layout: Layout, seen: Seen, index: number) {
    this.index = index;
    this.at = seen.at;
    this.source = seen.source;
    this.destination = seen.destination;
    this.transport = seen.transport;
    this.frame = seen.frame;
    this.line = seen.line;
    this.layout = layout;
    const { text, fields, start } = layout;
    const keys: string[] = [];
    for (let at = 0; at < fields.length; at += 3) {
      keys.push(longName(text.slice(fields[at], fields[at + 1]).trimEnd()));
    }
    // A copy is as long as it must be; what grew is longer, and a capture has many messages.
    this.#keys = keys.slice();
    this.startLineOnly = keys.length === 0;
    this.callId = this.header("call-id") ?? "";
    const cseq = /^(\d{1,15})(?:[ \t]+(\S+))?/u.exec(this.header("cseq") ?? "");
    this.cseq = cseq === null ? undefined : Number(cseq[1]);
    this.cseqMethod = cseq?.[2] ?? start.method ?? "";
    this.branch = parameter(this.header("via") ?? "", "branch") ?? "";
    this.fromTag = parameter(this.header("from") ?? "", "tag") ?? "";
    this.toTag = parameter(this.header("to") ?? "", "tag") ?? "";
  }

  get method(): string | undefined {
    return this.layout.start.method;
  }

  get uri(): string | undefined {
    return this.layout.start.uri;
  }

  get code(): number | undefined {
    return this.layout.start.code;
  }

  get phrase(): string | undefined {
    const { phrase } = this.layout.start;
    return phrase === undefined ? undefined : this.#recode(phrase);
  }

  get size(): number {
    return this.layout.size;
  }

  get names(): readonly string[] {
    const { text, fields } = this.layout;
    return this.#keys.map((_, field) => text.slice(fields[field * 3], fields[field * 3 + 1]).trimEnd());
  }

  get body(): string {
    const { text, bodyFrom, bodyTo } = this.layout;
    this.#body ??= bodyFrom === bodyTo ? "" : this.#recode(text.slice(bodyFrom, bodyTo));
    return this.#body;
  }

  get faults(): readonly string[] {
    this.#faults ??= faultsOf(this);
    return this.#faults;
  }

  header(name: string): string | undefined {
    const field = this.#keys.indexOf(name);
    if (field === -1) return undefined;
    const value = this.#value(field);
    if (!listHeaders.has(name) || !value.includes(",")) return value;
    return splitList(value)[0];
  }

  headers(name: string): readonly string[] {
    let field = this.#keys.indexOf(name);
    if (field === -1) return none;
    const values: string[] = [];
    for (; field !== -1; field = this.#keys.indexOf(name, field + 1)) {
      const value = this.#value(field);
      if (listHeaders.has(name)) for (const part of splitList(value)) values.push(part);
      else values.push(value);
    }
    return values;
  }

  #value(field: number): string {
    const { text, fields } = this.layout;
    const value = text.slice((fields[field * 3 + 1] ?? 0) + 1, fields[field * 3 + 2]).trim();
    return this.#recode(value.includes("\n") || value.includes("\r") ? value.replace(folding, " ") : value);
  }

  /** The text of bytes is theirs one for one; where they are UTF-8, this is what they say. */
  #recode(text: string): string {
    if (!this.layout.octets || !/[\u0080-\u00FF]/u.test(text)) return text;
    try {
      return utf8.decode(octetsOf(text));
    } catch {
      return text;
    }
  }
}

/** The same message with another place in the reading, or with what was learnt of its way later. */
export function seenAs(message: SipMessage, seen: Seen, index: number): SipMessage {
  return message instanceof ParsedMessage ? new ParsedMessage(message.layout, seen, index) : message;
}
