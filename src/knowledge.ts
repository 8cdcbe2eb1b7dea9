import type { Knowledge } from "./bot/answer.ts";
import { loadFacts, loadLexicon, loadSearchIndex, shippedLanguages } from "./data/load.ts";

/** What the bot knows, from the built data; a language's words are read when first spoken. */
export function loadKnowledge(): Knowledge {
  return { facts: loadFacts(), languages: shippedLanguages(), lexicon: loadLexicon, searchIndex: loadSearchIndex };
}
