import type { Diagnosis } from "../core/trace/diagnosis.ts";
import type { AnswerKind } from "./answered.ts";

/** A diagnosis is an answer on a code when there is one, else on what was seen, else trouble. */
export function kindOfDiagnosis(diagnosis: Diagnosis): AnswerKind {
  if (codesOfDiagnosis(diagnosis).length > 0) return "response";
  return diagnosis.calls.length > 0 ? "symptom" : "trouble";
}

/** The code that failed first, then how it ended; of a call where nothing failed only the latter. */
export function codesOfDiagnosis({ telling, calls, reading, findings }: Diagnosis): number[] {
  const call = telling ?? calls[0];
  if (call === undefined) return reading.messages.flatMap(({ code }) => code ?? []).slice(0, 1);
  const { firstFailure, finalStatus, statuses } = call;
  const ended = finalStatus ?? statuses.at(-1);
  const fine = firstFailure === 487 && finalStatus !== null && finalStatus < 300;
  // What failed inside a call that stood, a BYE or an INFO, is known by its finding.
  const cause = findings.find((one) => one.callId === call.callId && one.weight > 0 && (one.code ?? 0) >= 400)?.code;
  const found = fine ? [finalStatus] : [firstFailure ?? cause, ended];
  return [...new Set(found.filter((code) => code !== null && code !== undefined))];
}

/** A paste of one response is an answer on its code; a trace has no address, because nobody keeps it. */
export function ownCode({ reading: { messages } }: Diagnosis): string | undefined {
  const code = messages.length === 1 ? messages[0]?.code : undefined;
  return code === undefined ? undefined : String(code);
}
