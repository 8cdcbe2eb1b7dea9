import type { Catalog } from "../catalog.ts";
import { callsOf } from "./calls.ts";
import type { Call, Diagnosis, Finding } from "./diagnosis.ts";
import { abandoned } from "./findings/abandoned.ts";
import { acknowledgement } from "./findings/acknowledgement.ts";
import { authentication } from "./findings/authentication.ts";
import { dialog, transfer } from "./findings/dialog.ts";
import { refusal } from "./findings/explain.ts";
import { finding, type Finder } from "./findings/finding.ts";
import { capturedTwice, loss, malformed } from "./findings/format.ts";
import { logged, loggedElsewhere, merged } from "./findings/log-events.ts";
import { mediaPath } from "./findings/media-path.ts";
import { answeredMedia, earlyMedia } from "./findings/media.ts";
import { nat } from "./findings/nat.ts";
import { ordinary } from "./findings/ordinary.ts";
import type { FindingId } from "./findings/places.ts";
import { exposed, identity } from "./findings/privacy.ts";
import { flapping, keepalive, registration } from "./findings/registration.ts";
import { briefIntervals, lowSessionInterval, smallSessionIntervals } from "./findings/requirements.ts";
import { forks, redirectedOnTheWay } from "./findings/routing.ts";
import { failover } from "./findings/server.ts";
import { largeDatagrams, silence } from "./findings/silence.ts";
import { loggedCalls } from "./log-calls.ts";
import type { Reading } from "./reading.ts";
import { Scene } from "./scene.ts";

/** What is asked of each call. */
const finders: readonly Finder[] = [
  refusal,
  authentication,
  silence,
  acknowledgement,
  abandoned,
  dialog,
  transfer,
  answeredMedia,
  mediaPath,
  earlyMedia,
  briefIntervals,
  smallSessionIntervals,
  lowSessionInterval,
  failover,
  forks,
  redirectedOnTheWay,
  registration,
  keepalive,
  nat,
  malformed,
  loss,
  largeDatagrams,
  identity,
  logged,
  ordinary,
];

/** Calls that are looked at in detail; of more, those that failed come first. */
const mostDetailed = 200;

/** Calls, what became of them, and what an expert would point at. Pure; linear in the messages; never throws. */
export function diagnose(reading: Reading, catalog?: Catalog): Diagnosis {
  const shown = callsOf(reading.messages);
  const calls = [...shown, ...loggedCalls(reading, new Set(shown.map(({ callId }) => callId)))];
  const scene = new Scene(reading, calls, catalog);
  const detailed = chosen(calls);
  const byCall = new Map(detailed.map((call) => [call, ofCall(call, scene)]));
  const whole = ofWhole(scene);
  const findings = [...detailed.flatMap((call) => byCall.get(call) ?? []), ...whole];
  return { reading, calls, findings, telling: mostTelling({ calls, reading }, byCall) };
}

/** All calls of an ordinary trace; of a huge one the failed ones, then the others, in the order of the trace. */
function chosen(calls: readonly Call[]): Call[] {
  if (calls.length <= mostDetailed) return [...calls];
  const failed = calls.filter((call) => !isWell(call)).slice(0, mostDetailed);
  const others = calls.filter(isWell).slice(0, mostDetailed - failed.length);
  const both = new Set([...failed, ...others]);
  return calls.filter((call) => both.has(call));
}

function isWell({ outcome }: Call): boolean {
  return outcome === "ok" || outcome === "answered-completed" || outcome === "answered-no-bye-seen";
}

function ofCall(call: Call, scene: Scene): Finding[] {
  const flow = scene.flow(call);
  const found = merged(finders.flatMap((finder) => finder(flow, scene)));
  const best = new Map<string, Finding>();
  for (const one of found) {
    const known = best.get(one.id);
    if (known === undefined || one.weight > known.weight) best.set(one.id, one);
  }
  const ordered = [...best.values()].toSorted((a, b) => b.weight - a.weight);
  return ordered.filter(({ id }) => !(superseded[id] ?? []).some((other) => best.has(other)));
}

/** Findings that say nothing more where another, more precise one was made of the same silence. */
const superseded: Readonly<Record<string, readonly FindingId[]>> = {
  "host-unreachable": ["next-hop-unreachable"],
  "no-response": ["next-hop-silent", "next-hop-unreachable"],
  "request-only": [
    "host-unreachable",
    "no-response",
    "too-large-for-udp",
    "keepalive-failing",
    "connection-refused",
    "dns-failed",
    "no-route",
  ],
  "credentials-sent": ["host-unreachable", "no-response", "too-large-for-udp", "connection-refused", "dns-failed", "no-route"],
  "progress-cut": [
    "stalled-after-trying",
    "cancelled-ringing",
    "cancelled-early-media",
    "cancelled-before-ringing",
    "answered-elsewhere",
    "prack-missing",
    "no-route",
  ],
  "challenge-pending": ["registered", "no-response"],
};

function ofWhole(scene: Scene): Finding[] {
  const { reading } = scene;
  return merged([
    ...loggedElsewhere(scene),
    ...flapping(scene),
    ...capturedTwice(scene),
    ...exposed(scene),
    ...unreadable(reading),
  ]);
}

/** Nothing to diagnose, and why. */
function unreadable(reading: Reading): Finding[] {
  if (reading.messages.length > 0 || reading.events.some(({ code, callId }) => code !== undefined || callId !== undefined))
    return [];
  const [flow] = reading.encrypted;
  if (flow !== undefined) {
    const values = { flows: reading.encrypted.length, kind: flow.kind.toUpperCase() };
    return [finding("encrypted-only", undefined, { severity: "error", weight: 0.8 }, [], values)];
  }
  return [finding("no-messages", undefined, { severity: "warning", weight: 0.3 }, [], { format: reading.format })];
}

/** The call to open with: the surest failure, calls before registrations, those before keep-alives, whole ones before those that began earlier than the trace. */
function mostTelling(
  { calls, reading: { messages } }: Pick<Diagnosis, "calls" | "reading">,
  byCall: ReadonlyMap<Call, readonly Finding[]>,
): Call | undefined {
  let best: { call: Call; score: number } | undefined;
  for (const [call, findings] of byCall) {
    const whole = messages[call.messages[0] ?? -1]?.code === undefined ? 0.3 : 0;
    const score = (findings[0]?.weight ?? 0) + kindBonus(call) + whole;
    if (best === undefined || score > best.score) best = { call, score };
  }
  return best?.call ?? calls[0];
}

function kindBonus(call: Call): number {
  const failed = isWell(call) ? 0 : 0.15;
  if (call.kind === "call") return 0.3 + 2 * failed;
  return failed + (call.kind === "REGISTER" ? 0.15 : 0);
}
