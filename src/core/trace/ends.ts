import { splitPlace } from "./address.ts";
import type { SipMessage } from "./message.ts";

/** Who sent a message and who gets it, as "host:port" or a name; where the trace has no addresses, as the headers tell. */
export interface Ends {
  readonly from: string;
  readonly to: string;
}

/** A party that no header names. */
export const unnamed = "?";

/** The ends of messages of one flow, in order. A response goes back the way of its request. */
export function endsOf(messages: readonly SipMessage[]): Ends[] {
  const requests = new Map<string, Ends>();
  return messages.map((message) => {
    const ends = found(message, requests);
    if (message.method !== undefined) requests.set(transactionOf(message), ends);
    return ends;
  });
}

function found(message: SipMessage, requests: ReadonlyMap<string, Ends>): Ends {
  const { source, destination } = message;
  if (source !== undefined && destination !== undefined) return { from: source, to: destination };
  const request = message.method === undefined ? requests.get(transactionOf(message)) : undefined;
  const guess = request ? { from: request.to, to: request.from } : guessed(message);
  return { from: source ?? other(guess.from, destination), to: destination ?? other(guess.to, source) };
}

/** One end is known: the other must differ from it. */
function other(guess: string, known: string | undefined): string {
  return guess === known ? unnamed : guess;
}

function guessed(message: SipMessage): Ends {
  const via = sentBy(message.header("via"));
  if (message.method === undefined) return { from: hostOf(message.header("contact")) ?? unnamed, to: via ?? "UAC" };
  const next = hostOf(message.header("route")) ?? hostOf(message.uri);
  const from = via ?? hostOf(message.header("contact")) ?? "UAC";
  return { from, to: next === undefined || next === from ? unnamed : next };
}

/** Two messages of one hop's transaction share it (RFC 3261 §17.2.3; an ACK goes with its INVITE). */
export function transactionOf({ branch, cseq, cseqMethod, callId }: SipMessage): string {
  return `${callId} ${branch} ${cseq ?? ""} ${cseqMethod === "ACK" ? "INVITE" : cseqMethod}`;
}

/** Host and port of a topmost Via; "received" and "rport" win: the response really goes there (RFC 3581). */
function sentBy(via: string | undefined): string | undefined {
  const match = /^SIP\s{0,9}\/\s{0,9}2\.0\s{0,9}\/\s{0,9}\w{1,9}\s{1,9}([^\s;,]{1,300})([^,]{0,1000})/iu.exec(via ?? "");
  if (match?.[1] === undefined) return undefined;
  const { host, port } = splitPlace(match[1]);
  const received = /;\s{0,9}received\s{0,9}=\s{0,9}\[?([\w:.-]{1,100})/iu.exec(match[2] ?? "")?.[1];
  const rport = /;\s{0,9}rport\s{0,9}=\s{0,9}(\d{1,5})/iu.exec(match[2] ?? "")?.[1];
  return placed(received ?? host, rport ?? port);
}

/** Host and port of a URI or a name-addr. */
export function hostOf(value: string | undefined): string | undefined {
  const match = /sips?:(?:[^@<>\s]{0,300}@)?(\[[\da-f:.]{2,100}\]|[^\s:;,?>"[\]]{1,300})(?::(\d{1,5}))?/iu.exec(value ?? "");
  return match?.[1] === undefined ? undefined : placed(match[1].replace(/^\[|\]$/gu, ""), match[2]);
}

/** The user part of a URI or a name-addr. */
export function userOf(value: string | undefined): string | undefined {
  return (
    /sips?:([^@<>\s:;]{1,300})(?:[:;][^@<>\s]{0,300})?@/iu.exec(value ?? "")?.[1] ??
    /tel:(\+?[\d().*#-]{1,40})/iu.exec(value ?? "")?.[1]
  );
}

function placed(host: string, port: string | number | undefined): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port ?? 5060}`;
}
