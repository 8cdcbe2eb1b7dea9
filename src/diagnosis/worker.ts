import { Worker } from "node:worker_threads";

import type { Errand, Result } from "./errand.ts";

/** Why an errand came to nothing. */
export type Loss = "too-long" | "too-heavy" | "failed";

/** One thread for errands, one at a time. It is started when needed, ended when it hangs or dies, and when it is idle. */
export class ErrandWorker {
  readonly #script: URL;
  readonly #memoryMb: number;
  #thread: Worker | undefined;
  #last = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(script: URL, memoryMb: number) {
    this.#script = script;
    this.#memoryMb = memoryMb;
  }

  /** Runs an errand; a loss when the thread took too long or died, and then a new one is started for the next. */
  async run(errand: Errand, timeMs: number): Promise<Result | Loss> {
    clearTimeout(this.#idle);
    const thread = (this.#thread ??= this.#start());
    thread.ref();
    const outcome = await this.#outcome(thread, errand, timeMs);
    thread.unref();
    if (typeof outcome === "string") this.#discard(thread);
    else this.#idle = setTimeout(() => this.#discard(thread), idleMs).unref();
    return outcome;
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.terminate();
  }

  #start(): Worker {
    const thread = new Worker(this.#script, {
      resourceLimits: { maxOldGenerationSizeMb: this.#memoryMb, maxYoungGenerationSizeMb: youngMb },
      // The thread needs no secrets.
      env: {},
    });
    // Its loss is told by the errand that it had; without a listener it would end the process.
    thread.on("error", () => this.#discard(thread));
    return thread;
  }

  #outcome(thread: Worker, errand: Errand, timeMs: number): Promise<Result | Loss> {
    const id = ++this.#last;
    return new Promise((resolve) => {
      const end = (outcome: Result | Loss) => {
        clearTimeout(patience);
        thread.off("message", heard).off("error", died).off("exit", left);
        resolve(outcome);
      };
      const heard = (message: { readonly id: number; readonly result: Result }) => {
        if (message.id === id) end(message.result);
      };
      const died = (fault: unknown) => end(isOutOfMemory(fault) ? "too-heavy" : "failed");
      const left = () => end("failed");
      const patience = setTimeout(() => end("too-long"), timeMs);
      thread.on("message", heard).on("error", died).on("exit", left);
      const { sent, handed } = packed(errand);
      thread.postMessage({ id, errand: sent }, handed);
    });
  }

  #discard(thread: Worker): void {
    if (this.#thread === thread) this.#thread = undefined;
    void thread.terminate();
  }
}

/** Small: what is read lives long, and a large nursery costs three times its size. */
const youngMb = 16;
/** An idle thread gives its memory back after this. */
const idleMs = 60_000;

/** One copy of a file's bytes, handed over: cloned they would be there three times. The caller keeps its own. */
function packed(errand: Errand): { readonly sent: Errand; readonly handed: ArrayBuffer[] } {
  if (errand.kind === "draw") return { sent: errand, handed: [] };
  const bytes = new Uint8Array(errand.source.bytes);
  return { sent: { ...errand, source: { ...errand.source, bytes } }, handed: [bytes.buffer] };
}

function isOutOfMemory(fault: unknown): boolean {
  return fault instanceof Error && "code" in fault && fault.code === "ERR_WORKER_OUT_OF_MEMORY";
}
