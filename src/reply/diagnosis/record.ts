import type { Call, Finding } from "../../core/trace/diagnosis.ts";
import type { Skipped } from "../../core/trace/reading.ts";
import { lineText } from "../document.ts";
import { sayFinding, type Showing } from "./show.ts";
import { verdictOn } from "./verdict.ts";

/** The stable JSON of a trace: Call-IDs and hosts as in the input, sentences redacted. Other people's scripts read it. */
export interface TraceRecord {
  readonly format: string;
  readonly messages: number;
  readonly skipped: readonly Skipped[];
  readonly truncated: boolean;
  readonly calls: readonly CallRecord[];
  /** Findings on the whole trace, of no one call. */
  readonly findings: readonly FindingRecord[];
  readonly verdict: string;
}

export interface CallRecord {
  readonly callId: string;
  readonly kind: string;
  readonly outcome: Call["outcome"];
  readonly finalStatus: number | null;
  readonly firstFailure: number | null;
  readonly statuses: readonly number[];
  readonly start: number | null;
  readonly end: number | null;
  readonly messages: number;
  readonly retransmissions: number;
  readonly hosts: readonly string[];
  /** Call-IDs of its other legs through a B2BUA. */
  readonly legs: readonly string[];
  readonly findings: readonly FindingRecord[];
}

export interface FindingRecord {
  readonly id: string;
  readonly severity: Finding["severity"];
  readonly code?: number;
  readonly text: string;
  readonly evidence: readonly number[];
}

/** Stands for the Call-ID of messages that carry none. */
const nameless = "(none)";

/** Everything that was found, for programs. */
export function recordOf(showing: Showing, shown: Call | undefined): TraceRecord {
  const { reading, calls, findings } = showing.diagnosis;
  const byCall = new Map<string | undefined, Finding[]>();
  for (const finding of findings) {
    const of = byCall.get(finding.callId) ?? [];
    of.push(finding);
    byCall.set(finding.callId, of);
  }
  const said = (callId: string | undefined) => (byCall.get(callId) ?? []).map((one) => findingRecord(one, showing));
  return {
    format: reading.format,
    messages: reading.messages.length,
    skipped: reading.skipped,
    truncated: reading.truncated,
    calls: calls.map((call) => callRecord(call, said(call.callId))),
    findings: said(undefined),
    verdict: shown === undefined ? "" : lineText(verdictOn(shown, showing).sentence),
  };
}

function callRecord(call: Call, findings: readonly FindingRecord[]): CallRecord {
  const { callId, kind, outcome, finalStatus, firstFailure, statuses, hosts, legs } = call;
  return {
    callId: callId === "" ? nameless : callId,
    kind,
    outcome,
    finalStatus,
    firstFailure,
    statuses,
    start: call.start ?? null,
    end: call.end ?? null,
    messages: call.messages.length,
    retransmissions: call.retransmissions.length,
    hosts,
    legs,
    findings,
  };
}

function findingRecord(finding: Finding, showing: Showing): FindingRecord {
  const { id, severity, code, evidence } = finding;
  const said = sayFinding(finding, showing);
  return {
    id,
    severity,
    ...(code === undefined ? {} : { code }),
    text: said === undefined ? id : lineText(said.verdict),
    evidence,
  };
}
