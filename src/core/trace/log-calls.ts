import type { Call } from "./diagnosis.ts";
import type { LogEvent, Reading } from "./reading.ts";

// Calls of which a log tells without printing their messages: by Call-ID, and those of no Call-ID together.

/** Codes that a line stands for although it names none: what the server then answers. */
const implied: Readonly<Record<string, number>> = { "too-many-hops": 483, "no-route": 404 };

/** Calls out of log lines, for Call-IDs that no message has; without any message, also what has no Call-ID. */
export function loggedCalls(reading: Reading, known: ReadonlySet<string>): Call[] {
  const groups = new Map<string, LogEvent[]>();
  for (const event of reading.events) {
    const callId = event.callId ?? "";
    if (known.has(callId) || (callId === "" && (reading.messages.length > 0 || event.code === undefined))) continue;
    const group = groups.get(callId);
    if (group) group.push(event);
    else groups.set(callId, [event]);
  }
  return [...groups].map(([callId, events]) => callOf(callId, events));
}

function callOf(callId: string, events: readonly LogEvent[]): Call {
  const statuses = events.flatMap(({ code }) => code ?? []);
  const finals = statuses.filter((code) => code >= 200);
  const failures = [...finals, ...events.flatMap(({ kind, code }) => (code === undefined ? (implied[kind] ?? []) : []))].filter(
    (code) => code >= 400 && code !== 401 && code !== 407,
  );
  const last = failures.at(-1) ?? finals.at(-1) ?? null;
  const times = events.flatMap(({ at }) => at ?? []);
  return {
    callId,
    kind: kindOf(events),
    outcome: outcomeOf(last),
    finalStatus: last,
    firstFailure: failures[0] ?? null,
    statuses,
    start: times[0],
    end: times.at(-1),
    messages: [],
    retransmissions: [],
    hosts: [],
    legs: [],
    times: {},
  };
}

function kindOf(events: readonly LogEvent[]): string {
  const methods = events.flatMap(({ method }) => method ?? []);
  if (methods.includes("INVITE")) return "call";
  return methods.find((method) => method !== "ACK") ?? methods[0] ?? "unknown";
}

function outcomeOf(last: number | null): Call["outcome"] {
  if (last === null) return "no-final-response";
  if (last >= 400) return last === 401 || last === 407 ? "auth-challenged" : "failed";
  return last < 300 ? "ok" : "redirected";
}
