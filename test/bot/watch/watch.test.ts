import { describe, expect, test } from "vitest";

import { ManualClock } from "../../manual-clock.ts";
import { WatchUnderTest, type Said } from "./watch-under-test.ts";

const burst = 2000;
const minute = 60_000;

async function after(...said: (Said | string)[]): Promise<WatchUnderTest> {
  const under = new WatchUnderTest();
  for (const one of said) {
    await under.say(one);
    await under.clock.go(burst);
  }
  return under;
}

describe("a card", () => {
  test("explains a failure in three lines and one row of buttons, on the message that had it", async () => {
    const { stage } = await after("the carrier sends 503 Service Unavailable");
    expect(stage.papers).toHaveLength(1);
    const [paper] = stage.papers;
    expect(paper?.message).toBe("m1");
    expect(paper?.says).toHaveLength(3);
    expect(paper?.says[0]).toMatch(/^503 Service Unavailable · /u);
    expect(paper?.buttons).toEqual(["card:more:503", "503 vs 500", "card:not-sip:card-1", "card:mute:card-1"]);
  });

  test("has one line for each of several codes, the fourth is behind More", async () => {
    const { stage } = await after("we see SIP 503, SIP 408, SIP 480 and SIP 486 on the trunk");
    expect(stage.papers[0]?.says).toHaveLength(3);
    expect(stage.papers[0]?.buttons[0]).toBe("card:more:408-480-486-503");
  });

  test.each<[string, Said | string]>([
    ["a provisional or successful response", "INVITE answered with SIP/2.0 183 Session Progress, then 200 OK"],
    ["a message without a code", "who is on call?"],
    ["a channel that nobody watches", { text: "SIP 503 from the carrier", channel: "lunch" }],
    ["a channel shared with others", { text: "SIP 503 from the carrier", shared: true }],
    ["a channel whose name the platform does not tell", { text: "SIP 503 from the carrier", channelName: undefined }],
    ["a bot that nobody allowed", { text: "SIP 503 from the carrier", bot: true }],
    ["quoted text", "> SIP/2.0 503 Service Unavailable\nwhich host says that?"],
  ])("is not made for %s", async (_what, said) => {
    expect((await after(said)).stage.papers).toEqual([]);
  });

  test("a message without a code touches neither settings nor store", async () => {
    const { store } = await after("who is on call?", "deploy 1.2.3 is out", "see you at 15:30");
    expect(store.calls).toEqual({});
  });
});

describe("quiet", () => {
  test("a repeat in the quiet time counts on the living card, and is not posted", async () => {
    const under = await after("SIP 503 from carrier A", "still SIP 503", "and again 503 Service Unavailable");
    await under.clock.go(5000);
    expect(under.standing()).toEqual([expect.stringMatching(/^incident-1 m1: 503 Service Unavailable ×3 since 02:14 UTC · /u)]);
  });

  test("many repeats at once are few updates", async () => {
    const under = await after("SIP 503 from carrier A");
    for (let index = 0; index < 50; index++) {
      await under.say("SIP 503 again");
      await under.clock.go(200);
    }
    await under.clock.go(5000);
    expect(under.stage.papers[0]?.says[0]).toContain("×51");
    expect(under.stage.papers[0]?.updates).toBeLessThanOrEqual(4);
  });

  test("after the quiet time a code is explained anew", async () => {
    const under = await after("SIP 503 from carrier A");
    await under.clock.go(31 * minute);
    await under.say("SIP 503 again");
    await under.clock.go(burst);
    expect(under.stage.papers).toHaveLength(2);
  });

  test("another code, another thread, another channel: each has its own card; a reply below a card has not", async () => {
    const under = await after(
      "SIP 503 from carrier A",
      "SIP 486 Busy Here as well",
      { text: "SIP 503 here too", thread: "t9" },
      { text: "SIP 503 on our side", channel: "sev-2" },
      { text: "yes, SIP 503", thread: "m1" },
    );
    expect(under.stage.papers.map(({ where, message }) => `${where} ${message}`)).toEqual([
      "incident-1 m1",
      "incident-1 m2",
      "incident-1/t9 m3",
      "sev-2 m4",
    ]);
  });

  test("several messages in two seconds make one card", async () => {
    const under = new WatchUnderTest();
    await under.say("SIP 503 from carrier A");
    await under.clock.go(300);
    await under.say("SIP 408 Request Timeout from carrier B");
    await under.clock.go(300);
    await under.say("SIP 503 again");
    await under.clock.go(10_000);
    expect(under.stage.papers).toHaveLength(1);
    expect(under.stage.papers[0]?.says).toHaveLength(3);
    expect(under.stage.papers[0]?.says.join("\n")).toMatch(/503 .*\n408 .*\n3 messages since 02:14 UTC/u);
  });
});

describe("edits and deletions", () => {
  test("a code that an edit adds mends the card in place, one that goes leaves it", async () => {
    const under = await after("SIP 503 from carrier A");
    await under.say({ text: "SIP 503 and SIP 408 Request Timeout from carrier A", message: "m1", edited: true });
    await under.clock.go(5000);
    expect(under.stage.standing.map(({ says }) => says.join("\n"))).toEqual([expect.stringMatching(/503 .*\n408 /u)]);
    await under.say({ text: "SIP 408 Request Timeout from carrier A", message: "m1", edited: true });
    await under.clock.go(5000);
    expect(under.standing()).toEqual([expect.stringContaining("408 Request Timeout ·")]);
    await under.say({ text: "never mind, wrong window", message: "m1", edited: true });
    await under.clock.go(5000);
    expect(under.standing()).toEqual([]);
    expect(under.stage.papers).toHaveLength(1);
  });

  test("an edit that brings the first code explains it", async () => {
    const under = await after("the carrier sends errors");
    await under.say({ text: "the carrier sends SIP 503", message: "m1", edited: true });
    await under.clock.go(burst);
    expect(under.standing()).toHaveLength(1);
  });

  test("a deleted message takes its card along, also before it was posted", async () => {
    const under = await after("SIP 503 from carrier A");
    await under.say({ text: "SIP 486 Busy Here", message: "gone" });
    const place = { workspace: "slack:T1", channel: "incident-1" };
    await under.watch.deleted(place, "gone");
    await under.watch.deleted(place, "m1");
    await under.clock.go(5000);
    expect(under.standing()).toEqual([]);
    expect(under.stage.papers).toHaveLength(1);
  });
});

describe("once", () => {
  test("the same message delivered twice is one card and one mention", async () => {
    const under = new WatchUnderTest();
    const [first, second] = await Promise.all([
      under.say({ text: "SIP 503 from carrier A", message: "m1" }),
      under.say({ text: "SIP 503 from carrier A", message: "m1" }),
    ]);
    await under.clock.go(5000);
    expect([first, second].toSorted()).toEqual(["explained", "known"]);
    expect(under.standing()).toEqual([expect.stringMatching(/503 Service Unavailable · /u)]);
  });

  test("a process that died before it set out to post is finished by the next, who need not ask the platform", async () => {
    const dead = new WatchUnderTest();
    await dead.say("SIP 503 from carrier A");
    // The dead one's clock stands still: what it had planned never comes.
    const clock = new ManualClock(dead.clock.now());
    const next = new WatchUnderTest({ clock, store: dead.store, stage: dead.stage }, "two");
    next.stage.blind = true;
    await next.watch.sweep();
    expect(next.stage.papers).toEqual([]);
    await next.clock.go(2 * minute);
    await next.watch.sweep();
    expect(next.stage.papers).toHaveLength(1);
  });

  test("one that died right after posting is not repeated", async () => {
    const dead = new WatchUnderTest();
    dead.stage.dieAfterPosting = true;
    await dead.say("SIP 503 from carrier A");
    await dead.clock.go(burst);
    expect(dead.stage.papers).toHaveLength(1);
    expect(dead.store.cards[0]?.state).toBe("claimed");
    dead.stage.dieAfterPosting = false;
    const next = new WatchUnderTest({ clock: dead.clock, store: dead.store, stage: dead.stage }, "two");
    await next.clock.go(minute);
    await next.watch.sweep();
    expect(next.stage.papers).toHaveLength(1);
    expect(next.store.cards[0]).toMatchObject({ state: "sent", sent: "paper 0" });
  });

  test("what can't be told whether it was posted is not posted again, and forgotten after a while", async () => {
    const dead = new WatchUnderTest();
    dead.stage.dieAfterPosting = true;
    dead.stage.blind = true;
    await dead.say("SIP 503 from carrier A");
    await dead.clock.go(burst);
    const next = new WatchUnderTest({ clock: dead.clock, store: dead.store, stage: dead.stage }, "two");
    for (let index = 0; index < 15; index++) {
      await next.clock.go(minute);
      await next.watch.sweep();
    }
    expect(next.stage.papers).toHaveLength(1);
    expect(next.store.cards[0]?.state).toBe("failed");
  });

  test("what the platform refuses for now is tried again, for good it is not", async () => {
    const under = new WatchUnderTest();
    under.stage.refuse = { refused: "later", why: "down" };
    await under.say("SIP 503 from carrier A");
    await under.clock.go(2 * minute);
    under.stage.refuse = undefined;
    await under.watch.sweep();
    expect(under.standing()).toHaveLength(1);
    under.stage.refuse = { refused: "never", why: "is_archived" };
    await under.say("SIP 486 Busy Here");
    await under.clock.go(2 * minute);
    under.stage.refuse = undefined;
    await under.watch.sweep();
    expect(under.standing()).toHaveLength(1);
    expect(under.told).toContain("refused is_archived");
  });
});

describe("without its store", () => {
  test("a process that ends does not call its database lost", async () => {
    const under = await after("SIP 503 from carrier A");
    const ended = under.watch.close();
    under.store.down = true;
    await ended;
    await under.watch.sweep();
    expect(under.told.filter((one) => one.startsWith("store"))).toEqual([]);
  });

  test("nothing is explained unasked, it says so once, and goes on when the store is back", async () => {
    const under = await after("SIP 503 from carrier A");
    under.store.down = true;
    expect(await under.say("SIP 486 Busy Here")).toBe("not-stored");
    expect(await under.say("SIP 488 Not Acceptable Here")).toBe("not-stored");
    expect(under.watch.reach.lostSince).toBe(under.clock.now());
    under.store.down = false;
    expect(await under.say("SIP 480 Temporarily Unavailable")).toBe("explained");
    await under.clock.go(burst);
    expect(under.watch.reach.lostSince).toBeUndefined();
    expect(under.told.filter((one) => one.startsWith("store"))).toEqual(["store lost", "store back"]);
    expect(under.standing()).toHaveLength(2);
  });

  test("a card posted while the store went away is marked when it is back", async () => {
    const under = new WatchUnderTest();
    await under.say("SIP 503 from carrier A");
    const post = under.stage.post.bind(under.stage);
    under.stage.post = async (...given) => {
      const posted = await post(...given);
      under.store.down = true;
      return posted;
    };
    await under.clock.go(burst);
    under.store.down = false;
    await under.clock.go(5 * minute);
    await under.watch.sweep();
    expect(under.stage.papers).toHaveLength(1);
    expect(under.store.cards[0]?.state).toBe("sent");
  });
});
