import type { Collection } from "./collect.ts";
import type { Finding, Problem } from "./read.ts";
import {
  confusionMutual,
  contrastNamed,
  referencesExist,
  registryComplete,
  sorted,
  sourcesPrecise,
  timersPointBack,
} from "./rules-facts.ts";
import { findingsWorded } from "./rules-findings.ts";
import { aliasesUnambiguous, languageComplete, markupBalanced, noSharedSentence, registeredWordsWhole } from "./rules-words.ts";

/** A named rule over all of data/; each says in its name what holds when it finds nothing. */
export interface Rule {
  readonly name: string;
  readonly check: (collection: Collection) => Finding[];
}

/** Runs every rule. */
export function checkRules(collection: Collection): Problem[] {
  return rules.flatMap((rule) => rule.check(collection).map((problem) => ({ ...problem, rule: rule.name })));
}

export const rules: readonly Rule[] = [
  { name: "registry-complete", check: registryComplete },
  { name: "sources-precise", check: sourcesPrecise },
  { name: "references-exist", check: referencesExist },
  { name: "confusion-mutual", check: confusionMutual },
  { name: "contrast-named-by-codes", check: contrastNamed },
  { name: "timers-point-back", check: timersPointBack },
  { name: "sorted", check: sorted },
  { name: "aliases-unambiguous", check: aliasesUnambiguous },
  { name: "language-complete", check: languageComplete },
  { name: "findings-worded", check: findingsWorded },
  { name: "registered-words-whole", check: registeredWordsWhole },
  { name: "no-shared-sentence", check: noSharedSentence },
  { name: "markup-balanced", check: markupBalanced },
];
