import type { FileText } from "./file-text.ts";
import { firstLine, walkHead } from "./head.ts";
import { HeaderBlock } from "./header-block.ts";
import { cutByCapture, layoutOf, type Layout } from "./layout.ts";
import type { Recent } from "./recent.ts";
import type { StartLine } from "./start-line.ts";

/** What a message was found in. It is taken apart when somebody asks: of a large capture nearly all are only counted. */
export interface Origin {
  readonly start: StartLine;
  readonly headers: HeaderBlock;
  /** A part of its text, for keeping: alone, it holds no more memory than itself. */
  keep(text: string): string;
}

/** Text that was pasted, taken apart already. */
export class InText implements Origin {
  readonly headers: HeaderBlock;

  constructor(layout: Layout) {
    this.headers = new HeaderBlock(layout);
  }

  get start(): StartLine {
    return this.headers.layout.start;
  }

  keep(text: string): string {
    return text;
  }
}

/** Octets of a capture, taken apart again when that was too long ago. */
abstract class Captured implements Origin {
  readonly start: StartLine;
  readonly #cut: boolean;
  readonly #recent: Recent;
  #headers: HeaderBlock | undefined;

  constructor(start: StartLine, cut: boolean, recent: Recent) {
    this.start = start;
    this.#cut = cut;
    this.#recent = recent;
  }

  get headers(): HeaderBlock {
    if (this.#headers !== undefined) return this.#headers;
    const text = this.text();
    const layout = layoutOf(text, true, walkHead(text, firstLine(text), this.start));
    this.#headers = new HeaderBlock(this.#cut ? cutByCapture(layout) : layout);
    this.#recent.add(this);
    return this.#headers;
  }

  forget(): void {
    this.#headers = undefined;
  }

  abstract keep(text: string): string;
  protected abstract text(): string;
}

/** Octets that were put together of several packets, as text of their own. */
export class InOctets extends Captured {
  readonly #text: string;

  constructor(text: string, start: StartLine, cut: boolean, recent: Recent) {
    super(start, cut, recent);
    this.#text = text;
  }

  keep(text: string): string {
    return text;
  }

  protected text(): string {
    return this.#text;
  }
}

/** Octets where they lie in a file. */
export class InFile extends Captured {
  readonly #file: FileText;
  readonly #from: number;
  readonly #to: number;

  constructor(file: FileText, from: number, to: number, start: StartLine, cut: boolean) {
    super(start, cut, file.recent);
    this.#file = file;
    this.#from = from;
    this.#to = to;
  }

  keep(text: string): string {
    return this.#file.keep(text);
  }

  protected text(): string {
    return this.#file.text(this.#from, this.#to);
  }
}
