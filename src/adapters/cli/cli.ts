import type { Readable } from "node:stream";

import type { Answered } from "../../bot/answer.ts";
import { lineText } from "../../reply/document.ts";
import { readArguments, type Arguments } from "./arguments.ts";
import { toJson } from "./json.ts";
import { show, type Terminal } from "./terminal.ts";

/** Runs one command line. Gives the exit code: 0 answered, 1 nothing found, 2 bad use or bad input. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  let read: Arguments;
  try {
    read = readArguments(args);
  } catch (error) {
    const message = error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error);
    terminal.errors.write(`sipsense: ${message}. See: sipsense help\n`);
    return 2;
  }
  switch (read.command) {
    case "explain":
      return explain(read, terminal);
    case "serve":
      return terminal.serve();
    case "doctor":
      return terminal.doctor();
    case "forget":
      return (await import("./forget.ts")).forget(read.query, read.yes, languagesOf(read, terminal), terminal);
    case "recap":
      return (await import("./recap.ts")).recapCommand(
        {
          query: read.query,
          text: read.trace.text,
          svg: read.trace.svg,
          language: languagesOf(read, terminal)[0] ?? "",
        },
        terminal,
      );
    case "discord":
      return terminal.discord(read.query);
    case "detect":
      return (await import("./detect.ts")).detectLines(terminal.bot(), terminal, read.query, read.why);
    case "trace":
      return (await import("./trace.ts")).traceFile(read, terminal);
    case "version":
      terminal.output.write(`${terminal.version()}\n`);
      return 0;
    case "help":
      terminal.output.write((await import("./help.ts")).helpText(terminal.bot(), languagesOf(read, terminal)));
      return 0;
  }
}

function languagesOf({ language }: Arguments, { languages }: Terminal): readonly string[] {
  return language === undefined ? languages : [language];
}

async function explain(read: Arguments, terminal: Terminal): Promise<number> {
  const bot = terminal.bot();
  if (read.batch) return (await import("./batch.ts")).explainBatch(bot, terminal, read.language);
  const text = read.query === "-" ? await readAll(terminal.input) : (read.query ?? "");
  // A trace has lines; a question has one, and need not wait for what reads traces.
  if (text.includes("\n")) bot.readPastes((await import("../../bot/paste.ts")).pastes);
  const answered = bot.answer({ text, language: read.language, languages: terminal.languages });
  if (answered.outcome !== "answered")
    terminal.errors.write(`${answered.reply.short[0] ? lineText(answered.reply.short[0]) : answered.reply.title}\n`);
  if (read.json) terminal.output.write(`${JSON.stringify(toJson(text, answered), null, 2)}\n`);
  else terminal.output.write(await show(answered, read.short, terminal));
  return exitCode(answered);
}

function exitCode({ outcome }: Answered): number {
  switch (outcome) {
    case "answered":
      return 0;
    case "nothing-found":
      return 1;
    case "bad-input":
      return 2;
  }
}

async function readAll(input: Readable): Promise<string> {
  let text = "";
  for await (const chunk of input.setEncoding("utf8")) text += String(chunk);
  return text;
}
