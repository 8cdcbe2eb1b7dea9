import type { Answer } from "../core/answer.ts";
import type { Catalog, Deviation } from "../core/catalog.ts";
import { filled, type Block, type Choice, type Line, type Reply } from "./document.ts";
import { nameOf } from "./response.ts";
import { citeAll } from "./sources.ts";
import { marked, type Words } from "./words.ts";

type CauseAnswer = Extract<Answer, { kind: "cause" }>;

/** A Q.850 cause: what the PSTN side says, and its SIP responses both ways (RFC 3398), deviations named. */
export function causeReply(answer: CauseAnswer, catalog: Catalog, words: Words): Reply {
  const { cause } = answer;
  const known = catalog.cause(cause);
  const said = words.lexicon.causes.numbers[cause];
  const name = known?.name ?? words.say("cause.unassigned");
  const title = words.say("cause.title", { cause, name });
  const verdict = said
    ? marked(said.meaning)
    : marked(known ? words.lexicon.causes.unconfirmed : words.lexicon.causes.unassigned);
  const mapping = mappingFacts(answer, catalog, words);
  return {
    title,
    language: words.language,
    severity: "info",
    audience: "everyone",
    short: filled(
      [{ text: title, style: "strong" }, ...(said ? [{ text: ` · ${said.gloss}` }] : [])],
      verdict,
      mapping[0] ? [{ text: `${mapping[0].label}: ` }, ...mapping[0].value] : [],
    ),
    body: [
      ...(said ? [{ kind: "text", text: [{ text: said.gloss, style: "strong" }] } as const] : []),
      { kind: "text", text: verdict },
      ...(said ? [{ kind: "facts", facts: [{ label: words.say("section.do"), value: marked(said.do) }] } as const] : []),
      { kind: "facts", facts: mapping },
      ...platformLines(answer, words),
      { kind: "text", text: words.line("cause.location", { list: locations(catalog, words) }), quiet: true },
      {
        kind: "links",
        label: words.say("section.sources"),
        links: citeAll([
          ...(known?.sources ?? []),
          catalog.facts.mapping.causeToSip.source,
          catalog.facts.mapping.sipToCause.source,
          "RFC 8606 §4",
        ]),
      },
      {
        kind: "choices",
        label: words.say("section.choices"),
        choices: codeChoices([...answer.codes, ...catalog.responsesTo(cause)], catalog),
      },
    ],
  };
}

function mappingFacts({ cause }: CauseAnswer, catalog: Catalog, words: Words) {
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
