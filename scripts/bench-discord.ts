import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { startFakeDiscord, type FakeDiscord } from "../test/fakes/discord/fake-discord.ts";

// Both programs run as processes of their own against the same fake Discord; what counts is the CPU time they take.

export interface DiscordRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly bound?: string;
}

type Who = "bare discord.js" | "sipsense";
const both = ["bare discord.js", "sipsense"] as const;

interface Worker {
  readonly startMs: number;
  usage(): Promise<{ readonly cpuMs: number; readonly rss: number }>;
  stop(): Promise<void>;
}

const programs: Readonly<Record<Who, readonly string[]>> = {
  "bare discord.js": [fileURLToPath(new URL("bare-discord.mjs", import.meta.url))],
  sipsense: [fileURLToPath(new URL("../dist/main.js", import.meta.url)), "serve"],
};
/** Events of one turn, and turns after the first, which warms up. */
const measured = 1000;
const rounds = 5;
const starts = 7;
const manyGuilds = 1000;

async function start(who: Who, discord: FakeDiscord, folder: string): Promise<Worker> {
  const [program = "", ...rest] = programs[who];
  const env = {
    PATH: process.env["PATH"],
    PORT: "0",
    DATA_DIR: folder,
    LOG_LEVEL: "error",
    DISCORD_API_URL: discord.api,
    DISCORD_TOKEN: discord.token,
  };
  const began = performance.now();
  const child = fork(program, rest, { env, stdio: ["ignore", "pipe", "inherit", "ipc"] });
  const url = await readyAt(child);
  return {
    startMs: performance.now() - began,
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
  readonly discord: FakeDiscord;
  readonly worker: Worker;
}

async function rig(who: Who, folder: string): Promise<Rig> {
  const discord = await startFakeDiscord({ identifyWindowMs: 0, record: false });
  return { discord, worker: await start(who, discord, folder) };
}

/** Ends when the worker has taken what was sent: a command after it is answered. */
async function settled({ discord }: Rig): Promise<void> {
  if (!discord.commands.has(""))
    discord.commands.set("", [{ id: "1", type: 1, name: "sip", options: [], integration_types: [0, 1], contexts: [0] }]);
  await discord.interact({ command: "sip" });
}

/** CPU milliseconds of one deed to each, in turns after a warm-up: what disturbs one disturbs both. */
async function costs(
  rigs: Readonly<Record<Who, Rig>>,
  count: number,
  deed: (rig: Rig, n: number) => unknown,
): Promise<Record<Who, number>> {
  const spent: Record<Who, number[]> = { "bare discord.js": [], sipsense: [] };
  for (let turn = 0; turn <= rounds; turn++) {
    for (const who of both) {
      const before = await rigs[who].worker.usage();
      for (let n = 0; n < count; n++) await deed(rigs[who], turn * count + n);
      await settled(rigs[who]);
      if (turn > 0) spent[who].push(((await rigs[who].worker.usage()).cpuMs - before.cpuMs) / count);
    }
  }
  return { "bare discord.js": median(spent["bare discord.js"]), sipsense: median(spent.sipsense) };
}

async function eventRows(folder: string): Promise<DiscordRow[]> {
  const rigs = { "bare discord.js": await rig("bare discord.js", folder), sipsense: await rig("sipsense", folder) };
  const silent = await costs(rigs, measured, ({ discord }) => {
    discord.say(discord.home.channels.oncall, discord.home.alice, "lunch at noon, who is in?");
  });
  const asked = await costs(rigs, 40, (one) => settled(one));
  for (const { discord, worker } of Object.values(rigs)) {
    await worker.stop();
    await discord.close();
  }
  const perSecond = (ms: number) => Math.round(1000 / ms);
  return [
    { what: "Discord, messages a second of CPU: bare discord.js", value: perSecond(silent["bare discord.js"]), unit: "/s" },
    { what: "Discord, messages a second of CPU: sipsense", value: perSecond(silent.sipsense), unit: "/s" },
    {
      what: "Discord, message without a code: added",
      value: round((silent.sipsense / silent["bare discord.js"] - 1) * 100),
      unit: "%",
    },
    { what: "Discord, command with a fixed answer: bare discord.js", value: round(asked["bare discord.js"]), unit: "ms CPU" },
    { what: "Discord, /sip: added", value: round(asked.sipsense - asked["bare discord.js"]), unit: "ms CPU" },
  ];
}

async function memoryRows(folder: string): Promise<DiscordRow[]> {
  const discord = await startFakeDiscord({ identifyWindowMs: 0, record: false });
  const people = Array.from({ length: 20 }, (_, n) => discord.addUser({ username: `p${n}` }));
  for (let n = 0; n < manyGuilds; n++) {
    const guild = discord.addGuild({ members: people });
    for (let k = 0; k < 20; k++) discord.addChannel({ guild, name: `room-${k}` });
  }
  const used: Record<Who, number> = { "bare discord.js": 0, sipsense: 0 };
  for (const who of both) {
    const worker = await start(who, discord, folder);
    await new Promise((resolve) => setTimeout(resolve, 8000));
    used[who] = (await worker.usage()).rss;
    await worker.stop();
  }
  await discord.close();
  return [
    {
      what: `Discord, memory at ${manyGuilds} servers: bare discord.js`,
      value: Math.round(used["bare discord.js"] / 1e6),
      unit: "MB",
    },
    {
      what: `Discord, memory at ${manyGuilds} servers: sipsense`,
      value: Math.round(used.sipsense / 1e6),
      unit: "MB",
      bound: "≤ 220",
    },
  ];
}

/** Median start of each, in turns: a machine that is busy for a while is busy for both. */
async function startRows(folder: string): Promise<DiscordRow[]> {
  const discord = await startFakeDiscord({ identifyWindowMs: 0, record: false });
  const times: Record<Who, number[]> = { "bare discord.js": [], sipsense: [] };
  for (let n = 0; n < starts; n++) {
    for (const who of both) {
      const worker = await start(who, discord, folder);
      times[who].push(worker.startMs);
      await worker.stop();
    }
  }
  await discord.close();
  const bare = median(times["bare discord.js"]);
  return [
    { what: "Discord, start to ready: bare discord.js", value: Math.round(bare), unit: "ms" },
    {
      what: "Discord, start to ready: beside bare discord.js",
      value: round(median(times.sipsense) / bare),
      unit: "×",
      bound: "≤ 1.25",
    },
  ];
}

/** What the bot costs beside bare discord.js: per event, at the start, in memory. */
export async function discordRows(): Promise<DiscordRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "sipsense-bench-"));
  const rows = [...(await eventRows(folder)), ...(await startRows(folder)), ...(await memoryRows(folder))];
  rmSync(folder, { recursive: true, force: true });
  return rows;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
