import { uriParts } from "../addresses.ts";
import type { Finding } from "../diagnosis.ts";
import { credentialsOf } from "../digest.ts";
import type { Failure } from "../failure.ts";
import { roundSeconds, sameHost, spoken, type Flow } from "../flow.ts";
import { q850Of, reasonText } from "../reasons.ts";
import type { Scene } from "../scene.ts";
import { codeOf, finalOf, progressOf, requestOf, ringingOf, secondsBetween, type Transaction } from "../transactions.ts";
import { finding, type Explainer } from "./finding.ts";
import { expiredBefore } from "./registration.ts";

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

const noRoute = /no route|route not found|no such route/iu;

/** 404, 410, 604: the number, the way to it, or the user of something that is no call. */
export const numberUnknown: Explainer = (failure, flow, scene) => {
  const { code, response, server, evidence, transaction } = failure;
  if (transaction.method === "REGISTER") return registrationRefused({ said: spoken(response), server }, failure, flow);
  const number = numberOf(failure);
  if (transaction.method !== "INVITE") return userUnknown(failure, flow);
  const values = { number, server, said: spoken(response) };
  const cause = q850Of(response);
  if (cause === 2 || cause === 3 || noRoute.test(values.said))
    return finding("no-route", flow, { ...sure, weight: 0.9, code }, evidence, values);
  const uri = requestOf(transaction)?.uri ?? "";
  if (/;(?:npdi|rn=)/iu.test(uri) || cause === 14) return finding("number-ported", flow, { ...sure, code }, evidence, values);
  const changed = code === 410 || cause === 22;
  if (changed) return finding("number-changed", flow, { ...sure, code }, evidence, values);
  return gone(failure, flow, scene) ?? otherForm(failure, flow, scene) ?? unknownHere(failure, flow);
};

function userUnknown(failure: Failure, flow: Flow): Finding {
  const { code, server, evidence, transaction } = failure;
  const values = { user: numberOf(failure), server, method: transaction.method };
  return finding("user-unknown", flow, { ...sure, weight: 0.75, code }, evidence, values);
}

function unknownHere(failure: Failure, flow: Flow): Finding {
  const { code, response, server, evidence } = failure;
  const unassigned = q850Of(response) === 1 ? 1 : 0;
  const values = { number: numberOf(failure), server, said: spoken(response), unassigned };
  return finding("number-unknown", flow, { ...sure, weight: 0.82, code }, evidence, values);
}

/** The called user's registration ended before the call, as the trace shows. */
function gone(failure: Failure, flow: Flow, scene: Scene): Finding | undefined {
  const { code, response, server, transaction, evidence } = failure;
  const number = numberOf(failure);
  const expired = expiredBefore(number, requestOf(transaction), scene);
  if (expired === undefined) return undefined;
  const how = { severity: "error", weight: 0.93, code } as const;
  return finding("registration-expired", flow, how, evidence, { number, server, said: spoken(response), ...expired });
}

/** Calls that are compared for another writing of the same number. */
const mostCompared = 2000;

/** The same number, written otherwise, got through at the same host. */
function otherForm(failure: Failure, flow: Flow, scene: Scene): Finding | undefined {
  const { code, response, server, transaction, evidence } = failure;
  const number = numberOf(failure);
  for (const call of scene.calls.slice(0, mostCompared)) {
    if (call === flow.call || call.kind !== "call" || (call.times.pdd ?? call.times.setup) === undefined) continue;
    const through = scene.flow(call).opening.find((one) => sameHost(one.server, transaction.server) && ringingOrAnswered(one));
    const accepted = through === undefined ? "" : uriParts(requestOf(through)?.uri ?? "").user;
    if (accepted === number || !sameNumber(accepted, number)) continue;
    const how = { severity: "error", weight: 0.9, code } as const;
    return finding("number-format", flow, how, [...evidence, through === undefined ? undefined : requestOf(through)], {
      number,
      accepted,
      server,
      said: spoken(response),
    });
  }
  return undefined;
}

function ringingOrAnswered(transaction: Transaction): boolean {
  const code = codeOf(finalOf(transaction));
  return ringingOf(transaction) !== undefined || (code >= 200 && code < 300);
}

/** One ends with the other, when what stands for the way out (+, 0, 00) is taken off. */
function sameNumber(a: string, b: string): boolean {
  if (!/^\+?\d{7,}$/u.test(a) || !/^\+?\d{7,}$/u.test(b)) return false;
  const [short = "", long = ""] = [a, b].map((one) => one.replace(/^\+?0*/u, "")).toSorted((x, y) => x.length - y.length);
  return short.length >= 7 && long.endsWith(short);
}

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
export const unavailable: Explainer = (failure, flow, scene) => {
  const { code, response, server, evidence, transaction } = failure;
  if (transaction.method === "REGISTER") return registrationRefused({ said: spoken(response), server }, failure, flow);
  const expired = progressOf(transaction).length === 0 ? gone(failure, flow, scene) : undefined;
  if (expired !== undefined) return expired;
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
