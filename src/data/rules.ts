import type { Source } from "../core/facts.ts";
import type { Lexicon } from "../reply/lexicon.ts";
import type { Collection } from "./collect.ts";
import type { Problem } from "./read.ts";

/** A named rule over all of data/; each says in its name what holds when it finds nothing. */
export interface Rule {
  readonly name: string;
  readonly check: (collection: Collection) => Omit<Problem, "rule">[];
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
  { name: "registered-words-whole", check: registeredWordsWhole },
  { name: "no-shared-sentence", check: noSharedSentence },
  { name: "markup-balanced", check: markupBalanced },
];

/** IANA "SIP Response Codes" counts 6 + 3 + 5 + 46 + 9 + 6 entries. */
const registrySize = [6, 3, 5, 46, 9, 6];

function registryComplete({ facts }: Collection) {
  return registrySize.flatMap((expected, index) => {
    const count = facts.responses.filter((response) => response.registered && Math.floor(response.code / 100) === index + 1).length;
    return count === expected ? [] : [{ file: "responses", message: `${index + 1}xx has ${count} registered codes, the registry ${expected}` }];
  });
}

const preciseSource = /^(RFC \d{3,4}( §\d[\d.]*)?|ITU-T [A-Z]\.\d+|3GPP TS [\d.]+( clause [\d.A-Z]+)?|Wireshark [\d.]+ packet-isup\.c)$/u;

function sourcesPrecise({ facts }: Collection) {
  const check = (file: string, sources: readonly Source[]) =>
    sources
      .filter((source) => typeof source === "string" && !preciseSource.test(source))
      .map((source) => ({ file, path: ["sources"], message: `"${String(source)}" is no "RFC 3261 §21.4.24" and no dated page` }));
  return [
    ...facts.responses.flatMap((response) => [
      ...check(`responses/${response.code}.yaml`, response.sources),
      ...(response.registered ? check(`responses/${response.code}.yaml`, response.headers.map((header) => header.source)) : []),
    ]),
    ...facts.variants.flatMap((variant) => check(`variants/${variant.id}.yaml`, variant.sources)),
    ...facts.contrasts.flatMap((contrast) => check(`contrasts/${contrast.id}.yaml`, contrast.sources)),
    ...facts.symptoms.flatMap((symptom) => check(`symptoms/${symptom.id}.yaml`, symptom.sources)),
    ...facts.causes.flatMap((cause) => check("causes/q850.yaml", cause.sources)),
    ...facts.reasons.flatMap((reason) => check("causes/reasons.yaml", reason.sources)),
  ];
}

function referencesExist({ facts }: Collection) {
  const codes = new Set(facts.responses.map((response) => response.code));
  const causes = new Set(facts.causes.map((cause) => cause.cause));
  const timers = new Set(facts.timers.map((timer) => timer.id));
  const headers = new Set(facts.headers.map((header) => header.name));
  const missing = (file: string, key: string, wanted: readonly (string | number)[], known: ReadonlySet<string | number>) =>
    wanted.filter((one) => !known.has(one)).map((one) => ({ file, path: [key], message: `${one} does not exist` }));
  return [
    ...facts.responses.flatMap((response) => {
      const file = `responses/${response.code}.yaml`;
      if (!response.registered) return missing(file, "treatAs", response.treatAs ? [response.treatAs] : [], codes);
      return [
        ...missing(file, "confusedWith", response.confusedWith, codes),
        ...missing(file, "timers", response.timers, timers),
        ...missing(file, "headers", response.headers.map((header) => header.name), headers),
      ];
    }),
    ...facts.variants.flatMap(({ id, code }) => missing(`variants/${id}.yaml`, "code", [code], codes)),
    ...facts.symptoms.flatMap((symptom) => {
      const file = `symptoms/${symptom.id}.yaml`;
      return [
        ...missing(file, "codes", symptom.codes, codes),
        ...missing(file, "causes", symptom.causes, causes),
        ...missing(file, "timers", symptom.timers, timers),
      ];
    }),
    ...facts.vendors.flatMap(({ id, entries }) => entries.flatMap((entry) => missing(`vendors/${id}.yaml`, "entries", entry.sip, codes))),
    ...facts.warnings.flatMap((warning) => missing("causes/warnings.yaml", "warnings", warning.with, codes)),
    ...facts.timers.flatMap((timer) => missing("timers.yaml", "timers", timer.codes, codes)),
    ...facts.mapping.causeToSip.rows.flatMap((row) => missing("causes/rfc3398.yaml", "causeToSip", [row.cause], causes)),
    ...facts.mapping.sipToCause.rows.flatMap((row) => missing("causes/rfc3398.yaml", "sipToCause", [row.cause], causes)),
  ];
}

function confusionMutual({ facts }: Collection) {
  const by = new Map(facts.responses.map((response) => [response.code, response]));
  return facts.responses.flatMap(({ code, confusedWith }) =>
    confusedWith
      .filter((other) => !by.get(other)?.confusedWith.includes(code))
      .map((other) => ({ file: `responses/${code}.yaml`, path: ["confusedWith"], message: `${other} does not name ${code} back` })),
  );
}

function contrastNamed({ facts }: Collection) {
  const known = new Set(facts.responses.map((response) => response.code));
  return facts.contrasts.flatMap(({ id, codes }) => {
    const file = `contrasts/${id}.yaml`;
    const rising = codes.every((code, index) => index === 0 || code > (codes[index - 1] ?? 0));
    if (!rising || codes.length < 2) return [{ file, message: "the name must be two or more codes in rising order" }];
    return codes.filter((code) => !known.has(code)).map((code) => ({ file, message: `${code} does not exist` }));
  });
}

function timersPointBack({ facts }: Collection) {
  const byTimer = facts.timers.flatMap((timer) =>
    timer.codes.flatMap((code) => {
      const response = facts.responses.find((one) => one.code === code);
      return response?.registered && response.timers.includes(timer.id)
        ? []
        : [{ file: "timers.yaml", path: ["timers"], message: `timer ${timer.id} leads to ${code}, but responses/${code}.yaml does not name it` }];
    }),
  );
  const byResponse = facts.responses.flatMap((response) =>
    (response.registered ? response.timers : [])
      .filter((id) => !facts.timers.find((timer) => timer.id === id)?.codes.includes(response.code))
      .map((id) => ({ file: `responses/${response.code}.yaml`, path: ["timers"], message: `timers.yaml does not lead ${id} to ${response.code}` })),
  );
  return [...byTimer, ...byResponse];
}

function sorted({ facts }: Collection) {
  const rising = (numbers: readonly number[]) => numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0));
  const found: Omit<Problem, "rule">[] = [];
  for (const { code, confusedWith } of facts.responses) {
    if (!rising(confusedWith)) found.push({ file: `responses/${code}.yaml`, path: ["confusedWith"], message: "not in rising order" });
  }
  if (!rising(facts.warnings.map((warning) => warning.warning))) found.push({ file: "causes/warnings.yaml", message: "not in rising order" });
  if (!rising(facts.mapping.sipToCause.rows.map((row) => row.sip))) found.push({ file: "causes/rfc3398.yaml", path: ["sipToCause"], message: "not in rising order" });
  if (!rising(facts.mapping.causeToSip.rows.map((row) => row.cause))) found.push({ file: "causes/rfc3398.yaml", path: ["causeToSip"], message: "not in rising order" });
  return found;
}

function aliasesUnambiguous({ lexicons }: Collection) {
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
    Object.entries<{ search: readonly string[] }>(lexicon[folder]).map(([name, words]) => ({ file: `${at}/${folder}/${name}.yaml`, words: words.search })),
  );
}

/** Every fact that is shown has its words, in every language, and no words are left without a fact. */
function languageComplete({ facts, lexicons }: Collection) {
  const english = lexicons.find((lexicon) => lexicon.language === "en");
  return lexicons.flatMap((lexicon) => {
    const at = `languages/${lexicon.language}`;
    const same = (file: string, wanted: readonly (string | number)[], given: object) => {
      const keys = new Set(Object.keys(given));
      const names = new Set(wanted.map(String));
      return [
        ...[...names].filter((name) => !keys.has(name)).map((name) => ({ file, message: `no words for ${name}` })),
        ...[...keys].filter((key) => !names.has(key)).map((key) => ({ file, path: [key], message: `words for ${key}, which has no fact` })),
      ];
    };
    return [
      ...same(`${at}/responses`, facts.responses.map((one) => one.code), lexicon.responses),
      ...same(`${at}/variants`, facts.variants.map((one) => one.id), lexicon.variants),
      ...same(`${at}/contrasts`, facts.contrasts.map((one) => one.id), lexicon.contrasts),
      ...facts.contrasts.flatMap((one) => same(`${at}/contrasts/${one.id}.yaml`, one.codes, lexicon.contrasts[one.id]?.each ?? {})),
      ...same(`${at}/symptoms`, facts.symptoms.map((one) => one.id), lexicon.symptoms),
      ...facts.symptoms.flatMap((one) => same(`${at}/symptoms/${one.id}.yaml`, one.codes, lexicon.symptoms[one.id]?.codes ?? {})),
      ...same(`${at}/causes/q850.yaml`, facts.causes.filter((one) => one.verified).map((one) => one.cause), lexicon.causes.numbers),
      ...(["unassigned", "unconfirmed"] as const).flatMap((key) => (lexicon.causes[key] ? [] : [{ file: `${at}/causes/q850.yaml`, message: `no words for ${key}` }])),
      ...same(`${at}/causes/locations.yaml`, facts.locations.map((one) => one.value), lexicon.locations),
      ...same(`${at}/causes/warnings.yaml`, facts.warnings.map((one) => one.warning), lexicon.warnings),
      ...same(`${at}/causes/reasons.yaml`, facts.reasons.map((one) => one.protocol), lexicon.reasons.protocols),
      ...same(`${at}/causes/stir.yaml`, facts.attestation.map((one) => one.level), lexicon.stir.attestation),
      ...same(`${at}/timers.yaml`, facts.timers.map((one) => one.id), lexicon.timers),
      ...same(`${at}/headers.yaml`, facts.headers.map((one) => one.name), lexicon.headers),
      ...same(`${at}/vendors`, facts.vendors.map((one) => one.id), lexicon.vendors),
      ...facts.vendors.flatMap((one) => {
        const spoken = one.entries.filter((entry) => entry.standard !== true).map((entry) => entry.id);
        return same(`${at}/vendors/${one.id}.yaml`, spoken, lexicon.vendors[one.id]?.entries ?? {});
      }),
      ...same(`${at}/interface.yaml`, Object.keys(english?.interface ?? {}), lexicon.interface),
    ];
  });
}

function registeredWordsWhole({ facts, lexicons }: Collection) {
  return lexicons.flatMap((lexicon) =>
    facts.responses
      .filter((response) => response.registered)
      .flatMap(({ code }) =>
        (["when", "not", "retry"] as const)
          .filter((key) => lexicon.responses[code]?.[key] === undefined)
          .map((key) => ({ file: `languages/${lexicon.language}/responses/${code}.yaml`, message: `a registered code needs "${key}"` })),
      ),
  );
}

/** A sentence that fits two entries is a template: numbers and codes aside, no two may be alike. */
function noSharedSentence({ lexicons }: Collection) {
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
  return text.split(/(?<=[.?!])\s+(?=[A-Z`"0-9])|(?<=。)/u).map((sentence) => sentence.trim()).filter(Boolean);
}

function* walk(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (value !== null && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) if (key !== "search" && key !== "who") yield* walk(inner);
  }
}

function prose(lexicon: Lexicon) {
  const at = `languages/${lexicon.language}`;
  return (["responses", "variants", "contrasts", "symptoms", "vendors"] as const).flatMap((folder) =>
    Object.entries(lexicon[folder]).flatMap(([name, words]) => [...walk(words)].map((text) => ({ file: `${at}/${folder}/${name}.yaml`, text }))),
  );
}

function markupBalanced({ lexicons }: Collection) {
  return lexicons.flatMap((lexicon) =>
    prose(lexicon).flatMap(({ file, text }) => {
      if ((text.match(/`/gu)?.length ?? 0) % 2 === 1) return [{ file, message: `an odd number of backticks: ${text}` }];
      if (/\*\*|\]\(|<\/?(?:b|i|a|code)\b/u.test(text.replace(/`[^`]*`/gu, ""))) return [{ file, message: `markup other than backticks: ${text}` }];
      return [];
    }),
  );
}
