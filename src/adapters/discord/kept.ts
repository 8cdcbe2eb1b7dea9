import type { Asked } from "../../chat/state.ts";
import type { Reply } from "../../reply/document.ts";

/** What no button can carry and no message holds: a file given to a command, a long pasted text, a recap of several pages. */
export type Question = Asked | { readonly bytes: Uint8Array; readonly language: string } | { readonly reply: Reply };

const most = 64;
const mostBytes = 64 * 1024 * 1024;

/** The last of these, so that their buttons work for a while; after a restart a button says to ask again. */
export class Kept {
  readonly #questions = new Map<string, Question>();
  #bytes = 0;
  #number = 0;

  /** Keeps something under a key of its own, which is given back. */
  add(question: Question): string {
    this.#number += 1;
    const key = `${Date.now().toString(36)}-${this.#number}`;
    this.keep(key, question);
    return key;
  }

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
  if ("bytes" in question) return question.bytes.byteLength;
  return "text" in question ? 2 * question.text.length : 50_000;
}
