import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { startFakeSlack, type FakeSlack } from "../test/fakes/slack/fake-slack.ts";

// Both programs run as processes of their own against the same fake Slack; what counts is the CPU time they take.

export interface SlackRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly bound?: string;
}

type Mode = "socket" | "HTTP";
type Who = "bare Bolt" | "sipsense";

interface Worker {
  readonly startMs: number;
  usage(): Promise<{ readonly cpuMs: number; readonly rss: number }>;
  stop(): Promise<void>;
}

const programs: Readonly<Record<Who, readonly string[]>> = {
  "bare Bolt": [fileURLToPath(new URL("bare-bolt.mjs", import.meta.url))],
  sipsense: [fileURLToPath(new URL("../dist/main.js", import.meta.url)), "serve"],
};
/** Deliveries of one turn, and turns after the first, which warms up. */
const measured = 250;
const rounds = 5;
const starts = 7;

async function start(who: Who, mode: Mode, slack: FakeSlack, folder: string): Promise<Worker> {
  const [program = "", ...rest] = programs[who];
  const way = mode === "socket" ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret };
  const env = {
    PATH: process.env["PATH"],
    PORT: "0",
    DATA_DIR: folder,
    LOG_LEVEL: "error",
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    ...way,
  };
  const began = performance.now();
  const child = fork(program, rest, { env, stdio: ["ignore", "pipe", "inherit", "ipc"] });
  const url = await readyAt(child);
  const startMs = performance.now() - began;
  slack.http.target = `${url}/slack/events`;
  return {
    startMs,
    usage: () => (who === "sipsense" ? pageUsage(url) : bareUsage(child)),
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function readyAt(child: ChildProcess): Promise<string> {
  let said = "";
  for await (const part of child.stdout ?? []) {
    said += String(part);
    const url = /(http:\S+)\/readyz/u.exec(said)?.[1];
    if (url === undefined) continue;
    child.stdout?.resume();
    return url;
  }
  throw new Error(`it never got ready: ${said}`);
}

async function pageUsage(url: string) {
  const page = await (await fetch(`${url}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)`, "mu").exec(page)?.[1]);
  return { cpuMs: read("process_cpu_seconds_total") * 1000, rss: read("process_resident_memory_bytes") };
}

async function bareUsage(child: ChildProcess) {
  const answer = once(child, "message") as Promise<[{ cpu: NodeJS.CpuUsage; rss: number }]>;
  child.send("usage");
  const [{ cpu, rss }] = await answer;
  return { cpuMs: (cpu.user + cpu.system) / 1000, rss };
}

interface Rig {
  readonly slack: FakeSlack;
  readonly worker: Worker;
}
type Deliver = (rig: Rig, n: number) => Promise<unknown>;

/** CPU milliseconds of one delivery to each, in turns after a warm-up: what disturbs one disturbs both. */
async function costs(rigs: Readonly<Record<Who, Rig>>, deliver: Deliver): Promise<Record<Who, number>> {
  const spent: Record<Who, number[]> = { "bare Bolt": [], sipsense: [] };
  for (let turn = 0; turn <= rounds; turn++) {
    for (const who of ["bare Bolt", "sipsense"] as const) {
      const before = await rigs[who].worker.usage();
      for (let n = 0; n < measured; n++) await deliver(rigs[who], turn * measured + n);
      if (turn > 0) spent[who].push(((await rigs[who].worker.usage()).cpuMs - before.cpuMs) / measured);
    }
  }
  return { "bare Bolt": median(spent["bare Bolt"]), sipsense: median(spent.sipsense) };
}

async function rig(who: Who, mode: Mode, folder: string): Promise<Rig> {
  const slack = await startFakeSlack({ echo: false });
  for (let n = 0; n < 200; n++) slack.addUser({ id: `U0${n}` });
  return { slack, worker: await start(who, mode, slack, folder) };
}

async function modeRows(mode: Mode, folder: string): Promise<SlackRow[]> {
  const rigs = { "bare Bolt": await rig("bare Bolt", mode, folder), sipsense: await rig("sipsense", mode, folder) };
  const sender = ({ slack }: Rig) => (mode === "socket" ? slack.socket : slack.http);
  const said = {
    type: "message",
    channel: "C0ONCALL",
    channel_type: "channel",
    user: "U0ALICE",
    text: "lunch at noon, who is in?",
  };
  const ask = (text: string) => async (one: Rig, n: number) => {
    one.slack.calls.length = 0;
    await sender(one).sendCommand({ text, user: `U0${n % 200}` });
    await one.slack.until(() => one.slack.callsOf("response_url").length > 0);
  };
  const silent = await costs(rigs, (one, n) =>
    sender(one).sendEvent({ ...said, ts: `1700000000.${String(n).padStart(6, "0")}` }),
  );
  const one = await costs(rigs, ask("486"));
  const two = await costs(rigs, ask("183 vs 401"));
  const [bare, ours] = [await rigs["bare Bolt"].worker.usage(), await rigs.sipsense.worker.usage()];
  for (const { slack, worker } of Object.values(rigs)) {
    await worker.stop();
    await slack.close();
  }
  const added = (cost: Record<Who, number>) => round(cost.sipsense - cost["bare Bolt"]);
  return [
    { what: `Slack ${mode}, message without a code: bare Bolt`, value: round(silent["bare Bolt"]), unit: "ms CPU" },
    {
      what: `Slack ${mode}, message without a code: added`,
      value: round((silent.sipsense / silent["bare Bolt"] - 1) * 100),
      unit: "%",
      bound: "≤ 5",
    },
    { what: `Slack ${mode}, /sip with a fixed answer: bare Bolt`, value: round(one["bare Bolt"]), unit: "ms CPU" },
    { what: `Slack ${mode}, /sip 486: added`, value: added(one), unit: "ms CPU" },
    { what: `Slack ${mode}, /sip 183 vs 401: added`, value: added(two), unit: "ms CPU" },
    { what: `Slack ${mode}, memory: bare Bolt`, value: Math.round(bare.rss / 1e6), unit: "MB" },
    { what: `Slack ${mode}, memory: beside bare Bolt`, value: round(ours.rss / bare.rss), unit: "×" },
  ];
}

/** Median start of each, in turns: a machine that is busy for a while is busy for both. */
async function startUps(slack: FakeSlack, folder: string): Promise<Record<Who, number>> {
  const times: Record<Who, number[]> = { "bare Bolt": [], sipsense: [] };
  for (let n = 0; n < starts; n++) {
    for (const who of ["bare Bolt", "sipsense"] as const) {
      const worker = await start(who, "socket", slack, folder);
      times[who].push(worker.startMs);
      await worker.stop();
    }
  }
  return { "bare Bolt": median(times["bare Bolt"]), sipsense: median(times.sipsense) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** What the bot costs beside bare Bolt: per event, at the start, in memory. */
export async function slackRows(): Promise<SlackRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "sipsense-bench-"));
  const rows = [...(await modeRows("socket", folder)), ...(await modeRows("HTTP", folder))];
  const slack = await startFakeSlack({ echo: false });
  const { "bare Bolt": bare, sipsense: ours } = await startUps(slack, folder);
  await slack.close();
  rmSync(folder, { recursive: true, force: true });
  return [
    ...rows,
    { what: "Slack, start to ready: bare Bolt", value: Math.round(bare), unit: "ms" },
    { what: "Slack, start to ready: beside bare Bolt", value: round(ours / bare), unit: "×", bound: "≤ 1.25" },
  ];
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
