import type { Pair } from "../findings-under-test.ts";

const up = "0 alice>bob INVITE\n1 bob>alice 200\n1.1 alice>bob ACK";
const bye = (header = "", at = 9) => `${up}\n${at} alice>bob BYE ${header}\n${at}.1 bob>alice 200`;
const timed = (at: number) =>
  `0 alice>bob INVITE\n1 bob>alice 200 | Session-Expires: 1800;refresher=uac\n1.1 alice>bob ACK\n${at} bob>alice BYE\n${at}.1 alice>bob 200`;
const refer = `${up}\n5 alice>bob REFER | Refer-To: <sip:15550777@example.com>`;
const register = (at: number, expires: number, cseq: number) =>
  `${at} alice>proxy REGISTER cseq=${cseq} | Contact: <sip:a@192.0.2.10> | Expires: ${expires}\n${at}.1 proxy>alice 200 | Expires: ${expires}`;
const loop =
  "0 alice>proxy INVITE\n0 proxy>proxy INVITE branch=z9hG4bKa\n0 proxy>proxy INVITE branch=z9hG4bKb\n0 proxy>proxy INVITE branch=z9hG4bKc\n0.1 proxy>alice 483";
const redirect = "0 alice>proxy INVITE\n0.1 proxy>alice 302 | Contact: <sip:15550777@198.51.100.20>\n0.2 alice>proxy ACK";
const passport = `x.${Buffer.from('{"attest":"A","orig":{"tn":"15550101"}}').toString("base64url")}.y;info=<https://cert.example/c>`;

/** Inside the dialog, routing, registrations, NAT, form, privacy. */
export const dialogs: readonly Pair[] = [
  ["bye-reason", bye('| Reason: Q.850;cause=41;text="Temporary failure"'), bye()],
  ["bye-refused", `${up}\n9 alice>bob BYE\n9.1 bob>alice 481`, bye()],
  [
    "cancel-refused",
    "0 alice>bob INVITE\n1 bob>alice 180\n2 alice>bob CANCEL\n2.1 bob>alice 481",
    "0 alice>bob INVITE\n1 bob>alice 180\n2 alice>bob CANCEL\n2.1 bob>alice 200\n2.2 bob>alice 487 for=INVITE",
  ],
  ["dialog-gone", `${up}\n5 alice>bob UPDATE\n5.1 bob>alice 481`, `${up}\n5 alice>bob UPDATE\n5.1 bob>alice 488`],
  [
    "glare",
    `${up}\n5 alice>bob INVITE cseq=2 totag=t1\n5.1 bob>alice 491`,
    `${up}\n5 alice>bob INVITE cseq=2 totag=t1\n5.1 bob>alice 500`,
  ],
  [
    "notify-refused",
    "0 bob>alice NOTIFY | Event: refer\n0.1 alice>bob 481",
    "0 bob>alice NOTIFY | Event: refer\n0.1 alice>bob 200",
  ],
  ["refer-refused", `${refer}\n5.1 bob>alice 403`, `${refer}\n5.1 bob>alice 202`],
  ["session-timer-expired", timed(1790), timed(900)],
  [
    "transfer-failed",
    `${refer}\n5.1 bob>alice 202\n6 bob>alice NOTIFY body=SIP/2.0_486_Busy_Here`,
    `${refer}\n5.1 bob>alice 202\n6 bob>alice NOTIFY body=SIP/2.0_200_OK`,
  ],
  [
    "forked",
    "0 alice>proxy INVITE\n0 proxy>bob INVITE\n0 proxy>carol INVITE\n1 bob>proxy 180\n1 carol>proxy 180\n5 bob>proxy 200\n5 proxy>alice 200",
    "0 alice>proxy INVITE\n0 proxy>bob INVITE\n1 bob>proxy 503\n1.1 proxy>carol INVITE\n5 carol>proxy 200\n5 proxy>alice 200",
  ],
  ["routing-loop", loop, "0 alice>proxy INVITE\n0 proxy>bob INVITE\n0.1 bob>proxy 483\n0.1 proxy>alice 483"],
  ["hops-exhausted", "0 alice>proxy INVITE | Max-Forwards: 0\n0.1 proxy>alice 483", loop],
  ["merged-request", "0 alice>proxy INVITE\n0.1 proxy>alice 482", loop.replace("483", "482")],
  [
    "redirect-not-followed",
    redirect,
    `${redirect}\n0.3 alice>bob INVITE cseq=2 uri=sip:15550777@198.51.100.20\n1 bob>alice 302 | Contact: <sip:15550777@198.51.100.20>`,
  ],
  ["redirect-followed", `${redirect}\n0.3 alice>bob INVITE cseq=2 uri=sip:15550777@198.51.100.20\n1 bob>alice 200`, redirect],
  ["registered", register(0, 600, 1), register(0, 0, 1)],
  ["unregistered", register(0, 0, 1), register(0, 600, 1)],
  ["registration-lapsed", `${register(0, 60, 1)}\n${register(90, 60, 2)}`, `${register(0, 60, 1)}\n${register(50, 60, 2)}`],
  [
    "registration-flapping",
    [600, 0, 600, 0, 600].map((expires, at) => register(at * 10, expires, at + 1)).join("\n"),
    [600, 600, 600, 600, 0].map((expires, at) => register(at * 10, expires, at + 1)).join("\n"),
  ],
  ["registration-refused", "0 alice>proxy REGISTER\n0.1 proxy>alice 403", "0 alice>proxy REGISTER\n0.1 proxy>alice 200"],
  [
    "keepalive-failing",
    "0 alice>proxy OPTIONS\n0.5 alice>proxy OPTIONS\n1.5 alice>proxy OPTIONS",
    "0 alice>proxy OPTIONS\n0.5 proxy>alice 404",
  ],
  ["contact-private", "0 alice>bob INVITE | Contact: <sip:a@192.168.1.5>", "0 nat>bob INVITE | Contact: <sip:a@192.168.1.5>"],
  [
    "nat-detected",
    "0 alice>bob INVITE\n1 bob>alice 180 | Via: SIP/2.0/UDP 192.168.1.5:5060;branch=z9hG4bKalicebobINVITE1;received=192.0.2.10;rport=5062",
    "0 alice>bob INVITE\n1 bob>alice 180 | Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKalicebobINVITE1;received=192.0.2.10;rport=5060",
  ],
  ["via-transport-mismatch", "0 alice>bob INVITE via=TCP", "0 alice>bob INVITE via=TCP transport=tcp"],
  [
    "captured-twice",
    ["0", "0.001", "1", "1.001", "2", "2.001", "3", "3.001"].map((at) => `${at} alice>bob OPTIONS cseq=${at[0]}`).join("\n"),
    ["0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5"].map((at) => `${at} alice>bob OPTIONS cseq=${at[0]}`).join("\n"),
  ],
  ["content-length-wrong", "0 alice>bob INVITE | Content-Length: many", "0 alice>bob INVITE"],
  ["malformed", "0 alice>bob INVITE | CSeq: none", "0 alice>bob INVITE"],
  [
    "credentials-exposed",
    '0 alice>bob INVITE | Authorization: Digest username="a", realm="r", nonce="n", response="x"',
    "0 alice>bob INVITE",
  ],
  ["identity-present", `0 alice>bob INVITE | Identity: ${passport}`, "0 alice>bob INVITE | Identity: x.y.z"],
  ["personal-data-exposed", "0 alice>bob INVITE | P-Asserted-Identity: <sip:15550101@example.com>", "0 alice>bob INVITE"],
];
