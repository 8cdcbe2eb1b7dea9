import { describe, expect, test } from "vitest";

import { repeated, proxied, resent, event, text } from "./finding-pairs/silence.ts";
import { causeOf, diagnosisOf, findingsOf, valuesOf } from "./findings-under-test.ts";

describe("silence and lost messages", () => {
  test("a proxy's 408 is followed to the host behind that never answered", () => {
    expect(causeOf(`${proxied}\n4 proxy>alice 408`)).toBe("next-hop-silent");
    expect(valuesOf("next-hop-silent", `${proxied}\n4 proxy>alice 408`)).toEqual({
      proxy: "203.0.113.5:5060",
      target: "198.51.100.20:5060",
      said: "408 Request Timeout",
      count: 3,
      seconds: 4,
    });
  });

  test("the drop after 32 seconds is told of an answer that nobody acknowledged", () => {
    expect(valuesOf("ack-missing", `${resent}\n34 bob>alice BYE`)).toMatchObject({ count: 3, dropped: 1 });
    expect(valuesOf("ack-missing", resent)).toMatchObject({ dropped: 0 });
  });

  test("copies of a mirrored capture are no retransmissions", () => {
    const mirrored =
      "0 alice>bob INVITE\n0.001 alice>bob INVITE\n1 bob>alice 180\n1.001 bob>alice 180\n2 bob>alice 200\n2.001 bob>alice 200\n2.1 alice>bob ACK\n2.101 alice>bob ACK";
    const ids = findingsOf(mirrored).map((one) => one.id);
    expect(ids).toContain("captured-twice");
    expect(ids).not.toContain("retransmissions");
    expect(ids).not.toContain("ack-missing");
  });

  test("a first try that got nothing is no cause when the next host answered", () => {
    const ladder = `${repeated}\n4 alice>second INVITE cseq=2\n4.1 second>alice 180\n9 second>alice 200\n9.1 alice>second ACK\n20 alice>second BYE\n20.1 second>alice 200`;
    const weight = findingsOf(ladder).find((one) => one.id === "no-response")?.weight ?? 0;
    expect(weight).toBeLessThan(0.5);
  });

  test("calls of a log that prints no messages are known by their Call-ID", () => {
    const events = [
      event("request", { callId: "a@x", method: "INVITE" }),
      event("no-route", { callId: "a@x", about: "15550159" }),
    ];
    const { calls, telling, findings } = diagnosisOf("", text(...events));
    expect(calls.map((call) => [call.callId, call.kind, call.finalStatus])).toEqual([["a@x", "call", 404]]);
    expect(findings.find((one) => one.callId === telling?.callId)?.id).toBe("no-route");
  });

  test("a log that repeats one INVITE until its hops are used up shows a loop", () => {
    const pass = event("request", { callId: "a@x", method: "INVITE", about: "203.0.113.5:5060" });
    const events = [pass, pass, pass, pass, event("too-many-hops", { callId: "a@x", about: undefined })];
    expect(valuesOf("routing-loop", "", text(...events))).toMatchObject({ host: "203.0.113.5", passes: 4 });
  });

  test("a 503 from behind a proxy does not count the proxy as another route", () => {
    const ladder = "0 alice>proxy INVITE\n0 proxy>bob INVITE\n1 bob>proxy 503\n1.1 proxy>alice 503";
    expect(valuesOf("service-unavailable", ladder)).toMatchObject({ others: 0 });
  });
});
