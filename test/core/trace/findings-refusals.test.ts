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
