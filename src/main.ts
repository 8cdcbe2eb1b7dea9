#!/usr/bin/env node
import { readFileSync } from "node:fs";

import { runCli } from "./adapters/cli/cli.ts";
import { Bot } from "./bot/answer.ts";
import { loadKnowledge } from "./knowledge.ts";

// Wires everything. What a command does not need is not loaded: an answer in the terminal must come at once.

// A reader that has seen enough ("| head -1") is no fault of ours.
process.stdout.on("error", (fault: NodeJS.ErrnoException) => {
  if (fault.code !== "EPIPE") throw fault;
  process.exit(0);
});

let known: Bot | undefined;
const bot = () => (known ??= new Bot(loadKnowledge()));

process.exitCode = await runCli(process.argv.slice(2), {
  bot,
  tracer: async () => (await import("./diagnosis/tracer.ts")).terminalTracer(bot),
  serve: async () => (await import("./serve.ts")).serve(),
  doctor: async () => (await import("./doctor.ts")).doctor(process.stdout),
  memory: async () => {
    const [{ Memory }, { readConfig }] = await Promise.all([import("./memory.ts"), import("./config.ts")]);
    return new Memory(readConfig()).open();
  },
  discord: async (deed) => (await import("./discord.ts")).discordChore(deed, { output: process.stdout, errors: process.stderr }),
  version,
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  colour: process.stdout.isTTY && process.stdout.hasColors(),
  // Of all of Intl this is the quickest to say what LANG and LC_ALL ask for.
  languages: [new Intl.PluralRules().resolvedOptions().locale],
});

/** The version in package.json. */
function version(): string {
  const found: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return typeof found === "object" && found !== null && "version" in found ? String(found.version) : "unknown";
}
