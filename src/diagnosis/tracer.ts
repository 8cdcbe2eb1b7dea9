import { notTraced, traceHere, type Speaker } from "../bot/trace.ts";
import type { Theme, Traced, Tracer, TraceSource } from "../bot/tracer.ts";
import type { Bounds, Errand, Result } from "./errand.ts";
import { isGzip } from "./unpack.ts";
import { ErrandWorker, type Loss } from "./worker.ts";

export type { Bounds } from "./errand.ts";

/** The thread's script beside this program. */
const script = new URL(import.meta.url.endsWith(".ts") ? "../../dist/trace-worker.js" : "../trace-worker.js", import.meta.url);

/** A megabyte of a capture, as people count it. */
const megabyte = 1_000_000;

/** The bounds for files of at most so many megabytes. */
export function boundsFor(maxMb: number): Bounds {
  const fileBytes = maxMb * megabyte;
  return { fileBytes, contentBytes: Math.min(fileBytes * 4, 1_500 * megabyte), messages: 500_000, timeMs: 20_000, memoryMb: 768 };
}

/** For a terminal: whatever its user can wait for; files of the usual size without a thread, which takes longer to start. */
export function terminalTracer(bot: () => Speaker): ThreadTracer {
  const bounds = { ...boundsFor(1000), messages: 5_000_000, timeMs: 600_000, memoryMb: 4096 };
  return new ThreadTracer({ bot, bounds, inlineBytes: 2 * megabyte });
}

export interface TracerSettings {
  readonly bot: () => Speaker;
  readonly bounds: Bounds;
  /** What is no larger is read at once in the caller's thread: it takes less than 100 ms. */
  readonly inlineBytes?: number | undefined;
  readonly script?: URL | undefined;
}

const threads = 2;
const longestQueue = 16;
const slowMs = 1000;
const smallBytes = 64 * 1024;

/** Reads traces and draws in threads of their own: no upload stalls or ends the process. */
export class ThreadTracer implements Tracer {
  readonly #settings: TracerSettings;
  readonly #free: ErrandWorker[];
  readonly #waiting: ((worker: ErrandWorker) => void)[] = [];
  readonly #all: readonly ErrandWorker[];

  constructor(settings: TracerSettings) {
    this.#settings = settings;
    this.#all = Array.from({ length: threads }, () => new ErrandWorker(settings.script ?? script, settings.bounds.memoryMb));
    this.#free = [...this.#all];
  }

  async trace({ slow, ...source }: TraceSource): Promise<Traced> {
    const { bot, bounds, inlineBytes = smallBytes } = this.#settings;
    const { bytes, languages } = source;
    if (bytes.length === 0) return notTraced(bot(), languages, "trace.empty");
    if (bytes.length > bounds.fileBytes) {
      return notTraced(bot(), languages, "trace.too-large", { limit: Math.floor(bounds.fileBytes / megabyte) });
    }
    if (bytes.length <= inlineBytes && !isGzip(bytes)) {
      return traceHere(bot(), source, { bytes: bounds.contentBytes, messages: bounds.messages });
    }
    const reminder = slow && setTimeout(slow, slowMs);
    const outcome = await this.#run({ kind: "trace", source, bounds });
    clearTimeout(reminder);
    if (typeof outcome !== "string" && outcome.kind === "traced") return outcome.traced;
    const lost = typeof outcome === "string" ? outcome : "failed";
    return notTraced(bot(), languages, `trace.${lost}`, lost === "too-long" ? { seconds: bounds.timeMs / 1000 } : {});
  }

  async draw(svg: string, theme: Theme = "light"): Promise<Uint8Array> {
    const outcome = await this.#run({ kind: "draw", svg, theme });
    if (typeof outcome !== "string" && outcome.kind === "drawn") return outcome.png;
    throw new Error(`the picture could not be drawn: ${typeof outcome === "string" ? outcome : outcome.kind}`);
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.close()));
  }

  /** Runs an errand in the next free thread, in the order they came. */
  async #run(errand: Errand): Promise<Result | Loss | "busy"> {
    if (this.#waiting.length >= longestQueue) return "busy";
    const worker = this.#free.pop() ?? (await new Promise<ErrandWorker>((resolve) => this.#waiting.push(resolve)));
    try {
      return await worker.run(errand, this.#settings.bounds.timeMs);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(worker);
      else this.#free.push(worker);
    }
  }
}
