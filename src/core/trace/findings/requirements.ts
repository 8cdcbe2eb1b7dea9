import type { Finding } from "../diagnosis.ts";
import type { Failure } from "../failure.ts";
import { spoken, type Flow } from "../flow.ts";
import type { SipMessage } from "../message.ts";
import { codeOf, finalOf, requestOf, type Transaction } from "../transactions.ts";
import { finding, type Explainer } from "./finding.ts";

// Refusals that name the header field to change: what was asked, what would do.

const sure = { severity: "error", weight: 0.9 } as const;

/** All values of a header field as one text. */
function listed(message: SipMessage | undefined, name: string): string {
  return (message?.headers(name) ?? []).join(", ").slice(0, 120);
}

/** The next request of its kind was accepted. */
function resolved(transaction: Transaction, flow: Flow): 0 | 1 {
  const after = finalOf(transaction)?.index ?? 0;
  const again = flow.transactions.some((one) => {
    const code = codeOf(finalOf(one));
    return one.method === transaction.method && (requestOf(one)?.index ?? -1) > after && code >= 200 && code < 300;
  });
  return again ? 1 : 0;
}

/** Seconds that a request asked for: Expires, or the parameter of its Contact. */
export function askedExpires(request: SipMessage | undefined): number {
  const header = Number.parseInt(request?.header("expires") ?? "", 10);
  const contact = /;\s*expires=(\d{1,10})/iu.exec(request?.header("contact") ?? "")?.[1];
  return contact === undefined ? (Number.isNaN(header) ? -1 : header) : Number(contact);
}

/** A number at the start of a header field; -1 without one. */
export function numberIn(message: SipMessage | undefined, name: string): number {
  const value = Number.parseInt(message?.header(name) ?? "", 10);
  return Number.isNaN(value) ? -1 : value;
}

/** 423, in every transaction of a call: a retry with the right number resolves it. */
export function briefIntervals(flow: Flow): Finding[] {
  const transaction = flow.transactions.find((one) => codeOf(finalOf(one)) === 423);
  const response = transaction === undefined ? undefined : finalOf(transaction);
  if (transaction === undefined || response === undefined) return [];
  const request = requestOf(transaction);
  const done = resolved(transaction, flow);
  const how = done === 1 ? ({ severity: "info", weight: 0.2 } as const) : sure;
  return [
    finding("interval-too-brief", flow, { ...how, code: 423 }, [request, response], {
      asked: askedExpires(request),
      minimum: numberIn(response, "min-expires"),
      server: response.source ?? "UAS",
      resolved: done,
    }),
  ];
}

/** 422 (RFC 4028), in every transaction of a call. */
export function smallSessionIntervals(flow: Flow): Finding[] {
  const transaction = flow.transactions.find((one) => codeOf(finalOf(one)) === 422);
  const response = transaction === undefined ? undefined : finalOf(transaction);
  if (transaction === undefined || response === undefined) return [];
  const request = requestOf(transaction);
  const done = resolved(transaction, flow);
  const how = done === 1 ? ({ severity: "info", weight: 0.05 } as const) : sure;
  return [
    finding("session-interval-small", flow, { ...how, code: 422 }, [request, response], {
      asked: numberIn(request, "session-expires"),
      minimum: numberIn(response, "min-se"),
      server: response.source ?? "UAS",
      resolved: done,
    }),
  ];
}

/** An INVITE whose Session-Expires is under the least that RFC 4028 §4 allows: a server that minds answers 422. */
export function lowSessionInterval(flow: Flow): Finding[] {
  const invite = flow.opening.map(requestOf).find((request) => request !== undefined);
  const asked = numberIn(invite, "session-expires");
  if (invite?.method !== "INVITE" || asked < 0 || asked >= 90) return [];
  return [finding("session-interval-low", flow, { severity: "warning", weight: 0.5 }, [invite], { asked })];
}

export const unsupportedExtension: Explainer = ({ code, response, server, evidence, transaction }, flow) =>
  finding("extension-unsupported", flow, { ...sure, code }, evidence, {
    extension: listed(response, "unsupported") || listed(requestOf(transaction), "require") || "?",
    server,
  });

export const requiredExtension: Explainer = ({ code, response, server, evidence }, flow) =>
  finding("extension-required", flow, { ...sure, code }, evidence, { extension: listed(response, "require") || "?", server });

export const unsupportedMediaType: Explainer = ({ code, response, server, evidence, transaction }, flow) =>
  finding("media-type-unsupported", flow, { ...sure, code }, evidence, {
    sent: requestOf(transaction)?.header("content-type")?.slice(0, 80) ?? "?",
    accepted: listed(response, "accept") || "?",
    server,
  });

export const unsupportedEvent: Explainer = ({ code, response, server, evidence, transaction }, flow) =>
  finding("event-unsupported", flow, { ...sure, code }, evidence, {
    event: requestOf(transaction)?.header("event")?.slice(0, 60) ?? "?",
    allowed: listed(response, "allow-events") || "?",
    server,
  });

export const methodNotAllowed: Explainer = ({ code, response, server, evidence, transaction }, flow) =>
  finding("method-not-allowed", flow, { ...sure, weight: 0.85, code }, evidence, {
    method: transaction.method,
    allowed: listed(response, "allow") || "?",
    said: spoken(response),
    server,
  });

export const unsupportedScheme: Explainer = ({ code, server, evidence, transaction }, flow) =>
  finding("scheme-unsupported", flow, { ...sure, code }, evidence, {
    scheme: (requestOf(transaction)?.uri ?? "?").split(":", 1)[0]?.slice(0, 20) ?? "?",
    server,
  });

export const securityAgreement: Explainer = ({ code, response, server, evidence }, flow) =>
  finding("security-agreement", flow, { ...sure, code }, evidence, {
    mechanisms: listed(response, "security-server") || "?",
    server,
  });

export const preconditionFailed: Explainer = ({ code, server, evidence }, flow) =>
  finding("precondition-failed", flow, { ...sure, code }, evidence, { server });

export const tooLargeMessage: Explainer = (failure: Failure, flow) =>
  finding("message-refused-large", flow, { ...sure, code: failure.code }, failure.evidence, {
    size: requestOf(failure.transaction)?.size ?? 0,
    said: spoken(failure.response),
    server: failure.server,
  });
