import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { startFakeSlack, type FakeSlack } from "../fakes/slack/fake-slack.ts";

// The built program, as somebody runs it, against a strict Slack on this machine.

const program = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

interface Served {
  readonly url: string;
  readonly said: () => string;
  readonly exit: Promise<number | null>;
  stop(): Promise<number | null>;
}

let slack: FakeSlack;
let folder: string;
const running: ChildProcess[] = [];

beforeEach(async () => {
  slack = await startFakeSlack();
  folder = mkdtempSync(join(tmpdir(), "sipsense-"));
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
  await slack.close();
  rmSync(folder, { recursive: true, force: true });
});

async function serve(settings: Record<string, string>): Promise<Served> {
  const environment = {
    PATH: process.env["PATH"] ?? "",
    PORT: "0",
    DATA_DIR: folder,
    LOG_LEVEL: "warn",
    SLACK_API_URL: slack.apiUrl,
  };
  const child = spawn(process.execPath, [program, "serve"], {
    env: { ...environment, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const exit = once(child, "exit").then(([code]: (number | null)[]) => code ?? null);
  const url = () => /health: (http:\S+)\/readyz/u.exec(said)?.[1];
  await slack.until(() => url() ?? (child.exitCode !== null && "ended"), 20_000);
  const stop = () => {
    child.kill("SIGTERM");
    return exit;
  };
  return { url: url() ?? "", said: () => said, exit, stop };
}

const socket = () => ({ SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken });
const metric = async (url: string, name: string) => {
  const page = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, "mu").exec(page)?.[1]);
};

describe("sipsense serve", () => {
  test("over a socket: answers, says how it is, keeps settings, and ends with 0 when told", async () => {
    const served = await serve(socket());
    await slack.socket.sendCommand({ text: "183 vs 401" });
    expect((await slack.until(() => slack.answers()[0])).text).toContain("183 Session Progress vs 401 Unauthorized");
    expect((await fetch(`${served.url}/livez`)).status).toBe(200);
    const ready = await fetch(`${served.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ ready: true, platforms: [{ platform: "slack", ready: true }] });
    expect(await metric(served.url, "sipsense_answers_total")).toBe(1);
    expect(await metric(served.url, "sipsense_socket_age_seconds")).toBeLessThan(10);
    expect(await served.stop()).toBe(0);
    expect(served.said()).not.toMatch(/xoxb|xapp/u);
    expect(slack.violations).toEqual([]);
  });

  test("by HTTP: on the same listener, at /slack/events", async () => {
    const served = await serve({ SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret });
    slack.http.target = `${served.url}/slack/events`;
    await slack.http.sendCommand({ text: "486" });
    await slack.until(() => slack.answers()[0]);
    expect((await fetch(`${served.url}/slack/events`, { method: "POST", body: "{}" })).status).toBe(401);
    expect(await served.stop()).toBe(0);
    expect(slack.violations).toEqual([]);
  });

  test.each(["socket", "http"] as const)("told to end, it first ends what is in hand (%s)", async (mode) => {
    // It does not hear its own last words.
    await slack.close();
    slack = await startFakeSlack({ echo: false });
    slack.addChannel({ id: "C0INC", name: "inc-1", members: [slack.botUserId] });
    const secret = { SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret };
    const served = await serve(mode === "socket" ? socket() : secret);
    slack.http.target = `${served.url}/slack/events`;
    const sender = mode === "socket" ? slack.socket : slack.http;
    slack.fail("chat.postMessage", { delayMs: 1500, times: 2 });
    await sender.say({ text: "@sipsense 486", channel: "C0ONCALL" });
    await sender.say({ text: "SIP 503 from carrier A", channel: "C0INC" });
    expect(await served.stop()).toBe(0);
    expect(slack.answers("C0ONCALL")).toHaveLength(1);
    expect(slack.answers("C0INC")).toHaveLength(1);
    expect(slack.violations).toEqual([]);
  });

  test("told to end while Slack hangs, it ends all the same, with 0", { timeout: 20_000 }, async () => {
    const served = await serve(socket());
    slack.fail("chat.postMessage", { delayMs: 60_000, times: 10 });
    await slack.socket.say({ text: "@sipsense 486", channel: "C0ONCALL" });
    await slack.until(() => slack.callsOf("chat.postMessage")[0]);
    expect(await served.stop()).toBe(0);
  });

  test("a token that Slack refuses ends it at the start, non-zero, with the remedy", async () => {
    const served = await serve({ ...socket(), SLACK_BOT_TOKEN: "xoxb-wrong" });
    expect(await served.exit).toBe(1);
    expect(served.said()).toContain("SLACK_BOT_TOKEN (invalid_auth)");
    expect(served.said()).not.toContain("xoxb-wrong");
  });

  test("settings outlive the process, and a button of before is still understood", async () => {
    const first = await serve(socket());
    await slack.socket.sendCommand({ text: "settings" });
    const view = await slack.until(() => slack.views[0]);
    const select = (value: string) => ({ type: "static_select", selected_option: { value } });
    await slack.socket.sendView({
      view,
      values: { language: { "sip.setting.language": select("own") }, form: { "sip.setting.form": select("full") } },
    });
    await slack.socket.sendCommand({ text: "486", channel: "G0SECRET" });
    const before = await slack.until(() => slack.answers("G0SECRET")[0]);
    expect(await first.stop()).toBe(0);
    await serve(socket());
    await slack.socket.sendCommand({ text: "503" });
    expect(JSON.stringify((await slack.until(() => slack.answers("C0ONCALL")[0])).blocks)).toContain("What to do");
    const button = JSON.stringify(before.blocks).match(/"action_id":"sip\.less","text":\{[^}]*\},"value":"((?:[^"\\]|\\.)*)"/u);
    await slack.socket.sendAction({
      actionId: "sip.less",
      value: JSON.parse(`"${button?.[1] ?? ""}"`) as string,
      message: before,
    });
    await slack.until(() => before.history.length > 0);
  });

  test("a refused reconnect ends it, non-zero, with the remedy", async () => {
    const served = await serve(socket());
    slack.socket.refuseNext(1);
    slack.socket.disconnect("refresh_requested");
    expect(await served.exit).toBe(1);
    expect(served.said()).toContain("invalid_auth");
  });

  test.each([
    [{ SLACK_APP_TOKEN: "xapp-1" }, "SLACK_BOT_TOKEN"],
    [{ SLACK_SIGNING_SECRET: "s" }, "SLACK_BOT_TOKEN"],
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, "SLACK_APP_TOKEN"],
    [{ SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", SLACK_API_URL: "http://slack.example.com/api/" }, "SLACK_API_URL"],
  ])("half a configuration is refused by name", async (settings, name) => {
    const served = await serve(settings);
    expect(await served.exit).toBe(2);
    expect(served.said()).toContain(name);
  });

  test(
    "10,000 events with duplicates, retries and 3 disconnects: each question answered exactly once, memory flat",
    { timeout: 240_000 },
    async () => {
      // Hearing itself as well would double the work; other tests see to that.
      await slack.close();
      slack = await startFakeSlack({ echo: false });
      const served = await serve(socket());
      const people = 1000;
      for (let n = 0; n < people; n++) slack.addUser({ id: `U0P${n}` });
      for (let n = 0; n < 50; n++) slack.addChannel({ id: `C0F${n}`, members: [slack.botUserId] });
      const total = 10_000;
      const questions = ["486", "183 vs 401", "503", "busy here", "cause 34", "4xx"];
      let next = 0;
      let asked = 0;
      const ask = async (n: number) => {
        // Every tenth comes twice, every tenth again as a retry.
        const id = `EvFlood${n % 10 === 9 ? n - 1 : n}`;
        const ts = `17000${String(n % 10 === 9 ? n - 1 : n).padStart(5, "0")}.000100`;
        const event = {
          type: "app_mention",
          user: `U0P${n % people}`,
          channel: `C0F${(n % 10 === 9 ? n - 1 : n) % 50}`,
          text: `<@${slack.botUserId}> ${questions[n % questions.length]}`,
          ts,
          event_ts: ts,
        };
        if (n % 10 !== 9) asked += 1;
        await slack.socket.sendEvent(event, {
          eventId: id,
          duplicate: n % 10 === 3,
          ...(n % 10 === 9 ? { retryAttempt: 1, retryReason: "timeout" } : {}),
        });
        if (n === 2500 || n === 5000 || n === 7500) slack.socket.disconnect("refresh_requested");
      };
      const worker = async (until: number) => {
        while (next < until) {
          const n = next++;
          await ask(n);
        }
      };
      // Acknowledged at once, answered in turn: memory is compared when all that was asked is answered.
      const memoryAfter = async (count: number) => {
        await Promise.all(Array.from({ length: 8 }, () => worker(count)));
        await slack.until(() => slack.callsOf("chat.postMessage").length >= asked, 60_000);
        return metric(served.url, "process_resident_memory_bytes");
      };
      const half = await memoryAfter(total / 2);
      const end = await memoryAfter(total);
      const perThread = new Map<string, number>();
      for (const { channel, threadTs } of slack.answers())
        perThread.set(`${channel} ${threadTs}`, (perThread.get(`${channel} ${threadTs}`) ?? 0) + 1);
      expect(perThread.size).toBe(asked);
      expect([...perThread.values()].every((count) => count === 1)).toBe(true);
      expect(slack.socket.opened).toBeGreaterThanOrEqual(4);
      expect(end / half).toBeLessThan(1.35);
      expect(await served.stop()).toBe(0);
      expect(served.said()).not.toMatch(/unhandled/iu);
      expect(slack.violations).toEqual([]);
    },
  );
});
