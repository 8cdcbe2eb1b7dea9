import type { LogEvent, Unreachable } from "../../../../src/core/trace/reading.ts";
import type { Pair } from "../findings-under-test.ts";

export const repeated = "0 alice>proxy INVITE\n0.5 alice>proxy INVITE\n1.5 alice>proxy INVITE\n3.5 alice>proxy INVITE";
const later = "\n40 bob>carol OPTIONS call=other\n40.1 carol>bob 200 call=other";
const icmp: Unreachable = {
  at: 0.1,
  frame: 2,
  from: "203.0.113.5",
  source: "192.0.2.10:5060",
  destination: "203.0.113.5:5060",
  why: "port",
};
const behind: Unreachable = {
  ...icmp,
  from: "198.51.100.20",
  source: "203.0.113.5:5060",
  destination: "198.51.100.20:5060",
};
export const proxied = "0 alice>proxy INVITE\n0 proxy>alice 100\n0 proxy>bob INVITE\n0.5 proxy>bob INVITE\n1.5 proxy>bob INVITE";
const answer = "0 alice>bob INVITE\n1 bob>alice 180\n2 bob>alice 200";
export const resent = `${answer}\n2.5 bob>alice 200\n3.5 bob>alice 200\n5.5 bob>alice 200`;
const reliable = "| Require: 100rel | RSeq: 1";
export const event = (kind: string, more: Partial<LogEvent> = {}): LogEvent => ({
  at: 1,
  line: 9,
  kind,
  callId: undefined,
  code: undefined,
  about: "gw.example.com",
  ...more,
});
export const text = (...events: LogEvent[]) => ({ format: "asterisk-pjsip", packets: 0, events });

export const silence: readonly Pair[] = [
  ["no-response", repeated, `${repeated}\n3.6 proxy>alice 100`],
  ["no-response", repeated, "0 alice>proxy INVITE"],
  ["no-response", `0 alice>proxy INVITE transport=tcp${later}`, "0 alice>proxy INVITE transport=tcp"],
  ["host-unreachable", repeated, repeated, { unreachable: [icmp] }, { unreachable: [behind] }],
  [
    "host-unreachable",
    "10 alice>bob INVITE transport=tcp",
    "200 alice>bob INVITE transport=tcp",
    { unreachable: [{ ...icmp, at: 10.1, source: "192.0.2.10:5060", destination: "198.51.100.20:5060", why: "reset" }] },
  ],
  [
    "next-hop-unreachable",
    "0 alice>proxy INVITE\n3 proxy>alice 503",
    "20 alice>proxy INVITE\n23 proxy>alice 503",
    { unreachable: [{ ...icmp, at: 1, source: "203.0.113.5:41000", destination: "198.51.100.20:5060", why: "refused" }] },
  ],
  ["next-hop-unreachable", `${proxied}\n4 proxy>alice 408`, `${proxied}\n4 proxy>alice 408`, { unreachable: [behind] }, {}],
  ["next-hop-silent", `${proxied}\n4 proxy>alice 408`, `${proxied}\n2 bob>proxy 404\n4 proxy>alice 404`],
  ["next-hop-stalled", `${proxied}\n2 bob>proxy 100\n30 proxy>alice 408`, `${proxied}\n2 bob>proxy 180\n30 proxy>alice 408`],
  ["request-timeout", "0 alice>proxy INVITE\n32 proxy>alice 408", `${proxied}\n4 proxy>alice 408`],
  ["stalled-after-trying", `0 alice>proxy INVITE\n0.1 proxy>alice 100${later}`, "0 alice>proxy INVITE\n0.1 proxy>alice 100"],
  [
    "stalled-after-trying",
    `0 alice>proxy INVITE\n0.1 proxy>alice 100${later}`,
    `0 alice>proxy INVITE\n0.1 proxy>alice 180${later}`,
  ],
  ["progress-cut", "0 alice>proxy INVITE\n1 proxy>alice 180", "0 alice>proxy INVITE\n1 proxy>alice 180\n2 proxy>alice 200"],
  ["request-only", "0 alice>proxy INVITE", repeated],
  ["ack-missing", resent, `${answer}\n2.1 alice>bob ACK`],
  [
    "ack-lost",
    `${answer}\n2.1 alice>bob ACK\n2.6 bob>alice 200\n3.6 bob>alice 200\n5.6 bob>alice 200`,
    `${resent}\n5.6 alice>bob ACK`,
  ],
  ["ack-misrouted", `${answer}\n2.1 alice>carol ACK\n2.5 bob>alice 200\n3.5 bob>alice 200`, `${resent}\n5.6 alice>bob ACK`],
  [
    "failure-ack-missing",
    "0 alice>bob INVITE\n1 bob>alice 486\n1.5 bob>alice 486\n2.5 bob>alice 486",
    "0 alice>bob INVITE\n1 bob>alice 486\n1.5 bob>alice 486\n2.5 bob>alice 486\n2.6 alice>bob ACK",
  ],
  ["bye-unanswered", `${answer}\n9 alice>bob BYE\n9.5 alice>bob BYE\n10.5 alice>bob BYE`, `${answer}\n9 alice>bob BYE`],
  [
    "prack-missing",
    `0 alice>bob INVITE\n1 bob>alice 183 ${reliable}\n1.5 bob>alice 183 ${reliable}\n2.5 bob>alice 183 ${reliable}`,
    `0 alice>bob INVITE\n1 bob>alice 183 ${reliable}\n1.1 alice>bob PRACK\n1.2 bob>alice 200\n9 bob>alice 200 for=INVITE`,
  ],
  [
    "prack-answered",
    `0 alice>bob INVITE\n1 bob>alice 183 ${reliable}\n1.1 alice>bob PRACK\n1.2 bob>alice 200\n9 bob>alice 200 for=INVITE`,
    "0 alice>bob INVITE\n1 bob>alice 183",
  ],
  [
    "too-large-for-udp",
    `0 alice>bob INVITE | X-Long: ${"x".repeat(1700)}\n0.5 alice>bob INVITE | X-Long: ${"x".repeat(1700)}\n1.5 alice>bob INVITE | X-Long: ${"x".repeat(1700)}`,
    "0 alice>bob INVITE\n0.5 alice>bob INVITE\n1.5 alice>bob INVITE",
  ],
  ["retransmissions", `${repeated}\n4 proxy>alice 100\n5 proxy>alice 200`, `${repeated}\n`],
  [
    "target-unresolved",
    '0 alice>proxy INVITE\n0.1 proxy>alice 478 "Unresolvable destination (478/TM)"',
    "0 alice>proxy INVITE\n0.1 proxy>alice 503",
  ],
  ["dns-failed", repeated, repeated, text(event("dns-failed")), text()],
  ["connection-refused", "0 alice>proxy OPTIONS", "0 alice>proxy OPTIONS", text(event("connection-refused")), text()],
  ["connection-reset", "0 alice>proxy INVITE", "0 alice>proxy INVITE", text(event("connection-reset")), text()],
  ["log-unreachable", "0 alice>proxy INVITE", "0 alice>proxy INVITE", text(event("host-unreachable")), text()],
  ["tls-failed", "0 alice>proxy INVITE", "0 alice>proxy INVITE", text(event("tls-failed")), text()],
  ["log-auth-failed", "0 alice>proxy INVITE", "0 alice>proxy INVITE", text(event("auth-failed")), text()],
  ["log-no-codec", "0 alice>proxy INVITE", "0 alice>proxy INVITE", text(event("no-codec")), text()],
  ["log-parse-error", "0 alice>proxy INVITE", "0 alice>proxy INVITE", text(event("parse-error")), text()],
  ["log-timeout", "", "", text(event("response", { code: 408 })), text(event("response", { code: 200 }))],
  ["log-refusal", "", "", text(event("response", { code: 503 })), text(event("response", { code: 183 }))],
  ["no-messages", "", "0 alice>proxy INVITE", text()],
  [
    "encrypted-only",
    "",
    "0 alice>proxy INVITE",
    { encrypted: [{ kind: "tls", source: "192.0.2.10:40000", destination: "203.0.113.5:5061", packets: 20 }] },
  ],
];
