import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { startFakeDiscord, textOf, type FakeDiscord } from "../fakes/discord/fake-discord.ts";
import { startFakeSlack } from "../fakes/slack/fake-slack.ts";
import { spare, SpareDiscord } from "../fakes/spare-discord.ts";

// The built program, as somebody runs it, against a strict Discord on this machine.

const program = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

let discord: FakeDiscord;
let folder: string;
const running: ChildProcess[] = [];

beforeEach(async () => {
  discord = await startFakeDiscord({ identifyWindowMs: 0 });
  folder = mkdtempSync(join(tmpdir(), "sipsense-"));
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
  await discord.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(args: readonly string[], settings: Record<string, string> = {}) {
  const env = { PATH: process.env["PATH"] ?? "", PORT: "0", DATA_DIR: folder, LOG_LEVEL: "warn", DISCORD_API_URL: discord.api };
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...env, DISCORD_TOKEN: discord.token, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const exit = once(child, "exit").then(([code]: (number | null)[]) => code ?? null);
  return { child, said: () => said, exit };
}

async function serve(settings: Record<string, string> = {}) {
  const served = run(["serve"], settings);
  const url = () => /health: (http:\S+)\/readyz/u.exec(served.said())?.[1];
  await discord.until(() => url() ?? (served.child.exitCode !== null && "ended"), 20_000);
  const stop = () => {
    served.child.kill("SIGTERM");
    return served.exit;
  };
  return { ...served, url: url() ?? "", stop };
}

const trace = "INVITE sip:bob@example.org SIP/2.0\nCall-ID: 1\n\nSIP/2.0 486 Busy Here\nCall-ID: 1\nCSeq: 1 INVITE\n\n";

const metric = async (url: string, name: string) => {
  const page = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, "mu").exec(page)?.[1]);
};

test.each(["", "/", "/v10"])(
  "serves another server that leaves out what is optional, at its address with %j behind it",
  async (end) => {
    const other = await SpareDiscord.start();
    const served = await serve({ DISCORD_API_URL: other.api + end, DISCORD_TOKEN: spare.token });
    other.tell("INTERACTION_CREATE", { id: "1" });
    other.tell("MESSAGE_CREATE", {});
    const id = other.interact({ data: { name: "sip", type: 1, options: [{ name: "query", type: 3, value: "486" }] } });
    const answer = await other.until(() => other.callsTo(/\/callback$/u)[0]);
    expect(answer.path).toContain(id);
    // A slow machine promises the answer first.
    await other.until(() => other.calls.some(({ body }) => JSON.stringify(body).includes("486 Busy Here")));
    expect(served.child.exitCode).toBeNull();
    expect(await served.stop()).toBe(0);
    await other.close();
  },
);

describe("sipsense serve in Discord", () => {
  test("with a token alone: answers a mention and /sip in both languages, says how it is, and ends with 0 when told", async () => {
    const served = await serve();
    await discord.until(() => discord.callsOf("PUT /applications/:app/commands")[0]);
    const { channels, alice, bob } = discord.home;
    const message = discord.say(channels.oncall, alice, "@sipsense 183 vs 401");
    expect(textOf(await discord.until(() => discord.answerTo(message)))).toContain("183 Session Progress vs 401 Unauthorized");
    for (const [user, words] of [
      [alice, /Session Progress/u],
      [bob, /[ぁ-ん]/u],
    ] as const) {
      const asked = await discord.interact({ command: "sip", options: { query: "183 vs 401" }, user });
      expect(asked.message && textOf(asked.message)).toMatch(words);
    }
    const after = discord.say(channels.oncall, bob, "@sipsense 183 vs 401");
    expect(textOf(await discord.until(() => discord.answerTo(after)))).toMatch(/[ぁ-ん]/u);
    expect((await fetch(`${served.url}/livez`)).status).toBe(200);
    const ready = await fetch(`${served.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ ready: true, platforms: [{ platform: "discord", ready: true }] });
    expect(await metric(served.url, "sipsense_answers_total")).toBeGreaterThan(0);
    expect(await served.stop()).toBe(0);
    expect(served.said()).not.toContain(discord.token);
    expect(discord.violations).toEqual([]);
    discord.assertPingsNobody();
  });

  test("settings outlive the process, and a button of before is still understood", async () => {
    const first = await serve();
    await discord.until(() => discord.callsOf("PUT /applications/:app/commands")[0]);
    const { owner, channels } = discord.home;
    const { message: panel } = await discord.interact({ command: "sip-settings", user: owner });
    if (panel === undefined) throw new Error("no panel");
    await discord.interact({ select: "set:guild:form", values: ["full"], on: panel, user: owner });
    const question = discord.say(channels.oncall, owner, "@sipsense 486");
    const answer = await discord.until(() => discord.answerTo(question));
    expect(textOf(answer)).toContain("What to do");
    expect(await first.stop()).toBe(0);
    await serve();
    await discord.interact({ button: /^l:/u, on: answer });
    expect(textOf(answer)).not.toContain("Headers to read");
    const next = discord.say(channels.oncall, owner, "@sipsense 503");
    expect(textOf(await discord.until(() => discord.answerTo(next)))).toContain("What to do");
  });

  test("told to end with work in hand: every answer, promise and card goes out, once, then it ends with 0", async () => {
    const served = await serve();
    const { channels, alice, bob, guild } = discord.home;
    const incident = discord.addChannel({ guild, name: "inc-9" });
    const warm = discord.say(channels.oncall, alice, "@sipsense 404");
    await discord.until(() => discord.answerTo(warm));
    await discord.until(() => discord.callsOf("PUT /applications/:app/commands")[0]);
    discord.slow(700);
    const mentioned = discord.say(channels.oncall, bob, "@sipsense 183 vs 401");
    const explained = discord.say(incident, bob, "the carrier answers SIP/2.0 503 Service Unavailable");
    const asked = discord.interact({ command: "sip", options: { query: "486" }, user: alice, settleMs: 10_000 });
    const deferred = discord.interact({
      command: "sip",
      options: { file: { filename: "call.log", content: trace, contentType: "text/plain" } },
      user: bob,
      settleMs: 15_000,
    });
    await discord.until(() => discord.callsOf("POST /interactions/:interaction/:token/callback").length === 2);
    await discord.until(() => discord.calls.some(({ path }) => path.includes(channels.oncall.id)));
    const before = Date.now();
    expect(await served.stop()).toBe(0);
    // Supervisors kill after ten seconds.
    expect(Date.now() - before).toBeLessThan(10_000);
    expect(textOf((await asked).message ?? mentioned)).toContain("486 Busy Here");
    expect((await deferred).state).toBe("done");
    for (const message of [mentioned, explained]) expect(discord.answerTo(message)).toBeDefined();
    expect(discord.answers(channels.oncall).filter((one) => one.reference?.messageId === mentioned.id)).toHaveLength(1);
    expect(discord.answers(incident)).toHaveLength(1);
    expect(discord.violations).toEqual([]);
  });

  test("beside Slack: one listener, both ready", async () => {
    const slack = await startFakeSlack();
    const served = await serve({ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl });
    expect(served.said()).toContain("sipsense is in Slack and Discord");
    await slack.socket.sendCommand({ text: "486" });
    await slack.until(() => slack.answers()[0]);
    const message = discord.say(discord.home.channels.oncall, discord.home.alice, "@sipsense 486");
    await discord.until(() => discord.answerTo(message));
    const ready: unknown = await (await fetch(`${served.url}/readyz`)).json();
    expect(ready).toMatchObject({ ready: true, platforms: [{ platform: "slack" }, { platform: "discord" }] });
    expect(await served.stop()).toBe(0);
    await slack.close();
  });

  test("ends, non-zero, with the setting to mend, when Discord refuses the token, also while it runs", async () => {
    const wrong = await serve({ DISCORD_TOKEN: "a.wrong.token" });
    expect(await wrong.exit).toBe(1);
    expect(wrong.said()).toContain("DISCORD_TOKEN");
    const served = await serve();
    discord.closeWith(4004);
    expect(await served.exit).toBe(1);
    expect(served.said()).toContain("DISCORD_TOKEN");
  });

  test.each([
    [{ DISCORD_API_URL: "http://discord.example.com/api" }, "DISCORD_API_URL"],
    [{ DISCORD_SHARDS: "0" }, "DISCORD_SHARD_COUNT"],
  ])("%j is refused by name", async (settings, name) => {
    const served = await serve(settings);
    expect(await served.exit).toBe(2);
    expect(served.said()).toContain(name);
  });

  test("sipsense discord register, and the doctor, say what they did and found", async () => {
    const registering = run(["discord", "register"]);
    expect(await registering.exit).toBe(0);
    expect(registering.said()).toContain("Discord has the commands now");
    const doctor = run(["doctor"]);
    expect(await doctor.exit).toBe(2);
    expect(doctor.said()).toMatch(/ok {2}Discord commands: registered/u);
    expect(doctor.said()).toMatch(/FIX Discord server Fake Telecom: .*#readonly/u);
  });
});
