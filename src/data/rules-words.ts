import type { Facts } from "../core/facts.ts";
import type { Lexicon } from "../reply/lexicon.ts";
import type { Collection } from "./collect.ts";
import type { Finding } from "./read.ts";

// Rules about the words: complete in each language, findable, and no sentence a template.

const areas: ReadonlySet<string> = new Set(["cli", "discord", "slack", "trace", "watch", "web"]);

export function aliasesUnambiguous({ lexicons }: Collection) {
  return lexicons.flatMap((lexicon) => {
    const seen = new Map<string, string>();
    return searchLists(lexicon).flatMap(({ file, words }) =>
      words.flatMap((word, index) => {
        const first = seen.get(word);
        seen.set(word, file);
        if (word !== word.toLowerCase()) return [{ file, path: ["search", index], message: `"${word}" is not in lower case` }];
        return first === undefined ? [] : [{ file, path: ["search", index], message: `"${word}" also stands in ${first}` }];
      }),
    );
  });
}

function searchLists(lexicon: Lexicon): { file: string; words: readonly string[] }[] {
  const at = `languages/${lexicon.language}`;
  return (["responses", "variants", "symptoms"] as const).flatMap((folder) =>
    Object.entries<{ search: readonly string[] }>(lexicon[folder]).map(([name, words]) => ({
      file: `${at}/${folder}/${name}.yaml`,
      words: words.search,
    })),
  );
}

/** Every fact that is shown has its words, in every language, and no words are left without a fact. */
export function languageComplete({ facts, lexicons }: Collection): Finding[] {
  const english = lexicons.find((lexicon) => lexicon.language === "en");
  return lexicons.flatMap((lexicon) => {
    const found = [
      ...sameKeys("interface.yaml", Object.keys(english?.interface ?? {}), lexicon.interface).map(inItsArea),
      ...codeWords(facts, lexicon),
      ...causeWords(facts, lexicon),
      ...vendorWords(facts, lexicon),
    ];
    return found.map((finding) => ({ ...finding, file: `languages/${lexicon.language}/${finding.file}` }));
  });
}

/** A sentence of the interface stands in its area's file where there is one ("slack.share" in interface/slack.yaml). */
function inItsArea(finding: Finding): Finding {
  const area = /(?:no words for |words for )([a-z-]+)\./u.exec(finding.message)?.[1] ?? "";
  return areas.has(area) ? { ...finding, file: `interface/${area}.yaml` } : finding;
}

function sameKeys(file: string, wanted: readonly (string | number)[], given: object): Finding[] {
  const keys = new Set(Object.keys(given));
  const names = new Set(wanted.map(String));
  return [
    ...[...names].filter((name) => !keys.has(name)).map((name) => ({ file, message: `no words for ${name}` })),
    ...[...keys]
      .filter((key) => !names.has(key))
      .map((key) => ({ file, path: [key], message: `words for ${key}, which has no fact` })),
  ];
}

function codeWords(facts: Facts, lexicon: Lexicon): Finding[] {
  const { responses, variants, contrasts, symptoms } = facts;
  return [
    ...sameKeys(
      "responses",
      responses.map((one) => one.code),
      lexicon.responses,
    ),
    ...sameKeys(
      "variants",
      variants.map((one) => one.id),
      lexicon.variants,
    ),
    ...sameKeys(
      "contrasts",
      contrasts.map((one) => one.id),
      lexicon.contrasts,
    ),
    ...contrasts.flatMap((one) => sameKeys(`contrasts/${one.id}.yaml`, one.codes, lexicon.contrasts[one.id]?.each ?? {})),
    ...sameKeys(
      "symptoms",
      symptoms.map((one) => one.id),
      lexicon.symptoms,
    ),
    ...symptoms.flatMap((one) => sameKeys(`symptoms/${one.id}.yaml`, one.codes, lexicon.symptoms[one.id]?.codes ?? {})),
  ];
}

function causeWords(facts: Facts, lexicon: Lexicon): Finding[] {
  const { causes } = lexicon;
  const confirmed = facts.causes.filter((one) => one.verified).map((one) => one.cause);
  return [
    ...sameKeys("causes/q850.yaml", confirmed, causes.numbers),
    ...(["unassigned", "unconfirmed"] as const)
      .filter((key) => causes[key] === "")
      .map((key) => ({ file: "causes/q850.yaml", message: `no words for ${key}` })),
    ...sameKeys(
      "causes/locations.yaml",
      facts.locations.map((one) => one.value),
      lexicon.locations,
    ),
    ...sameKeys(
      "causes/warnings.yaml",
      facts.warnings.map((one) => one.warning),
      lexicon.warnings,
    ),
    ...sameKeys(
      "causes/reasons.yaml",
      facts.reasons.map((one) => one.protocol),
      lexicon.reasons.protocols,
    ),
    ...sameKeys(
      "causes/stir.yaml",
      facts.attestation.map((one) => one.level),
      lexicon.stir.attestation,
    ),
    ...sameKeys(
      "timers.yaml",
      facts.timers.map((one) => one.id),
      lexicon.timers,
    ),
    ...sameKeys(
      "headers.yaml",
      facts.headers.map((one) => one.name),
      lexicon.headers,
    ),
  ];
}

/** Standard causes under a platform's name need no words of their own: Q.850 has them. */
function vendorWords({ vendors }: Facts, lexicon: Lexicon): Finding[] {
  return [
    ...sameKeys(
      "vendors",
      vendors.map((one) => one.id),
      lexicon.vendors,
    ),
    ...vendors.flatMap((one) => {
      const spoken = one.entries.filter((entry) => entry.standard !== true).map((entry) => entry.id);
      return sameKeys(`vendors/${one.id}.yaml`, spoken, lexicon.vendors[one.id]?.entries ?? {});
    }),
  ];
}

export function registeredWordsWhole({ facts, lexicons }: Collection) {
  return lexicons.flatMap((lexicon) =>
    facts.responses
      .filter((response) => response.registered)
      .flatMap(({ code }) =>
        (["when", "not", "retry"] as const)
          .filter((key) => lexicon.responses[code]?.[key] === undefined)
          .map((key) => ({
            file: `languages/${lexicon.language}/responses/${code}.yaml`,
            message: `a registered code needs "${key}"`,
          })),
      ),
  );
}

/** A sentence that fits two entries is a template: numbers and codes aside, no two may be alike. */
export function noSharedSentence({ lexicons }: Collection) {
  return lexicons.flatMap((lexicon) => {
    const seen = new Map<string, string>();
    return prose(lexicon).flatMap(({ file, text }) =>
      sentences(text).flatMap((sentence) => {
        const shape = shapeOf(sentence);
        if (shape.length < 12) return [];
        const first = seen.get(shape);
        seen.set(shape, file);
        return first === undefined || first === file ? [] : [{ file, message: `"${sentence}" also stands in ${first}` }];
      }),
    );
  });
}

/** A sentence without what a template would fill in: numbers, and, where enough words are left, literals. */
function shapeOf(sentence: string): string {
  const bare = sentence.replace(/`[^`]*`/gu, "`x`").replace(/\d+/gu, "#");
  return (bare.length < 60 ? sentence.replace(/\d+/gu, "#") : bare).toLowerCase();
}

/** Splits prose at the ends of its sentences, in Latin and in Japanese punctuation. */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[.?!])\s+(?=[A-Z`"0-9])|(?<=。)/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

function* walk(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (value !== null && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) if (key !== "search" && key !== "who") yield* walk(inner);
  }
}

function prose(lexicon: Lexicon) {
  const at = `languages/${lexicon.language}`;
  return (["responses", "variants", "contrasts", "symptoms", "vendors", "findings"] as const).flatMap((folder) =>
    Object.entries(lexicon[folder]).flatMap(([name, words]) =>
      [...walk(words)].map((text) => ({ file: `${at}/${folder}/${name}.yaml`, text })),
    ),
  );
}

export function markupBalanced({ lexicons }: Collection) {
  return lexicons.flatMap((lexicon) =>
    prose(lexicon).flatMap(({ file, text }) => {
      if ((text.match(/`/gu)?.length ?? 0) % 2 === 1) return [{ file, message: `an odd number of backticks: ${text}` }];
      if (/\*\*|\]\(|<\/?(?:b|i|a|code)\b/u.test(text.replace(/`[^`]*`/gu, "")))
        return [{ file, message: `markup other than backticks: ${text}` }];
      return [];
    }),
  );
}
