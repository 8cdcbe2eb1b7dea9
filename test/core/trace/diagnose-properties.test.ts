import * as fc from "fast-check";
import { expect, test } from "vitest";

import { Catalog } from "../../../src/core/catalog.ts";
import { diagnose } from "../../../src/core/trace/diagnose.ts";
import type { SipMessage } from "../../../src/core/trace/message.ts";
import { parseText } from "../../../src/core/trace/parse.ts";
import type { Reading } from "../../../src/core/trace/reading.ts";
import { loadFacts } from "../../../src/data/load.ts";
import { messagesOf, readingOf } from "./ladder-notation.ts";

const catalog = new Catalog(loadFacts());

const methods = [
  "INVITE",
  "ACK",
  "BYE",
  "CANCEL",
  "REGISTER",
  "OPTIONS",
  "UPDATE",
  "PRACK",
  "REFER",
  "NOTIFY",
  "SUBSCRIBE",
  "FOO",
];
const codes = [
  100, 180, 183, 200, 202, 302, 401, 407, 403, 404, 408, 422, 423, 480, 481, 483, 486, 487, 488, 491, 500, 503, 603, 699,
];
const headers = [
  "",
  'WWW-Authenticate: Digest realm="r", nonce="n", stale=true',
  'Authorization: Digest username="u", realm="r", nonce="n", uri="sip:x"',
  "Session-Expires: 90",
  "Retry-After: x",
  "Reason: Q.850;cause=16, SIP;cause=200",
  "Require: 100rel\r\nRSeq: 1",
  "Contact: <sip:a@10.0.0.1:99999>;expires=1",
  'Warning: 305 x "y',
  "Session-ID: 00000000000000000000000000000001",
  "Content-Type: application/sdp\r\n\r\nv=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 0 RTP/SAVP 0",
];
const places = ["192.0.2.1:5060", "203.0.113.5:5060", "198.51.100.9:5060", "[2001:db8::1]:5060", "local", undefined];

const message = fc.record({
  what: fc.oneof(fc.constantFrom(...methods), fc.constantFrom(...codes)),
  call: fc.constantFrom("a", "b", ""),
  cseq: fc.integer({ min: 1, max: 3 }),
  of: fc.constantFrom(...methods),
  branch: fc.constantFrom("z9hG4bK1", "z9hG4bK2", "old", ""),
  tag: fc.constantFrom("", "t1", "t2"),
  header: fc.constantFrom(...headers),
  from: fc.constantFrom(...places),
  to: fc.constantFrom(...places),
  gap: fc.constantFrom(0, 0.001, 0.5, 4, 32, -1, undefined),
  damage: fc.option(fc.tuple(fc.nat(400), fc.string({ maxLength: 3 })), { freq: 4 }),
});

type Drawn = typeof message extends fc.Arbitrary<infer One> ? One : never;

function textOf({ what, call, cseq, of, branch, tag, header, damage }: Drawn): string {
  const start = typeof what === "number" ? `SIP/2.0 ${what} Said` : `${what} sip:15550199@example.com SIP/2.0`;
  const method = typeof what === "number" ? of : what;
  const text = [
    start,
    `Via: SIP/2.0/UDP 192.0.2.1;branch=${branch}`,
    "From: <sip:15550101@example.com>;tag=f",
    `To: <sip:15550199@example.com>${tag === "" ? "" : `;tag=${tag}`}`,
    ...(call === "" ? [] : [`Call-ID: ${call}`]),
    `CSeq: ${cseq} ${method}`,
    header,
    "",
    "",
  ].join("\r\n");
  // The start line stays, so that a message remains to be diagnosed.
  return damage === null ? text : text.slice(0, start.length + damage[0]) + damage[1] + text.slice(start.length + damage[0] + 2);
}

function readingFrom(drawn: readonly Drawn[]): Reading {
  let at = 1000;
  const messages: SipMessage[] = [];
  for (const one of drawn) {
    at += one.gap ?? 0;
    const seen = {
      at: one.gap === undefined ? undefined : at,
      source: one.from,
      destination: one.to,
      transport: one.cseq === 3 ? undefined : ("udp" as const),
      frame: undefined,
      line: undefined,
    };
    const parsed = parseText(textOf(one), seen, messages.length);
    if (parsed !== undefined) messages.push(parsed);
  }
  return readingOf("", { messages });
}

test("whatever the messages are, a diagnosis is made: each message in one call, evidence that exists, weights from 0 to 1", () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 40 }), (drawn) => {
      const reading = readingFrom(drawn);
      const { calls, findings } = diagnose(reading);
      const indices = calls.flatMap((call) => call.messages).toSorted((a, b) => a - b);
      expect(indices).toEqual(reading.messages.map((_, index) => index));
      for (const one of findings) {
        expect(one.weight).toBeGreaterThanOrEqual(0);
        expect(one.weight).toBeLessThanOrEqual(1);
        for (const index of one.evidence) expect(reading.messages[index]).toBeDefined();
        for (const value of Object.values(one.values)) expect(String(value)).not.toMatch(/undefined|NaN|\[object/u);
      }
    }),
    { numRuns: 400, seed: 20261128 },
  );
});

test("a trace cut at any message never turns an answered call into silence", () => {
  const lines =
    "0 alice>bob INVITE\n0.1 bob>alice 100\n1 bob>alice 180\n5 bob>alice 200\n5.1 alice>bob ACK\n60 alice>bob BYE\n60.1 bob>alice 200";
  for (let count = 1; count <= 7; count++) {
    const messages = messagesOf(lines).slice(0, count);
    const { findings } = diagnose(readingOf("", { messages }));
    expect(findings.filter((one) => one.severity === "error").map((one) => one.id)).toEqual([]);
  }
});

test("of a trace with very many calls the failed ones are looked at first, and all are counted", () => {
  const well = Array.from({ length: 400 }, (_, at) => `${at} alice>bob OPTIONS call=w${at}\n${at}.1 bob>alice 200 call=w${at}`);
  const failed = Array.from(
    { length: 5 },
    (_, at) => `${500 + at} alice>bob INVITE call=f${at}\n${500 + at}.1 bob>alice 486 call=f${at}`,
  );
  const { calls, findings, telling } = diagnose(readingOf([...well, ...failed].join("\n")));
  expect(calls).toHaveLength(405);
  expect(telling?.callId).toBe("f0");
  expect(findings.filter((one) => one.id === "busy")).toHaveLength(5);
});

test("a reason phrase that says the same words again and again is read at once, whatever the code", () => {
  for (const words of [
    "server internal ",
    "internal server error ",
    "busy here ",
    "not found - ",
    "a.",
    "  ",
    "(",
    "Q.850;cause=",
    "no route ",
  ]) {
    const phrase = `${words.repeat(400)}!`;
    const lines = Array.from(
      { length: 300 },
      (_, at) => `${at} alice>bob INVITE call=c${at}\n${at}.1 bob>alice ${400 + at} "${phrase}" call=c${at}`,
    );
    expect(diagnose(readingOf(lines.join("\n")), catalog).calls).toHaveLength(300);
  }
});
