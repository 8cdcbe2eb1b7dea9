// Prints the most memory, in MB, that a process of the built bot holds while one of its threads answers an upload: a trace
// of which the path is given. Linux counts a process's own memory in VmHWM; elsewhere that of its parent may be in it.
import { readFileSync } from "node:fs";

import { Bot } from "../dist/bot/answer.js";
import { boundsFor, ThreadTracer } from "../dist/diagnosis/tracer.js";
import { loadKnowledge } from "../dist/knowledge.js";

function peak() {
  try {
    return Number(/VmHWM:\s+(\d+)/u.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

const bot = new Bot(loadKnowledge());
const tracer = new ThreadTracer({ bot: () => bot, bounds: boundsFor(400), inlineBytes: 0 });
await tracer.trace({ bytes: readFileSync(process.argv[2] ?? ""), languages: ["en"] });
await tracer.close();
process.stdout.write(`${Math.round(peak())}\n`);
