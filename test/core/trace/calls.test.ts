import { describe, expect, test } from "vitest";

import { callsOf } from "../../../src/core/trace/calls.ts";
import { messagesOf } from "./ladder-notation.ts";

function callOf(ladder: string) {
  return callsOf(messagesOf(ladder))[0];
}

describe("what became of a call", () => {
  const invite = "0.0 alice>bob INVITE";
  test.each([
    [
      "answered and ended",
      `${invite}\n1 bob>alice 200\n1.1 alice>bob ACK\n9 alice>bob BYE\n9.1 bob>alice 200`,
      "answered-completed",
      200,
      null,
    ],
    ["answered, BYE refused", `${invite}\n1 bob>alice 200\n9 alice>bob BYE\n9.1 bob>alice 481`, "answered-completed", 200, null],
    ["answered, still up", `${invite}\n1 bob>alice 200\n1.1 alice>bob ACK`, "answered-no-bye-seen", 200, null],
    [
      "cancelled",
      `${invite}\n1 bob>alice 180\n9 alice>bob CANCEL\n9.1 bob>alice 200\n9.2 bob>alice 487 for=INVITE`,
      "cancelled",
      487,
      487,
    ],
    ["provisional only", `${invite}\n1 bob>alice 180`, "no-final-response", null, null],
    ["silence", `${invite}\n0.5 alice>bob INVITE`, "no-response", null, null],
    ["challenged only", `${invite}\n1 bob>alice 401`, "auth-failed-or-pending", 401, null],
    ["redirected", `${invite}\n1 bob>alice 302`, "redirected", 302, null],
    ["refused", `${invite}\n1 bob>alice 486`, "failed", 486, 486],
    [
      "challenged, then answered",
      `${invite}\n1 bob>alice 401\n2 alice>bob INVITE cseq=2\n3 bob>alice 200`,
      "answered-no-bye-seen",
      200,
      null,
    ],
    [
      "a re-INVITE refused",
      `${invite}\n1 bob>alice 200\n2 alice>bob INVITE cseq=2 totag=t1\n3 bob>alice 488`,
      "answered-no-bye-seen",
      488,
      488,
    ],
    ["the answer alone", "0 bob>alice 486 for=INVITE", "failed", 486, 486],
  ])("%s", (_, ladder, outcome, finalStatus, firstFailure) => {
    expect(callOf(ladder)).toMatchObject({ kind: "call", outcome, finalStatus, firstFailure });
  });

  test.each([
    [
      "REGISTER accepted after a brief interval",
      "0 alice>proxy REGISTER\n0.1 proxy>alice 423\n0.2 alice>proxy REGISTER cseq=2\n0.3 proxy>alice 200",
      "REGISTER",
      "ok",
      200,
      423,
    ],
    ["REGISTER challenged", "0 alice>proxy REGISTER\n0.1 proxy>alice 401", "REGISTER", "auth-challenged", 401, null],
    ["OPTIONS without an answer", "0 alice>proxy OPTIONS", "OPTIONS", "no-response", null, null],
    ["SUBSCRIBE refused", "0 alice>proxy SUBSCRIBE\n0.1 proxy>alice 404", "SUBSCRIBE", "failed", 404, 404],
  ])("%s", (_, ladder, kind, outcome, finalStatus, firstFailure) => {
    expect(callOf(ladder)).toMatchObject({ kind, outcome, finalStatus, firstFailure });
  });
});

describe("what belongs to a call", () => {
  test("a repeat between the same two hosts is a retransmission, a copy at the next hop is none", () => {
    const call = callOf(
      "0 alice>proxy INVITE\n0.5 alice>proxy INVITE\n0.6 proxy>bob INVITE\n0.7 bob>proxy 100\n0.8 bob>proxy 100",
    );
    expect(call?.retransmissions).toEqual([1, 4]);
    expect(call?.hosts).toEqual(["192.0.2.10:5060", "203.0.113.5:5060", "198.51.100.20:5060"]);
  });

  test("times are those of the first sight", () => {
    const call = callOf("0 alice>bob INVITE\n2 bob>alice 180\n7 bob>alice 200\n7.1 alice>bob ACK\n67 bob>alice BYE");
    expect(call?.times).toEqual({ pdd: 2, ring: 5, setup: 7, talk: 60 });
  });

  test("an authentication round does not end the ringing time", () => {
    const call = callOf("0 alice>bob INVITE\n0.1 bob>alice 407\n0.2 alice>bob INVITE cseq=2\n1 bob>alice 180\n3 bob>alice 486");
    expect(call?.times).toEqual({ pdd: 1, ring: 2 });
  });

  test("messages of other calls in between stay apart", () => {
    const calls = callsOf(
      messagesOf("0 alice>bob INVITE\n0 alice>bob INVITE call=two\n1 bob>alice 486\n1 bob>alice 200 call=two"),
    );
    expect(calls.map((call) => [call.callId, call.messages, call.finalStatus])).toEqual([
      ["one", [0, 2], 486],
      ["two", [1, 3], 200],
    ]);
  });
});

describe("legs through a B2BUA", () => {
  test("are joined when one host gets the INVITE and sends another for the same numbers", () => {
    const calls = callsOf(
      messagesOf("0 alice>proxy INVITE\n0.1 proxy>bob INVITE call=two\n1 bob>proxy 486 call=two\n1.1 proxy>alice 486"),
    );
    expect(calls.map((call) => call.legs)).toEqual([["two"], ["one"]]);
  });

  test("are joined by a Session-ID wherever they were seen", () => {
    const id = "| Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000";
    const calls = callsOf(messagesOf(`0 alice>proxy INVITE ${id}\n20 second>bob INVITE call=two uri=sip:9@h ${id}`));
    expect(calls.map((call) => call.legs)).toEqual([["two"], ["one"]]);
  });

  test.each([
    ["another callee", "0 alice>proxy INVITE\n5 proxy>bob INVITE call=two uri=sip:15550777@example.com"],
    ["a minute later", "0 alice>proxy INVITE\n60 proxy>bob INVITE call=two"],
    ["no host in the middle", "0 alice>proxy INVITE\n0.1 second>bob INVITE call=two"],
  ])("are not joined with %s", (_, ladder) => {
    expect(callsOf(messagesOf(ladder)).map((call) => call.legs)).toEqual([[], []]);
  });
});
