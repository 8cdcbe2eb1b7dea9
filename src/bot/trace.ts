import type { Catalog } from "../core/catalog.ts";
import { diagnose } from "../core/trace/diagnose.ts";
import { readTrace } from "../core/trace/read.ts";
import type { Limits } from "../core/trace/reading.ts";
import { refusal } from "../reply/diagnosis/notes.ts";
import { recordOf } from "../reply/diagnosis/record.ts";
import { diagnosisReply, showingOf, shownCall } from "../reply/diagnosis/reply.ts";
import { reportOf } from "../reply/diagnosis/report.ts";
import type { Words } from "../reply/words.ts";
import { codesOfDiagnosis, kindOfDiagnosis, ownCode } from "./trace-answer.ts";
import type { Traced, TraceSource } from "./tracer.ts";

/** What a diagnosis needs of the bot. */
export interface Speaker {
  readonly catalog: Catalog;
  language(wishes: readonly string[]): string;
  words(language: string): Words;
}

/** Reads and diagnoses a trace right here, in this thread; the bytes are unpacked already. */
export function traceHere(bot: Speaker, source: Omit<TraceSource, "slow">, limits: Limits): Traced {
  const diagnosis = diagnose(readTrace(source.bytes, limits), bot.catalog);
  const words = bot.words(bot.language(source.languages));
  const showing = showingOf(diagnosis, bot.catalog, words, source);
  const reply = diagnosisReply(showing, source);
  const call = shownCall(diagnosis, source);
  const wants = new Set(source.wants);
  return {
    kind: kindOfDiagnosis(diagnosis),
    outcome: call === undefined ? "nothing-found" : "answered",
    language: words.language,
    codes: codesOfDiagnosis(diagnosis),
    causes: [],
    address: ownCode(diagnosis),
    reply,
    callCount: diagnosis.calls.length,
    ...(wants.has("record") ? { record: recordOf(showing, call) } : {}),
    ...(wants.has("report") ? { report: reportOf(reply, call, showing) } : {}),
  };
}

/** Why a trace was not read, in one sentence. */
export function notTraced(
  bot: Speaker,
  languages: readonly string[],
  key: string,
  values: Readonly<Record<string, number>> = {},
): Traced {
  const words = bot.words(bot.language(languages));
  const reply = refusal(words, [words.line(key, values)]);
  const language = words.language;
  return { kind: "trouble", outcome: "bad-input", language, codes: [], causes: [], address: undefined, reply, callCount: 0 };
}
