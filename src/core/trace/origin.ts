import type { FileText } from "./file-text.ts";
import { firstLine, walkHead } from "./head.ts";
import { cutByCapture, layoutOf, type Layout } from "./layout.ts";
import type { StartLine } from "./start-line.ts";

/** What a message was found in. It is taken apart when somebody asks: of a large capture nearly all are only counted. */
export interface Origin {
  readonly start: StartLine;
  layout(): Layout;
  /** A part of its text, for keeping: alone, it holds no more memory than itself. */
  keep(text: string): string;
}

/** Text that was pasted, taken apart already. */
export class InText implements Origin {
  readonly #layout: Layout;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  get start(): StartLine {
    return this.#layout.start;
  }

  layout(): Layout {
    return this.#layout;
  }

  keep(text: string): string {
    return text;
  }
}

/** Octets that were put together of several packets, as text of their own. */
export class InOctets implements Origin {
  readonly start: StartLine;
  readonly #text: string;
  readonly #cut: boolean;

  constructor(text: string, start: StartLine, cut: boolean) {
    this.start = start;
    this.#text = text;
    this.#cut = cut;
  }

  layout(): Layout {
    return layoutOfOctets(this.#text, this.start, this.#cut);
  }

  keep(text: string): string {
    return text;
  }
}

/** Octets where they lie in a file. */
export class InFile implements Origin {
  readonly start: StartLine;
  readonly #file: FileText;
  readonly #from: number;
  readonly #to: number;
  readonly #cut: boolean;

  constructor(file: FileText, from: number, to: number, start: StartLine, cut: boolean) {
    this.start = start;
    this.#file = file;
    this.#from = from;
    this.#to = to;
    this.#cut = cut;
  }

  layout(): Layout {
    return layoutOfOctets(this.#file.text(this.#from, this.#to), this.start, this.#cut);
  }

  keep(text: string): string {
    return this.#file.keep(text);
  }
}

function layoutOfOctets(text: string, start: StartLine, cut: boolean): Layout {
  const layout = layoutOf(text, true, walkHead(text, firstLine(text), start));
  return cut ? cutByCapture(layout) : layout;
}
