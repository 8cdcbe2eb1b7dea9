import { readdirSync, readFileSync } from "node:fs";

import type { Facts } from "../core/facts.ts";
import type { SearchIndex } from "../core/search-index.ts";
import type { Lexicon } from "../reply/lexicon.ts";

// `npm run build` checks data/ and writes it as JSON: reading that is a hundred times faster than reading YAML.
const compiled = new URL("../../dist/data/", import.meta.url);

/** All facts, as built from data/. Throws when the build step was skipped. */
export function loadFacts(): Facts {
  return read("facts.json") as Facts;
}

/** The words of one shipped language. */
export function loadLexicon(language: string): Lexicon {
  return read(`words.${language}.json`) as Lexicon;
}

/** What look-up by words searches. */
export function loadSearchIndex(): SearchIndex {
  return read("search.json") as SearchIndex;
}

/** Tags of the languages that ship, English first: it is the default. */
export function shippedLanguages(): string[] {
  const tags = readdirSync(compiled).flatMap((name) => /^words\.(.+)\.json$/.exec(name)?.[1] ?? []);
  return tags.toSorted((a, b) => Number(b === "en") - Number(a === "en") || a.localeCompare(b, "en"));
}

function read(name: string): unknown {
  try {
    return JSON.parse(readFileSync(new URL(name, compiled), "utf8"));
  } catch (cause) {
    throw new Error(`${name} is missing or broken: run "npm run build", which makes it from data/`, { cause });
  }
}
