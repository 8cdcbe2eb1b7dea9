import type { Pair } from "../findings-under-test.ts";

const refused = (code: string, header = "") =>
  `0 alice>bob INVITE\n0.1 bob>alice 100\n2 bob>alice ${code} ${header}\n2.1 alice>bob ACK`;
const rang = (code: string) => `0 alice>bob INVITE\n1 bob>alice 180\n21 bob>alice ${code}\n21.1 alice>bob ACK`;
const cancelled = (header = "") =>
  `0 alice>bob INVITE\n1 bob>alice 180\n8 alice>bob CANCEL ${header}\n8.1 bob>alice 200\n8.2 bob>alice 487 for=INVITE`;
const talk = "0 alice>bob INVITE\n1 bob>alice 200\n1.1 alice>bob ACK\n9 alice>bob BYE\n9.1 bob>alice 200";

const unknown = (number: string) => refused("404").replace("INVITE", `INVITE uri=sip:${number}@example.com`);
const accepted = (number: string) =>
  `10 alice>bob INVITE call=two uri=sip:${number}@example.com\n11 bob>alice 180 call=two\n12 bob>alice 200 call=two`;
const registeredFor = (seconds: number) =>
  `0 carol>bob REGISTER call=two\n0.1 bob>carol 200 call=two | Contact: <sip:x@192.0.2.1>;expires=${seconds}\n100 alice>bob INVITE\n100.1 bob>alice 480`;

/** How calls end, refusals by people, numbers, policy and servers. */
export const refusals: readonly Pair[] = [
  ["call-completed", talk, "0 alice>bob INVITE\n1 bob>alice 200\n1.1 alice>bob ACK"],
  ["call-still-up", "0 alice>bob INVITE\n1 bob>alice 200\n1.1 alice>bob ACK", talk],
  ["request-accepted", "0 alice>bob OPTIONS\n0.1 bob>alice 200", "0 alice>bob OPTIONS\n0.1 bob>alice 404"],
  ["other-failure", refused('699 "Never"'), refused("486")],
  ["other-failure", refused('485 "Ambiguous"'), refused('400 "Missing Contact"')],
  ["answered-elsewhere", cancelled('| Reason: SIP;cause=200;text="Call completed elsewhere"'), cancelled()],
  ["cancelled-ringing", cancelled(), cancelled('| Reason: SIP;cause=200;text="Call completed elsewhere"')],
  ["cancelled-early-media", cancelled().replace("180", "183"), cancelled()],
  [
    "cancelled-before-ringing",
    "0 alice>bob INVITE\n0.1 bob>alice 100\n8 alice>bob CANCEL\n8.1 bob>alice 487 for=INVITE",
    cancelled(),
  ],
  ["no-answer", rang("480"), refused("480")],
  ["no-answer", rang("408"), "0 alice>bob INVITE\n32 bob>alice 408"],
  ["terminated-without-cancel", rang("487"), cancelled()],
  ["anonymous-refused", refused("433"), refused("403")],
  ["bad-request", refused('400 "Missing Contact"'), refused("404")],
  ["blocked", refused("608"), refused("603")],
  ["busy", refused("486"), refused("480")],
  ["busy", refused("503", "| Reason: Q.850;cause=17"), refused("503")],
  ["rejected-ringing", rang("486"), refused("486")],
  ["callee-unavailable", refused("480"), refused("480", "| Reason: Q.850;cause=20")],
  ["callee-unregistered", refused("480", "| Reason: Q.850;cause=20"), refused("480")],
  ["callee-unregistered", refused('480 "User not registered"'), refused('480 "Temporarily Unavailable"')],
  ["declined", refused("603"), refused('603 "Network Blocked"')],
  ["network-blocked", refused('603 "Network Blocked"'), refused("603")],
  [
    "forbidden",
    refused("403"),
    refused("403").replace("INVITE", 'INVITE | Authorization: Digest username="a", realm="r", nonce="n"'),
  ],
  ["identity-refused", refused('428 "Use Identity Header"'), refused("403")],
  ["no-route", refused('404 "No route to destination"'), refused("404")],
  ["no-route", refused("404", "| Reason: Q.850;cause=3"), refused("404", "| Reason: Q.850;cause=1")],
  ["number-changed", refused('410 "Gone"'), refused("404")],
  ["number-incomplete", refused("484"), refused("404")],
  [
    "number-format",
    `${unknown("0049891234567")}\n${accepted("+49891234567")}`,
    `${unknown("0049891234568")}\n${accepted("+49891234567")}`,
  ],
  [
    "routes-exhausted",
    "0 alice>proxy INVITE\n1 proxy>alice 503\n1.1 alice>second INVITE cseq=2\n2 second>alice 503",
    "0 alice>proxy INVITE\n1 proxy>alice 503\n1.1 alice>second INVITE cseq=2\n2 second>alice 200",
  ],
  [
    "alternative-service",
    refused('380 "Alternative Service"', "| Contact: <urn:service:sos>"),
    refused("302", "| Contact: <sip:x@example.com>"),
  ],
  ["registration-expired", registeredFor(60), registeredFor(600)],
  ["number-ported", refused("404").replace("INVITE", "INVITE uri=sip:15550199;npdi;rn=15550100@example.com"), refused("404")],
  ["number-unknown", refused("404"), refused('404 "No route"')],
  ["user-unknown", "0 alice>bob SUBSCRIBE\n0.1 bob>alice 404", "0 alice>bob INVITE\n0.1 bob>alice 404"],
  ["bad-gateway", refused('502 "Bad Gateway"'), refused("500")],
  ["circuits-busy", refused("503", "| Reason: Q.850;cause=34"), refused("503", "| Reason: Q.850;cause=41")],
  [
    "code-changed",
    "0 alice>proxy INVITE\n0 proxy>bob INVITE\n1 bob>proxy 503\n1.1 proxy>alice 500",
    "0 alice>proxy INVITE\n0 proxy>bob INVITE\n1 bob>proxy 503\n1.1 proxy>alice 503",
  ],
  [
    "failed-over",
    "0 alice>proxy INVITE\n1 proxy>alice 503\n1.1 alice>second INVITE cseq=2\n2 second>alice 200",
    "0 alice>proxy INVITE\n1 proxy>alice 503\n1.1 alice>proxy INVITE cseq=2\n2 proxy>alice 200",
  ],
  ["gateway-timeout", refused('504 "Server Time-out"'), refused("503")],
  ["overload", refused("503", "| Retry-After: 30"), refused("503")],
  ["service-unavailable", refused("503"), refused("503", "| Retry-After: 30")],
  ["server-error", refused("500"), refused("503")],
  [
    "event-unsupported",
    '0 alice>bob SUBSCRIBE | Event: dialog\n0.1 bob>alice 489 "Bad Event" | Allow-Events: presence',
    "0 alice>bob SUBSCRIBE\n0.1 bob>alice 404",
  ],
  ["extension-required", refused('421 "Extension Required"', "| Require: 100rel"), refused('420 "Bad Extension"')],
  ["extension-unsupported", refused('420 "Bad Extension"', "| Unsupported: foo"), refused('421 "Extension Required"')],
  ["media-type-unsupported", refused('415 "Unsupported Media Type"', "| Accept: application/sdp"), refused("488")],
  ["message-refused-large", refused('513 "Message Too Large"'), refused("500")],
  [
    "method-not-allowed",
    '0 alice>bob PUBLISH\n0.1 bob>alice 405 "Method Not Allowed" | Allow: INVITE, ACK',
    "0 alice>bob PUBLISH\n0.1 bob>alice 404",
  ],
  ["precondition-failed", refused('580 "Precondition Failure"'), refused("500")],
  ["scheme-unsupported", refused('416 "Unsupported URI Scheme"').replace("INVITE", "INVITE uri=tel:+15550199"), refused("404")],
  [
    "security-agreement",
    refused('494 "Security Agreement Required"', "| Security-Server: tls"),
    refused('421 "Extension Required"'),
  ],
  ["session-interval-low", "0 alice>bob INVITE | Session-Expires: 60", "0 alice>bob INVITE | Session-Expires: 90"],
  ["session-interval-small", refused('422 "Session Interval Too Small"', "| Min-SE: 90"), refused("423")],
  [
    "interval-too-brief",
    "0 alice>proxy REGISTER | Expires: 60\n0.1 proxy>alice 423 | Min-Expires: 600",
    "0 alice>proxy REGISTER | Expires: 60\n0.1 proxy>alice 200",
  ],
  ["cause-contradicts", refused("404", "| Reason: Q.850;cause=18"), refused("404", "| Reason: Q.850;cause=1")],
  ["phrase-differs", refused('486 "Customer is on the phone"'), refused('486 "busy here"')],
];
