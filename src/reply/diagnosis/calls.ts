import type { Call, CallOutcome, Diagnosis } from "../../core/trace/diagnosis.ts";
import type { Block, Choice, Line } from "../document.ts";
import { callersOf, methodOf, nameOfCode, type Showing } from "./show.ts";

/** As many calls are listed and offered; the counts by outcome stand for the rest. */
const mostListed = 8;

/** The order in which outcomes are worth a look. */
const worth: readonly CallOutcome[] = [
  "failed",
  "no-response",
  "no-final-response",
  "auth-failed-or-pending",
  "redirected",
  "cancelled",
  "auth-challenged",
  "answered-no-bye-seen",
  "answered-completed",
  "ok",
];

/** Many calls: how they ended, then the most telling ones. Nothing when there is one. */
export function callTables(showing: Showing): Block[] {
  const { diagnosis, words } = showing;
  const { calls } = diagnosis;
  if (calls.length < 2) return [];
  return [
    {
      kind: "table",
      label: words.say("trace.calls", { count: calls.length }),
      columns: [words.say("trace.column.outcome"), words.say("trace.column.count"), words.say("trace.column.codes")],
      rows: byOutcome(calls).map(([outcome, of]) => [
        [{ text: words.say(`trace.outcome.${outcome}`) }],
        [{ text: String(of.length) }],
        [{ text: codes(of) || words.say("table.none") }],
      ]),
    },
    {
      kind: "table",
      label: words.say("trace.calls-shown"),
      columns: [
        words.say("trace.column.call"),
        words.say("trace.column.parties"),
        words.say("trace.column.outcome"),
        words.say("trace.column.result"),
      ],
      rows: mostTelling(diagnosis).map((call) => row(call, showing)),
    },
  ];
}

/** Calls in the order they are worth a look: the shown one first, then by outcome, then by time. */
export function mostTelling({ calls, telling, findings }: Diagnosis, most = mostListed): Call[] {
  const weights = new Map<string, number>();
  for (const { callId, weight } of findings) {
    if (callId !== undefined) weights.set(callId, Math.max(weights.get(callId) ?? 0, weight));
  }
  const rank = (call: Call) =>
    (call === telling ? -100 : 0) +
    worth.indexOf(call.outcome) * 2 -
    (call.kind === "call" ? 1 : 0) -
    (weights.get(call.callId) ?? 0);
  const ranked = calls
    .map((call) => ({ call, rank: rank(call) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ call }) => call);
  return varied(ranked).slice(0, most);
}

/** One of each sort first: the tenth 486 tells nothing new. */
function varied(calls: readonly Call[]): Call[] {
  const seen = new Set<string>();
  const fresh = calls.filter(({ kind, outcome, finalStatus }) => {
    const sort = `${kind} ${outcome} ${finalStatus}`;
    return !seen.has(sort) && seen.add(sort);
  });
  const first = new Set(fresh);
  return [...fresh, ...calls.filter((call) => !first.has(call))];
}

/** Choices that show another call; `again` is the command without its number. */
export function callChoices(shown: Call, again: string, showing: Showing): Choice[] {
  const { diagnosis, words } = showing;
  const numbers = new Map(diagnosis.calls.map((call, index) => [call, index + 1]));
  return mostTelling(diagnosis)
    .filter((call) => call !== shown)
    .map((call) => {
      const number = numbers.get(call) ?? 0;
      return {
        label: words.say("trace.choice-call", { number: String(number), what: whatOf(call, showing) }),
        command: `${again} ${number}`,
      };
    });
}

function row(call: Call, showing: Showing): Line[] {
  const { diagnosis, words } = showing;
  const callers = callersOf(call, showing);
  const none = words.say("table.none");
  return [
    [{ text: `${diagnosis.calls.indexOf(call) + 1}. ${methodOf(call)}` }],
    [{ text: callers === undefined ? none : `${callers.from} → ${callers.to}` }],
    [{ text: words.say(`trace.outcome.${call.outcome}`) }],
    [{ text: call.finalStatus === null ? none : nameOfCode(call.finalStatus, showing) }],
  ];
}

/** "INVITE 486 Busy Here" or, without a final answer, its outcome. */
function whatOf(call: Call, showing: Showing): string {
  const { words } = showing;
  const result = call.finalStatus === null ? words.say(`trace.outcome.${call.outcome}`) : nameOfCode(call.finalStatus, showing);
  return `${methodOf(call)} ${result}`;
}

function byOutcome(calls: readonly Call[]): [CallOutcome, Call[]][] {
  const groups = new Map<CallOutcome, Call[]>();
  for (const call of calls) {
    const group = groups.get(call.outcome) ?? [];
    group.push(call);
    groups.set(call.outcome, group);
  }
  return [...groups].toSorted(([a], [b]) => worth.indexOf(a) - worth.indexOf(b));
}

/** "486 ×41, 503 ×7": the most frequent first. */
function codes(calls: readonly Call[]): string {
  const counts = new Map<number, number>();
  for (const { finalStatus } of calls) {
    if (finalStatus !== null) counts.set(finalStatus, (counts.get(finalStatus) ?? 0) + 1);
  }
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 6)
    .map(([code, count]) => (count === 1 ? String(code) : `${code} ×${count}`))
    .join(", ");
}
