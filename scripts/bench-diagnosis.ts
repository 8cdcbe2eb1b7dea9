import { Bot } from "../src/bot/answer.ts";
import { boundsFor, ThreadTracer } from "../src/diagnosis/tracer.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { manyCalls } from "../test/core/trace/many-calls.ts";
import type { TraceRow } from "./bench-traces.ts";

/** A capture of about 27 MB through the thread that reads uploads, from bytes to answer; the thread has started before. */
export async function diagnosisRows(): Promise<TraceRow[]> {
  const bot = new Bot(loadKnowledge());
  const tracer = new ThreadTracer({ bot: () => bot, bounds: boundsFor(40), inlineBytes: 0 });
  const ask = (bytes: Uint8Array) => tracer.trace({ bytes, languages: ["en"] });
  const capture = manyCalls(8700);
  await ask(manyCalls(10));
  const from = process.cpuUsage();
  await ask(capture);
  const { user, system } = process.cpuUsage(from);
  await tracer.close();
  const seconds = Math.round((user + system) / 1e4) / 100;
  return [{ what: "traces: 27 MB of calls, from upload to answer", value: seconds, unit: "s", bound: "≤ 2" }];
}
