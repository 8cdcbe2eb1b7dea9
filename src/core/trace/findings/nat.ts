import { isAddress } from "../address.ts";
import { hostOf, isPrivate, uriParts } from "../addresses.ts";
import type { Finding } from "../diagnosis.ts";
import { senderName, spoken, type Flow } from "../flow.ts";
import { parameter } from "../header-values.ts";
import type { SipMessage } from "../message.ts";
import { finding } from "./finding.ts";

const mostMessages = 200;

/** Addresses that only hold behind somebody's router, and transports that are not what Via says. */
export function nat(flow: Flow): Finding[] {
  const messages = flow.messages.slice(0, mostMessages).filter((message) => !message.startLineOnly);
  return [translated(messages, flow), contact(messages, flow), transport(messages, flow)].filter((one) => one !== undefined);
}

interface Via {
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
  readonly received: string | undefined;
  readonly rport: string | undefined;
}

function viaOf(message: SipMessage): Via | undefined {
  const value = message.header("via");
  if (value === undefined) return undefined;
  const match = /^\s*SIP\s*\/\s*2\.0\s*\/\s*([a-z]{1,8})\s+([^;\s]{1,200})/iu.exec(value);
  if (match === null) return undefined;
  const sentBy = match[2] ?? "";
  const colon = sentBy.lastIndexOf(":");
  const port = colon > sentBy.lastIndexOf("]") ? sentBy.slice(colon + 1) : "";
  return {
    protocol: (match[1] ?? "").toLowerCase(),
    host: hostOf(sentBy),
    port,
    received: parameter(value, "received"),
    rport: parameter(value, "rport"),
  };
}

/** received or rport differ from what the client wrote: a router in between translates (RFC 3581). */
function translated(messages: readonly SipMessage[], flow: Flow): Finding | undefined {
  for (const message of messages) {
    if (message.code === undefined) continue;
    const via = viaOf(message);
    if (via?.received === undefined || !isAddress(via.host) || hostOf(via.received) === via.host) continue;
    const sent = via.port === "" ? via.host : `${via.host}:${via.port}`;
    const seen = via.rport === undefined || via.rport === "" ? via.received : `${via.received}:${via.rport}`;
    return finding("nat-detected", flow, { severity: "info", weight: 0.04 }, [message], { sent, seen });
  }
  return undefined;
}

/** A private Contact from a public host: requests inside the dialog will go nowhere (RFC 3261 §12.1, RFC 5626). */
function contact(messages: readonly SipMessage[], flow: Flow): Finding | undefined {
  for (const message of messages) {
    const host = makesDialog(message) ? uriParts(message.header("contact") ?? "").host : "";
    if (host === "" || message.source === undefined || !isPrivate(hostOf(host)) || isPrivate(hostOf(message.source))) continue;
    const values = { contact: host, sender: senderName(message), message: message.method ?? spoken(message) };
    // A call that ended in good order shows that somebody on the way mends it.
    const harmless = flow.call.outcome === "answered-completed";
    const how = { severity: harmless ? "info" : "warning", weight: harmless ? 0.05 : 0.42 } as const;
    return finding("contact-private", flow, how, [message], values);
  }
  return undefined;
}

function makesDialog({ method, code = 0, cseqMethod }: SipMessage): boolean {
  return method === "INVITE" || (cseqMethod === "INVITE" && code > 100 && code < 300);
}

/** Via names UDP and the message came by TCP, or the other way round. */
function transport(messages: readonly SipMessage[], flow: Flow): Finding | undefined {
  for (const message of messages) {
    const { transport: actual, code } = message;
    if (code !== undefined || (actual !== "udp" && actual !== "tcp")) continue;
    const via = viaOf(message)?.protocol;
    const stream = via === "tcp" || via === "tls";
    if (via === undefined || (via !== "udp" && !stream) || stream === (actual === "tcp")) continue;
    const values = { via: via.toUpperCase(), actual: actual.toUpperCase(), sender: senderName(message) };
    // A 400 to it: this is what was wrong with the request.
    const weight = flow.call.finalStatus === 400 ? 0.76 : 0.3;
    return finding("via-transport-mismatch", flow, { severity: "warning", weight }, [message], values);
  }
  return undefined;
}
