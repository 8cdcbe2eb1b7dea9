import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { Bench } from "tinybench";

import { createApp } from "../src/adapters/web/app.tsx";
import { Bot } from "../src/bot/answer.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { plainText } from "../src/reply/plain.ts";
import { aliasTypos, offTopic, score, typos, written, type Question } from "../test/core/lookup-set.ts";
import { detectRows } from "./bench-detect.ts";
import { diagnosisRows } from "./bench-diagnosis.ts";
import { discordRows } from "./bench-discord.ts";
import { slackRows } from "./bench-slack.ts";
import { storeRows } from "./bench-store.ts";
import { traceRows } from "./bench-traces.ts";

// Prints the figures that we hold, as a table and as JSON. Speed stands as a ratio to something measured in the same
// run wherever there is something to compare with: this machine's milliseconds mean little on another.

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly bound?: string;
}

const root = fileURLToPath(new URL("../", import.meta.url));
const bot = new Bot(loadKnowledge());
const app = createApp(bot, (fault) => {
  throw fault;
});

/** Mean milliseconds of one call. */
async function milliseconds(name: string, run: () => unknown): Promise<number> {
  const bench = new Bench({ time: 800, warmupTime: 300 });
  bench.add(name, async () => {
    await run();
  });
  await bench.run();
  const { result } = bench.tasks[0] ?? {};
  return result !== undefined && "latency" in result ? result.latency.mean : Number.NaN;
}

function cycle(items: readonly string[]): () => string {
  let at = 0;
  return () => items[at++ % items.length] ?? "";
}

async function lookUp(): Promise<Row[]> {
  const misspelt = [...typos(1, 4), ...typos(2, 4)];
  const next = cycle(misspelt.map((question) => question.query));
  const sorts = [...new Set(written.map((question) => question.sort))];
  const sets: Readonly<Record<string, readonly Question[]>> = {
    "typing errors in phrases": misspelt,
    "typing errors in aliases": aliasTypos("en"),
    ...Object.fromEntries(
      sorts.map((sort) => [`${sort}, written by somebody else`, written.filter((question) => question.sort === sort)]),
    ),
  };
  const rows = Object.entries(sets).flatMap(([name, questions]): Row[] => {
    const { first, firstThree, asked } = score(questions);
    return [
      {
        what: `look-up, ${name} (${asked}): first`,
        value: round(first * 100),
        unit: "%",
        bound: /^(?:typing|partial|abbreviated)/u.test(name) ? "≥ 98" : "",
      },
      {
        what: `look-up, ${name} (${asked}): among three`,
        value: round(firstThree * 100),
        unit: "%",
        bound: /^(?:typing|partial|abbreviated)/u.test(name) ? "≥ 99" : "",
      },
    ];
  });
  const off = offTopic.filter((query) => bot.answer({ text: query }).codes.length > 0).length;
  return [
    ...rows,
    {
      what: `look-up, off-topic (${offTopic.length}): given a code`,
      value: round((100 * off) / offTopic.length),
      unit: "%",
      bound: "≤ 5",
    },
    {
      what: "fuzzy look-up, one query",
      value: round(await milliseconds("fuzzy", () => bot.answer({ text: next() }))),
      unit: "ms",
      bound: "≤ 1.5",
    },
  ];
}

async function answers(): Promise<Row[]> {
  const plain = (text: string) => () => plainText(bot.answer({ text }).reply);
  return [
    { what: "486 to plain text", value: round(await milliseconds("486", plain("486"))), unit: "ms", bound: "≤ 0.3" },
    {
      what: "183 vs 401 to plain text",
      value: round(await milliseconds("183 vs 401", plain("183 vs 401"))),
      unit: "ms",
      bound: "≤ 0.3",
    },
    {
      what: "183 vs 401 to a page",
      value: round(await milliseconds("page", async () => (await app.request("/183-vs-401")).text())),
      unit: "ms",
    },
    {
      what: 'suggestions for "serv"',
      value: round(await milliseconds("suggest", () => bot.suggest("serv", ["en"], 8))),
      unit: "ms",
      bound: "≤ 50",
    },
  ];
}

/** Start of the program beside an empty one that loads Fuse.js and the data: the median of ratios, in turn. */
function start(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "sipsense-bench-"));
  const empty = join(folder, "empty.mjs");
  const files = ["facts.json", "words.en.json", "words.ja.json", "search.json"].map((name) => join(root, "dist/data", name));
  writeFileSync(
    empty,
    `import { readFileSync } from "node:fs";\nimport Fuse from ${JSON.stringify(import.meta.resolve("fuse.js"))};\n` +
      `const data = ${JSON.stringify(files)}.map((file) => JSON.parse(readFileSync(file, "utf8")));\nnew Fuse(["a"]).search("a");\n`,
  );
  const time = (args: readonly string[]) => {
    const from = performance.now();
    spawnSync(process.execPath, args, { stdio: "ignore" });
    return performance.now() - from;
  };
  const ratio = (args: readonly string[]) => {
    const ratios = Array.from({ length: 15 }, () => time([join(root, "dist/main.js"), ...args]) / time([empty]));
    return round(ratios.toSorted((a, b) => a - b)[7] ?? Number.NaN);
  };
  const rows: Row[] = [
    {
      what: "start: sipsense 183 vs 401, beside empty Node with fuse.js and the data",
      value: ratio(["183", "vs", "401"]),
      unit: "×",
      bound: "≤ 1.5",
    },
    { what: "start: sipsense sesion progres, beside the same", value: ratio(["sesion", "progres"]), unit: "×" },
  ];
  rmSync(folder, { recursive: true, force: true });
  return rows;
}

function size(): Row[] {
  const listed = execFileSync("npm", ["ls", "--omit=dev", "--all", "--parseable"], { cwd: root, encoding: "utf8" })
    .trim()
    .split("\n")
    .slice(1);
  const bytes = listed.reduce(
    (sum, path) => sum + Number(execFileSync("du", ["-sk", path], { encoding: "utf8" }).split("\t")[0]),
    0,
  );
  return [{ what: `runtime dependencies (${listed.length} packages)`, value: round(bytes / 1024), unit: "MB", bound: "≤ 120" }];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

const rows: readonly Row[] = [
  ...(await lookUp()),
  ...(await answers()),
  ...detectRows(),
  ...traceRows(),
  ...(await diagnosisRows()),
  ...start(),
  ...(await slackRows()),
  ...(await discordRows()),
  ...(await storeRows()),
  ...size(),
];
const width = Math.max(...rows.map((row) => row.what.length));
for (const row of rows)
  process.stdout.write(`${row.what.padEnd(width)}  ${String(row.value).padStart(8)} ${row.unit.padEnd(2)}  ${row.bound ?? ""}\n`);
process.stdout.write(`${JSON.stringify({ node: process.version, rows })}\n`);
