import { expect, test } from "vitest";

import { causeOf, valuesOf } from "./findings-under-test.ts";

// What a refusal says beyond its code, on the flow around it.

const refused = (code: string, header = "") =>
  `0 alice>bob INVITE sdp=PCMA@192.0.2.10\n0.1 bob>alice 100\n2 bob>alice ${code} ${header}\n2.1 alice>bob ACK`;
const after = (progress: string, code: string, header = "") =>
  `0 alice>bob INVITE\n1 bob>alice ${progress}\n6 bob>alice ${code} ${header}\n6.1 alice>bob ACK`;
const cancelledAt = (seconds: number, progress: string, header = "") =>
  `0 alice>bob INVITE\n1 bob>alice ${progress}\n${seconds} alice>bob CANCEL ${header}\n${seconds + 0.1} bob>alice 200\n${seconds + 0.2} bob>alice 487 for=INVITE`;

test("busy after seconds of ringing is a person; after early media alone it is the line", () => {
  expect(valuesOf("rejected-ringing", after("180", "486"))).toMatchObject({ seconds: 5 });
  expect(valuesOf("busy", after("183 sdp=PCMA@198.51.100.20", "486"))).toMatchObject({ seconds: -1 });
  expect(valuesOf("busy", after("180", "503", "| Reason: Q.850;cause=17"))).toMatchObject({ seconds: 5 });
});

test("a decline after ringing was a person's, one at once need not be", () => {
  expect(valuesOf("declined", after("180", "603"))).toMatchObject({ rang: 1 });
  expect(valuesOf("declined", refused("603"))).toMatchObject({ rang: 0 });
});

test("a 403 that objects to the caller's number is told from one that does not", () => {
  for (const phrase of ["CLI not permitted", "Caller ID not allowed", "Calling Number barred"])
    expect(valuesOf("forbidden", refused(`403 "${phrase}"`)), phrase).toMatchObject({ caller: 1 });
  for (const phrase of ["Forbidden", "Client refused", "Destination barred"])
    expect(valuesOf("forbidden", refused(`403 "${phrase}"`)), phrase).toMatchObject({ caller: 0 });
});

test("only Q.850 1 calls a number unassigned", () => {
  expect(valuesOf("number-unknown", refused("404", "| Reason: Q.850;cause=1"))).toMatchObject({ unassigned: 1 });
  expect(valuesOf("number-unknown", refused("404"))).toMatchObject({ unassigned: 0 });
});

test("ordinary codecs with encryption, refused without a reason: the encryption is suspected", () => {
  const offering = (sdp: string) => refused("488").replace("PCMA@192.0.2.10", sdp);
  expect(valuesOf("media-refused", offering("PCMA@192.0.2.10/RTP/SAVP"))).toMatchObject({ encrypted: 1 });
  expect(valuesOf("media-refused", offering("AMR@192.0.2.10/RTP/SAVP"))).toMatchObject({ encrypted: 0 });
  expect(valuesOf("media-refused", offering("PCMA@192.0.2.10"))).toMatchObject({ encrypted: 0 });
});

test("a cancelled call rang only when a 180 was seen", () => {
  expect(valuesOf("cancelled-ringing", cancelledAt(8, "180"))).toMatchObject({ seconds: 7, timer: 0 });
  expect(valuesOf("cancelled-early-media", cancelledAt(8, "183 sdp=PCMA@198.51.100.20"))).toMatchObject({ seconds: 7 });
});

test("a CANCEL is a timer's when it says so, or comes at a round time", () => {
  expect(valuesOf("cancelled-ringing", cancelledAt(18, "180", "| Reason: Q.850;cause=19"))).toMatchObject({ timer: 2 });
  expect(valuesOf("cancelled-ringing", cancelledAt(30, "180"))).toMatchObject({ timer: 1, total: 30 });
  expect(valuesOf("cancelled-ringing", cancelledAt(31.7, "180"))).toMatchObject({ timer: 0 });
});

test("given up after a 183 without sound: the missing sound is the cause", () => {
  expect(causeOf(cancelledAt(8, "183 | Content-Length: 0"))).toBe("early-media-absent");
  expect(causeOf(cancelledAt(8, "183 sdp=PCMA@198.51.100.20"))).toBe("cancelled-early-media");
});

/** A B2BUA that gets a call and tries two trunks for it, each under a Call-ID of its own. */
const twoTrunks = (last: string) => `0 alice>proxy INVITE
0.1 proxy>bob INVITE call=two
0.3 bob>proxy 503 call=two | Retry-After: 30
0.4 proxy>carol INVITE call=three
${last}`;

test("a trunk that refuses is told together with the one that was tried after it, under another Call-ID", () => {
  expect(valuesOf("failed-over", twoTrunks("2 carol>proxy 200 call=three\n2.1 proxy>alice 200"))).toMatchObject({ answered: 1 });
  const refusedTwice = twoTrunks("2 carol>proxy 503 call=three\n2.1 proxy>alice 503");
  expect(causeOf(refusedTwice)).toBe("routes-exhausted");
  expect(valuesOf("routes-exhausted", refusedTwice)).toMatchObject({ count: 2 });
});

test("a Warning that tells of DNS counts like a phrase that does", () => {
  expect(causeOf(refused("503", '| Warning: 399 proxy "DNS lookup failed"'))).toBe("target-unresolved");
  expect(causeOf(refused("503", '| Warning: 399 proxy "Trunk closed"'))).toBe("service-unavailable");
});

test("a server that finds itself in the Via list was passed before", () => {
  const twice = (via: string) =>
    `0 alice>proxy INVITE\n0.1 proxy>bob INVITE\n0.2 bob>proxy INVITE branch=z9hG4bKback | Via: ${via}\n0.3 proxy>bob 482 branch=z9hG4bKback`;
  const back = "SIP/2.0/UDP 198.51.100.20:5060;branch=z9hG4bKback | Via: SIP/2.0/UDP 203.0.113.5;branch=z9hG4bKfirst";
  expect(causeOf(twice(back))).toBe("routing-loop");
  expect(causeOf(twice("SIP/2.0/UDP 198.51.100.20:5060;branch=z9hG4bKback"))).toBe("merged-request");
});

test("an unanswered re-INVITE is told from a peer that never answered", () => {
  const sent = (options: string) => [0, 0.5, 1.5, 3.5].map((at) => `${100 + at} alice>bob INVITE cseq=2 ${options}`).join("\n");
  const up = "0 alice>bob INVITE\n1 bob>alice 200\n1.1 alice>bob ACK";
  expect(valuesOf("no-response", `${up}\n${sent("totag=t1")}`)).toMatchObject({ inside: 1 });
  expect(valuesOf("no-response", sent(""))).toMatchObject({ inside: 0 });
});

test("a connection that was refused behind a server explains its 503, one refused to somebody else does not", () => {
  const flow = "0 alice>proxy INVITE\n3 proxy>alice 503";
  const refusal = { at: 1, frame: 2, from: "198.51.100.20", destination: "198.51.100.20:5060", why: "refused" };
  const own = { unreachable: [{ ...refusal, source: "203.0.113.5:41000" }] };
  expect(valuesOf("next-hop-unreachable", flow, own)).toMatchObject({ tcp: 1, target: "198.51.100.20:5060" });
  expect(causeOf(flow, { unreachable: [{ ...refusal, source: "203.0.113.99:41000" }] })).toBe("service-unavailable");
});

test("a request by TCP with a Via of UDP that got a 400 was refused for that", () => {
  const asked = (code: string, via = "UDP") =>
    `0 alice>bob INVITE transport=tcp via=${via}\n1 bob>alice ${code} transport=tcp\n1.1 alice>bob ACK transport=tcp via=${via}`;
  expect(causeOf(asked('400 "Bad Request"'))).toBe("via-transport-mismatch");
  expect(causeOf(asked('400 "Bad Request"', "TCP"))).toBe("bad-request");
  expect(causeOf(asked("486"))).toBe("busy");
});

test("a server out of service refuses calls or other requests, and the words tell which", () => {
  expect(valuesOf("service-unavailable", refused("503"))).toMatchObject({ call: 1 });
  expect(valuesOf("service-unavailable", "0 alice>bob REGISTER\n1 bob>alice 503")).toMatchObject({ call: 0 });
});

test("a registration that was taken back is over, though it was granted for longer; another contact's still holds", () => {
  const register = (at: number, contact: string, expires: number) =>
    `${at} carol>bob REGISTER call=r cseq=${at + 1} | Contact: <sip:x@${contact}>;expires=${expires}\n` +
    `${at}.1 bob>carol 200 call=r cseq=${at + 1}${expires === 0 ? "" : ` | Contact: <sip:x@${contact}>;expires=${expires}`}`;
  const called = "100 alice>bob INVITE\n100.1 bob>alice 480";
  const desk = register(0, "192.0.2.1:5060", 3600);
  const removed = register(20, "192.0.2.1:5060", 0);
  expect(valuesOf("registration-expired", [desk, removed, called].join("\n"))).toMatchObject({ expires: 0, seconds: 80 });
  expect(valuesOf("registration-expired", [desk, called].join("\n"))).toBeUndefined();
  const mobile = register(10, "192.0.2.2:5060", 3600);
  expect(valuesOf("registration-expired", [desk, mobile, removed, called].join("\n"))).toBeUndefined();
});
