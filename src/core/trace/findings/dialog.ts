import type { Finding } from "../diagnosis.ts";
import { roundSeconds, senderName, spoken, type Flow } from "../flow.ts";
import type { SipMessage } from "../message.ts";
import { reasonsOf, reasonText } from "../reasons.ts";
import { sdpOf } from "../sdp.ts";
import { codeOf, finalOf, inDialog, requestOf, secondsBetween, type Transaction } from "../transactions.ts";
import { finding } from "./finding.ts";

/** What went wrong after the call was up: refused changes, lost dialogs, an end with a reason. */
export function dialog(flow: Flow): Finding[] {
  const refused = flow.later.slice(0, 200).flatMap((one) => refusedInside(one, flow) ?? []);
  return [...refused, ...glares(flow), ...endings(flow)];
}

/** Refusals that have findings of their own: challenges, the interval of session timers, glare. */
const elsewhere: ReadonlySet<number> = new Set([401, 407, 422, 491]);

function refusedInside(transaction: Transaction, flow: Flow): Finding | undefined {
  const final = finalOf(transaction);
  if (final === undefined || codeOf(final) < 300 || elsewhere.has(codeOf(final))) return undefined;
  return (
    ofMethod(transaction, final, flow) ??
    (dialogs.has(flow.call.kind) && changes(transaction) ? changeRefused(transaction, final, flow) : undefined)
  );
}

/** What a refusal inside the dialog means depends on the method. */
function ofMethod(transaction: Transaction, final: SipMessage, flow: Flow): Finding | undefined {
  const code = codeOf(final);
  const values = { server: senderName(final), said: spoken(final) };
  const evidence = [requestOf(transaction), final];
  const how = { severity: "warning", code } as const;
  switch (transaction.method) {
    case "BYE":
      return finding("bye-refused", flow, { ...how, weight: 0.5 }, evidence, { ...values, gone: code === 481 ? 1 : 0 });
    case "CANCEL":
      return finding("cancel-refused", flow, { ...how, weight: 0.6 }, evidence, values);
    case "REFER":
      return finding("refer-refused", flow, { ...how, severity: "error", weight: 0.6 }, evidence, values);
    case "NOTIFY": {
      const event = requestOf(transaction)?.header("event")?.split(";", 1)[0]?.slice(0, 40) ?? "?";
      return finding("notify-refused", flow, { ...how, weight: 0.25 }, evidence, { ...values, event });
    }
    default:
      return undefined;
  }
}

/** Kinds of calls that are about a session: whole ones, and those of which only the inside is in the trace. */
const dialogs: ReadonlySet<string> = new Set(["call", "INFO", "PRACK", "UPDATE"]);

/** Requests that change a session, and those that only ride on it. */
function changes(transaction: Transaction): boolean {
  return (
    ["INVITE", "UPDATE", "INFO", "PRACK", "MESSAGE"].includes(transaction.method) &&
    (inDialog(transaction) || transaction.method !== "INVITE")
  );
}

function changeRefused(transaction: Transaction, final: SipMessage, flow: Flow): Finding {
  const code = codeOf(final);
  const request = requestOf(transaction);
  const { method } = transaction;
  const server = senderName(final);
  const evidence = [request, final];
  if (code === 481 || code === 408)
    return finding("dialog-gone", flow, { severity: "error", weight: 0.7, code }, evidence, { method, server, code });
  const how = { severity: "warning", weight: 0.45, code } as const;
  if (code === 488 || code === 606 || code === 415) {
    const fax = request !== undefined && sdpOf(request)?.media.some(({ kind }) => kind === "image") === true ? 1 : 0;
    return finding("reinvite-media-refused", flow, how, evidence, { said: spoken(final), server, fax });
  }
  return finding("reinvite-refused", flow, how, evidence, { method, said: spoken(final), server });
}

/** RFC 3261 §14.1: two changes crossed; well when one is tried again and gets through. */
function glares(flow: Flow): Finding[] {
  const crossed = flow.transactions.find((one) => codeOf(finalOf(one)) === 491);
  const final = crossed === undefined ? undefined : finalOf(crossed);
  if (crossed === undefined || final === undefined) return [];
  const resolved = flow.transactions.some((one) => {
    const code = codeOf(finalOf(one));
    const late = (requestOf(one)?.index ?? -1) > final.index;
    return one.method === crossed.method && one.client === crossed.client && late && code >= 200 && code < 300;
  });
  const how = { severity: resolved ? "info" : "warning", weight: resolved ? 0.05 : 0.55, code: 491 } as const;
  const values = { server: senderName(final), method: crossed.method, resolved: resolved ? 1 : 0 };
  return [finding("glare", flow, how, [requestOf(crossed), final], values)];
}

function endings(flow: Flow): Finding[] {
  const bye = flow.messages.find((message) => message.method === "BYE");
  if (bye === undefined) return [];
  return [byReason(bye, flow), byTimer(bye, flow)].filter((one) => one !== undefined);
}

/** Q.850 causes that end a call in good order. */
const orderly: ReadonlySet<number> = new Set([16, 31]);

function byReason(bye: SipMessage, flow: Flow): Finding | undefined {
  const [reason] = reasonsOf(bye);
  if (reason === undefined) return undefined;
  const { protocol, cause } = reason;
  const normal =
    (protocol === "Q.850" && cause !== undefined && orderly.has(cause)) ||
    (protocol === "SIP" && cause !== undefined && cause < 300);
  const how = { severity: normal ? "info" : "warning", weight: normal ? 0.03 : 0.5 } as const;
  const values = { ender: senderName(bye), reason: reasonText(bye), abnormal: normal ? 0 : 1 };
  return finding("bye-reason", flow, how, [bye], values);
}

/** RFC 4028 §10: BYE at the end of the interval, with no refresh since the last agreement. */
function byTimer(bye: SipMessage, flow: Flow): Finding | undefined {
  const agreed = flow.messages.findLast(
    (message) =>
      message.index < bye.index &&
      codeOf(message) >= 200 &&
      codeOf(message) < 300 &&
      ["INVITE", "UPDATE"].includes(message.cseqMethod) &&
      message.header("session-expires") !== undefined,
  );
  const interval = Number.parseInt(agreed?.header("session-expires") ?? "", 10);
  const seconds = secondsBetween(agreed, bye);
  if (agreed === undefined || seconds === undefined || Number.isNaN(interval) || interval < 60) return undefined;
  // The side that waits gives up a third of the interval early, 32 seconds at most.
  const early = Math.min(32, interval / 3) + 3;
  if (seconds < interval - early || seconds > interval + 8) return undefined;
  const how = { severity: "error", weight: 0.82 } as const;
  return finding("session-timer-expired", flow, how, [agreed, bye], {
    interval,
    seconds: roundSeconds(seconds),
    ender: senderName(bye),
  });
}

/** REFER whose NOTIFY tells that the new call failed (RFC 3515 §2.4.5). */
export function transfer(flow: Flow): Finding[] {
  const refer = flow.messages.find((message) => message.method === "REFER");
  const notify = flow.messages.findLast((message) => message.method === "NOTIFY" && sipfragStatus(message) !== undefined);
  const status = notify === undefined ? undefined : sipfragStatus(notify);
  if (notify === undefined || status === undefined || status.code < 300) return [];
  const how = { severity: "error", weight: 0.7, code: status.code } as const;
  return [
    finding("transfer-failed", flow, how, [refer, notify], {
      said: `${status.code} ${status.phrase}`.trim(),
      target: (refer?.header("refer-to") ?? "?").replace(/[<>]/gu, "").slice(0, 60),
      server: senderName(notify),
    }),
  ];
}

function sipfragStatus(message: SipMessage): { code: number; phrase: string } | undefined {
  if (!(message.header("content-type") ?? "").toLowerCase().includes("sipfrag")) return undefined;
  const match = /^SIP\/2\.0 (\d{3})(?: ([^\r\n]{0,60}))?/u.exec(message.body.trimStart());
  return match === null ? undefined : { code: Number(match[1]), phrase: (match[2] ?? "").trim() };
}
