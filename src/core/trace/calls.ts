import type { Call, CallOutcome } from "./diagnosis.ts";
import { joinLegs } from "./legs.ts";
import type { SipMessage } from "./message.ts";

// Messages by Call-ID, and what became of each call. Costs a few map look-ups for each message.

/** All calls in order of first sight, legs of one call through a B2BUA named in each other. */
export function callsOf(messages: readonly SipMessage[]): Call[] {
  const groups = grouped(messages);
  const legs = joinLegs(groups);
  return groups.map((group, at) => callOf(group, legs.get(at) ?? []));
}

/** Messages of one Call-ID. A log of start lines has none: there, a new request that opens something opens a group. */
function grouped(messages: readonly SipMessage[]): SipMessage[][] {
  const groups: SipMessage[][] = [];
  const byId = new Map<string, SipMessage[]>();
  let nameless: { group: SipMessage[]; opened: string } | undefined;
  for (const message of messages) {
    const bare = message.callId === "" && message.startLineOnly;
    const opens = bare ? opening(message) : undefined;
    let group = bare ? nameless?.group : byId.get(message.callId);
    if (group === undefined || (opens !== undefined && opens !== nameless?.opened)) {
      group = [];
      groups.push(group);
      if (bare) nameless = { group, opened: opens ?? "" };
      else byId.set(message.callId, group);
    }
    group.push(message);
  }
  return groups;
}

const opener: ReadonlySet<string> = new Set(["INVITE", "REGISTER", "OPTIONS", "SUBSCRIBE", "PUBLISH", "MESSAGE"]);

/** What a bare request line opens; undefined when it belongs to what is open. */
function opening({ method, uri }: SipMessage): string | undefined {
  return method !== undefined && opener.has(method) ? `${method} ${uri}` : undefined;
}

function callOf(group: readonly SipMessage[], legs: readonly string[]): Call {
  const kind = kindOf(group);
  const about = kind === "call" ? "INVITE" : kind;
  const finals = finalsOf(group, about);
  return {
    callId: group[0]?.callId ?? "",
    kind,
    outcome: kind === "call" ? outcomeOfCall(group, finals) : outcomeOfRequest(finals),
    finalStatus: finals.at(-1) ?? null,
    // A cut trace may hold no final response to what it is about: then whatever else was refused is what there is.
    firstFailure: firstFailureOf(finals.length > 0 ? finals : statusesOf(group)),
    statuses: statusesOf(group),
    start: timeOf(group, false),
    end: timeOf(group, true),
    messages: group.map((message) => message.index),
    retransmissions: repeated(group),
    hosts: hostsOf(group),
    legs,
    times: kind === "call" ? timesOf(group) : {},
  };
}

function firstFailureOf(codes: readonly number[]): number | null {
  return codes.find((code) => code >= 400 && code !== 401 && code !== 407) ?? null;
}

function statusesOf(group: readonly SipMessage[]): number[] {
  const statuses: number[] = [];
  for (const { code } of group) if (code !== undefined) statuses.push(code);
  return statuses;
}

/** Final responses to the method a call is about; a bare log has no CSeq: there each response counts. */
function finalsOf(group: readonly SipMessage[], about: string): number[] {
  const finals: number[] = [];
  for (const { code, cseqMethod } of group) {
    if (code !== undefined && code >= 200 && (cseqMethod === about || cseqMethod === "" || about === "unknown"))
      finals.push(code);
  }
  return about === "unknown" ? [] : finals;
}

/** "call" when there is an INVITE or an answer to one, else the first method; "unknown" when nothing names one. */
function kindOf(group: readonly SipMessage[]): string {
  let first = "";
  for (const { method, cseqMethod } of group) {
    if (method === "INVITE" || cseqMethod === "INVITE") return "call";
    if (first === "") first = method ?? cseqMethod;
  }
  return first === "" ? "unknown" : first;
}

function outcomeOfCall(group: readonly SipMessage[], finals: readonly number[]): CallOutcome {
  if (finals.some((code) => code < 300))
    return group.some((message) => message.method === "BYE") ? "answered-completed" : "answered-no-bye-seen";
  const last = finals.at(-1);
  if (last === undefined) return group.some((message) => message.code !== undefined) ? "no-final-response" : "no-response";
  if (last === 487) return "cancelled";
  if (last === 401 || last === 407) return "auth-failed-or-pending";
  return last < 400 ? "redirected" : "failed";
}

function outcomeOfRequest(finals: readonly number[]): CallOutcome {
  const last = finals.at(-1);
  if (last === undefined) return "no-response";
  if (last < 300) return "ok";
  return last === 401 || last === 407 ? "auth-challenged" : "failed";
}

function timeOf(group: readonly SipMessage[], last: boolean): number | undefined {
  const found = last ? group.findLast(({ at }) => at !== undefined) : group.find(({ at }) => at !== undefined);
  return found?.at;
}

/** Up to so many messages, comparing each with each costs less than a key of text for each. */
const small = 24;

/** Messages seen before between the same two addresses with the same CSeq, branch and tags. */
function repeated(group: readonly SipMessage[]): number[] {
  const found: number[] = [];
  if (group.length > small) {
    const seen = new Set<string>();
    for (const message of group) {
      const key = keyOf(message);
      if (message.startLineOnly) continue;
      if (seen.has(key)) found.push(message.index);
      else seen.add(key);
    }
    return found;
  }
  for (let at = 1; at < group.length; at++) {
    const message = group[at];
    if (message === undefined || message.startLineOnly) continue;
    for (let before = 0; before < at; before++) {
      const earlier = group[before];
      if (earlier === undefined || !isSame(earlier, message)) continue;
      found.push(message.index);
      break;
    }
  }
  return found;
}

function isSame(a: SipMessage, b: SipMessage): boolean {
  if (a.code !== b.code || a.cseq !== b.cseq || a.method !== b.method || a.startLineOnly) return false;
  if (a.branch !== b.branch || a.source !== b.source || a.destination !== b.destination) return false;
  return a.cseqMethod === b.cseqMethod && a.toTag === b.toTag && a.fromTag === b.fromTag;
}

function keyOf({ source, destination, method, code, cseq, cseqMethod, branch, fromTag, toTag }: SipMessage): string {
  return `${method ?? code} ${source} ${destination} ${cseq} ${cseqMethod} ${branch} ${fromTag} ${toTag}`;
}

function hostsOf(group: readonly SipMessage[]): string[] {
  const hosts: string[] = [];
  let known: Set<string> | undefined;
  const see = (host: string | undefined) => {
    if (host === undefined || (known === undefined ? hosts.includes(host) : known.has(host))) return;
    hosts.push(host);
    if (hosts.length > small) known = known?.add(host) ?? new Set(hosts);
  };
  for (const { source, destination } of group) {
    see(source);
    see(destination);
  }
  return hosts;
}

/** Moments of a call, each at first sight; undefined when it did not come or no clock was there. */
interface Moments {
  invite?: number;
  ringing?: number;
  answer?: number;
  final?: number;
  bye?: number;
}

function timesOf(group: readonly SipMessage[]): Call["times"] {
  const moments: Moments = {};
  for (const message of group) note(moments, message);
  const { invite, ringing, answer, final, bye } = moments;
  const times: { pdd?: number; ring?: number; setup?: number; talk?: number } = {};
  if (invite !== undefined && ringing !== undefined && ringing >= invite) times.pdd = ringing - invite;
  if (ringing !== undefined && final !== undefined && final >= ringing) times.ring = final - ringing;
  if (invite !== undefined && answer !== undefined && answer >= invite) times.setup = answer - invite;
  if (answer !== undefined && bye !== undefined && bye >= answer) times.talk = bye - answer;
  return times;
}

function note(moments: Moments, { at, method, code, cseqMethod }: SipMessage): void {
  if (at === undefined) return;
  if (code !== undefined) {
    if (cseqMethod === "INVITE" && moments.final === undefined) noteResponse(moments, at, code);
  } else if (method === "INVITE") moments.invite ??= at;
  else if (method === "BYE" && moments.answer !== undefined) moments.bye ??= at;
}

function noteResponse(moments: Moments, at: number, code: number): void {
  if (code >= 180 && code < 200) moments.ringing ??= at;
  if (code >= 200 && code < 300) moments.answer ??= at;
  if (code >= 200 && code !== 401 && code !== 407) moments.final ??= at;
}
