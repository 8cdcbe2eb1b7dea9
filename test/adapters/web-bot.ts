import { fileURLToPath } from "node:url";

import { Bot } from "../../src/bot/answer.ts";
import { pastes } from "../../src/bot/paste.ts";
import { buildIndex } from "../../src/core/search-index.ts";
import { collect } from "../../src/data/collect.ts";
import { Shelf } from "../../src/data/read.ts";

/** The bot with all of data/, read from the source: these tests need no build. */
export function webBot(): Bot {
  const languages = ["en", "ja"];
  const { facts, lexicons, wordlist } = collect(new Shelf(fileURLToPath(new URL("../../data", import.meta.url))), languages);
  const lexicon = (language: string) => {
    const found = lexicons.find((one) => one.language === language);
    if (!found) throw new Error(`no words in ${language}`);
    return found;
  };
  const bot = new Bot({ facts, languages, lexicon, searchIndex: () => buildIndex(wordlist) });
  bot.readPastes(pastes);
  return bot;
}

/** What a reader sees of a page: the text between its tags, entities resolved, spaces single. */
export function textOf(html: string): string {
  const text = html.replace(/<head>.*?<\/head>/su, " ").replace(/<[^>]*>/gu, " ");
  const plain = text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
  return bare(plain);
}

/** Letters and signs only: where the spaces stand is the layout's business. */
export function bare(text: string): string {
  return text.replace(/\s+/gu, "");
}
