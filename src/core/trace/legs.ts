import { hostOf, sameNumberKey, uriParts } from "./addresses.ts";
import type { SipMessage } from "./message.ts";

// Two Call-IDs, one call: a B2BUA answers one and makes the other. Only what can't be chance joins them.

/** First INVITE of a Call-ID, as far as joining needs it. */
interface Opening {
  readonly at: number;
  readonly group: number;
  readonly callId: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly keys: readonly string[];
}

/** Call-IDs of the other legs, for each group that has some. */
export function joinLegs(groups: readonly (readonly SipMessage[])[]): Map<number, string[]> {
  const found = new Map<number, Set<string>>();
  const join = (a: Opening, b: Opening) => {
    if (a.callId === b.callId) return;
    found.set(a.group, (found.get(a.group) ?? new Set()).add(b.callId));
    found.set(b.group, (found.get(b.group) ?? new Set()).add(a.callId));
  };
  const waiting = new Map<string, Opening>();
  for (const opening of openings(groups)) {
    for (const key of opening.keys) {
      const known = waiting.get(seenFrom(opening, key));
      const taken = key.startsWith("caller ") && (found.has(opening.group) || (known !== undefined && found.has(known.group)));
      if (known !== undefined && !taken && opening.at - known.at <= longestGap(key)) join(known, opening);
      if (known === undefined || !key.startsWith("session ")) waiting.set(seenFrom(opening, key, opening.to), opening);
    }
  }
  return new Map([...found].map(([group, ids]) => [group, [...ids]]));
}

/** Longest time between the INVITE that comes in and the one that goes out, seconds; the caller's number alone wants less. */
function longestGap(key: string): number {
  if (key.startsWith("session ")) return Infinity;
  return key.startsWith("caller ") ? 0.3 : 10;
}

/** A key at the host in the middle, which got one INVITE and sends the other; an id of the session needs no host. */
function seenFrom(opening: Opening, key: string, host = opening.from): string {
  return key.startsWith("session ") ? key : `${host ?? ""} ${key}`;
}

function openings(groups: readonly (readonly SipMessage[])[]): Opening[] {
  const invites = groups.flatMap((group, at) => {
    const invite = group.find((message) => message.method === "INVITE" && message.toTag === "");
    return invite === undefined || invite.startLineOnly ? [] : [{ invite, at }];
  });
  const between = middle(invites.map(({ invite }) => invite));
  const found = invites.map(({ invite, at }) => openingOf(invite, at, between));
  return found.toSorted((a, b) => a.at - b.at || a.group - b.group);
}

/** Hosts that get INVITEs and send some: only those can be a B2BUA, and numbers are read only of what they had to do with. */
function middle(invites: readonly SipMessage[]): ReadonlySet<string> {
  const senders = new Set<string>();
  for (const { source } of invites) if (source !== undefined) senders.add(hostOf(source));
  const both = new Set<string>();
  for (const { destination } of invites) {
    const host = destination === undefined ? undefined : hostOf(destination);
    if (host !== undefined && senders.has(host)) both.add(host);
  }
  return both;
}

function openingOf(invite: SipMessage, group: number, between: ReadonlySet<string>): Opening {
  const from = invite.source === undefined ? undefined : hostOf(invite.source);
  const to = invite.destination === undefined ? undefined : hostOf(invite.destination);
  const touches = (from !== undefined && between.has(from)) || (to !== undefined && between.has(to));
  const keys = [...sessionKeys(invite), ...(touches ? numberKeys(invite) : [])];
  return { at: invite.at ?? 0, group, callId: invite.callId, from, to, keys };
}

function numberKeys(invite: SipMessage): string[] {
  if (invite.source === undefined || invite.destination === undefined) return [];
  const caller = sameNumberKey(uriParts(invite.header("from") ?? "").user);
  const callee = sameNumberKey(uriParts(invite.uri ?? "").user);
  const origin = /^o=\S+ (\S+ \S+ IN IP[46] \S+)/mu.exec(invite.body)?.[1];
  // Caller and callee together, or the very same SDP session. The caller alone, because the callee was rewritten (an
  // extension became a phone's name), only at once and when nothing else joins them.
  return [
    ...(caller === "" || callee === "" ? [] : [`numbers ${caller} ${callee}`]),
    ...(origin === undefined ? [] : [`sdp ${origin}`]),
    ...(/\d{3}|[a-z]{3}/u.test(caller) && invite.at !== undefined ? [`caller ${caller}`] : []),
  ];
}

function sessionKeys(invite: SipMessage): string[] {
  const charging = /icid-value=([^;,\s]+)/u.exec(invite.header("p-charging-vector") ?? "")?.[1];
  const ids = sessionIds(invite.header("session-id"));
  return [...ids, ...(charging === undefined ? [] : [`icid ${charging}`])].map((id) => `session ${id}`);
}

const nil = "00000000000000000000000000000000";

/** RFC 7989: the local UUID and, where known, the remote one. */
function sessionIds(value: string | undefined): string[] {
  if (value === undefined) return [];
  const [local = "", ...parameters] = value.split(";");
  const remote = parameters.find((one) => one.trim().startsWith("remote="))?.split("=")[1];
  return [local.trim(), remote?.trim() ?? nil].filter((id) => id !== nil && /^[0-9a-f]{32}$/iu.test(id));
}
