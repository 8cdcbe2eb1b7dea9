/** When and in which frame octets of a stream came. */
export interface Mark {
  readonly frame: number;
  readonly at: number | undefined;
}

interface Span extends Mark {
  /** Where its octets end, counted from the stream's first. */
  readonly end: number;
}

const leastRoom = 4096;
const nothing = new Uint8Array(0);

/**
 * Octets of a stream that wait for more. As long as one segment suffices it is looked at where it lies; only what
 * needs another is copied. Octets that were handed out are never written over.
 */
export class Backlog {
  #store: Uint8Array = nothing;
  #from = 0;
  #to = 0;
  #owned = false;
  #spans: Span[] = [];
  #dropped = 0;

  get length(): number {
    return this.#to - this.#from;
  }

  /** What waits. */
  get bytes(): Uint8Array {
    return this.#store.subarray(this.#from, this.#to);
  }

  append(bytes: Uint8Array, { frame, at }: Mark): void {
    if (this.length === 0) {
      this.#store = bytes;
      this.#from = 0;
      this.#to = bytes.length;
      this.#owned = false;
      this.#spans = [];
    } else this.#grow(bytes);
    this.#spans.push({ frame, at, end: this.#dropped + this.length });
  }

  #grow(bytes: Uint8Array): void {
    const needed = this.length + bytes.length;
    if (!this.#owned || this.#to + bytes.length > this.#store.length) {
      const store = new Uint8Array(Math.max(leastRoom, needed * 2));
      store.set(this.bytes);
      this.#to = this.length;
      this.#from = 0;
      this.#store = store;
      this.#owned = true;
    }
    this.#store.set(bytes, this.#to);
    this.#to += bytes.length;
  }

  /** The latest of the frames that brought the first `count` octets: by it they were complete. */
  completed(count: number): Mark {
    let latest: Mark = { frame: 0, at: undefined };
    for (const span of this.#spans) {
      if (span.frame > latest.frame) latest = span;
      if (span.end >= this.#dropped + count) break;
    }
    return latest;
  }

  /** Lets go of the first `count` octets. */
  drop(count: number): void {
    this.#from += count;
    this.#dropped += count;
    let gone = 0;
    while (gone < this.#spans.length && (this.#spans[gone]?.end ?? 0) <= this.#dropped) gone++;
    if (gone > 0) this.#spans.splice(0, gone);
  }

  clear(): void {
    this.drop(this.length);
  }
}
