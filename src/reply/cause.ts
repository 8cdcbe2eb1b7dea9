import type { Answer } from "../core/answer.ts";
import type { Catalog, Deviation } from "../core/catalog.ts";
import type { Source } from "../core/facts.ts";
import { filled, type Block, type Choice, type Line, type Reply } from "./document.ts";
import { nameOf } from "./response.ts";
import { citeAll } from "./sources.ts";
import { marked, type Words } from "./words.ts";

type CauseAnswer = Extract<Answer, { kind: "cause" }>;

/** Q.850 causes: what the PSTN side says, and their SIP responses both ways (RFC 3398), deviations named. */
export function causeReply(answer: CauseAnswer, catalog: Catalog, words: Words): Reply {
  const told = answer.causes.map((cause) => tell(cause, catalog, words));
  const [first] = told;
  if (!first) throw new Error("a cause answer without a cause");
  const { causeToSip, sipToCause } = catalog.facts.mapping;
  const codes = [...answer.codes, ...answer.causes.flatMap((cause) => catalog.responsesTo(cause))];
  return {
    title: words.join(told.map((one) => one.title)),
    language: words.language,
    severity: "info",
    audience: "everyone",
    short: told.length === 1 ? shortForm(first) : told.slice(0, 3).map(headline),
    body: [
      ...told.flatMap((one) => section(one, told.length > 1, words)),
      ...platformLines(answer, words),
      { kind: "text", text: words.line("cause.location", { list: locations(catalog, words) }), quiet: true },
      {
        kind: "links",
        label: words.say("section.sources"),
        links: citeAll([...told.flatMap((one) => one.sources), causeToSip.source, sipToCause.source, "RFC 8606 §4"]),
      },
      { kind: "choices", label: words.say("section.choices"), choices: codeChoices(codes, catalog) },
    ],
  };
}

/** One cause in words. */
interface Told {
  readonly title: string;
  readonly gloss: string | undefined;
  readonly verdict: Line;
  readonly advice: Line | undefined;
  readonly mapping: readonly { readonly label: string; readonly value: Line }[];
  readonly sources: readonly Source[];
}

function tell(cause: number, catalog: Catalog, words: Words): Told {
  const known = catalog.cause(cause);
  const { numbers, unconfirmed, unassigned } = words.lexicon.causes;
  const said = numbers[cause];
  return {
    title: words.say("cause.title", { cause, name: known?.name ?? words.say("cause.unassigned") }),
    gloss: said?.gloss,
    verdict: marked(said?.meaning ?? (known ? unconfirmed : unassigned)),
    advice: said && marked(said.do),
    mapping: mappingFacts(cause, catalog, words),
    sources: known?.sources ?? [],
  };
}

function headline({ title, gloss }: Told): Line {
  return [{ text: title, style: "strong" }, ...(gloss === undefined ? [] : [{ text: ` · ${gloss}` }])];
}

function shortForm(told: Told): Line[] {
  const [mapping] = told.mapping;
  return filled(headline(told), told.verdict, mapping ? [{ text: `${mapping.label}: ` }, ...mapping.value] : []);
}

function section({ title, gloss, verdict, advice, mapping }: Told, headed: boolean, words: Words): Block[] {
  return [
    ...(headed ? [{ kind: "heading", text: [{ text: title }] } as const] : []),
    ...(gloss === undefined ? [] : [{ kind: "text", text: [{ text: gloss, style: "strong" }] } as const]),
    { kind: "text", text: verdict },
    { kind: "facts", facts: [...(advice ? [{ label: words.say("section.do"), value: advice }] : []), ...mapping] },
  ];
}

function mappingFacts(cause: number, catalog: Catalog, words: Words) {
  const names = (codes: readonly number[]): Line => {
    const found = codes.map((code) => catalog.response(code)).filter((one) => one !== undefined);
    return [{ text: words.join(found.map(nameOf), "or") }];
  };
  const becomes = catalog.responsesFor(cause);
  const from = catalog.responsesTo(cause);
  const listed = catalog.facts.mapping.causeToSip.rows.some((row) => row.cause === cause);
  const to =
    becomes.length === 0
      ? words.line("cause.no-response")
      : [...names(becomes), ...(listed ? [] : [{ text: words.say("sentence.space") }, ...words.line("cause.default")])];
  return [
    { label: words.say("cause.becomes"), value: to },
    ...(from.length === 0 ? [] : [{ label: words.say("cause.comes-from"), value: names(from) }]),
    ...deviations(catalog.deviationsOfCause(cause), words),
  ];
}

function deviations(found: readonly Deviation[], words: Words) {
  if (found.length === 0) return [];
  return [
    {
      label: words.say("cause.platforms-differ"),
      value: [{ text: found.map(({ vendor, to }) => `${vendor.name}: ${to}`).join("; ") }],
    },
  ];
}

function platformLines({ vendors }: CauseAnswer, words: Words): Block[] {
  if (vendors.length === 0) return [];
  const items = vendors.map(({ vendor, entry }): Line => [
    { text: `${vendor.name} ${entry.id}: `, style: "strong" },
    ...words.line("cause.platform-mapping", {
      sip: entry.sip.join(", ") || words.say("table.none"),
      from: entry.comesFrom?.join(", ") ?? words.say("table.none"),
    }),
  ]);
  return [{ kind: "list", label: words.say("section.platforms"), ordered: false, items }];
}

function locations(catalog: Catalog, words: Words): string {
  return catalog.facts.locations
    .filter(({ token }) => !token.startsWith("LOC-"))
    .map(({ value, token }) => `${token} = ${words.lexicon.locations[value] ?? ""}`)
    .join("; ");
}

/** A button for each response, once. */
export function codeChoices(codes: readonly number[], catalog: Catalog): Choice[] {
  return [...new Set(codes)].slice(0, 5).flatMap((code): Choice[] => {
    const response = catalog.response(code);
    return response ? [{ label: nameOf(response), command: String(code) }] : [];
  });
}
