import type { SipMessage } from "./message.ts";

/** One request between two hops, its repeats, and what came back (RFC 3261 §17). */
export interface Transaction {
  readonly method: string;
  readonly cseq: number | undefined;
  /** The request and its repeats; empty when the trace begins behind it. */
  readonly requests: readonly SipMessage[];
  readonly responses: readonly SipMessage[];
  /** Of an INVITE: its ACKs, those to a 2xx too where CSeq and hosts tell that they belong to it. */
  readonly acks: readonly SipMessage[];
  /** "host:port" of who asks and who is asked. */
  readonly client: string | undefined;
  readonly server: string | undefined;
}

interface Draft extends Transaction {
  readonly requests: SipMessage[];
  readonly responses: SipMessage[];
  readonly acks: SipMessage[];
  client: string | undefined;
  server: string | undefined;
}

/** Transactions of one call in order of first sight, and the ACKs that belong to none. Linear in the messages. */
export function transactionsOf(messages: readonly SipMessage[]): { transactions: Transaction[]; strayAcks: SipMessage[] } {
  const byKey = new Map<string, Draft>();
  const invites = new Map<string, Draft>();
  const found: Draft[] = [];
  const strayAcks: SipMessage[] = [];
  let open: Draft | undefined;
  for (const message of messages) {
    if (message.method === "ACK") {
      const of = byKey.get(keyOf(message, "INVITE")) ?? invites.get(hopKey(message)) ?? invites.get(`${message.cseq}`);
      if (of) of.acks.push(message);
      else strayAcks.push(message);
      continue;
    }
    const bare = message.startLineOnly && message.cseq === undefined;
    const method = message.method ?? message.cseqMethod;
    const key = keyOf(message, method);
    let transaction = bare ? bareMatch(message, open) : byKey.get(key);
    if (transaction === undefined) {
      transaction = { method, cseq: message.cseq, requests: [], responses: [], acks: [], client: undefined, server: undefined };
      found.push(transaction);
      if (!bare) byKey.set(key, transaction);
    }
    add(transaction, message);
    if (bare) open = transaction;
    if (method === "INVITE" && !bare) {
      invites.set(hopKey(message), transaction);
      invites.set(`${message.cseq}`, transaction);
    }
  }
  return { transactions: found, strayAcks };
}

function add(transaction: Draft, message: SipMessage): void {
  const asks = message.code === undefined;
  (asks ? transaction.requests : transaction.responses).push(message);
  transaction.client ??= asks ? message.source : message.destination;
  transaction.server ??= asks ? message.destination : message.source;
}

/** In a log of start lines, a response answers the request before it; an equal request is its repeat. */
function bareMatch(message: SipMessage, open: Draft | undefined): Draft | undefined {
  if (open === undefined || message.code !== undefined) return open;
  const first = open.requests[0];
  return first?.method === message.method && first?.uri === message.uri && open.responses.length === 0 ? open : undefined;
}

/** RFC 3261 §17.1.3: branch, sent-by and method; without the magic cookie, what RFC 2543 compared. */
function keyOf(message: SipMessage, method: string): string {
  const { branch, cseq, fromTag } = message;
  if (branch.startsWith("z9hG4bK")) return `${branch} ${method} ${cseq}`;
  return `${sentBy(message)} ${branch} ${method} ${cseq} ${fromTag}`;
}

function sentBy(message: SipMessage): string {
  return /^\S+\s+([^;\s]+)/u.exec(message.header("via") ?? "")?.[1]?.toLowerCase() ?? "";
}

/** The hop of an INVITE, whichever way the message goes: its ACK to a 2xx has another branch. */
function hopKey({ cseq, source, destination, code }: SipMessage): string {
  return code === undefined ? `${cseq} ${source} ${destination}` : `${cseq} ${destination} ${source}`;
}

/** The request as first seen. */
export function requestOf(transaction: Transaction): SipMessage | undefined {
  return transaction.requests[0];
}

/** The first final response; of an INVITE that forked, the first 2xx before any refusal. */
export function finalOf({ responses }: Transaction): SipMessage | undefined {
  const finals = responses.filter((response) => codeOf(response) >= 200);
  return finals.find((response) => codeOf(response) < 300) ?? finals[0];
}

/** Provisional responses, those above 100 only. */
export function progressOf({ responses }: Transaction): SipMessage[] {
  return responses.filter((response) => codeOf(response) > 100 && codeOf(response) < 200);
}

/** The first 180: a phone rings. 183 alone says only that something goes on, or brings sound from the network. */
export function ringingOf(transaction: Transaction): SipMessage | undefined {
  return progressOf(transaction).find((response) => codeOf(response) === 180);
}

/** The status code; 0 of a request or of nothing. */
export function codeOf(message: SipMessage | undefined): number {
  return message?.code ?? 0;
}

/** Whether the request belongs to a dialog that is up: it has a To tag (RFC 3261 §12.2). */
export function inDialog(transaction: Transaction): boolean {
  return (requestOf(transaction)?.toTag ?? "") !== "";
}

/** Repeats in the order seen, without what a capture simply saw twice: those come within a few milliseconds. */
export function repeatsOf(messages: readonly SipMessage[]): SipMessage[] {
  const last = new Map<string, number>();
  return messages.filter(({ at, source, destination, code, toTag, startLineOnly }) => {
    if (startLineOnly) return false;
    const way = `${source} ${destination} ${code ?? ""} ${toTag}`;
    const before = last.get(way);
    last.set(way, at ?? 0);
    return before !== undefined && (at === undefined || at - before >= 0.1);
  });
}

/** Seconds between two messages; undefined without clocks. */
export function secondsBetween(from: SipMessage | undefined, to: SipMessage | undefined): number | undefined {
  return from?.at === undefined || to?.at === undefined ? undefined : Math.max(0, to.at - from.at);
}
