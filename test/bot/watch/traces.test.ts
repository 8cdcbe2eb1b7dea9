import { expect, test } from "vitest";

import { pastedCall } from "../../traces-pasted.ts";
import { WatchUnderTest } from "./watch-under-test.ts";

const busy = `calls to bob fail:\n\`\`\`\n${pastedCall()}\`\`\``;

test("a message with a trace in it gets one line, and a button that diagnoses it", async () => {
  const under = new WatchUnderTest();
  await under.say(busy);
  await under.clock.go(2000);
  const [paper] = under.stage.standing;
  expect(paper?.says).toEqual(["A SIP trace with 486 Busy Here in it: Diagnose says who made the failure."]);
  expect(paper?.buttons).toEqual(["card:diagnose:m1", "card:more:486", "card:not-sip:card-1", "card:mute:card-1"]);
});

test("in Japanese it is one line as well", async () => {
  const under = new WatchUnderTest();
  await under.say(`発信できません\n${pastedCall()}`);
  await under.clock.go(2000);
  expect(under.stage.standing[0]?.says).toEqual([expect.stringMatching(/^486 Busy Here を含む SIP トレースです。/u)]);
});

test("repeats and a restart leave it what it is, with the count", async () => {
  const under = new WatchUnderTest();
  await under.say(busy);
  const next = new WatchUnderTest(under, "two");
  await under.clock.go(70_000);
  await next.watch.sweep();
  await next.say({ text: "still SIP 486 Busy Here", message: "m9" });
  await next.clock.go(10_000);
  const [paper, ...rest] = next.stage.standing;
  expect(rest).toEqual([]);
  expect(paper?.says).toEqual([expect.stringMatching(/^A SIP trace with 486 Busy Here in it: .* · 2 messages since /u)]);
  expect(paper?.buttons[0]).toBe("card:diagnose:m1");
});

test("an edit that adds the trace turns the card, one that takes it away turns it back", async () => {
  const under = new WatchUnderTest();
  await under.say("SIP 486 Busy Here from carrier A");
  await under.clock.go(2000);
  const [paper] = under.stage.standing;
  expect(paper?.buttons[0]).toBe("card:more:486");
  await under.say({ text: busy, message: "m1", edited: true });
  await under.clock.go(10_000);
  expect(paper?.buttons[0]).toBe("card:diagnose:m1");
  await under.say({ text: "SIP 486 Busy Here from carrier A", message: "m1", edited: true });
  await under.clock.go(10_000);
  expect(paper?.buttons[0]).toBe("card:more:486");
  expect(paper?.says.length).toBeGreaterThan(1);
});

test("several lines about a code are no trace, nor is a single line of one", async () => {
  const under = new WatchUnderTest();
  await under.say("what we know:\n- SIP 503 from carrier A\n- SIP 408 Request Timeout before\n- nothing else\n");
  await under.say("SIP/2.0 480 Temporarily Unavailable");
  await under.clock.go(2000);
  expect(under.stage.standing.flatMap(({ buttons }) => buttons).filter((one) => one.startsWith("card:diagnose"))).toEqual([]);
});
