import type { Call, Finding } from "../../core/trace/diagnosis.ts";
import type { Line, Severity } from "../document.ts";
import { methodOf, nameOfCode, sayFinding, type Said, type Showing } from "./show.ts";

/** What is wrong with one call, or that nothing is. */
export interface Verdict {
  readonly title: string;
  readonly sentence: Line;
  readonly severity: Severity;
  /** The finding it comes from; undefined when only the outcome tells. */
  readonly finding: Finding | undefined;
  readonly said: Said | undefined;
}

/** The verdict on a call: of its findings the weightiest, else what became of it. */
export function verdictOn(call: Call, showing: Showing): Verdict {
  const finding = causeOf(call, showing);
  const said = finding && sayFinding(finding, showing);
  if (finding && said) {
    const severity = finding.severity === "info" ? "normal" : finding.severity;
    return { title: plain(said.title), sentence: said.verdict, severity, finding, said };
  }
  return byOutcome(call, showing);
}

/** What became of the call, where no finding says more. */
function byOutcome(call: Call, showing: Showing): Verdict {
  const { words } = showing;
  const { outcome, firstFailure, finalStatus } = call;
  if (outcome.startsWith("answered") && firstFailure !== null && firstFailure !== 487) return failedWithin(call, showing);
  const key = isSingleRequest(call, showing) ? "single-request" : outcome;
  const result = finalStatus === null ? "" : nameOfCode(finalStatus, showing);
  const sentence = words.line(`trace.said.${key}`, { method: methodOf(call), result });
  const severity = severities[outcome];
  const usual = severity === "normal" ? words.say("trace.fine") : words.say(`trace.outcome.${outcome}`);
  const title = namedByCode.has(outcome) && result !== "" ? result : usual;
  return { title: sentenceCase(title), sentence, severity, finding: undefined, said: undefined };
}

const namedByCode: ReadonlySet<Call["outcome"]> = new Set(["failed", "auth-failed-or-pending", "redirected"]);

/** The call stood, and something in it failed: a re-INVITE, an INFO, a BYE. */
function failedWithin(call: Call, showing: Showing): Verdict {
  const { messages } = showing.diagnosis.reading;
  const failed = call.messages.map((index) => messages[index]).find((message) => message?.code === call.firstFailure);
  const result = nameOfCode(call.firstFailure ?? 0, showing, failed?.phrase);
  const sentence = showing.words.line("trace.said.failed-within", { method: failed?.cseqMethod ?? "INVITE", result });
  return { title: result, sentence, severity: "warning", finding: undefined, said: undefined };
}

function causeOf(call: Call, { diagnosis }: Showing): Finding | undefined {
  const own = diagnosis.findings.filter((one) => one.callId === call.callId && one.weight > 0);
  const whole = diagnosis.findings.filter((one) => one.callId === undefined && one.weight > 0 && call === diagnosis.telling);
  return [...own, ...whole].toSorted((a, b) => b.weight - a.weight)[0];
}

/** The other findings on a call, and those of the whole trace, the weightiest first. */
export function otherFindings(call: Call, cause: Finding | undefined, { diagnosis }: Showing): Finding[] {
  return diagnosis.findings
    .filter((one) => one !== cause && (one.callId === call.callId || one.callId === undefined))
    .toSorted((a, b) => b.weight - a.weight);
}

const severities: Readonly<Record<Call["outcome"], Severity>> = {
  "answered-completed": "normal",
  "answered-no-bye-seen": "normal",
  cancelled: "info",
  "no-final-response": "warning",
  "no-response": "error",
  "auth-failed-or-pending": "warning",
  redirected: "info",
  failed: "error",
  ok: "normal",
  "auth-challenged": "info",
};

function isSingleRequest(call: Call, { diagnosis }: Showing): boolean {
  return diagnosis.reading.messages.length === 1 && call.statuses.length === 0;
}

function plain(line: Line): string {
  return line.map((span) => span.text).join("");
}

function sentenceCase(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
