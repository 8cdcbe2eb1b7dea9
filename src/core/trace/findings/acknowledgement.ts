import type { Finding } from "../diagnosis.ts";
import { sameHost, senderName, type Flow } from "../flow.ts";
import type { SipMessage } from "../message.ts";
import type { Scene } from "../scene.ts";
import { codeOf, finalOf, repeatsOf, requestOf, secondsBetween, type Transaction } from "../transactions.ts";
import { finding } from "./finding.ts";

/** Final responses that are sent again because no ACK came (RFC 3261 §13.3.1.4, §17.2.1), and reliable ones without PRACK. */
export function acknowledgement(flow: Flow, scene: Scene): Finding[] {
  const acks = flow.messages.filter((message) => message.method === "ACK");
  return flow.transactions
    .filter((one) => one.method === "INVITE")
    .slice(0, 20)
    .flatMap((one) => [ofFinal(one, acks, flow), prack(one, flow, scene)])
    .filter((one) => one !== undefined);
}

function ofFinal(invite: Transaction, acks: readonly SipMessage[], flow: Flow): Finding | undefined {
  const final = finalOf(invite);
  if (final === undefined) return undefined;
  const copies = invite.responses.filter((response) => response.code === final.code);
  const repeats = repeatsOf(copies);
  if (repeats.length < 2) return undefined;
  const own = acks.filter((ack) => ack.cseq === invite.cseq && (sameHost(ack.source, invite.client) || ack.source === undefined));
  return codeOf(final) < 300
    ? ofAnswer(invite, { copies, repeats, own }, flow)
    : ofRefusal(invite, final, { copies, repeats, own }, flow);
}

interface Repeated {
  readonly copies: readonly SipMessage[];
  readonly repeats: readonly SipMessage[];
  readonly own: readonly SipMessage[];
}

function ofAnswer(invite: Transaction, { copies, repeats, own }: Repeated, flow: Flow): Finding | undefined {
  const first = copies[0];
  const server = senderName(first);
  const count = repeats.length;
  const bye = flow.transactions.find((one) => one.method === "BYE")?.requests[0];
  const dropped = gaveUp(first, bye);
  const how = { severity: "error", weight: 0.92, code: codeOf(first) } as const;
  const evidence = [first, ...repeats.slice(0, 5), ...own.slice(0, 3), bye];
  const ack = own[0];
  if (ack === undefined)
    return finding("ack-missing", flow, how, evidence, { server, client: invite.client ?? "UAC", count, dropped });
  if (ack.destination !== undefined && first?.source !== undefined && !sameHost(ack.destination, first.source))
    return finding("ack-misrouted", flow, how, evidence, { sent: ack.destination, expected: first.source, count });
  // Repeats on the way when the ACK left are no loss; those behind it are.
  const late = repeats.filter((copy) => copy.index > ack.index && (secondsBetween(ack, copy) ?? 1) > 0.4).length;
  if (late < 2) return undefined;
  return finding("ack-lost", flow, { ...how, weight: 0.8 }, evidence, { server, count: late, dropped });
}

/** Whether the BYE came when the called side's patience ends: 64*T1 after its first 2xx. */
function gaveUp(answer: SipMessage | undefined, bye: SipMessage | undefined): 0 | 1 {
  const after = secondsBetween(answer, bye) ?? 0;
  return after >= 28 && after <= 36 ? 1 : 0;
}

function ofRefusal(invite: Transaction, final: SipMessage, { repeats, own }: Repeated, flow: Flow): Finding | undefined {
  if (own.some((ack) => ack.index > final.index)) return undefined;
  const values = { code: codeOf(final), count: repeats.length, server: senderName(final), client: invite.client ?? "UAC" };
  const how = { severity: "warning", weight: 0.3, code: codeOf(final) } as const;
  return finding("failure-ack-missing", flow, how, [final, ...repeats], values);
}

/** RFC 3262 §3: a provisional response with RSeq is sent again until PRACK comes. */
function prack(invite: Transaction, flow: Flow, scene: Scene): Finding | undefined {
  const reliable = invite.responses.find(
    (response) => codeOf(response) > 100 && codeOf(response) < 200 && response.header("rseq") !== undefined,
  );
  if (reliable === undefined) return undefined;
  const answer = flow.transactions.find((one) => one.method === "PRACK");
  if (answer !== undefined) {
    const evidence = [reliable, requestOf(answer), finalOf(answer)];
    return finding("prack-answered", flow, { severity: "info", weight: 0.02 }, evidence, { code: codeOf(reliable) });
  }
  const copies = invite.responses.filter((response) => response.code === reliable.code);
  const repeats = repeatsOf(copies);
  if (repeats.length < 2 && scene.goesOn(reliable) < 4) return undefined;
  const how = { severity: "error", weight: 0.86, code: codeOf(reliable) } as const;
  return finding("prack-missing", flow, how, [requestOf(invite), reliable, ...repeats], {
    code: codeOf(reliable),
    count: repeats.length,
    server: senderName(reliable),
  });
}
