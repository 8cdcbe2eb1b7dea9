import { uriParts } from "../addresses.ts";
import type { Finding } from "../diagnosis.ts";
import type { Failure } from "../failure.ts";
import { roundSeconds, spoken, targetName, type Flow } from "../flow.ts";
import { q850Of } from "../reasons.ts";
import { codeOf, finalOf, progressOf, requestOf, secondsBetween } from "../transactions.ts";
import { finding, type Explainer } from "./finding.ts";
import { routes } from "./routes.ts";

// 5xx and its neighbours: a host that could not, and what was tried besides.

const sure = { severity: "error", weight: 0.82 } as const;

/** 503: full, overloaded, or down; and whether another way was tried. */
export const serviceUnavailable: Explainer = (failure, flow, scene) => {
  const { code, response, server, evidence, transaction } = failure;
  const elsewhere = routes(failure, flow, scene);
  if (elsewhere !== undefined) return elsewhere;
  const retry = Number.parseInt(response.header("retry-after") ?? "", 10);
  const refused = scene.calls.filter((call) => call.finalStatus === 503).length;
  if (!Number.isNaN(retry) || refused >= 5)
    return finding("overload", flow, { ...sure, weight: 0.86, code }, evidence, {
      server,
      said: spoken(response),
      retry: Number.isNaN(retry) ? -1 : retry,
      count: refused,
    });
  // Hops further down are no other routes: those that the same host tried are.
  const targets = new Set(flow.opening.filter((one) => one.client === transaction.client).map((one) => one.server));
  return finding("service-unavailable", flow, { ...sure, code }, evidence, {
    server,
    said: spoken(response),
    others: targets.size - 1,
    call: transaction.method === "INVITE" ? 1 : 0,
  });
};

export const circuitsBusy: Explainer = ({ code, response, server, evidence }, flow) =>
  finding("circuits-busy", flow, { ...sure, weight: 0.9, code }, evidence, {
    server,
    said: spoken(response),
    cause: q850Of(response) ?? 34,
  });

/** A name that could not be resolved, by the phrase of the proxy that tried. */
export const unresolved: Explainer = ({ code, response, server, evidence, transaction }, flow) =>
  finding("target-unresolved", flow, { ...sure, weight: 0.9, code }, evidence, {
    said: spoken(response),
    server,
    target: uriParts(requestOf(transaction)?.uri ?? "").host || targetName(requestOf(transaction)),
  });

const customary = /^(?:server |internal )*(?:error|failure)?$/iu;

export const serverError: Explainer = ({ code, response, server, evidence }, flow) =>
  finding("server-error", flow, { ...sure, weight: 0.75, code }, evidence, {
    server,
    said: spoken(response),
    custom: customary.test(response.phrase ?? "") ? 0 : 1,
  });

export const badGateway: Explainer = ({ code, response, server, evidence }, flow) =>
  finding("bad-gateway", flow, { ...sure, weight: 0.75, code }, evidence, { server, said: spoken(response) });

export const gatewayTimeout: Explainer = ({ code, server, seconds, evidence }, flow) =>
  finding("gateway-timeout", flow, { ...sure, weight: 0.78, code }, evidence, { server, seconds: roundSeconds(seconds) });

/** 408 of which no onward try is in the trace: rang and nobody answered, or never got so far. */
export const requestTimeout: Explainer = ({ code, response, server, seconds, evidence, transaction }, flow) => {
  const rang = progressOf(transaction)[0];
  if (rang !== undefined)
    return finding("no-answer", flow, { ...sure, weight: 0.85, code }, [...evidence, rang], {
      seconds: roundSeconds(secondsBetween(rang, response)),
      said: spoken(response),
      server,
    });
  const { method } = transaction;
  return finding("request-timeout", flow, { ...sure, weight: 0.75, code }, evidence, {
    server,
    seconds: roundSeconds(seconds),
    method,
  });
};

export const other: Explainer = ({ code, response, server, seconds, evidence, transaction }, flow) =>
  finding("other-failure", flow, { severity: "error", weight: 0.6, code }, evidence, {
    said: spoken(response),
    server,
    method: transaction.method,
    seconds: roundSeconds(seconds),
  });

/** One host refused, another was tried after it. */
export function failover(flow: Flow): Finding[] {
  const { opening } = flow;
  const at = opening.findIndex((one) => {
    const code = codeOf(finalOf(one));
    return code >= 500 && code < 600;
  });
  const first = opening[at];
  const refusal = first === undefined ? undefined : finalOf(first);
  if (first === undefined || refusal === undefined) return [];
  const second = opening
    .slice(at + 1)
    .find((one) => one.client === first.client && one.server !== first.server && (requestOf(one)?.index ?? 0) > refusal.index);
  if (second === undefined) return [];
  const final = finalOf(second);
  const answered = codeOf(final) >= 200 && codeOf(final) < 300 ? 1 : 0;
  return [
    finding("failed-over", flow, { severity: "info", weight: answered === 1 ? 0.2 : 0.05 }, [refusal, requestOf(second), final], {
      said: spoken(refusal),
      first: first.server ?? "UAS",
      second: second.server ?? "UAS",
      answered,
    }),
  ];
}

/** A host on the way made another code of it: what the caller sees is not what was said. */
export function changed({ changedFrom, received, code, evidence }: Failure, flow: Flow): Finding | undefined {
  if (changedFrom === undefined) return undefined;
  return finding("code-changed", flow, { severity: "info", weight: 0.05, code }, evidence, {
    from: code,
    to: codeOf(received),
    host: changedFrom.by,
  });
}
