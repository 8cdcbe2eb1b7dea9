import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, expect, test } from "vitest";

import { events, startFakeSlack, type FakeMessage, type FakeSlack } from "../fakes/slack/fake-slack.ts";

// The built program is killed at any moment, again and again, while it explains. WATCH_KILL_ROUNDS asks for more rounds.

const program = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const rounds = Number(process.env["WATCH_KILL_ROUNDS"] ?? 2);

let slack: FakeSlack;
let folder: string;
let child: ChildProcess | undefined;
beforeEach(async () => {
  slack = await startFakeSlack();
  folder = mkdtempSync(join(tmpdir(), "killed-"));
});
afterEach(async () => {
  child?.kill("SIGKILL");
  await slack.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<ChildProcess> {
  const env = {
    PATH: process.env["PATH"] ?? "",
    PORT: "0",
    DATA_DIR: folder,
    LOG_LEVEL: "error",
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
  };
  child = spawn(process.execPath, [program, "serve"], { env, stdio: "ignore" });
  await slack.socket.waitForSockets(1, 30_000);
  return child;
}

const cardsIn = (channel: string) => slack.answers(channel).filter((one) => one.metadata !== undefined);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test(
  "killed at random while it explains: every message is explained exactly once",
  { timeout: 420_000 + rounds * 20_000 },
  async () => {
    const warm = slack.addChannel({ id: "C0WARM", name: "inc-warm" }).id;
    const said: { readonly message: FakeMessage; acked: boolean }[] = [];
    const deliver = async (one: (typeof said)[number]) => {
      const eventId = `EvKill${one.message.channel}`;
      const { acked } = await slack.socket.sendEvent(events.messageEvent(slack, one.message), { eventId });
      one.acked ||= acked;
    };
    // A delivery that finds no socket waits for the next one, as Slack's own do.
    const deliveries: Promise<void>[] = [];
    for (let round = 0; round < rounds; round++) {
      const running = await start();
      // Everything loaded and opened: its first event may be acknowledged before it is kept, at the deadline.
      await slack.socket.say({ text: "SIP 486 Busy Here", channel: warm });
      const channel = slack.addChannel({ id: `C0KILL${round}`, name: `inc-${round}` }).id;
      const one = { message: slack.addMessage({ text: "carrier A answers SIP 503", channel }), acked: false };
      said.push(one);
      // What an earlier round left unacknowledged comes again, as Slack sends it.
      deliveries.push(...said.filter(({ acked }) => !acked).map(deliver));
      await wait(Math.random() * 3000);
      running.kill("SIGKILL");
      await once(running, "exit");
      slack.advance(61_000);
    }
    await start();
    await Promise.all([...deliveries, ...said.filter(({ acked }) => !acked).map(deliver)]);
    // A dead process's claim is another's after a minute. Slack lets an app read a thread once a minute only: its time goes faster here.
    const faster = setInterval(() => slack.advance(61_000), 500);
    await slack
      .until(() => said.every(({ message }) => cardsIn(message.channel).length > 0), 400_000)
      .finally(() => {
        clearInterval(faster);
      });
    await wait(3000);
    expect(said.map(({ message }) => cardsIn(message.channel).length)).toEqual(said.map(() => 1));
    expect(said.every(({ acked }) => acked)).toBe(true);
  },
);
