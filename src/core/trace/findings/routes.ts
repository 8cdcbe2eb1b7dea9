import type { Finding } from "../diagnosis.ts";
import type { Failure } from "../failure.ts";
import { sameHost, spoken, type Flow } from "../flow.ts";
import type { SipMessage } from "../message.ts";
import type { Scene } from "../scene.ts";
import { codeOf, finalOf, requestOf, type Transaction } from "../transactions.ts";
import { finding } from "./finding.ts";

/** What one host tried after another for one call, also under other Call-IDs (RFC 3261 §21.5.4 asks for it on 503): got through, or refused everywhere. */
export function routes(failure: Failure, flow: Flow, scene: Scene): Finding | undefined {
  const tried = triedInTurn(failure, flow, scene);
  const [first] = tried;
  const last = tried.at(-1);
  const final = last === undefined ? undefined : finalOf(last);
  if (tried.length < 2 || first === undefined || last === undefined || final === undefined) return undefined;
  const refusals = tried.map(finalOf);
  const values = { first: first.server ?? "UAS", said: spokenOf(finalOf(first)) };
  if (codeOf(final) < 300)
    return finding(
      "failed-over",
      flow,
      { severity: "warning", weight: 0.86, code: failure.code },
      [...refusals, requestOf(last)],
      {
        ...values,
        second: last.server ?? "UAS",
        answered: 1,
      },
    );
  return finding(
    "routes-exhausted",
    flow,
    { severity: "error", weight: 0.88, code: failure.code },
    [...refusals, failure.received],
    {
      ...values,
      count: tried.length,
      last: last.server ?? "UAS",
      saidlast: spoken(final),
    },
  );
}

function spokenOf(response: SipMessage | undefined): string {
  return response === undefined ? "-" : spoken(response);
}

/** Tries of the host that met this refusal, each begun after the one before it had failed, each at another server. */
function triedInTurn({ transaction }: Failure, flow: Flow, scene: Scene): Transaction[] {
  const near = [flow, ...scene.legs(flow.call)];
  const around = new Set([...near, ...near.slice(1).flatMap((leg) => scene.legs(leg.call))]);
  const own = [...around]
    .flatMap(({ opening }) => opening)
    .filter((one) => sameHost(one.client, transaction.client) && one.server !== undefined)
    .toSorted((a, b) => (requestOf(a)?.index ?? 0) - (requestOf(b)?.index ?? 0));
  const tried: Transaction[] = [];
  for (const one of own) {
    const before = tried.at(-1);
    const ended = before === undefined ? -1 : (finalOf(before)?.index ?? Infinity);
    if ((requestOf(one)?.index ?? -1) > ended && !tried.some(({ server }) => sameHost(server, one.server))) tried.push(one);
  }
  return tried.includes(transaction) ? tried : [];
}
