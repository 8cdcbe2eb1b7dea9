import type { ResponseAnswer } from "../core/answer.ts";
import { responseClass, variantName, type Catalog } from "../core/catalog.ts";
import type { Outcome, ResponseFacts, Source } from "../core/facts.ts";
import type { Block, Choice, Line, Reply, Severity } from "./document.ts";
import type { ResponseWords } from "./lexicon.ts";
import { factValue, headerLines, timerLines, type FactName } from "./response-facts.ts";
import { citeAll } from "./sources.ts";
import { marked, type Words } from "./words.ts";

const severities: Readonly<Record<Outcome, Severity>> = {
  progress: "normal",
  ringing: "normal",
  answered: "normal",
  redirected: "info",
  auth: "info",
  cancelled: "info",
  state: "warning",
  busy: "info",
  "no-answer": "info",
  rejected: "warning",
  blocked: "warning",
  routing: "warning",
  protocol: "warning",
  media: "warning",
  unreachable: "error",
  server: "error",
};

/** How a response is coloured: by what became of the call, not by its hundreds. */
export function severityOf({ outcome, party }: Pick<ResponseFacts, "outcome" | "party">): Severity {
  return party === "normal" && severities[outcome] !== "normal" ? "info" : severities[outcome];
}

export function nameOf(response: { readonly code: number; readonly phrase: string }): string {
  return `${response.code} ${response.phrase}`;
}

/** Everything on one code: verdict first, then meaning, situations, steps, facts, sources. */
export function responseReply(answer: ResponseAnswer, catalog: Catalog, words: Words): Reply {
  const { response, variant } = answer;
  const own = words.lexicon.responses[response.code];
  const said = (variant && words.lexicon.variants[variant.id]) ?? own;
  if (!own || !said) throw new Error(`languages/${words.language}/responses/${response.code}.yaml is missing`);
  const title = variant ? nameOf(variant) : nameOf(response);
  return {
    title,
    language: words.language,
    severity: severityOf(variant ?? response),
    audience: "everyone",
    short: headline(title, said),
    body: [
      { kind: "text", text: [{ text: words.say("verdict.line", { who: said.who }), style: "emphasis" }] },
      { kind: "text", text: strong(marked(said.verdict)) },
      ...notes(answer, catalog, words),
      { kind: "text", text: marked(said.meaning) },
      ...guidance(said, words),
      ...(variant ? plainCode(response, own, words) : []),
      ...details(answer, own, catalog, words),
      {
        kind: "links",
        label: words.say("section.sources"),
        links: citeAll([...(variant?.sources ?? []), ...sourcesOf(response), ...shownSources(response, catalog)]),
      },
      choices(answer, catalog, words),
    ],
  };
}

/** The three lines of the short form. */
export function headline(title: string, said: ResponseWords): Line[] {
  return [[{ text: title, style: "strong" }, { text: ` · ${said.who}` }], marked(said.verdict), marked(said.first)];
}

function strong(line: Line): Line {
  return line.map((span) => (span.style === undefined ? { ...span, style: "strong" } : span));
}

/** What this very question adds: a cause beside the code, a phrase of another code. */
function notes({ response, variant, cause, unusualPhrase, others }: ResponseAnswer, catalog: Catalog, words: Words): Block[] {
  const lines: Line[] = [];
  if (cause !== undefined) {
    const name = catalog.cause(cause)?.name ?? words.say("cause.unassigned");
    const gloss = words.lexicon.causes.numbers[cause];
    lines.push([
      ...words.line("note.cause", { cause, name }),
      ...(gloss ? [{ text: words.say("sentence.space") }, ...marked(gloss.meaning)] : []),
    ]);
    const mapped = catalog.responsesFor(cause);
    if (!mapped.includes(response.code))
      lines.push(words.line("note.cause-differs", { cause, codes: words.join(mapped.map(String), "or") }));
  }
  if (unusualPhrase !== undefined)
    lines.push(words.line("note.phrase", { phrase: unusualPhrase, code: response.code, own: response.phrase }));
  if (others.length > 0) {
    const names = others.map((code) => catalog.response(code)).flatMap((one) => (one ? [nameOf(one)] : []));
    lines.push(words.line("note.others", { names: words.join(names, "or") }));
  }
  if (!response.registered && !variant) lines.push(words.line("note.unregistered"));
  return lines.map((text): Block => ({ kind: "text", text, quiet: true }));
}

/** Situations, steps, and what the response is not. */
export function guidance(said: ResponseWords, words: Words): Block[] {
  return [
    ...(said.when
      ? [{ kind: "list", label: words.say("section.when"), ordered: false, items: said.when.map(marked) } as const]
      : []),
    { kind: "list", label: words.say("section.do"), ordered: true, items: said.do.map(marked) },
    ...(said.not === undefined
      ? []
      : [{ kind: "facts", facts: [{ label: words.say("section.not"), value: marked(said.not) }] } as const]),
  ];
}

/** A variant's answer also says what the code means without it. */
function plainCode(response: ResponseFacts, own: ResponseWords, words: Words): Block[] {
  return [
    { kind: "heading", text: words.line("section.plain-code", { name: nameOf(response) }) },
    { kind: "text", text: marked(own.verdict) },
  ];
}

const shownFacts: readonly FactName[] = [
  "class",
  "outcome",
  "emitted-by",
  "on-wire",
  "treat-as",
  "generated-by",
  "methods",
  "retry",
  "proxies",
  "ack",
  "dialog",
  "cause",
];

function details({ response, variant: shown }: ResponseAnswer, own: ResponseWords, catalog: Catalog, words: Words): Block[] {
  const facts = shownFacts.flatMap((name) => {
    const value = factValue(name, response, catalog, words);
    return value === undefined ? [] : [{ label: words.say(`fact.${name}`), value: [...value, ...addition(name, own, words)] }];
  });
  const headers = headerLines(response, words);
  const timers = [...timerLines(response, catalog, words), ...(own.timers === undefined ? [] : [marked(own.timers)])];
  const vendors = vendorLines(response.code, catalog, words);
  const seen = response.phrasesSeen.map(({ phrase, by }): Line => [
    { text: phrase, style: "strong" },
    { text: `: ${words.join(by)}` },
  ]);
  const variants = catalog.variantsOf(response.code).flatMap((variant): Line[] => {
    const said = words.lexicon.variants[variant.id];
    const name = variant.phrase === response.phrase ? variantName(variant) : nameOf(variant);
    return said && variant !== shown ? [[{ text: `${name}: `, style: "strong" }, ...marked(said.verdict)]] : [];
  });
  const warnings = catalog.facts.warnings
    .filter((warning) => warning.with.includes(response.code))
    .map((warning): Line => [
      { text: `${warning.warning} ${warning.phrase}: `, style: "strong" },
      ...marked(words.lexicon.warnings[warning.warning]?.meaning ?? ""),
    ]);
  return [
    { kind: "facts", facts },
    ...lists(words, {
      "section.headers": headers,
      "section.warnings": warnings,
      "section.timers": timers,
      "section.variants": variants,
      "section.vendors": vendors,
      "section.phrases": seen,
    }),
  ];
}

/** The code's own sentence behind a computed fact. */
function addition(name: FactName, own: ResponseWords, words: Words): Line {
  const sentence = name === "retry" ? own.retry : name === "proxies" ? own.proxies : undefined;
  return sentence === undefined ? [] : [{ text: words.say("sentence.colon") }, ...marked(sentence)];
}

function vendorLines(code: number, catalog: Catalog, words: Words): Line[] {
  return catalog.vendorMeanings(code).flatMap(({ vendor, entry }): Line[] => {
    const said = words.lexicon.vendors[vendor.id]?.entries[entry.id];
    const shown =
      entry.codes.length > 0 && entry.codes[0] !== String(code)
        ? `${vendor.name} ${entry.id}`
        : `${vendor.name} ${entry.name ?? ""}`.trim();
    return said ? [[{ text: `${shown}: `, style: "strong" }, ...marked(said.meaning)]] : [];
  });
}

/** Lists with their labels, the empty ones left out. */
export function lists(words: Words, sections: Readonly<Record<string, readonly Line[]>>): Block[] {
  return Object.entries(sections)
    .filter(([, items]) => items.length > 0)
    .map(([label, items]): Block => ({ kind: "list", label: words.say(label), ordered: false, items }));
}

/** Sources of what stands beside the code's own facts: the mapping to causes, its variants, its vendors. */
function shownSources({ code }: ResponseFacts, catalog: Catalog): Source[] {
  const { causeToSip, sipToCause } = catalog.facts.mapping;
  const mapped = catalog.causeFor(code) !== undefined || catalog.causesOf(code).length > 0;
  return [
    ...(mapped ? [causeToSip.source, sipToCause.source] : []),
    ...catalog.variantsOf(code).flatMap((variant) => variant.sources),
    ...catalog.vendorMeanings(code).flatMap(({ vendor }) => vendor.sources.slice(0, 1)),
    ...catalog.deviationsOfCode(code).flatMap(({ vendor }) => vendor.sources.slice(0, 1)),
  ];
}

/** Where the claims on a code come from, the defining section first. */
export function sourcesOf(response: ResponseFacts): Source[] {
  if (!response.registered) return [...response.sources];
  const { sources, seeAlso, retry, dialog, headers } = response;
  return [...sources, ...seeAlso, retry.source, ...(dialog ? [dialog.source] : []), ...headers.map((header) => header.source)];
}

function choices({ response, others }: ResponseAnswer, catalog: Catalog, words: Words): Block {
  const { code } = response;
  const compared = [...new Set([...others, ...response.confusedWith, ...catalog.comparedWith(code)])].slice(0, 5);
  const list: Choice[] = [
    ...compared.map((other) => ({
      label: words.say("choice.compare", { codes: `${code} / ${other}` }),
      command: `${code} vs ${other}`,
    })),
    ...(responseClass(code)
      ? [{ label: words.say("choice.list", { pattern: `${Math.floor(code / 100)}xx` }), command: `${Math.floor(code / 100)}xx` }]
      : []),
  ];
  return { kind: "choices", label: words.say("section.choices"), choices: list };
}
