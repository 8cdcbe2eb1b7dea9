import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { Bot } from "../src/bot/answer.ts";
import { boundsFor, ThreadTracer } from "../src/diagnosis/tracer.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { manyCalls } from "../test/core/trace/many-calls.ts";
import type { TraceRow } from "./bench-traces.ts";

/** Seconds of processor time from bytes to answer, through the thread that reads uploads; it has started before. */
async function seconds(capture: Uint8Array): Promise<number> {
  const bot = new Bot(loadKnowledge());
  const tracer = new ThreadTracer({ bot: () => bot, bounds: boundsFor(40), inlineBytes: 0 });
  const ask = (bytes: Uint8Array) => tracer.trace({ bytes, languages: ["en"] });
  await ask(manyCalls(10));
  const from = process.cpuUsage();
  await ask(capture);
  const { user, system } = process.cpuUsage(from);
  await tracer.close();
  return Math.round((user + system) / 1e4) / 100;
}

/** Most memory of the built bot while it answers the same, in a process of its own, in MB. */
function memory(capture: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), "sipsense-bench-"));
  const file = join(folder, "calls.pcap");
  writeFileSync(file, capture);
  const script = fileURLToPath(new URL("trace-memory.mjs", import.meta.url));
  const { stdout } = spawnSync(process.execPath, [script, file], { encoding: "utf8" });
  rmSync(folder, { recursive: true, force: true });
  return stdout === "" ? Number.NaN : Number(stdout);
}

/** A capture of about 27 MB, from upload to answer. */
export async function diagnosisRows(): Promise<TraceRow[]> {
  const capture = manyCalls(8700);
  return [
    { what: "traces: 27 MB of calls, from upload to answer", value: await seconds(capture), unit: "s", bound: "≤ 2" },
    { what: "traces: memory of the bot meanwhile", value: memory(capture), unit: "MB", bound: "≤ 300" },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { what, value, unit, bound = "" } of await diagnosisRows()) {
    process.stdout.write(`${what}: ${value} ${unit} ${bound}\n`);
  }
}
