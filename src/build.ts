import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { buildIndex } from "./core/search-index.ts";
import { collect } from "./data/collect.ts";
import { Shelf } from "./data/read.ts";
import { checkRules } from "./data/rules.ts";

// The last step of `npm run build`: data/ is read, checked, and written as JSON beside the program; assets are copied.
const root = fileURLToPath(new URL("../", import.meta.url));
const shelf = new Shelf(`${root}data`);
const languages = readdirSync(`${root}data/languages`).toSorted(
  (a, b) => Number(b === "en") - Number(a === "en") || a.localeCompare(b, "en"),
);
const collection = collect(shelf, languages);
const problems = [...shelf.problems, ...checkRules(collection)];
if (problems.length > 0) {
  const lines = problems.map((problem) => `data/${shelf.describe(problem)}\n`);
  process.stderr.write(`${lines.join("")}${problems.length} problem(s) in data/\n`);
  process.exit(1);
}
const out = `${root}dist/data/`;
mkdirSync(out, { recursive: true });
writeFileSync(`${out}facts.json`, JSON.stringify(collection.facts));
writeFileSync(`${out}search.json`, JSON.stringify(buildIndex(collection.wordlist)));
for (const lexicon of collection.lexicons) writeFileSync(`${out}words.${lexicon.language}.json`, JSON.stringify(lexicon));
cpSync(`${root}src/adapters/web/assets`, `${root}dist/adapters/web/assets`, { recursive: true });
