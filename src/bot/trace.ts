import type { Catalog } from "../core/catalog.ts";
import { diagnose } from "../core/trace/diagnose.ts";
import type { Diagnosis } from "../core/trace/diagnosis.ts";
import { readTrace } from "../core/trace/read.ts";
import type { Limits } from "../core/trace/reading.ts";
import { refusal } from "../reply/diagnosis/notes.ts";
import { recordOf } from "../reply/diagnosis/record.ts";
import { diagnosisReply, showingOf, shownCall } from "../reply/diagnosis/reply.ts";
import { reportOf } from "../reply/diagnosis/report.ts";
import type { Words } from "../reply/words.ts";
import type { AnswerKind } from "./answer.ts";
import type { Traced, TraceSource } from "./tracer.ts";

/** What a diagnosis needs of the bot. */
export interface Speaker {
  readonly catalog: Catalog;
  language(wishes: readonly string[]): string;
  words(language: string): Words;
}

/** Reads and diagnoses a trace right here, in this thread; the bytes are unpacked already. */
export function traceHere(bot: Speaker, source: Omit<TraceSource, "slow">, limits: Limits): Traced {
  const diagnosis = diagnose(readTrace(source.bytes, limits));
  const words = bot.words(bot.language(source.languages));
  const showing = showingOf(diagnosis, bot.catalog, words, source);
  const reply = diagnosisReply(showing, source);
  const call = shownCall(diagnosis, source);
  const codes = codesOf(diagnosis);
  const wants = new Set(source.wants);
  return {
    kind: kindOf(diagnosis),
    outcome: call === undefined ? "nothing-found" : "answered",
    language: words.language,
    codes,
    causes: [],
    address: addressOf(codes),
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

/** A diagnosis is an answer on a code when there is one, else on what was seen, else trouble. */
export function kindOf(diagnosis: Diagnosis): AnswerKind {
  if (codesOf(diagnosis).length > 0) return "response";
  return diagnosis.calls.length > 0 ? "symptom" : "trouble";
}

/** The code that failed first, then how it ended; of a call where nothing failed only the latter. */
export function codesOf({ telling, calls, reading }: Diagnosis): number[] {
  const call = telling ?? calls[0];
  if (call === undefined) return reading.messages.flatMap(({ code }) => code ?? []).slice(0, 1);
  const { firstFailure, finalStatus, statuses } = call;
  const ended = finalStatus ?? statuses.at(-1);
  const fine = firstFailure === 487 && finalStatus !== null && finalStatus < 300;
  const found = fine ? [finalStatus] : [firstFailure, ended];
  return [...new Set(found.filter((code) => code !== null && code !== undefined))];
}

function addressOf([code]: readonly number[]): string | undefined {
  return code === undefined ? undefined : String(code);
}
