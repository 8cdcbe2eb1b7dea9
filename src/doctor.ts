import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { Writable } from "node:stream";

import { readConfig, type Config, type DiscordConfig, type SlackConfig } from "./config.ts";
import { loadKnowledge } from "./knowledge.ts";
import { Memory } from "./memory.ts";

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly says: string;
}

/** Says what is configured and reachable, and what to fix. Exit code 0 when nothing needs fixing, else 2. */
export async function doctor(output: Writable): Promise<number> {
  const checks = [node(), data(), ...(await configured())];
  for (const { name, ok, says } of checks) output.write(`${ok ? "ok " : "FIX"} ${name}: ${says}\n`);
  return checks.every((check) => check.ok) ? 0 : 2;
}

async function configured(): Promise<Check[]> {
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    return [{ name: "Settings", ok: false, says: sentence(error) }];
  }
  return [await listener(config), await memory(config), ...(await slack(config.slack)), ...(await discord(config.discord))];
}

/** Whether what must be remembered can be kept; the playground alone remembers nothing. */
async function memory(config: Config): Promise<Check> {
  const name = "Memory";
  if (config.slack === undefined && config.discord === undefined && config.databaseUrl === undefined)
    return { name, ok: true, says: "not needed: the playground and the terminal remember nothing" };
  const kept = new Memory(config);
  try {
    await (await kept.open()).ping();
    return { name, ok: true, says: config.databaseUrl === undefined ? `a file in ${config.dataFolder}` : "PostgreSQL answers" };
  } catch (error) {
    return { name, ok: false, says: sentence(error) };
  } finally {
    await kept.close();
  }
}

/** What Slack says of us, where it is configured. */
async function slack(settings: SlackConfig | undefined): Promise<Check[]> {
  if (settings === undefined)
    return [{ name: "Slack", ok: true, says: "not configured; README, Slack in five minutes, says how" }];
  const { examineSlack } = await import("./adapters/slack/doctor.ts");
  return examineSlack({ ...settings, manifest: manifestFor("appToken" in settings.delivery ? "socket" : "http") });
}

/** What Discord says of us, where it is configured. */
async function discord(settings: DiscordConfig | undefined): Promise<Check[]> {
  if (settings === undefined)
    return [{ name: "Discord", ok: true, says: "not configured; README, Discord in five minutes, says how" }];
  const [{ examineDiscord }, { Bot }] = await Promise.all([import("./adapters/discord/doctor.ts"), import("./bot/answer.ts")]);
  return examineDiscord(settings, new Bot(loadKnowledge()));
}

function manifestFor(mode: "socket" | "http"): unknown {
  try {
    return JSON.parse(readFileSync(new URL(`../slack/manifest.${mode}.json`, import.meta.url), "utf8"));
  } catch {
    return {};
  }
}

function node(): Check {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { name: "Node", ok, says: ok ? process.versions.node : `${process.versions.node} is too old; install 20.19 or newer` };
}

function data(): Check {
  try {
    const { facts, languages } = loadKnowledge();
    return {
      name: "Data",
      ok: true,
      says: `${facts.responses.length} response codes, ${facts.contrasts.length} comparisons, languages ${languages.join(", ")}`,
    };
  } catch (error) {
    return { name: "Data", ok: false, says: sentence(error) };
  }
}

async function listener({ host, port }: Config): Promise<Check> {
  const free = await isFree(host, port);
  return {
    name: "Listener",
    ok: true,
    says: free
      ? `http://${host}:${port} is free; "sipsense serve" starts it there`
      : `http://${host}:${port} is in use: sipsense may be running there already`,
  };
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
