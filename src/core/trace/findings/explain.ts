import type { Finding } from "../diagnosis.ts";
import { failureOf, type Failure } from "../failure.ts";
import type { Flow } from "../flow.ts";
import { q850Of, reasonText } from "../reasons.ts";
import type { Scene } from "../scene.ts";
import { terminated } from "./abandoned.ts";
import type { Explainer } from "./finding.ts";
import { contradiction, ownPhrase } from "./format.ts";
import { loggedCause } from "./log-events.ts";
import { mediaRefused } from "./media.ts";
import {
  anonymousRefused,
  badRequest,
  blocked,
  busy,
  declined,
  forbidden,
  identityRefused,
  numberIncomplete,
  numberUnknown,
  unavailable,
} from "./refusal.ts";
import {
  methodNotAllowed,
  preconditionFailed,
  requiredExtension,
  securityAgreement,
  tooLargeMessage,
  unsupportedEvent,
  unsupportedExtension,
  unsupportedMediaType,
  unsupportedScheme,
} from "./requirements.ts";
import { loop, redirected } from "./routing.ts";
import {
  badGateway,
  changed,
  circuitsBusy,
  gatewayTimeout,
  other,
  requestTimeout,
  serverError,
  serviceUnavailable,
  unresolved,
} from "./server.ts";
import { silentBehind } from "./silence.ts";

/** Codes that have a finding of their own; 423 and 422 are looked for in every transaction, 401 and 407 in rows. */
const byCode: ReadonlyMap<number, Explainer> = new Map([
  [400, badRequest],
  [403, forbidden],
  ...[404, 410, 604].map((code) => [code, numberUnknown] as const),
  ...[405, 501].map((code) => [code, methodNotAllowed] as const),
  [408, requestTimeout],
  ...[413, 513].map((code) => [code, tooLargeMessage] as const),
  [415, unsupportedMediaType],
  [416, unsupportedScheme],
  [420, unsupportedExtension],
  [421, requiredExtension],
  ...[428, 436, 437, 438].map((code) => [code, identityRefused] as const),
  [433, anonymousRefused],
  ...[476, 478].map((code) => [code, unresolved] as const),
  [480, unavailable],
  ...[482, 483].map((code) => [code, loop] as const),
  [484, numberIncomplete],
  ...[486, 600].map((code) => [code, busy] as const),
  [487, terminated],
  ...[488, 606].map((code) => [code, mediaRefused] as const),
  [489, unsupportedEvent],
  [494, securityAgreement],
  [500, serverError],
  [502, badGateway],
  [503, serviceUnavailable],
  [504, gatewayTimeout],
  [580, preconditionFailed],
  [603, declined],
  ...[607, 608].map((code) => [code, blocked] as const),
]);

/** Q.850 causes that say more than a general code does. */
const byCause: ReadonlyMap<number, Explainer> = new Map([
  [1, numberUnknown],
  [2, numberUnknown],
  [3, numberUnknown],
  [14, numberUnknown],
  [17, busy],
  [18, unavailable],
  [19, unavailable],
  [20, unavailable],
  [21, declined],
  [22, numberUnknown],
  [28, numberIncomplete],
  [34, circuitsBusy],
  [42, circuitsBusy],
  [44, circuitsBusy],
]);

/** Codes so general that a cause beside them decides. */
const general: ReadonlySet<number> = new Set([400, 403, 404, 480, 500, 502, 503, 504, 603]);

/** Codes that findings outside of this table look for. */
const elsewhere: ReadonlySet<number> = new Set([401, 407, 422, 423, 491]);

/** What the final refusal of a call means in this trace, followed down to who made it. */
export function refusal(flow: Flow, scene: Scene): Finding[] {
  const failure = failureOf(flow, scene);
  if (failure === undefined) return [];
  return [
    explained(failure, flow, scene),
    changed(failure, flow),
    contradiction(failure, flow, scene),
    ownPhrase(failure, flow, scene),
  ].filter((one) => one !== undefined);
}

function explained(failure: Failure, flow: Flow, scene: Scene): Finding | undefined {
  const { code } = failure;
  if (elsewhere.has(code)) return undefined;
  const told = loggedCause(failure, flow, scene) ?? silentBehind(failure, flow, scene);
  if (told !== undefined) return told;
  if (code >= 300 && code < 400) return redirected(failure, flow, scene);
  const explain = causeOf(failure) ?? byPhrase(failure) ?? byCode.get(code) ?? (code >= 500 && code < 600 ? serverError : other);
  const found = explain(failure, flow, scene);
  return found ?? (code === 487 ? undefined : other(failure, flow, scene));
}

function causeOf({ code, response }: Failure): Explainer | undefined {
  const cause = general.has(code) ? q850Of(response) : undefined;
  return cause === undefined ? undefined : byCause.get(cause);
}

/** A proxy that writes why into its phrase, a Reason or a Warning. */
function byPhrase({ code, response }: Failure): Explainer | undefined {
  const phrase = `${response.phrase ?? ""} ${reasonText(response)}`;
  if (code >= 400 && /\bDNS\b|unresolv|can(?:not|'t) resolve/iu.test(phrase)) return unresolved;
  return undefined;
}
