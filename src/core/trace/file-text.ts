import { firstLine } from "./head.ts";
import { Recent } from "./recent.ts";
import { readStartLine, type StartLine } from "./start-line.ts";

const lineFeed = 10;
/** Status lines that are remembered of one file: there are few phrases for each code. */
const mostStatusLines = 500;

/** A file's octets as text, a part at a time when it is asked for: a capture has many messages and few are looked at. */
export class FileText {
  readonly octets: Uint8Array;
  /** Its messages that were taken apart last. */
  readonly recent = new Recent();
  readonly #buffer: Buffer;
  readonly #words = new Map<string, string>();
  readonly #statusLines = new Map<string, StartLine>();

  constructor(octets: Uint8Array) {
    this.octets = octets;
    this.#buffer = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
  }

  text(from: number, to: number): string {
    return this.#buffer.toString("latin1", from, to);
  }

  /** Where these octets begin in the file when they are a part of it; -1 when they were put together elsewhere. */
  placeOf(octets: Uint8Array): number {
    return octets.buffer === this.octets.buffer ? octets.byteOffset - this.octets.byteOffset : -1;
  }

  /** The start line of the message at `from`; undefined when there is none. */
  startLine(from: number, to: number): StartLine | undefined {
    let end = from;
    while (end < to && this.octets[end] !== lineFeed) end++;
    const line = this.text(from, Math.min(end + 1, to));
    const known = this.#statusLines.get(line);
    if (known !== undefined) return known;
    const start = readStartLine(line, 0, firstLine(line).end);
    if (start?.code !== undefined && this.#statusLines.size < mostStatusLines) this.#statusLines.set(line, start);
    return start;
  }

  /** The same text, made once for all messages that say it; a slice would keep its whole message in memory. */
  keep(text: string): string {
    const known = this.#words.get(text);
    if (known !== undefined) return known;
    const own = Buffer.from(text).toString();
    this.#words.set(own, own);
    return own;
  }
}
