import type {
  Cause,
  CauseMapping,
  Contrast,
  Facts,
  Prose,
  ResponseFacts,
  Symptom,
  Term,
  Variant,
  Vendor,
  Wordlist,
} from "../core/facts.ts";
import { proseWords } from "../core/text.ts";
import type { CauseWords, Lexicon } from "../reply/lexicon.ts";
import type { Shelf } from "./read.ts";
import * as schema from "./schema.ts";

/** Everything in data/, in the shapes that the program uses. */
export interface Collection {
  readonly facts: Facts;
  readonly wordlist: Wordlist;
  readonly lexicons: readonly Lexicon[];
}

/** Reads all of data/; what is wrong is noted in shelf.problems, and what can't be read is left out. */
export function collect(shelf: Shelf, languages: readonly string[]): Collection {
  const lexicons = languages.map((language) => collectLexicon(shelf, language));
  const facts = collectFacts(shelf);
  const synonyms = languages.flatMap((language) => shelf.read(`languages/${language}/synonyms.yaml`, schema.synonyms) ?? []);
  return { facts, lexicons, wordlist: { terms: terms(facts, lexicons), prose: prose(facts, lexicons), synonyms } };
}

function collectFacts(shelf: Shelf): Facts {
  return {
    responses: each(shelf, "responses", schema.response, (name, data) => ({
      code: Number(name),
      ...data,
    })) satisfies ResponseFacts[],
    variants: each(shelf, "variants", schema.variant, (id, data) => ({ id, ...data })) satisfies Variant[],
    contrasts: each(shelf, "contrasts", schema.contrast, (id, data) => ({
      id,
      codes: id.split("-").map(Number),
      ...data,
    })) satisfies Contrast[],
    causes: collectCauses(shelf),
    mapping: shelf.read("causes/rfc3398.yaml", schema.mapping) ?? noMapping,
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

const noMapping: CauseMapping = {
  causeToSip: { source: "", default: 500, rows: [] },
  sipToCause: { source: "", default: 31, rows: [] },
};

function collectCauses(shelf: Shelf): Cause[] {
  const read = shelf.read("causes/q850.yaml", schema.causes);
  if (!read) return [];
  const confirmed = read.causes.map((cause) => ({ ...cause, verified: true }));
  const unconfirmed = read.unverified.map((cause) => ({ ...cause, sources: [], verified: false }));
  return [...confirmed, ...unconfirmed].toSorted((a, b) => a.cause - b.cause);
}

function collectLexicon(shelf: Shelf, language: string): Lexicon {
  const at = `languages/${language}`;
  const { unassigned, unconfirmed, ...numbers } = shelf.read(`${at}/causes/q850.yaml`, schema.causeWords) ?? {};
  const own = interfaceWords(shelf, at);
  return {
    language,
    name: own["language.name"] ?? language,
    interface: own,
    responses: byName(shelf, `${at}/responses`, schema.responseWords),
    variants: byName(shelf, `${at}/variants`, schema.responseWords),
    contrasts: byName(shelf, `${at}/contrasts`, schema.contrastWords),
    symptoms: byName(shelf, `${at}/symptoms`, schema.symptomWords),
    causes: {
      unassigned: typeof unassigned === "string" ? unassigned : "",
      unconfirmed: typeof unconfirmed === "string" ? unconfirmed : "",
      numbers: Object.fromEntries(
        Object.entries(numbers).filter((entry): entry is [string, CauseWords] => typeof entry[1] !== "string"),
      ),
    },
    locations: shelf.read(`${at}/causes/locations.yaml`, schema.plainWords) ?? {},
    warnings: shelf.read(`${at}/causes/warnings.yaml`, schema.meaningWords) ?? {},
    reasons: shelf.read(`${at}/causes/reasons.yaml`, schema.reasonWords) ?? { protocols: {}, values: {}, frequent: {} },
    stir: shelf.read(`${at}/causes/stir.yaml`, schema.stirWords) ?? { attestation: {}, reason: "" },
    timers: shelf.read(`${at}/timers.yaml`, schema.timerWords) ?? {},
    headers: shelf.read(`${at}/headers.yaml`, schema.plainWords) ?? {},
    vendors: byName(shelf, `${at}/vendors`, schema.vendorWords),
    findings: byName(shelf, `${at}/findings`, schema.findingWords),
  };
}

/** The sentences of the interface: those of all answers, and each area's own, whose keys begin with its name. */
function interfaceWords(shelf: Shelf, at: string): Record<string, string> {
  const words = { ...shelf.read(`${at}/interface.yaml`, schema.interfaceWords) };
  for (const [area, own] of Object.entries(byName(shelf, `${at}/interface`, schema.interfaceWords))) {
    for (const [key, sentence] of Object.entries(own)) {
      if (!key.startsWith(`${area}.`) || key in words) {
        shelf.problems.push({
          file: `${at}/interface/${area}.yaml`,
          path: [key],
          rule: "interface-areas",
          message: `a key of this file begins with "${area}." and stands in no other`,
        });
      }
      words[key] = sentence;
    }
  }
  return words;
}

// The protocol's own phrase beats people's words, those beat what other tables print and what the PSTN says.
const weights = { phrase: 1, alias: 0.985, unregistered: 0.95, seen: 0.95, cause: 0.93 };

/** All that people may type to mean a thing: the protocol's phrases, and the aliases of every language. */
function terms(facts: Facts, lexicons: readonly Lexicon[]): Term[] {
  const found: Term[] = [];
  const add = (kind: Term["kind"], of: string, weight: number, words: readonly string[], language?: string) => {
    for (const text of words) found.push({ text, kind, of, weight, language });
  };
  const registered = new Set(facts.responses.filter((one) => one.registered).map((one) => String(one.code)));
  for (const { code, phrase, phrasesSeen, registered: known } of facts.responses) {
    add("response", String(code), known ? weights.phrase : weights.unregistered, [phrase]);
    add(
      "response",
      String(code),
      known ? weights.seen : weights.unregistered,
      phrasesSeen.map((seen) => seen.phrase),
    );
  }
  for (const { id, phrase, names } of facts.variants) add("variant", id, weights.seen, [phrase, ...names]);
  for (const { cause, name } of facts.causes) add("cause", String(cause), weights.cause, [name]);
  for (const { language, responses, variants, symptoms } of lexicons) {
    for (const [code, words] of Object.entries(responses))
      add("response", code, registered.has(code) ? weights.alias : weights.unregistered, words.search, language);
    for (const [id, words] of Object.entries(variants)) add("variant", id, weights.seen, words.search, language);
    for (const [id, words] of Object.entries(symptoms))
      add("symptom", id, weights.alias, [words.name, ...words.search], language);
  }
  return found;
}

/** The texts behind each registered response and symptom, as the words that look-up compares. */
function prose(facts: Facts, lexicons: readonly Lexicon[]): Prose[] {
  const codes = facts.responses.filter((one) => one.registered).map((one) => String(one.code));
  return lexicons.flatMap(({ language, responses, symptoms }) => {
    const ofCodes = codes.flatMap((of): Prose[] => {
      const said = responses[of];
      if (!said) return [];
      const phrase = facts.responses.find((one) => String(one.code) === of)?.phrase ?? "";
      const headline = [phrase, said.who, said.verdict, ...said.search];
      const rest = [said.meaning, ...(said.when ?? []), said.timers ?? ""];
      return [{ kind: "response", of, language, headline: proseWords(headline.join(" ")), words: proseWords(rest.join(" ")) }];
    });
    const ofSymptoms = Object.entries(symptoms).map(([of, said]): Prose => {
      const headline = [said.name, said.verdict, ...said.search];
      return { kind: "symptom", of, language, headline: proseWords(headline.join(" ")), words: proseWords(said.meaning) };
    });
    return [...ofCodes, ...ofSymptoms];
  });
}

function each<T, U>(
  shelf: Shelf,
  folder: string,
  shape: Parameters<typeof shelf.read<T>>[1],
  make: (name: string, data: T) => U,
): U[] {
  return shelf.names(folder).flatMap((name) => {
    const data = shelf.read(`${folder}/${name}.yaml`, shape);
    return data === undefined ? [] : [make(name, data)];
  });
}

function byName<T>(shelf: Shelf, folder: string, shape: Parameters<typeof shelf.read<T>>[1]): Record<string, T> {
  return Object.fromEntries(each(shelf, folder, shape, (name, data) => [name, data] as const));
}
