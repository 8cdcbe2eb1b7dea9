import { expect, test } from "vitest";

import { connect } from "./discord-under-test.ts";

function pick<T>(all: readonly T[], n: number): T {
  const one = all[n % all.length];
  if (one === undefined) throw new Error("nothing to pick");
  return one;
}

test("10,000 messages with replays, drops and duplicates: each question is answered exactly once, memory stays flat", async () => {
  const under = await connect({
    fake: { heartbeatMs: 5000 },
    settings: { perSecond: Infinity, pace: { burst: 1000, perSecond: 1000 } },
  });
  const { discord } = under;
  const { guild } = discord.home;
  const people = Array.from({ length: 50 }, (_, n) => discord.addUser({ username: `p${n}` }));
  for (const { id } of people) guild.members.set(id, { userId: id, roles: [] });
  const channels = Array.from({ length: 20 }, (_, n) => discord.addChannel({ guild, name: `room-${n}` }));
  const questions = ["486", "183 vs 401", "503", "busy here", "cause 34", "4xx"];
  const asked: string[] = [];
  const heap: number[] = [];
  const total = 10_000;
  const answers = () => under.counts["answered mention"] ?? 0;
  const say = (n: number) => {
    const asks = n % 10 === 0;
    const text = asks ? `@sipsense ${pick(questions, n / 10)}` : "lunch at noon, who is in?";
    const message = discord.say(pick(channels, n), pick(people, n), text);
    if (asks) asked.push(message.id);
    if (n % 30 === 0) discord.repeat(message);
  };
  for (let n = 0; n < total; n++) {
    say(n);
    if (n % 5000 === 1250) discord.dropSocket();
    if (n % 5000 === 3000) discord.reconnect();
    // As fast as the bot takes them, not faster: the process shares this test's thread.
    if (n % 50 === 49) await discord.until(() => answers() > asked.length - 40, 20_000);
    if (n === total / 2 || n === total - 1) heap.push(process.memoryUsage().heapUsed);
  }
  await discord.until(() => answers() >= asked.length, 20_000);
  await under.adapter.close();
  const answered = discord.answers().map(({ reference }) => reference?.messageId ?? "");
  expect(new Set(answered)).toEqual(new Set(asked));
  expect(answered).toHaveLength(asked.length);
  expect(under.lost).toEqual([]);
  // The fake keeps every message: what grows beyond that is ours.
  const [half = 1, end = 1] = heap;
  expect(end - half).toBeLessThan(80e6);
  expect(discord.violations).toEqual([]);
  discord.assertPingsNobody();
  await discord.close();
}, 120_000);
