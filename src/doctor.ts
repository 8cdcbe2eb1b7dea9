import { createServer } from "node:net";
import type { Writable } from "node:stream";

import { readConfig } from "./config.ts";
import { loadKnowledge } from "./knowledge.ts";

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly says: string;
}

/** Says what is configured and reachable, and what to fix. Exit code 0 when nothing needs fixing, else 2. */
export async function doctor(output: Writable): Promise<number> {
  const checks = [node(), data(), await playground()];
  for (const { name, ok, says } of checks) output.write(`${ok ? "ok " : "FIX"} ${name}: ${says}\n`);
  return checks.every((check) => check.ok) ? 0 : 2;
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
    return { name: "Data", ok: false, says: error instanceof Error ? error.message : String(error) };
  }
}

async function playground(): Promise<Check> {
  try {
    const { host, port } = readConfig();
    const free = await isFree(host, port);
    return {
      name: "Playground",
      ok: true,
      says: free
        ? `http://${host}:${port} is free; "sipsense serve" starts it there`
        : `http://${host}:${port} is in use: sipsense may be running there already`,
    };
  } catch (error) {
    return { name: "Settings", ok: false, says: error instanceof Error ? error.message : String(error) };
  }
}

async function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
