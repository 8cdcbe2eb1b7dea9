import { uriParts } from "../addresses.ts";
import type { Finding } from "../diagnosis.ts";
import { credentialsOf } from "../digest.ts";
import type { Failure } from "../failure.ts";
import { roundSeconds, spoken, type Flow } from "../flow.ts";
import { q850Of, reasonText } from "../reasons.ts";
import { progressOf, requestOf, ringingOf, secondsBetween } from "../transactions.ts";
import { finding, type Explainer } from "./finding.ts";

// Refusals by the called side, by its number, or by policy: what this trace adds to the code.

const sure = { severity: "error", weight: 0.85 } as const;

export const busy: Explainer = (failure, flow) => {
  const rang = ringingOf(failure.transaction);
  const rung = secondsBetween(rang, failure.response);
  const how = { ...sure, severity: "warning", code: failure.code } as const;
  const values = { server: failure.server, said: spoken(failure.response), seconds: roundSeconds(rung) };
  const evidence = [...failure.evidence, rang];
  if (failure.code === 486 && (rung ?? 0) >= personal) return finding("rejected-ringing", flow, how, evidence, values);
  return finding("busy", flow, how, evidence, { ...values, everywhere: failure.code === 600 ? 1 : 0 });
};

/** Ringing for less was a rule or a script: nobody reads a display and presses a key so soon. */
const personal = 1.5;

/** 603: by a person, or, since 2026 in the United States, by analytics in the network. */
export const declined: Explainer = (failure, flow) => {
  const { response, server, code } = failure;
  const reason = reasonText(response);
  const network = /network blocked/iu.test(`${response.phrase ?? ""} ${reason}`);
  const values = { server, said: spoken(response) };
  if (network) return finding("network-blocked", flow, { ...sure, weight: 0.9, code }, failure.evidence, values);
  return finding("declined", flow, { ...sure, severity: "warning", code }, failure.evidence, {
    ...values,
    reasoned: reason === "" ? 0 : 1,
    reason,
    seconds: roundSeconds(failure.seconds),
    rang: (secondsBetween(ringingOf(failure.transaction), response) ?? 0) >= personal ? 1 : 0,
  });
};

export const blocked: Explainer = ({ code, response, server, evidence }, flow) =>
  finding("blocked", flow, { ...sure, code }, evidence, { server, said: spoken(response), machine: code === 608 ? 1 : 0 });

export const identityRefused: Explainer = ({ code, response, server, transaction, evidence }, flow) => {
  const signed = requestOf(transaction)?.header("identity") === undefined ? 0 : 1;
  return finding("identity-refused", flow, { ...sure, weight: 0.88, code }, evidence, {
    code,
    said: spoken(response),
    server,
    signed,
  });
};

export const anonymousRefused: Explainer = ({ code, server, evidence }, flow) =>
  finding("anonymous-refused", flow, { ...sure, code }, evidence, { server });

/** A refusal that says itself that the number of the caller is what it won't take. */
const callerNamed =
  /\bCLIP?\b|\bANI\b|\bA-?number\b|\bcall(?:er|ing)[ -]?(?:id|line|number|party)|\bP-(?:Asserted|Preferred)-Identity\b/iu;

/** 403: wrong credentials (Asterisk, many carriers), or a policy that asked for none. */
export const forbidden: Explainer = ({ code, response, server, transaction, evidence }, flow) => {
  const request = requestOf(transaction);
  const given = request === undefined ? undefined : credentialsOf(request)[0];
  const { method } = transaction;
  const base = { said: spoken(response), server };
  if (given !== undefined)
    return finding("credentials-forbidden", flow, { ...sure, weight: 0.86, code }, evidence, {
      ...base,
      user: given.username,
      method,
    });
  if (method === "REGISTER") return registrationRefused(base, { code, evidence }, flow);
  const reason = reasonText(response);
  return finding("forbidden", flow, { ...sure, weight: 0.8, code }, evidence, {
    ...base,
    reasoned: reason === "" ? 0 : 1,
    reason,
    method,
    caller: callerNamed.test(`${response.phrase ?? ""} ${reason}`) ? 1 : 0,
  });
};

function registrationRefused(
  base: { said: string; server: string },
  { code, evidence }: Pick<Failure, "code" | "evidence">,
  flow: Flow,
): Finding {
  const to = flow.messages[0]?.header("to") ?? "";
  return finding("registration-refused", flow, { ...sure, code }, evidence, { ...base, user: uriParts(to).user });
}

/** The number that was asked for, as the host that refused it saw it. */
export function numberOf({ transaction, response }: Failure): string {
  const uri = requestOf(transaction)?.uri ?? response.header("to") ?? "";
  return uriParts(uri).user.slice(0, 40) || uri.slice(0, 60);
}

/** 404, 410, 604: the number, the way to it, or the user of something that is no call. */
export const numberUnknown: Explainer = (failure, flow) => {
  const { code, response, server, evidence, transaction } = failure;
  if (transaction.method === "REGISTER") return registrationRefused({ said: spoken(response), server }, failure, flow);
  const number = numberOf(failure);
  if (transaction.method !== "INVITE")
    return finding("user-unknown", flow, { ...sure, weight: 0.75, code }, evidence, {
      user: number,
      server,
      method: transaction.method,
    });
  const values = { number, server, said: spoken(response) };
  const cause = q850Of(response);
  if (cause === 2 || cause === 3 || /no route|route not found|no such route/iu.test(response.phrase ?? ""))
    return finding("no-route", flow, { ...sure, weight: 0.9, code }, evidence, values);
  const uri = requestOf(transaction)?.uri ?? "";
  if (/;(?:npdi|rn=)/iu.test(uri) || cause === 14) return finding("number-ported", flow, { ...sure, code }, evidence, values);
  if (code === 410 || cause === 22) return finding("number-changed", flow, { ...sure, code }, evidence, values);
  const unassigned = cause === 1 ? 1 : 0;
  return finding("number-unknown", flow, { ...sure, weight: 0.82, code }, evidence, { ...values, unassigned });
};

export const numberIncomplete: Explainer = (failure, flow) => {
  const number = numberOf(failure);
  // Overlap dialling: INVITEs with ever more digits; each but the last is refused, and that is well.
  const later = flow.opening.some((one) => {
    const user = uriParts(requestOf(one)?.uri ?? "").user;
    return user.length > number.length && user.startsWith(number);
  });
  return finding("number-incomplete", flow, { ...sure, weight: 0.88, code: failure.code }, failure.evidence, {
    number,
    digits: number.replace(/\D/gu, "").length,
    server: failure.server,
    later: later ? 1 : 0,
  });
};

/** 480, or any code that tells Q.850 20: nobody is registered there, or nobody can be had now. */
export const unavailable: Explainer = (failure, flow) => {
  const { code, response, server, evidence, transaction } = failure;
  if (transaction.method === "REGISTER") return registrationRefused({ said: spoken(response), server }, failure, flow);
  const phrase = `${response.phrase ?? ""} ${reasonText(response)}`;
  const cause = q850Of(response);
  if (cause === 20 || /not registered|unregistered|not logged in|offline|absent|no contacts?\b/iu.test(phrase))
    return unregistered(failure, flow, cause === 20 ? 0.92 : 0.88);
  const rang = progressOf(transaction)[0];
  const seconds = secondsBetween(rang, response) ?? 0;
  if (rang !== undefined && (seconds >= 8 || cause === 18 || cause === 19))
    return finding("no-answer", flow, { ...sure, code }, [...evidence, rang], {
      seconds: roundSeconds(seconds),
      said: spoken(response),
      server,
    });
  return finding("callee-unavailable", flow, { ...sure, weight: 0.75, code }, evidence, { server, said: spoken(response) });
};

/** The log or the cause says that the called device is not registered. */
export function unregistered(failure: Failure, flow: Flow, weight: number, told: 0 | 1 = 1): Finding {
  const { code, response, server, evidence } = failure;
  return finding("callee-unregistered", flow, { severity: "error", weight, code }, evidence, {
    server,
    said: spoken(response),
    number: numberOf(failure),
    told,
  });
}

export const badRequest: Explainer = ({ code, response, server, evidence }, flow) =>
  finding("bad-request", flow, { ...sure, weight: 0.7, code }, evidence, { server, said: spoken(response) });
