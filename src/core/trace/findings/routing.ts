import { hostOf, uriParts } from "../addresses.ts";
import type { Finding } from "../diagnosis.ts";
import type { Failure } from "../failure.ts";
import { sameHost, spoken, type Flow } from "../flow.ts";
import type { SipMessage } from "../message.ts";
import { codeOf, finalOf, requestOf } from "../transactions.ts";
import { finding, type Explainer } from "./finding.ts";

const sure = { severity: "error", weight: 0.93 } as const;

/** 482 and 483: a circle where the trace shows one, else a call that came with too few hops left, or twice. */
export const loop: Explainer = (failure, flow) => {
  const { code, response, server, evidence, transaction } = failure;
  const passes = passesOf(failure, flow);
  if (passes !== undefined)
    return finding("routing-loop", flow, { ...sure, code }, evidence, { ...passes, said: spoken(response) });
  if (code === 482) return finding("merged-request", flow, { ...sure, weight: 0.75, code }, evidence, { server });
  const hops = Number.parseInt(requestOf(transaction)?.header("max-forwards") ?? "", 10);
  return finding("hops-exhausted", flow, { ...sure, weight: 0.8, code }, evidence, {
    server,
    hops: Number.isNaN(hops) ? -1 : hops,
  });
};

/** A host that the call came by more than once: in the trace, in the Via list, or a host that answers itself. */
function passesOf({ transaction, response }: Failure, flow: Flow): { host: string; passes: number } | undefined {
  const seen = new Map<string, number>();
  for (const one of flow.transactions) {
    if (one.method !== transaction.method || one.cseq !== transaction.cseq || one.server === undefined) continue;
    const host = hostOf(one.server);
    seen.set(host, (seen.get(host) ?? 0) + 1);
  }
  const [host, passes] = [...seen].toSorted((a, b) => b[1] - a[1])[0] ?? ["", 0];
  const again = flow.transactions.some(
    (one) => one.server !== undefined && hostOf(one.server) === host && sameHost(one.client, host),
  );
  if (passes >= 3 && again) return { host, passes };
  if (sameHost(response.source, response.destination) && response.source !== undefined)
    return { host: hostOf(response.source), passes: Math.max(2, passes) };
  const request = requestOf(transaction);
  if (request === undefined) return undefined;
  return inVias(request) ?? (sentBys(request).includes(withPort(transaction.server)) ? cameBack(transaction.server) : undefined);
}

/** A server finds its own name in the Via list of what it gets: it sent this request on before (RFC 3261 §16.3). */
function cameBack(server: string | undefined): { host: string; passes: number } {
  return { host: hostOf(server ?? ""), passes: 2 };
}

function withPort(address: string | undefined): string {
  return address === undefined || /:\d+$/u.test(address) ? (address ?? "-") : `${address}:5060`;
}

function sentBys(request: SipMessage): string[] {
  return request.headers("via").map((via) => withPort(/^\S+\s+([^;\s]+)/u.exec(via)?.[1]?.toLowerCase()));
}

/** The same sent-by twice in the Via list of one request. */
function inVias(request: SipMessage): { host: string; passes: number } | undefined {
  const seen = new Map<string, number>();
  for (const via of request.headers("via")) {
    const sentBy = /^\S+\s+([^;\s]+)/u.exec(via)?.[1]?.toLowerCase() ?? "";
    seen.set(sentBy, (seen.get(sentBy) ?? 0) + 1);
  }
  const [host, passes] = [...seen].toSorted((a, b) => b[1] - a[1])[0] ?? ["", 0];
  return passes >= 2 && host !== "" ? { host, passes } : undefined;
}

/** 3xx: was the address tried that it names? */
export const redirected: Explainer = ({ code, response, server, evidence }, flow, scene) => {
  const contact = uriOf(response.headers("contact")[0] ?? "");
  if (code === 380) {
    const emergency = /\burn:service:sos\b/iu.test(contact) ? 1 : 0;
    const told = { said: spoken(response), server, contact, emergency, named: contact === "" ? 0 : 1 };
    return finding("alternative-service", flow, { severity: "error", weight: 0.85, code }, evidence, told);
  }
  const followed = contact !== "" && scene.invited(contact);
  const values = { said: spoken(response), contact: contact === "" ? "-" : contact, server };
  return followed
    ? finding("redirect-followed", flow, { severity: "info", weight: 0.2, code }, evidence, values)
    : finding("redirect-not-followed", flow, { severity: "error", weight: 0.8, code }, evidence, values);
};

function uriOf(contact: string): string {
  const open = contact.indexOf("<");
  const close = contact.indexOf(">", open + 1);
  const uri = open === -1 ? (contact.split(";", 1)[0] ?? "") : contact.slice(open + 1, close === -1 ? undefined : close);
  return uri.trim().slice(0, 80);
}

/** An answered call that was redirected on its way. */
export function redirectedOnTheWay(flow: Flow): Finding[] {
  if (flow.answer === undefined) return [];
  const response = flow.opening.map(finalOf).find((final) => codeOf(final) >= 300 && codeOf(final) < 400);
  if (response === undefined) return [];
  const contact = uriOf(response.headers("contact")[0] ?? "");
  const how = { severity: "info", weight: 0.03, code: codeOf(response) } as const;
  const values = { said: spoken(response), contact: contact === "" ? "-" : contact, server: response.source ?? "UAS" };
  return [finding("redirect-followed", flow, how, [response], values)];
}

/** One INVITE that became several towards different targets. */
export function forks(flow: Flow): Finding[] {
  const byClient = new Map<string, Set<string>>();
  for (const one of flow.opening) {
    const request = requestOf(one);
    if (request === undefined || one.client === undefined) continue;
    const key = `${one.cseq} ${one.client}`;
    byClient.set(key, (byClient.get(key) ?? new Set()).add(`${one.server} ${uriParts(request.uri ?? "").user}`));
  }
  const most = Math.max(0, ...[...byClient.values()].slice(0, 1000).map((targets) => targets.size));
  if (most < 2 || flow.answer === undefined || !parallel(flow)) return [];
  const how = { severity: "info", weight: 0.02 } as const;
  const requests = flow.opening.map(requestOf);
  return [finding("forked", flow, how, [...requests, flow.answer], { count: most, winner: flow.answer.source ?? "UAS" })];
}

/** Whether two branches were open at once: one after the other is failover or hunting. */
function parallel(flow: Flow): boolean {
  const { opening } = flow;
  return opening.some((one, at) => {
    const next = opening[at + 1];
    const final = finalOf(one);
    return (
      next !== undefined &&
      next.client === one.client &&
      next.cseq === one.cseq &&
      (requestOf(next)?.index ?? 0) < (final?.index ?? Infinity)
    );
  });
}
