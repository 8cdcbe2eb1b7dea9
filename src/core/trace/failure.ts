import { onward, sameHost, senderName, type Flow } from "./flow.ts";
import type { SipMessage } from "./message.ts";
import type { Scene } from "./scene.ts";
import { codeOf, finalOf, requestOf, secondsBetween, type Transaction } from "./transactions.ts";

/** A final refusal, followed down the hops to who made it. */
export interface Failure {
  readonly code: number;
  /** The response where it was made, and as it reached the first hop of the trace: the same one when it was relayed by nobody. */
  readonly response: SipMessage;
  readonly received: SipMessage;
  readonly transaction: Transaction;
  /** The name of the host that made it. */
  readonly server: string;
  /** What that host had sent on and never got a final answer to: the reason behind its timeout. */
  readonly silent: Transaction | undefined;
  /** The code before a host on the way made another one of it. */
  readonly changedFrom: { readonly code: number; readonly by: string } | undefined;
  /** From the request to the refusal, at the first hop of the trace. */
  readonly seconds: number | undefined;
  readonly evidence: readonly (SipMessage | undefined)[];
}

/** The refusal that a call ended with; undefined when somebody answered, or nothing final was seen. */
export function failureOf(flow: Flow, scene: Scene): Failure | undefined {
  if (flow.answer !== undefined || flow.call.outcome === "ok") return undefined;
  const refused = flow.opening.filter((one) => codeOf(finalOf(one)) >= 300);
  const last = refused.toSorted((a, b) => lastIndex(a) - lastIndex(b)).at(-1);
  return last === undefined ? undefined : traced(last, flow, scene);
}

function lastIndex({ responses }: Transaction): number {
  return responses.at(-1)?.index ?? -1;
}

/** Follows one refused transaction down to where the refusal was made. */
export function traced(first: Transaction, flow: Flow, scene: Scene): Failure | undefined {
  const received = finalOf(first);
  if (received === undefined) return undefined;
  let at = first;
  let response = received;
  let where = flow;
  let changedFrom: Failure["changedFrom"];
  let silent: Transaction | undefined;
  const seen = new Set([first]);
  for (let hops = 0; hops < 100; hops++) {
    const below = beneath(at, where, scene).filter(({ transaction }) => !seen.has(transaction));
    const from = origin(below, response);
    if (from === undefined) {
      silent = below.find(({ transaction }) => finalOf(transaction) === undefined)?.transaction;
      break;
    }
    const made = finalOf(from.transaction) ?? response;
    if (codeOf(made) !== codeOf(response)) changedFrom = { code: codeOf(made), by: senderName(response) };
    seen.add(from.transaction);
    at = from.transaction;
    where = from.flow;
    response = made;
  }
  return {
    code: codeOf(response),
    response,
    received,
    transaction: at,
    server: senderName(response),
    silent,
    changedFrom,
    seconds: secondsBetween(requestOf(first), received),
    evidence: [requestOf(at), response, ...(received === response ? [] : [received])],
  };
}

interface Below {
  readonly transaction: Transaction;
  readonly flow: Flow;
}

/** What the asked host sent on: in the same call (a proxy), else in another leg of it (a B2BUA). */
function beneath(transaction: Transaction, flow: Flow, scene: Scene): Below[] {
  const own = onward(flow, transaction).map((one) => ({ transaction: one, flow }));
  if (own.length > 0) return own;
  const first = requestOf(transaction)?.index ?? -1;
  return scene
    .legs(flow.call)
    .flatMap((leg) =>
      leg.opening
        .filter((one) => sameHost(one.client, transaction.server) && (requestOf(one)?.index ?? -1) > first)
        .map((one) => ({ transaction: one, flow: leg })),
    );
}

/** The refusal below that became this one: the same code before all, else the last that came before it. */
function origin(below: readonly Below[], response: SipMessage): Below | undefined {
  const refused = below.filter(({ transaction }) => {
    const final = finalOf(transaction);
    return final !== undefined && codeOf(final) >= 300 && final.index <= response.index && !isChallenge(final);
  });
  const same = refused.find(({ transaction }) => codeOf(finalOf(transaction)) === codeOf(response));
  // A call that one branch let ring to the end was not refused by another branch.
  const waiting = below.some(({ transaction }) => finalOf(transaction) === undefined);
  return same ?? (waiting || isChallenge(response) ? undefined : refused.at(-1));
}

function isChallenge(message: SipMessage): boolean {
  return message.code === 401 || message.code === 407;
}
