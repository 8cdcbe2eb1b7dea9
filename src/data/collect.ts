import type { Contrast, Facts, ResponseFacts, Symptom, Term, Variant, Vendor } from "../core/facts.ts";
import type { CauseWords, Lexicon } from "../reply/lexicon.ts";
import type { Shelf } from "./read.ts";
import * as schema from "./schema.ts";

/** Everything in data/, in the shapes that the program uses. */
export interface Collection {
  readonly facts: Facts;
  readonly lexicons: readonly Lexicon[];
}

/** Reads all of data/; what is wrong is noted in shelf.problems, and what can't be read is left out. */
export function collect(shelf: Shelf, languages: readonly string[]): Collection {
  const lexicons = languages.map((language) => collectLexicon(shelf, language));
  const facts = collectFacts(shelf);
  return { facts: { ...facts, terms: terms(facts, lexicons) }, lexicons };
}

function collectFacts(shelf: Shelf): Omit<Facts, "terms"> {
  const causes = shelf.read("causes/q850.yaml", schema.causes);
  return {
    responses: each(shelf, "responses", schema.response, (name, data) => ({ code: Number(name), ...data })) satisfies ResponseFacts[],
    variants: each(shelf, "variants", schema.variant, (id, data) => ({ id, ...data })) satisfies Variant[],
    contrasts: each(shelf, "contrasts", schema.contrast, (id, data) => ({ id, codes: id.split("-").map(Number), ...data })) satisfies Contrast[],
    causes: [
      ...(causes?.causes ?? []).map((cause) => ({ ...cause, verified: true })),
      ...(causes?.unverified ?? []).map((cause) => ({ ...cause, sources: [], verified: false })),
    ].toSorted((a, b) => a.cause - b.cause),
    mapping: shelf.read("causes/rfc3398.yaml", schema.mapping) ?? {
      causeToSip: { source: "", default: 500, rows: [] },
      sipToCause: { source: "", default: 31, rows: [] },
    },
    locations: shelf.read("causes/locations.yaml", schema.locations)?.locations ?? [],
    reasons: shelf.read("causes/reasons.yaml", schema.reasons)?.protocols ?? [],
    attestation: shelf.read("causes/stir.yaml", schema.stir)?.attestation ?? [],
    warnings: shelf.read("causes/warnings.yaml", schema.warnings)?.warnings ?? [],
    timers: shelf.read("timers.yaml", schema.timers)?.timers ?? [],
    headers: shelf.read("headers.yaml", schema.headers)?.headers ?? [],
    vendors: each(shelf, "vendors", schema.vendor, (id, data) => ({ id, ...data })) satisfies Vendor[],
    symptoms: each(shelf, "symptoms", schema.symptom, (id, data) => ({ id, ...data })) satisfies Symptom[],
  };
}

function collectLexicon(shelf: Shelf, language: string): Lexicon {
  const at = `languages/${language}`;
  const { unassigned, unconfirmed, ...numbers } = shelf.read(`${at}/causes/q850.yaml`, schema.causeWords) ?? {};
  const own = shelf.read(`${at}/interface.yaml`, schema.interfaceWords) ?? {};
  return {
    language,
    name: own["language.name"] ?? language,
    interface: own,
    responses: byName(shelf, `${at}/responses`, schema.responseWords),
    variants: byName(shelf, `${at}/variants`, schema.responseWords),
    contrasts: byName(shelf, `${at}/contrasts`, schema.contrastWords),
    symptoms: byName(shelf, `${at}/symptoms`, schema.symptomWords),
    causes: {
      unassigned: String(unassigned ?? ""),
      unconfirmed: String(unconfirmed ?? ""),
      numbers: Object.fromEntries(Object.entries(numbers).filter((entry): entry is [string, CauseWords] => typeof entry[1] !== "string")),
    },
    locations: shelf.read(`${at}/causes/locations.yaml`, schema.plainWords) ?? {},
    warnings: shelf.read(`${at}/causes/warnings.yaml`, schema.meaningWords) ?? {},
    reasons: shelf.read(`${at}/causes/reasons.yaml`, schema.reasonWords) ?? { protocols: {}, values: {}, frequent: {} },
    stir: shelf.read(`${at}/causes/stir.yaml`, schema.stirWords) ?? { attestation: {}, reason: "" },
    timers: shelf.read(`${at}/timers.yaml`, schema.timerWords) ?? {},
    headers: shelf.read(`${at}/headers.yaml`, schema.plainWords) ?? {},
    vendors: byName(shelf, `${at}/vendors`, schema.vendorWords),
  };
}

/** All that people may type to mean a thing: the protocol's phrases, and the aliases of every language. */
function terms(facts: Omit<Facts, "terms">, lexicons: readonly Lexicon[]): Term[] {
  const found: Term[] = [];
  for (const { code, phrase, phrasesSeen } of facts.responses) {
    for (const text of [phrase, ...phrasesSeen.map((seen) => seen.phrase)]) found.push({ text, kind: "response", of: String(code), sort: "phrase" });
  }
  for (const { id, phrase, names } of facts.variants) {
    for (const text of [phrase, ...names]) found.push({ text, kind: "variant", of: id, sort: "phrase" });
  }
  for (const { cause, name } of facts.causes) found.push({ text: name, kind: "cause", of: String(cause), sort: "phrase" });
  for (const { language, responses, variants, symptoms } of lexicons) {
    const add = (kind: Term["kind"], of: string, words: readonly string[]) => {
      for (const text of words) found.push({ text, kind, of, sort: "alias", language });
    };
    for (const [code, words] of Object.entries(responses)) add("response", code, words.search);
    for (const [id, words] of Object.entries(variants)) add("variant", id, words.search);
    for (const [id, words] of Object.entries(symptoms)) add("symptom", id, [words.name, ...words.search]);
  }
  return found;
}

function each<T, U>(shelf: Shelf, folder: string, shape: Parameters<typeof shelf.read<T>>[1], make: (name: string, data: T) => U): U[] {
  return shelf.names(folder).flatMap((name) => {
    const data = shelf.read(`${folder}/${name}.yaml`, shape);
    return data === undefined ? [] : [make(name, data)];
  });
}

function byName<T>(shelf: Shelf, folder: string, shape: Parameters<typeof shelf.read<T>>[1]): Record<string, T> {
  return Object.fromEntries(each(shelf, folder, shape, (name, data) => [name, data] as const));
}
