import type { Asked } from "../../chat/state.ts";

/** A question that no button can carry and no message holds: a file given to a command, or a long pasted text. */
export type Question = Asked | { readonly bytes: Uint8Array; readonly language: string };

const most = 64;
const mostBytes = 64 * 1024 * 1024;

/** The last such questions, so that their buttons work for a while; after a restart a button says to ask again. */
export class Kept {
  readonly #questions = new Map<string, Question>();
  #bytes = 0;

  /** Keeps a question under a key; the oldest go first. */
  keep(key: string, question: Question): void {
    this.#drop(key);
    this.#questions.set(key, question);
    this.#bytes += sizeOf(question);
    for (const oldest of this.#questions.keys()) {
      if (this.#questions.size <= most && this.#bytes <= mostBytes) return;
      this.#drop(oldest);
    }
  }

  find(key: string): Question | undefined {
    return this.#questions.get(key);
  }

  #drop(key: string): void {
    const question = this.#questions.get(key);
    if (question === undefined) return;
    this.#questions.delete(key);
    this.#bytes -= sizeOf(question);
  }
}

function sizeOf(question: Question): number {
  return "bytes" in question ? question.bytes.byteLength : 2 * question.text.length;
}
