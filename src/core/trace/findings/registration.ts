import { uriParts } from "../addresses.ts";
import type { Call, Finding } from "../diagnosis.ts";
import { hostOf } from "../ends.ts";
import { roundSeconds, sameHost, senderName, spoken, targetName, type Flow } from "../flow.ts";
import type { SipMessage } from "../message.ts";
import type { Scene } from "../scene.ts";
import { codeOf, finalOf, requestOf, secondsBetween, type Transaction } from "../transactions.ts";
import { finding } from "./finding.ts";
import { askedExpires, numberIn } from "./requirements.ts";
import { unansweredFor } from "./silence.ts";

/** Registrations that worked, ended, or came back too late. */
export function registration(flow: Flow): Finding[] {
  if (flow.call.kind !== "REGISTER") return [];
  const accepted = flow.opening.filter((one) => codeOf(finalOf(one)) >= 200 && codeOf(finalOf(one)) < 300);
  const last = accepted.at(-1);
  const final = last === undefined ? undefined : finalOf(last);
  if (last === undefined || final === undefined) return [];
  return [lapsed(accepted, flow), standing(last, final, flow)].filter((one) => one !== undefined);
}

function standing(last: Transaction, final: SipMessage, flow: Flow): Finding | undefined {
  if (flow.call.outcome !== "ok") return undefined;
  const request = requestOf(last);
  const evidence = [request, final];
  const how = { severity: "info", weight: 0.1 } as const;
  const server = senderName(final);
  if (askedExpires(request) === 0) return finding("unregistered", flow, how, evidence, { server });
  const contact = uriParts(request?.header("contact") ?? "").host;
  return finding("registered", flow, how, evidence, {
    server,
    expires: granted(request, final),
    contact: contact === "" ? "-" : contact,
  });
}

/** Seconds that the registrar granted: at the Contact, in Expires, else what was asked. */
function granted(request: SipMessage | undefined, final: SipMessage): number {
  const contact = /;\s*expires=(\d{1,10})/iu.exec(final.header("contact") ?? "")?.[1];
  if (contact !== undefined) return Number(contact);
  const header = numberIn(final, "expires");
  return header === -1 ? askedExpires(request) : header;
}

/** Between two registrations more time went by than was granted: nobody could call in. */
function lapsed(accepted: readonly Transaction[], flow: Flow): Finding | undefined {
  for (const [at, one] of accepted.entries()) {
    const final = finalOf(one);
    const next = accepted[at + 1];
    const request = next === undefined ? undefined : requestOf(next);
    if (final === undefined || request === undefined) continue;
    const expires = granted(requestOf(one), final);
    const gap = secondsBetween(final, request);
    if (expires < 1 || gap === undefined || gap <= expires + 2) continue;
    const how = { severity: "warning", weight: 0.6 } as const;
    const values = { expires, seconds: roundSeconds(gap - expires), server: senderName(final) };
    return finding("registration-lapsed", flow, how, [final, request], values);
  }
  return undefined;
}

/** Registrations that are looked through for one called user. */
const mostLookedUp = 1000;

/** The registration of a called user that had run out, or was taken back, when the call came: seconds granted, and since when it is gone. */
export function expiredBefore(
  user: string,
  invite: SipMessage | undefined,
  scene: Scene,
): { expires: number; seconds: number } | undefined {
  const called = invite?.at;
  if (called === undefined || user === "") return undefined;
  const held = scene.calls
    .filter(({ kind }) => kind === "REGISTER")
    .slice(0, mostLookedUp)
    .flatMap((call) => scene.flow(call).opening)
    .filter((one) => sameHost(one.server, invite?.destination) && uriParts(requestOf(one)?.header("to") ?? "").user === user)
    .flatMap((one) => grantOf(one) ?? [])
    .filter(({ at }) => at <= called);
  const last = latestOfContacts(held);
  // Registrars leave a moment of grace; within it the end of the registration explains nothing.
  if (last === undefined || called <= last.until + 1) return undefined;
  return { expires: last.expires, seconds: roundSeconds(called - last.until) };
}

interface Grant {
  readonly contact: string;
  readonly at: number;
  readonly expires: number;
  readonly until: number;
}

/** Each contact holds as long as it was last granted, "*" ends them all (RFC 3261 §10.2.2); the one that lasts longest counts. */
function latestOfContacts(grants: readonly Grant[]): Grant | undefined {
  const held = new Map<string, Grant>();
  for (const grant of grants.toSorted((a, b) => a.at - b.at)) {
    if (grant.contact === "*") held.clear();
    held.set(grant.contact, grant);
  }
  return [...held.values()].toSorted((a, b) => a.until - b.until).at(-1);
}

/** What an accepted REGISTER was granted: when, for how long, and until when. */
function grantOf(one: Transaction): Grant | undefined {
  const final = finalOf(one);
  if (final?.at === undefined || codeOf(final) >= 300) return undefined;
  const request = requestOf(one);
  const expires = askedExpires(request) === 0 ? 0 : granted(request, final);
  const contact = request?.header("contact")?.trim() ?? "";
  return expires < 0 ? undefined : { contact: hostOf(contact) ?? contact, at: final.at, expires, until: final.at + expires };
}

/** OPTIONS as a keep-alive: only silence, 408 and 5xx say that a peer is gone; any other answer proves that it lives. */
export function keepalive(flow: Flow, scene: Scene): Finding[] {
  if (flow.call.kind !== "OPTIONS") return [];
  const failed = flow.opening.filter((one) => {
    const code = codeOf(finalOf(one));
    return code === 408 || code >= 500 || (one.responses.length === 0 && unansweredFor(one, scene) !== undefined);
  });
  const last = failed.at(-1);
  if (last === undefined) return [];
  const final = finalOf(last);
  const request = requestOf(last);
  const how = { severity: "error", weight: 0.75, code: final?.code } as const;
  return [
    finding("keepalive-failing", flow, how, [request, final], {
      target: request === undefined ? (last.server ?? "UAS") : targetName(request),
      said: final === undefined ? "-" : spoken(final),
      count: failed.length,
      silent: final === undefined ? 1 : 0,
    }),
  ];
}

/** Changes from there to gone that make a registration flap, and the time within which they count, seconds. */
const flaps = 4;
const flapWindow = 600;
const mostRegistrations = 5000;

/** One user that registers and unregisters over and over: two devices, or a line that breaks. */
export function flapping(scene: Scene): Finding[] {
  const users = new Map<string, { at: number; gone: boolean; call: Call; index: number }[]>();
  for (const call of scene.calls
    .filter(({ kind, outcome }) => kind === "REGISTER" && outcome === "ok")
    .slice(0, mostRegistrations)) {
    for (const index of call.messages) {
      const message = scene.reading.messages[index];
      if (message?.method !== "REGISTER" || message.at === undefined) continue;
      const user = uriParts(message.header("to") ?? "").user;
      const row = users.get(user) ?? [];
      row.push({ at: message.at, gone: askedExpires(message) === 0, call, index });
      users.set(user, row);
    }
  }
  return [...users].flatMap(([user, row]) => {
    const ordered = row.toSorted((a, b) => a.at - b.at);
    const changes = ordered.filter((one, at) => at > 0 && one.gone !== ordered[at - 1]?.gone);
    const seconds = (changes.at(-1)?.at ?? 0) - (changes[0]?.at ?? 0);
    const first = changes[0];
    if (user === "" || changes.length < flaps || seconds > flapWindow || first === undefined) return [];
    const evidence = changes.map(({ index }) => scene.reading.messages[index]);
    const values = { user, count: changes.length, seconds: roundSeconds(seconds) };
    return [finding("registration-flapping", scene.flow(first.call), { severity: "warning", weight: 0.6 }, evidence, values)];
  });
}
