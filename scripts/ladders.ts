import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { Catalog } from "../src/core/catalog.ts";
import { diagnose } from "../src/core/trace/diagnose.ts";
import { drawPng } from "../src/diagnosis/png.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { diagnosisReply, showingOf } from "../src/reply/diagnosis/reply.ts";
import { plainText } from "../src/reply/plain.ts";
import { Words } from "../src/reply/words.ts";
import { gallery, readFlow } from "./flows.ts";

// Draws the ladders of the README's gallery into docs/pictures, light and dark, each twice as large as it is shown:
// `npx tsx scripts/ladders.ts [folder]`. With --text the whole answers go to stdout.

const texts = process.argv.includes("--text");
const folder =
  process.argv.slice(2).find((one) => !one.startsWith("-")) ?? fileURLToPath(new URL("../docs/pictures/", import.meta.url));
const knowledge = loadKnowledge();
const catalog = new Catalog(knowledge.facts);
const words = new Words(knowledge.lexicon("en"));

mkdirSync(folder, { recursive: true });
for (const [name, flow] of Object.entries(gallery)) {
  const reply = diagnosisReply(showingOf(diagnose(readFlow(flow), catalog), catalog, words));
  if (texts) console.log(`${"=".repeat(76)}\n${plainText(reply)}\n`);
  for (const block of reply.body) {
    if (block.kind !== "drawing" || block.picture === undefined) continue;
    for (const theme of ["light", "dark"] as const) {
      writeFileSync(`${folder}/ladder-${name}-${theme}.png`, drawPng(block.picture.svg, theme, 2));
    }
  }
}
