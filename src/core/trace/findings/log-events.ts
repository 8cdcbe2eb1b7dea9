import { hostOf, uriParts } from "../addresses.ts";
import type { Finding } from "../diagnosis.ts";
import type { Failure } from "../failure.ts";
import { spoken, targetName, type Flow } from "../flow.ts";
import type { LogEvent } from "../reading.ts";
import type { Scene } from "../scene.ts";
import { requestOf } from "../transactions.ts";
import { finding } from "./finding.ts";
import { numberOf, unregistered } from "./refusal.ts";

// What the log itself tells beside the messages: names that do not resolve, connections refused, peers not there.

const how = { severity: "error", weight: 0.94 } as const;

/** Events about one call, or about none where the trace has only this one call. */
export function logged(flow: Flow, scene: Scene): Finding[] {
  const events = eventsOf(flow, scene);
  return [...events.flatMap((event) => ofEvent(event, flow, scene) ?? []), ...answers(events, flow), ...circle(events, flow)];
}

/** Refusals that the log names while it prints no message: 408 is a peer that keeps silent. */
function answers(events: readonly LogEvent[], flow: Flow): Finding[] {
  if (flow.messages.length > 0) return [];
  const codes = new Map<number, string[]>();
  for (const { code, about } of events) {
    if (code !== undefined && code >= 400) codes.set(code, [...(codes.get(code) ?? []), about ?? "UAS"].slice(0, 20));
  }
  return [...codes].map(([code, targets]) => {
    const target = [...new Set(targets)].slice(0, 4).join(", ");
    const count = targets.length;
    if (code === 408) return finding("log-timeout", flow, { ...how, weight: 0.95, code }, [], { target, count });
    return finding("log-refusal", flow, { ...how, weight: 0.8, code }, [], { code, target, count });
  });
}

/** One host logs the same INVITE again and again until its hops are used up. */
function circle(events: readonly LogEvent[], flow: Flow): Finding[] {
  if (flow.messages.length > 0 || !events.some(({ kind }) => kind === "too-many-hops")) return [];
  const passes = events.filter(({ method, about }) => method === "INVITE" && about !== undefined);
  const hosts = new Map<string, number>();
  for (const { about = "" } of passes) hosts.set(hostOf(about), (hosts.get(hostOf(about)) ?? 0) + 1);
  const [host, count] = [...hosts].toSorted((a, b) => b[1] - a[1])[0] ?? ["", 0];
  if (count >= 3) return [finding("routing-loop", flow, { ...how, code: 483 }, [], { host, passes: count, said: "483" })];
  return [finding("hops-exhausted", flow, { ...how, weight: 0.8, code: 483 }, [], { server: "UAS", hops: -1 })];
}

function eventsOf(flow: Flow, scene: Scene): readonly LogEvent[] {
  if (flow.messages.length === 0) return scene.events(flow.call.callId);
  const own = flow.call.callId === "" ? [] : scene.events(flow.call.callId);
  const loose = scene.events("");
  if (loose.length === 0) return own;
  // A text that shows one call is about that call; a capture has the name queries of everybody.
  if (scene.calls.length === 1 && scene.reading.packets === 0) return [...own, ...loose];
  const asked = new Set(flow.opening.slice(0, 5).map((one) => hostOf(uriParts(requestOf(one)?.uri ?? "").host)));
  const failed = flow.answer === undefined && flow.call.outcome !== "ok";
  return failed ? [...own, ...loose.filter((event) => concerns(event, asked))] : own;
}

/** A name that could not be resolved and that the call was for: "_sip._udp.example.com" is asked for "example.com". */
function concerns({ kind, about }: LogEvent, asked: ReadonlySet<string>): boolean {
  return kind === "dns-failed" && about !== undefined && asked.has(about.toLowerCase().replace(/^(?:_[a-z]+\.){0,2}/u, ""));
}

/** Events that belong to no call of the trace. */
export function loggedElsewhere(scene: Scene): Finding[] {
  if (scene.calls.length === 1 && scene.reading.packets === 0) return [];
  // In a capture, a name that does not resolve is somebody's; in a log it is this server's.
  const weight = scene.reading.packets > 0 ? 0.05 : 0.3;
  const known = new Set(scene.calls.map(({ callId }) => callId));
  const loose = scene.reading.events.filter(({ callId }) => !known.has(callId ?? ""));
  return loose
    .slice(0, 50)
    .flatMap((event) => ofEvent(event, undefined, scene) ?? [])
    .map((one) => ({ ...one, weight }));
}

/** Kinds of events that are findings of their own, the surest ones heavier. */
const byKind: Readonly<
  Record<
    string,
    readonly [
      id:
        | "connection-refused"
        | "connection-reset"
        | "log-unreachable"
        | "tls-failed"
        | "log-auth-failed"
        | "log-no-codec"
        | "log-parse-error",
      weight: number,
    ]
  >
> = {
  "connection-refused": ["connection-refused", 0.94],
  "connection-reset": ["connection-reset", 0.6],
  "host-unreachable": ["log-unreachable", 0.94],
  "tls-failed": ["tls-failed", 0.9],
  "auth-failed": ["log-auth-failed", 0.87],
  "no-codec": ["log-no-codec", 0.87],
  "parse-error": ["log-parse-error", 0.5],
};

/** Kinds of entries that are about no other host. */
const hostless: ReadonlySet<string> = new Set(["auth-failed", "no-codec", "parse-error"]);

/** What an entry is about, else where the call went; "?" where neither tells. */
function targetOf({ kind, about }: LogEvent, flow: Flow | undefined): string {
  if (about !== undefined) return about;
  if (hostless.has(kind)) return "?";
  const first = flow?.opening[0];
  return first === undefined ? "UAS" : targetName(requestOf(first));
}

function ofEvent(event: LogEvent, flow: Flow | undefined, scene: Scene): Finding | undefined {
  const { kind, about } = event;
  const evidence = flow?.messages.slice(0, 2) ?? [];
  const target = targetOf(event, flow);
  if (kind === "dns-failed") return finding("dns-failed", flow, how, evidence, { name: about ?? "?" });
  if (kind === "timeout") return finding("log-timeout", flow, { ...how, weight: 0.8 }, evidence, { target, count: 1 });
  if (kind === "no-route") {
    // With a refusal in the trace, the refusal is explained by it.
    if (flow === undefined || (flow.call.finalStatus !== null && flow.messages.length > 0)) return undefined;
    return finding("no-route", flow, { ...how, weight: 0.9, code: 404 }, evidence, {
      number: target,
      server: authorOf(scene),
      said: "404",
    });
  }
  const known = byKind[kind];
  if (known === undefined) return undefined;
  const [id, weight] = known;
  return finding(id, flow, { ...how, weight }, evidence, { target });
}

/** Servers whose logs are known by their form. */
const authors: Readonly<Record<string, string>> = {
  asterisk: "Asterisk",
  freeswitch: "FreeSWITCH",
  kamailio: "Kamailio",
  opensips: "OpenSIPS",
};

/** The name of who wrote the log. */
function authorOf({ reading: { format } }: Scene): string {
  return authors[format.split("-", 1)[0] ?? ""] ?? "UAS";
}

/** A refusal that the log explains: the cause beats what the code alone would mean. */
export function loggedCause(failure: Failure, flow: Flow, scene: Scene): Finding | undefined {
  for (const { kind } of eventsOf(flow, scene)) {
    if (kind === "subscriber-absent" || kind === "not-registered") return unregistered(failure, flow, 0.93);
    if (kind === "no-route") {
      const values = { number: numberOf(failure), server: failure.server, said: spoken(failure.response) };
      return finding("no-route", flow, { ...how, code: failure.code }, failure.evidence, values);
    }
  }
  return undefined;
}

/** Several timeouts of one target are one finding with a count. */
export function merged(findings: readonly Finding[]): Finding[] {
  const known = new Map<string, Finding>();
  const others: Finding[] = [];
  for (const one of findings) {
    if (one.id !== "log-timeout") {
      others.push(one);
      continue;
    }
    const key = `${one.callId} ${one.values["target"]}`;
    const before = known.get(key);
    const count = Number(before?.values["count"] ?? 0) + 1;
    known.set(key, { ...one, values: { ...one.values, count } });
  }
  return [...known.values(), ...others];
}
