import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

const src = fileURLToPath(new URL("../src/", import.meta.url));

/** Who may import whom: a ring may use what stands beside it here, and itself. Files in src/ itself wire everything. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: ["fuse.js", "damerau-levenshtein"],
  reply: ["core", "intl-messageformat"],
  bot: ["core", "reply", "@formatjs/intl-localematcher"],
  data: ["core", "reply", "node", "zod", "yaml"],
  store: ["bot", "node", "kysely", "libsql", "pg"],
  chat: ["bot", "reply", "node", "pino"],
  diagnosis: ["bot", "reply", "core", "node", "@resvg/resvg-js"],
  "adapters/cli": ["bot", "reply", "node", "wrap-ansi"],
  "adapters/discord": ["bot", "reply", "chat", "node", "discord.js"],
  "adapters/slack": [
    "bot",
    "reply",
    "chat",
    "node",
    "@slack/bolt",
    "@slack/web-api",
    "@slack/types",
    "@slack/socket-mode",
    "hono",
  ],
  "adapters/web": ["bot", "reply", "node", "hono", "@hono/node-server"],
};
const wiring = [
  "core",
  "reply",
  "bot",
  "data",
  "store",
  "chat",
  "diagnosis",
  "adapters/cli",
  "adapters/discord",
  "adapters/slack",
  "adapters/web",
  "node",
  "zod",
  "hono",
  "prom-client",
  "",
];

function ringOf(file: string): string {
  const parts = dirname(file).split("/");
  if (parts[0] === ".") return "";
  return parts[0] === "adapters" ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
}

function imports(file: string): string[] {
  const text = readFileSync(join(src, file), "utf8");
  return [...text.matchAll(/(?:from\s+|import\s*\(?\s*)["']([^"']+)["']/gu)].map((match) => match[1] ?? "");
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith(".")) return ringOf(relative(src, join(src, dirname(file), specifier)));
  if (specifier.startsWith("node:")) return "node";
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
}

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /\.tsx?$/u.test(file));

test("imports point inward only: core knows nobody, adapters never know each other", () => {
  const breaches = files.flatMap((file) => {
    const ring = ringOf(file);
    const allowed = ring === "" ? wiring : [ring, ...(arrows[ring] ?? [])];
    return imports(file)
      .map((specifier) => targetOf(file, specifier))
      .filter((target) => !allowed.includes(target))
      .map((target) => `${file} → ${target}`);
  });
  expect(breaches).toEqual([]);
});

test("every folder of src has its line in the table of arrows", () => {
  const rings = new Set(files.map(ringOf).filter((ring) => ring !== ""));
  expect([...rings].toSorted()).toEqual(Object.keys(arrows).toSorted());
});

test("only config.ts reads the environment", () => {
  const readers = files.filter((file) => readFileSync(join(src, file), "utf8").includes("process.env"));
  expect(readers).toEqual(["config.ts"]);
});
