import type { Finding } from "../diagnosis.ts";
import type { Failure } from "../failure.ts";
import { roundSeconds, sameHost, senderName, type Flow } from "../flow.ts";
import type { SipMessage } from "../message.ts";
import { reasonsOf } from "../reasons.ts";
import { codeOf, finalOf, progressOf, requestOf, ringingOf, secondsBetween, type Transaction } from "../transactions.ts";
import { finding } from "./finding.ts";

/** The call ended by CANCEL before anybody answered: who, after how long, and whether it rang. */
export function abandoned(flow: Flow): Finding[] {
  if (flow.answer !== undefined || flow.call.kind !== "call") return [];
  const cancel = flow.transactions.find((one) => one.method === "CANCEL" && one.requests.length > 0);
  const request = cancel === undefined ? undefined : requestOf(cancel);
  if (cancel === undefined || request === undefined) return [];
  const invite = cancelled(cancel, flow);
  const first = flow.opening[0];
  // A proxy that cancels its branch after its timer did not give up for the caller: the refusal upstream tells that.
  const upstream = first !== undefined && !sameHost(first.client, cancel.client) ? finalOf(first) : undefined;
  if (upstream !== undefined && ![487, 0].includes(codeOf(upstream))) return [];
  return [ofCancel(request, invite, flow)];
}

function cancelled(cancel: Transaction, flow: Flow): Transaction | undefined {
  const invites = flow.transactions.filter((one) => one.method === "INVITE");
  const same = invites.filter((one) => one.cseq === cancel.cseq);
  return same.find((one) => one.client === cancel.client && one.server === cancel.server) ?? same[0] ?? invites.at(-1);
}

function ofCancel(cancel: SipMessage, invite: Transaction | undefined, flow: Flow): Finding {
  const first = flow.messages.find((message) => message.method === "INVITE");
  const request = invite === undefined ? first : (requestOf(invite) ?? first);
  const progress = invite === undefined ? [] : progressOf(invite);
  const ringing = invite === undefined ? undefined : ringingOf(invite);
  const rang = ringing ?? progress[0];
  const evidence = [request, rang, cancel, invite === undefined ? undefined : finalOf(invite)];
  const total = roundSeconds(secondsBetween(request, cancel));
  if (elsewhere(cancel))
    return finding("answered-elsewhere", flow, { severity: "info", weight: 0.9 }, evidence, { seconds: total });
  if (rang !== undefined) {
    const seconds = roundSeconds(secondsBetween(rang, cancel));
    const id = ringing === undefined ? "cancelled-early-media" : "cancelled-ringing";
    const timer = timerOf(cancel, secondsBetween(request, cancel));
    const values = { seconds, caller: senderName(cancel), timer, total };
    return finding(id, flow, { severity: "warning", weight: 0.85, code: 487 }, evidence, values);
  }
  const last = invite?.responses.find((response) => codeOf(response) < 200);
  return finding("cancelled-before-ringing", flow, { severity: "error", weight: 0.85, code: 487 }, evidence, {
    seconds: total,
    server: invite?.server ?? cancel.destination ?? "UAS",
    code: codeOf(last),
  });
}

/** 2 when the CANCEL itself tells of a timer (Q.850 19: no answer, 102: recovery on timer expiry), 1 when the time is too round for a hand. */
function timerOf(cancel: SipMessage, waited: number | undefined): 0 | 1 | 2 {
  const told = reasonsOf(cancel).some(
    ({ protocol, cause }) => (protocol === "Q.850" && (cause === 19 || cause === 102)) || (protocol === "SIP" && cause === 408),
  );
  if (told) return 2;
  return waited !== undefined && waited >= 14 && Math.abs(waited - 5 * Math.round(waited / 5)) <= 0.1 ? 1 : 0;
}

/** RFC 3326, RFC 3841: the proxy says why it takes the call back. */
function elsewhere(cancel: SipMessage): boolean {
  return reasonsOf(cancel).some(
    ({ protocol, cause, text }) =>
      (protocol === "SIP" && cause === 200) || /elsewhere/iu.test(text) || (protocol === "Q.850" && cause === 26),
  );
}

/** 487 although nobody cancelled. */
export function terminated({ response, server, seconds, evidence }: Failure, flow: Flow): Finding | undefined {
  if (flow.transactions.some((one) => one.method === "CANCEL" || one.method === "BYE")) return undefined;
  const how = { severity: "error", weight: 0.7, code: codeOf(response) } as const;
  return finding("terminated-without-cancel", flow, how, evidence, { server, seconds: roundSeconds(seconds) });
}
