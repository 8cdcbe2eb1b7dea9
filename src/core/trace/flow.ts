import { hostOf } from "./addresses.ts";
import type { Call } from "./diagnosis.ts";
import type { SipMessage } from "./message.ts";
import { codeOf, finalOf, inDialog, requestOf, transactionsOf, type Transaction } from "./transactions.ts";

/** A call with its transactions: what the findings look at. */
export interface Flow {
  readonly call: Call;
  readonly messages: readonly SipMessage[];
  readonly transactions: readonly Transaction[];
  /** ACKs whose INVITE is not in the trace. */
  readonly strayAcks: readonly SipMessage[];
  /** Those that open it: INVITEs outside of a dialog, or the requests a call of another kind is about. */
  readonly opening: readonly Transaction[];
  /** INVITEs and others inside the dialog. */
  readonly later: readonly Transaction[];
  /** First 2xx to an INVITE that opens; undefined when nobody answered. */
  readonly answer: SipMessage | undefined;
}

/** The flow of a call, out of all messages of the reading. */
export function flowOf(call: Call, all: readonly SipMessage[]): Flow {
  const messages = call.messages.flatMap((index) => all[index] ?? []);
  const { transactions, strayAcks } = transactionsOf(messages);
  const about = call.kind === "call" ? "INVITE" : call.kind;
  const opening = transactions.filter(
    (one) => one.method === about && (call.kind === "call" ? !inDialog(one) : !riding.has(about)),
  );
  const first = new Set(opening);
  return {
    call,
    messages,
    transactions,
    strayAcks,
    opening,
    later: transactions.filter((one) => !first.has(one)),
    answer: call.kind === "call" ? answerOf(opening) : undefined,
  };
}

/** Methods that never open anything: of such a call the trace shows only a part. */
const riding: ReadonlySet<string> = new Set(["ACK", "BYE", "CANCEL", "INFO", "NOTIFY", "PRACK", "UPDATE"]);

function answerOf(opening: readonly Transaction[]): SipMessage | undefined {
  return opening.map(finalOf).find((final) => final !== undefined && codeOf(final) < 300);
}

/** Whether two addresses are of one host; unknown ones are not. */
export function sameHost(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && hostOf(a) === hostOf(b);
}

/** What the host that was asked sent on: requests of the same method and CSeq that leave it later. */
export function onward(flow: Flow, transaction: Transaction): Transaction[] {
  const first = requestOf(transaction)?.index ?? -1;
  return flow.transactions.filter(
    (one) =>
      one !== transaction &&
      one.method === transaction.method &&
      one.cseq === transaction.cseq &&
      sameHost(one.client, transaction.server) &&
      (requestOf(one)?.index ?? -1) > first,
  );
}

/** The name that a sentence gives to who sent a message: its address, else its software, else its role. */
export function senderName(message: SipMessage | undefined): string {
  if (message === undefined) return "UAS";
  const { source } = message;
  // A log that prints no address names its own side "local" or so: the software says more.
  const placed = source !== undefined && /\d/u.test(source) ? source : softwareOf(message);
  return placed ?? source ?? (message.code === undefined ? "UAC" : "UAS");
}

/** Name and version of the software that a message tells, cut to what a sentence bears. */
export function softwareOf(message: SipMessage): string | undefined {
  const said =
    message.code === undefined ? message.header("user-agent") : (message.header("server") ?? message.header("user-agent"));
  return said === undefined || said === "" ? undefined : said.slice(0, 40);
}

/** The name of where a request went: its address, else what its Request-URI names. */
export function targetName(message: SipMessage | undefined): string {
  const destination = message?.destination;
  if (destination !== undefined && /\d/u.test(destination)) return destination;
  const uri = message?.uri;
  return uri === undefined || uri === "" ? (destination ?? "UAS") : uri.slice(0, 60);
}

/** "486 Busy Here", as it stood on the wire. */
export function spoken(response: SipMessage): string {
  return `${codeOf(response)} ${response.phrase ?? ""}`.trim().slice(0, 80);
}

/** Seconds as a sentence shows them: no more places than they are worth; -1 when no clock tells. */
export function roundSeconds(seconds: number | undefined): number {
  if (seconds === undefined) return -1;
  if (seconds >= 10) return Math.round(seconds);
  return seconds >= 1 ? Math.round(seconds * 10) / 10 : Math.round(seconds * 100) / 100;
}
