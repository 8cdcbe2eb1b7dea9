import { faultsOf } from "./faults.ts";
import type { HeaderBlock } from "./header-block.ts";
import { parameter } from "./header-values.ts";
import type { Layout } from "./layout.ts";
import type { SipMessage, Transport } from "./message.ts";
import type { Origin } from "./origin.ts";

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

/** What says of which call a message is, and what it is about. */
interface Identity {
  readonly callId: string;
  readonly cseq: number | undefined;
  readonly cseqMethod: string;
  readonly startLineOnly: boolean;
}

/** What tells hops and dialogs of one call apart. */
interface Tags {
  readonly branch: string;
  readonly fromTag: string;
  readonly toTag: string;
}

/** A message that is taken apart when it is asked for more than its start line; what is costly is kept. */
export class ParsedMessage implements SipMessage {
  readonly index: number;
  readonly at: number | undefined;
  readonly source: string | undefined;
  readonly destination: string | undefined;
  readonly transport: Transport | undefined;
  readonly frame: number | undefined;
  readonly line: number | undefined;
  readonly origin: Origin;
  #identified: Identity | undefined;
  #tagged: Tags | undefined;
  #faults: readonly string[] | undefined;
  #body: string | undefined;

  constructor(origin: Origin, seen: Seen, index: number) {
    this.origin = origin;
    this.index = index;
    this.at = seen.at;
    this.source = seen.source;
    this.destination = seen.destination;
    this.transport = seen.transport;
    this.frame = seen.frame;
    this.line = seen.line;
  }

  get method(): string | undefined {
    return this.origin.start.method;
  }

  get uri(): string | undefined {
    return this.origin.start.uri;
  }

  get code(): number | undefined {
    return this.origin.start.code;
  }

  get phrase(): string | undefined {
    const { phrase } = this.origin.start;
    return phrase === undefined ? undefined : this.#headers.recoded(phrase);
  }

  get callId(): string {
    return this.#identity.callId;
  }

  get cseq(): number | undefined {
    return this.#identity.cseq;
  }

  get cseqMethod(): string {
    return this.#identity.cseqMethod;
  }

  get startLineOnly(): boolean {
    return this.#identity.startLineOnly;
  }

  get branch(): string {
    return this.#tags.branch;
  }

  get fromTag(): string {
    return this.#tags.fromTag;
  }

  get toTag(): string {
    return this.#tags.toTag;
  }

  get size(): number {
    return this.layout.size;
  }

  get names(): readonly string[] {
    return this.#headers.names;
  }

  get body(): string {
    const { text, bodyFrom, bodyTo } = this.layout;
    this.#body ??= bodyFrom === bodyTo ? "" : this.#headers.recoded(text.slice(bodyFrom, bodyTo));
    return this.#body;
  }

  get faults(): readonly string[] {
    this.#faults ??= faultsOf(this);
    return this.#faults;
  }

  get layout(): Layout {
    return this.#headers.layout;
  }

  header(name: string): string | undefined {
    return this.#headers.header(name);
  }

  headers(name: string): readonly string[] {
    return this.#headers.headers(name);
  }

  get #headers(): HeaderBlock {
    return this.origin.headers;
  }

  get #identity(): Identity {
    this.#identified ??= identityOf(this.origin);
    return this.#identified;
  }

  get #tags(): Tags {
    this.#tagged ??= tagsOf(this.origin);
    return this.#tagged;
  }
}

function identityOf(origin: Origin): Identity {
  const { headers, start } = origin;
  const cseq = /^(\d{1,15})(?:[ \t]+(\S+))?/u.exec(headers.header("cseq") ?? "");
  return {
    callId: origin.keep(headers.header("call-id") ?? ""),
    cseq: cseq === null ? undefined : Number(cseq[1]),
    cseqMethod: origin.keep(cseq?.[2] ?? start.method ?? ""),
    startLineOnly: headers.layout.fields.length === 0,
  };
}

function tagsOf(origin: Origin): Tags {
  const { headers } = origin;
  const tag = (header: string, name: string) => origin.keep(parameter(headers.header(header) ?? "", name) ?? "");
  return { branch: tag("via", "branch"), fromTag: tag("from", "tag"), toTag: tag("to", "tag") };
}

/** The same message with another place in the reading, or with what was learnt of its way later. */
export function seenAs(message: SipMessage, seen: Seen, index: number): SipMessage {
  return message instanceof ParsedMessage ? new ParsedMessage(message.origin, seen, index) : message;
}
