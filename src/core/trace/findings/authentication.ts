import type { Finding } from "../diagnosis.ts";
import { challengesOf, credentialsOf, type Digest } from "../digest.ts";
import { senderName, targetName, type Flow } from "../flow.ts";
import type { SipMessage } from "../message.ts";
import type { Scene } from "../scene.ts";
import { codeOf, finalOf, progressOf, requestOf, type Transaction } from "../transactions.ts";
import { finding } from "./finding.ts";

/** One request of a row that a server kept asking for credentials. */
interface Attempt {
  readonly request: SipMessage | undefined;
  readonly final: SipMessage | undefined;
  readonly credentials: readonly Digest[];
  readonly challenges: readonly Digest[];
  readonly transaction: Transaction;
}

/** Seconds after which a client that knows how to answer would have done so. */
const patience = 2;

/** Challenges and what became of them, for each pair of hosts and method. */
export function authentication(flow: Flow, scene: Scene): Finding[] {
  const rows = new Map<string, Attempt[]>();
  for (const transaction of flow.transactions) {
    const attempt = attemptOf(transaction);
    const key = `${transaction.method} ${transaction.client} ${transaction.server}`;
    const row = rows.get(key);
    if (row) row.push(attempt);
    else if (attempt.challenges.length > 0) rows.set(key, [attempt]);
  }
  return [...rows.values()].flatMap((row) => judged(row, flow, scene) ?? []);
}

function attemptOf(transaction: Transaction): Attempt {
  const request = requestOf(transaction);
  const final = finalOf(transaction);
  const challenged = codeOf(final) === 401 || codeOf(final) === 407;
  return {
    transaction,
    request,
    final,
    credentials: request === undefined ? [] : credentialsOf(request),
    challenges: final !== undefined && challenged ? challengesOf(final) : [],
  };
}

function judged(row: readonly Attempt[], flow: Flow, scene: Scene): Finding | undefined {
  const last = row.at(-1);
  const challenge = row.findLast((attempt) => isChallenge(attempt.final));
  if (last === undefined || challenge?.final === undefined) return undefined;
  if (!isChallenge(last.final)) return answered(last, challenge, flow);
  const alternating = loop(row, flow);
  if (alternating !== undefined) return alternating;
  return last.credentials.length === 0 ? unanswered(row, last, flow, scene) : refused(row, last, flow);
}

function isChallenge(final: SipMessage | undefined): boolean {
  return final?.code === 401 || final?.code === 407;
}

/** The request went further than the challenge, or is on its way. */
function answered({ request, final, transaction, credentials }: Attempt, challenge: Attempt, flow: Flow): Finding | undefined {
  const moved = final !== undefined || progressOf(transaction).length > 0;
  if (!moved || credentials.length === 0) return undefined;
  return finding("challenge-answered", flow, { severity: "info", weight: 0.02 }, [challenge.final, request], {
    code: codeOf(challenge.final),
    realm: challenge.challenges[0]?.realm ?? "",
    server: senderName(challenge.final),
  });
}

function unanswered(row: readonly Attempt[], last: Attempt, flow: Flow, scene: Scene): Finding {
  const { final, request } = last;
  const realm = last.challenges[0]?.realm ?? "";
  const values = { code: codeOf(final), method: last.transaction.method, realm, server: senderName(final) };
  const how = { severity: "error", code: codeOf(final) } as const;
  const evidence = [request, final];
  const algorithms = last.challenges.map(({ algorithm }) => algorithm).filter(Boolean);
  const waited = scene.goesOn(final) >= patience;
  if (waited && algorithms.length > 0 && algorithms.length === last.challenges.length && !algorithms.some(isMd5)) {
    const algorithm = algorithms.join(", ");
    return finding("digest-algorithm", flow, { ...how, weight: 0.85 }, evidence, {
      algorithm,
      server: values.server,
      code: values.code,
    });
  }
  // A registration that is renewed for hours is challenged each time, and accepted in between.
  const run = row.slice(row.findLastIndex((attempt) => !isChallenge(attempt.final)) + 1);
  if (run.length >= 3) return looped(run, flow);
  if (waited) return finding("challenge-unanswered", flow, { ...how, weight: 0.85 }, evidence, values);
  return finding("challenge-pending", flow, { ...how, severity: "info", weight: 0.45 }, evidence, values);
}

function isMd5(algorithm: string): boolean {
  return /^md5(?:-sess)?$/iu.test(algorithm);
}

/** 401 and 407 in turns: each server throws away what was given to the other. */
function loop(row: readonly Attempt[], flow: Flow): Finding | undefined {
  const codes = row.map(({ final }) => codeOf(final));
  const turns = codes.filter((code, at) => at > 0 && code !== codes[at - 1]).length;
  return codes.includes(401) && codes.includes(407) && turns >= 3 ? looped(row, flow) : undefined;
}

function looped(row: readonly Attempt[], flow: Flow): Finding {
  const finals = row.map(({ final }) => final);
  const last = finals.at(-1);
  const how = { severity: "error", weight: 0.88, code: codeOf(last) } as const;
  return finding("challenge-loop", flow, how, finals, {
    codes: [...new Set(finals.map(codeOf))].join(", "),
    count: row.length,
    server: senderName(last),
    turns: new Set(finals.map(codeOf)).size > 1 && row.some(({ credentials }) => credentials.length > 0) ? 1 : 0,
  });
}

/** Credentials were sent and a challenge came back: the most precise reason that the parameters tell. */
function refused(row: readonly Attempt[], last: Attempt, flow: Flow): Finding | undefined {
  const before = row.filter((attempt) => attempt !== last && attempt.challenges.length > 0);
  const asked = before.at(-1)?.challenges ?? last.challenges;
  const given = last.credentials.find(({ realm }) => asked.some((one) => one.realm === realm)) ?? last.credentials[0];
  if (given === undefined) return undefined;
  const mismatch = mismatched({ before, asked, given, last, flow });
  if (mismatch !== undefined) return mismatch;
  // First seen with credentials already: a client that tries an old nonce first is challenged once, and that is well.
  if (before.length === 0 && row.length === 1) return pendingAgain(last, flow);
  const { final, request } = last;
  const how = { severity: "error", weight: 0.92, code: codeOf(final) } as const;
  return finding("credentials-refused", flow, how, [before.at(-1)?.final, request, final], {
    code: codeOf(final),
    user: given.username,
    realm: given.realm,
    server: senderName(final),
    count: row.filter(({ credentials, final: end }) => credentials.length > 0 && isChallenge(end)).length,
  });
}

interface Answered {
  readonly before: readonly Attempt[];
  readonly asked: readonly Digest[];
  readonly given: Digest;
  readonly last: Attempt;
  readonly flow: Flow;
}

/** What does not fit between a challenge and the credentials that answer it. */
function mismatched({ before, asked, given, last, flow }: Answered): Finding | undefined {
  const { final, request, challenges } = last;
  const server = senderName(final);
  const code = codeOf(final);
  const how = { severity: "error", weight: 0.86, code } as const;
  const evidence = [before.at(-1)?.final, request, final];
  if (!asked.some(({ realm }) => realm === given.realm)) {
    const offered = asked.map(({ realm }) => realm).join(", ");
    return finding("realm-mismatch", flow, { ...how, weight: 0.92 }, evidence, { offered, answered: given.realm, server });
  }
  if (challenges.some(({ stale }) => stale)) {
    const count = 1 + before.filter((one) => one.challenges.some(({ stale }) => stale)).length;
    return finding("nonce-stale", flow, { ...how, weight: count > 1 ? 0.9 : 0.6 }, evidence, { server, count });
  }
  const nonces = before.flatMap((one) => one.challenges.map(({ nonce }) => nonce));
  if (nonces.length > 0 && !nonces.includes(given.nonce)) return finding("nonce-foreign", flow, how, evidence, { server, code });
  const requested = request?.uri ?? "";
  const differs = given.uri !== "" && requested !== "" && bare(given.uri) !== bare(requested);
  return differs ? finding("digest-uri-mismatch", flow, how, evidence, { signed: given.uri, requested, server }) : undefined;
}

/** A URI as far as a signature must name the request's: scheme, user and host, without parameters and port. */
function bare(uri: string): string {
  return (uri.split(/[;?]/u, 1)[0] ?? "").replace(/:\d+$/u, "").toLowerCase();
}

function pendingAgain({ final, request, challenges, transaction }: Attempt, flow: Flow): Finding {
  const values = {
    code: codeOf(final),
    method: transaction.method,
    realm: challenges[0]?.realm ?? "",
    server: senderName(final),
  };
  return finding("challenge-pending", flow, { severity: "info", weight: 0.45, code: codeOf(final) }, [request, final], values);
}

/** Credentials in the last request of an excerpt that ends with it. */
export function credentialsSent(request: SipMessage, flow: Flow): Finding | undefined {
  const given = credentialsOf(request)[0];
  if (given === undefined) return undefined;
  const values = { method: request.method ?? "", realm: given.realm, target: targetName(request) };
  return finding("credentials-sent", flow, { severity: "info", weight: 0.35 }, [request], values);
}
