import type { Finding } from "../diagnosis.ts";
import type { Failure } from "../failure.ts";
import { roundSeconds, senderName, spoken, targetName, type Flow } from "../flow.ts";
import type { SipMessage } from "../message.ts";
import type { Scene } from "../scene.ts";
import { finalOf, inDialog, progressOf, repeatsOf, requestOf, secondsBetween, type Transaction } from "../transactions.ts";
import { finding } from "./finding.ts";

// Nothing is called unanswered only because the trace ends: repeats prove it, or an error of the network.

/** Requests that got nothing back at all, and INVITEs that got a 100 and no more. */
export function silence(flow: Flow, scene: Scene): Finding[] {
  const found = flow.transactions.flatMap((transaction) => ofTransaction(transaction, flow, scene) ?? []);
  return found.length > 20 ? found.slice(0, 20) : found;
}

function ofTransaction(transaction: Transaction, flow: Flow, scene: Scene): Finding | undefined {
  const { method, responses } = transaction;
  if (requestOf(transaction) === undefined || method === "CANCEL") return undefined;
  if (responses.length === 0) return unreachable(transaction, flow, scene) ?? unanswered(transaction, flow, scene);
  return method === "INVITE" && finalOf(transaction) === undefined ? stalled(transaction, flow, scene) : undefined;
}

/** An ICMP error came back for it. */
function unreachable(transaction: Transaction, flow: Flow, scene: Scene): Finding | undefined {
  const request = requestOf(transaction);
  const errors = scene.unreachable(request?.source, request?.destination);
  const first = errors.find(({ why, at }) => why !== "reset" || isSoonAfter(at, request));
  if (first === undefined) return undefined;
  const how = { severity: "error", weight: 0.96 } as const;
  return finding("host-unreachable", flow, how, transaction.requests, {
    target: targetName(request),
    reporter: first.from,
    why: first.why,
    tcp: brokenTcp(first.why),
    method: transaction.method,
    count: transaction.requests.length,
  });
}

/** 1 for a refused connection, 2 for one that was cut, 0 for what ICMP says. */
function brokenTcp(why: string): 0 | 1 | 2 {
  if (why === "refused") return 1;
  return why === "reset" ? 2 : 0;
}

/** The end of a connection explains what was sent on it shortly before (RFC 3261 §17: 64*T1), nothing else. */
function isSoonAfter(at: number, request: SipMessage | undefined): boolean {
  return request?.at !== undefined && at >= request.at && at <= request.at + 32;
}

/** Sent again and again, or alone on a reliable transport for long. */
export function unansweredFor(transaction: Transaction, scene: Scene): { repeats: number; seconds: number } | undefined {
  const { requests } = transaction;
  const first = requests[0];
  const repeats = repeatsOf(requests).length;
  const spent = secondsBetween(first, requests.at(-1)) ?? 0;
  const reliable = first?.transport !== undefined && first.transport !== "udp";
  // A gap of a day in the trace is no waiting; a transaction ends after 64*T1 whatever the trace goes on to show.
  const rest = scene.goesOn(first);
  const waited = rest > 86_400 ? 0 : Math.min(32, rest);
  const proven = repeats >= 2 || (repeats === 1 && waited >= 4) || (reliable && waited >= 8);
  return proven ? { repeats, seconds: first?.at === undefined ? -1 : Math.max(spent, reliable ? waited : 0) } : undefined;
}

function unanswered(transaction: Transaction, flow: Flow, scene: Scene): Finding | undefined {
  const { method, requests } = transaction;
  const proof = unansweredFor(transaction, scene);
  const request = requests[0];
  if (proof === undefined || request === undefined || method === "OPTIONS") return undefined;
  const count = proof.repeats + 1;
  const seconds = roundSeconds(proof.seconds > 0 ? proof.seconds : undefined);
  const target = targetName(request);
  if (method === "BYE") {
    const how = { severity: "warning", weight: 0.45 } as const;
    return finding("bye-unanswered", flow, how, requests, { target, count, seconds });
  }
  // A later try of the same kind got through: this one was a detour.
  const later = flow.transactions.some(
    (one) => one.method === method && (one.responses[0]?.index ?? -1) > request.index && one !== transaction,
  );
  const weight = later ? 0.3 : 0.82;
  if (request.transport === "udp" && request.size > 1500)
    return tooLarge(transaction, flow, { weight: later ? 0.3 : 0.88, lost: 1 });
  const how = { severity: later ? "warning" : "error", weight } as const;
  const inside = inDialog(transaction) ? 1 : 0;
  return finding("no-response", flow, how, requests, { method, target, count, seconds, inside });
}

/** RFC 3261 §18.1.1: within 200 bytes of the path MTU, and over 1300 where it is unknown, a request should go by TCP. */
function tooLarge(transaction: Transaction, flow: Flow, { weight, lost }: { weight: number; lost: 0 | 1 }): Finding {
  const request = requestOf(transaction);
  const how = { severity: lost === 1 ? "error" : "info", weight } as const;
  return finding("too-large-for-udp", flow, how, transaction.requests, {
    size: request?.size ?? 0,
    method: transaction.method,
    target: targetName(request),
    lost,
  });
}

/** Large requests that got through all the same: worth knowing. */
export function largeDatagrams(flow: Flow): Finding[] {
  const large = flow.transactions.find((one) => {
    const request = requestOf(one);
    return request?.transport === "udp" && request.size > 1300 && one.responses.length > 0;
  });
  return large === undefined ? [] : [tooLarge(large, flow, { weight: 0.01, lost: 0 })];
}

/** Seconds without a word after which an INVITE that only got 100 is called stalled. */
const stallPatience = 10;

function stalled(transaction: Transaction, flow: Flow, scene: Scene): Finding | undefined {
  const last = transaction.responses.at(-1);
  const cancelled = flow.transactions.some((one) => one.method === "CANCEL");
  if (progressOf(transaction).length > 0 || cancelled || scene.goesOn(last) < stallPatience) return undefined;
  const how = { severity: "error", weight: 0.75 } as const;
  return finding("stalled-after-trying", flow, how, [requestOf(transaction), last], {
    server: senderName(last),
    seconds: roundSeconds(scene.goesOn(last)),
  });
}

/** The host opened no connection to its next hop: no request was ever sent, the refused connection is all there is. */
function refusedBehind(failure: Failure, flow: Flow, scene: Scene): Finding | undefined {
  const { transaction, response, server, seconds, evidence, code } = failure;
  const [error] = scene.refused(transaction.server, requestOf(transaction), response);
  if (error === undefined) return undefined;
  const values = {
    proxy: server,
    target: error.destination,
    said: spoken(response),
    seconds: roundSeconds(seconds),
    why: error.why,
    tcp: 1,
  };
  return finding("next-hop-unreachable", flow, { severity: "error", weight: 0.95, code }, evidence, values);
}

/** A refusal that was made because the host behind never answered: names that host. */
export function silentBehind(failure: Failure, flow: Flow, scene: Scene): Finding | undefined {
  const { silent, response, server, received } = failure;
  if (![408, 480, 500, 502, 503, 504].includes(failure.code)) return undefined;
  if (silent === undefined) return refusedBehind(failure, flow, scene);
  const request = requestOf(silent);
  const target = targetName(request);
  const seconds = roundSeconds(secondsBetween(request, response));
  const evidence: (SipMessage | undefined)[] = [...silent.requests.slice(0, 6), response, received];
  const how = { severity: "error", code: failure.code } as const;
  const proxy = server;
  const values = { proxy, target, said: spoken(response), seconds };
  const error = scene.unreachable(request?.source, request?.destination)[0];
  if (error !== undefined)
    return finding("next-hop-unreachable", flow, { ...how, weight: 0.97 }, evidence, {
      ...values,
      why: error.why,
      tcp: brokenTcp(error.why),
    });
  if (silent.responses.length === 0)
    return finding("next-hop-silent", flow, { ...how, weight: 0.94 }, evidence, { ...values, count: silent.requests.length });
  const rang = progressOf(silent)[0];
  if (rang === undefined) return finding("next-hop-stalled", flow, { ...how, weight: 0.9 }, evidence, values);
  return finding("no-answer", flow, { ...how, weight: 0.88 }, [...evidence, rang], {
    seconds: roundSeconds(secondsBetween(rang, response)),
    said: spoken(response),
    server,
  });
}
