import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { validityOfReading, readTrace } from "../../../src/core/trace/read.ts";
import type { Reading } from "../../../src/core/trace/reading.ts";
import { looksLikeTrace } from "../../../src/core/trace/text.ts";

interface Expected {
  readonly messages: number;
  readonly codes: readonly number[];
  readonly callIds: readonly string[];
  readonly format?: string;
  readonly from?: string;
  readonly to?: string;
  readonly at?: number;
  readonly truncated?: boolean;
  readonly events?: readonly string[];
  readonly trace?: boolean;
}

const folder = fileURLToPath(new URL("../../fixtures/traces/text/", import.meta.url));
const limits = { messages: 10_000, bytes: 10_000_000 };
const expected = JSON.parse(readFileSync(`${folder}expected.json`, "utf8")) as Readonly<Record<string, Expected>>;

function read(text: string): Reading {
  return readTrace(new TextEncoder().encode(text), limits);
}

function codesOf({ messages, events }: Reading): number[] {
  return [...messages, ...events].flatMap(({ code }) => (code === undefined ? [] : [code]));
}

function callIdsOf({ messages, events }: Reading): string[] {
  const all = [...messages, ...events].flatMap(({ callId }) => (callId === undefined || callId === "" ? [] : [callId]));
  return [...new Set(all)];
}

describe.each(Object.entries(expected))("%s", (name, want) => {
  const bytes = new Uint8Array(readFileSync(folder + name));
  const reading = readTrace(bytes, limits);

  test("gives every message, code and Call-ID, in order", () => {
    expect(codesOf(reading)).toEqual(want.codes);
    expect(callIdsOf(reading)).toEqual(want.callIds);
    expect(reading.messages).toHaveLength(want.messages);
    expect(reading.messages.map(({ index }) => index)).toEqual(reading.messages.map((_, index) => index));
  });

  test("is told by its shape, with who sent to whom, when", () => {
    const [first] = reading.messages;
    if (want.format !== undefined) expect(reading.format).toBe(want.format);
    if (want.from !== undefined) expect(first?.source).toBe(want.from);
    if (want.to !== undefined) expect(first?.destination).toBe(want.to);
    if (want.at !== undefined) expect(first?.at).toBeCloseTo(want.at, 2);
    if (want.events !== undefined) expect(reading.events.map(({ kind }) => kind)).toEqual(want.events);
    if (want.truncated !== undefined) expect(reading.truncated).toBe(want.truncated);
    // UTF-16 is a file's, never a message's.
    if (!name.includes("utf16")) expect(looksLikeTrace(new TextDecoder().decode(bytes))).toBe(want.trace ?? true);
  });

  test("loses no header and no body, and finds no fault that the paste made", () => {
    const whole = reading.messages.filter(({ startLineOnly }) => !startLineOnly);
    for (const message of name.includes("cut") ? [] : whole) {
      expect(message.fromTag).not.toBe("");
      expect(message.branch).not.toBe("");
      expect(message.faults).toEqual(name.includes("cr-only") ? ["lone-cr"] : []);
      expect(message.body.startsWith("v=0\r\n"), message.method).toBe(message.method === "INVITE");
    }
  });
});

describe("what is no message", () => {
  test.each([
    ["", "empty"],
    [" \n\t\r\n", "empty"],
    ["v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n", "only-sdp"],
    ["Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nCSeq: 1 INVITE\n", "no-start-line"],
    ["INVITE sip:1555", "no-sip"],
  ])("%j is skipped with its reason", (text, reason) => {
    const reading = read(text);
    expect(reading.messages).toEqual([]);
    expect(reading.skipped).toEqual([{ at: "line 1", reason }]);
  });

  test("is noise, named so", () => {
    const noise = Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251);
    expect(readTrace(noise, limits)).toMatchObject({ messages: [], skipped: [{ at: "byte 0", reason: "binary" }] });
  });

  test("is a status line that a tool prints behind the message", () => {
    const reading = read(
      `${readFileSync(`${folder}freeswitch-siptrace.txt`, "utf8")}SIP/2.0 486 Busy Here\nTo: sip:ping@192.0.2.1\n\n`,
    );
    expect(codesOf(reading)).toEqual([100, 180, 486]);
    expect(reading.skipped).toContainEqual({ at: "line 71", reason: "no-headers" });
  });
});

describe("what an ICMP error quotes", () => {
  test.each(["tcpdump-A-icmp.txt", "ngrep-byline-icmp.txt"])(
    "is no message of its own, and tells who could not be reached: %s",
    (name) => {
      const { messages, unreachable } = readTrace(new Uint8Array(readFileSync(folder + name)), limits);
      expect(messages).toHaveLength(5);
      expect(unreachable).toMatchObject([
        { from: "192.0.2.10", source: "198.51.100.20:5060", destination: "192.0.2.10:5060", why: "port" },
      ]);
    },
  );
});

describe("a message that is sent again", () => {
  test.each(["raw-sip.txt", "syslog-prefixed.txt", "sngrep-export.txt", "tcpdump-A.txt"])("is one more: %s", (name) => {
    const once = readFileSync(folder + name, "utf8");
    expect(read(`${once}\n${once}`).messages).toHaveLength(10);
  });
});

describe("messages in one segment of TCP", () => {
  test("go the same way at the same time", () => {
    const { messages } = readTrace(new Uint8Array(readFileSync(`${folder}tcpdump-A-tcp-segment.txt`)), limits);
    const back = { source: "198.51.100.20:5060", destination: "192.0.2.10:5060", transport: "tcp", at: 71_200.6 };
    expect(messages.slice(1, 4)).toMatchObject([back, back, back]);
  });
});

describe("the limits", () => {
  test("stop at so many messages, and say so", () => {
    const bytes = new Uint8Array(readFileSync(`${folder}sngrep-export.txt`));
    const reading = readTrace(bytes, { messages: 2, bytes: 1_000_000 });
    expect(reading.messages).toHaveLength(2);
    expect(reading).toMatchObject({ truncated: true, skipped: [{ reason: "too-many-messages" }] });
  });

  test("stop at so many bytes, and say so", () => {
    const bytes = new Uint8Array(readFileSync(`${folder}sngrep-export.txt`));
    const reading = readTrace(bytes, { messages: 100, bytes: 700 });
    expect(reading.messages).toHaveLength(2);
    expect(reading.truncated).toBe(true);
  });
});

describe("a question", () => {
  test.each([
    "SIP/2.0 503 Service Unavailable",
    "486",
    "what does SIP/2.0 403 Forbidden mean?\nwe get it on every call",
    "we get 408 and 503\nsince noon",
    "INVITE sip:bob@example.com SIP/2.0",
    "183 vs 401",
    "401 -> 407 -> 200, is this normal?",
    "Reason: Q.850;cause=16",
    'Retry-After: 30\nWarning: 399 gw "busy"',
  ])("%j is none of a trace", (text) => {
    expect(looksLikeTrace(text)).toBe(false);
  });

  test.each([
    "SIP/2.0 503 Service Unavailable\r\nVia: SIP/2.0/UDP 192.0.2.1\r\nCSeq: 1 INVITE\r\n",
    "INVITE sip:bob@example.com SIP/2.0\nSIP/2.0 100 Trying\nSIP/2.0 486 Busy Here",
  ])("%j is a trace", (text) => {
    expect(looksLikeTrace(text)).toBe(true);
  });
});

describe("validity", () => {
  const head =
    "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nFrom: <sip:a@example.com>;tag=1\r\nTo: <sip:b@example.com>\r\nCall-ID: c@example.com\r\n";
  const rest = "CSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
  const options = `OPTIONS sip:b@example.com SIP/2.0\r\n${head}${rest}`;

  test.each([
    ["valid", options, []],
    ["valid", options.replace("Via: SIP/2.0/UDP 192.0.2.1;", "v:SIP / 2.0 / UDP\r\n 192.0.2.1 ;\r\n  "), []],
    ["invalid", options.replace("SIP/2.0\r\n", "SIP/7.0\r\n"), ["unknown-version"]],
    ["invalid", options.replace("OPTIONS sip", "OPTIONS  sip"), ["bad-start-line"]],
    ["invalid", options.replace("OPTIONS sip:b@example.com", "OPTIONS <sip:b@example.com>"), ["bad-request-uri"]],
    ["invalid", options.replace("sip:b@example.com SIP", "sip:b@example.com?Route=x SIP"), ["headers-in-request-uri"]],
    ["invalid", options.replace("CSeq: 1 OPTIONS", "CSeq: 1 INVITE"), ["cseq-method-mismatch"]],
    ["invalid", options.replace("CSeq: 1 ", "CSeq: 36893488147419103232 "), ["cseq-out-of-range"]],
    ["invalid", options.replace("Length: 0", "Length: -1"), ["bad-content-length"]],
    ["invalid", options.replace("To: <sip", 'To: "b <sip'), ["unbalanced-quotes"]],
    ["invalid", options.replace("To: <sip", "To: b, c <sip"), ["bad-display-name"]],
    ["invalid", options.replace("To: <sip:b@example.com>", "To: < sip:b@example.com >"), ["bad-address"]],
    ["invalid", options.replace("branch=", ";branch="), ["bad-parameters"]],
    ["invalid", options.replace("Max-Forwards: 70", "Max-Forwards: 300"), ["max-forwards-out-of-range"]],
    ["invalid", options.replace(rest, `Date: Mon, 02 Mar 2026 14:00:00 CET\r\n${rest}`), ["bad-date"]],
    ["invalid", options.replace("sip:b@example.com SIP", "sip:2001:db8::10 SIP"), ["bad-request-uri"]],
    ["valid", options.replace("sip:b@example.com SIP", "sip:b:word@[2001:db8::10]:5070;a=b:c:d SIP"), []],
    ["tolerated", options.replace("sip:b@example.com SIP", "sip:b@[2001:db8:::192.0.2.1] SIP"), ["odd-ipv6-address"]],
    ["tolerated", options.replace("Max-Forwards: 70", "Max-Forwards: 0"), ["max-forwards-zero"]],
    ["tolerated", options.replace("branch=z9hG4bK1", "branch=z9hG4bK"), ["bad-branch"]],
    ["tolerated", options.replace(rest, `Require: nobodys-extension\r\n${rest}`), ["unknown-extension"]],
    ["tolerated", options.replace("Content-Length: 0", "Content-Length: 0\r\nContent-Length: 0"), ["repeated-content-length"]],
    ["tolerated", options.replace("From: <sip:a@example.com>;tag=1\r\n", ""), ["no-from"]],
    ["tolerated", options.replace("Max-Forwards: 70", "X: a\u0000b\r\nMax-Forwards: 70"), ["control-characters"]],
  ])("%s: %j", (validity, text, faults) => {
    const reading = read(text);
    expect(reading.messages[0]?.faults).toEqual(faults);
    expect(validityOfReading(reading)).toBe(validity);
  });

  test("a body that is whole and shorter than declared is the sender's fault, one cut in the middle is the copy's", () => {
    const invite = `INVITE sip:b@example.com SIP/2.0\r\n${head}CSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContent-Type: application/sdp\r\nContent-Length: 900\r\n\r\nv=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n`;
    expect(read(invite)).toMatchObject({ truncated: true, messages: [{ faults: ["body-cut"] }] });
    const whole = `${invite}s=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n`;
    expect(read(whole).messages[0]?.faults).toEqual(["content-length-too-large"]);
  });
});
