import type { Answer } from "../core/answer.ts";
import type { Catalog } from "../core/catalog.ts";
import type { ResponseFacts } from "../core/facts.ts";
import type { Block, Choice, Line, Reply, Severity } from "./document.ts";
import type { ContrastWords } from "./lexicon.ts";
import { factValue, tableFacts, type FactName } from "./response-facts.ts";
import { nameOf, severityOf, sourcesOf } from "./response.ts";
import { citeAll } from "./sources.ts";
import { marked, type Words } from "./words.ts";

type ComparisonAnswer = Extract<Answer, { kind: "comparison" }>;

/** Above this many codes each is told in brief: its details are one click away. */
const toldInFull = 3;

/** What parts two codes that nobody has compared; the table below has the rest. */
const tellingFacts: readonly FactName[] = ["class", "party", "generated-by", "retry", "dialog"];

/** Two to five codes beside each other: what really parts them, each one's section, how to tell, what to do, a table. */
export function comparisonReply(answer: ComparisonAnswer, catalog: Catalog, words: Words): Reply {
  const responses = answer.codes.map((code) => catalog.response(code)).filter((one) => one !== undefined);
  const contrast = catalog.contrast(answer.codes);
  const said = contrast && words.lexicon.contrasts[contrast.id];
  const title = words.say(responses.length === 2 ? "comparison.title" : "comparison.title-many", {
    first: nameOf(responses[0] ?? { code: 0, phrase: "" }),
    second: nameOf(responses[1] ?? { code: 0, phrase: "" }),
    names: words.join(responses.map(nameOf)),
  });
  return {
    title,
    language: words.language,
    severity: worst(responses.map(severityOf)),
    audience: "everyone",
    short: shortForm(title, responses, said, words),
    body: [
      ...answer.missing.map((side): Block => ({
        kind: "text",
        text: words.line("comparison.missing", { words: side }),
        quiet: true,
      })),
      ...opening(responses, said, catalog, words),
      ...responses.flatMap((response) => section(response, responses.length <= toldInFull, words)),
      ...differences(responses, said, catalog, words),
      ...(said ? whichWhen(responses, said, words) : []),
      factTable(responses, catalog, words),
      {
        kind: "links",
        label: words.say("section.sources"),
        links: citeAll([...(contrast?.sources ?? []), ...responses.flatMap((one) => sourcesOf(one).slice(0, 2))]),
      },
      choices(responses, words),
    ],
  };
}

function shortForm(title: string, responses: readonly ResponseFacts[], said: ContrastWords | undefined, words: Words): Line[] {
  const head: Line = [{ text: title, style: "strong" }];
  if (said) return [head, marked(said.summary), marked(said.differences[0] ?? "")];
  const verdict = ({ code }: ResponseFacts) => `${code}: ${words.lexicon.responses[code]?.verdict ?? ""}`;
  if (responses.length === 2) return [head, ...responses.map((one) => marked(verdict(one)))];
  return [head, [{ text: responses.map(({ code }) => `${code}: ${words.lexicon.responses[code]?.who ?? ""}`).join("; ") }]];
}

/** The real difference first; without a curated one, say so, and show what is curated about parts of the set. */
function opening(responses: readonly ResponseFacts[], said: ContrastWords | undefined, catalog: Catalog, words: Words): Block[] {
  if (said) {
    return [
      { kind: "text", text: marked(said.summary) },
      ...(said.flow === undefined
        ? []
        : [{ kind: "facts", facts: [{ label: words.say("section.flow"), value: marked(said.flow) }] } as const]),
    ];
  }
  const parts = pairs(responses).flatMap(({ codes }): Line[] => {
    const known = catalog.contrast(codes);
    const summary = known && words.lexicon.contrasts[known.id]?.summary;
    return summary === undefined ? [] : [[{ text: `${codes.join(" / ")}: `, style: "strong" }, ...marked(summary)]];
  });
  if (parts.length > 0) return [{ kind: "list", label: words.say("comparison.pairs"), ordered: false, items: parts }];
  return [{ kind: "text", text: words.line("comparison.computed"), quiet: true }];
}

function pairs(responses: readonly ResponseFacts[]): { readonly codes: readonly number[] }[] {
  return responses.flatMap((one, index) => responses.slice(index + 1).map((other) => ({ codes: [one.code, other.code] })));
}

function section(response: ResponseFacts, full: boolean, words: Words): Block[] {
  const said = words.lexicon.responses[response.code];
  if (!said) return [];
  const lead: Block[] = [
    { kind: "heading", text: [{ text: nameOf(response) }], severity: severityOf(response) },
    { kind: "text", text: [{ text: words.say("verdict.line", { who: said.who }), style: "emphasis" }] },
  ];
  if (!full)
    return [
      ...lead,
      { kind: "facts", facts: [fact(words, "section.says", said.verdict), fact(words, "section.do", said.first)] },
    ];
  return [
    ...lead,
    {
      kind: "facts",
      facts: [
        {
          label: words.say("section.says"),
          value: [...marked(said.verdict), { text: words.say("sentence.space") }, ...marked(said.meaning)],
        },
      ],
    },
    ...(said.when
      ? [{ kind: "list", label: words.say("section.when"), ordered: false, items: said.when.map(marked) } as const]
      : []),
    { kind: "list", label: words.say("section.do"), ordered: true, items: said.do.map(marked) },
  ];
}

function fact(words: Words, label: string, text: string) {
  return { label: words.say(label), value: marked(text) };
}

function differences(
  responses: readonly ResponseFacts[],
  said: ContrastWords | undefined,
  catalog: Catalog,
  words: Words,
): Block[] {
  if (said) {
    return [
      { kind: "list", label: words.say("section.differences"), ordered: true, items: said.differences.map(marked) },
      { kind: "list", label: words.say("section.tell"), ordered: false, items: said.tell.map(marked) },
    ];
  }
  const items = tellingFacts.flatMap((name): Line[] => {
    const values = responses.map((response) => factValue(name, response, catalog, words));
    const texts = values.map((value) => value?.map((span) => span.text).join("") ?? words.say("table.none"));
    if (new Set(texts).size < 2) return [];
    return [
      [
        { text: `${words.say(`fact.${name}`)}: `, style: "strong" },
        { text: texts.map((text, index) => `${responses[index]?.code}: ${text}`).join("; ") },
      ],
    ];
  });
  return items.length === 0 ? [] : [{ kind: "list", label: words.say("section.differences-computed"), ordered: true, items }];
}

function whichWhen(responses: readonly ResponseFacts[], said: ContrastWords, words: Words): Block[] {
  const facts = responses.flatMap((response) => {
    const advice = said.each[response.code];
    return advice === undefined ? [] : [{ label: nameOf(response), value: marked(advice) }];
  });
  return [
    { kind: "heading", text: words.line("section.which") },
    { kind: "facts", facts },
  ];
}

function factTable(responses: readonly ResponseFacts[], catalog: Catalog, words: Words): Block {
  const none: Line = [{ text: words.say("table.none") }];
  return {
    kind: "table",
    label: words.say("section.facts"),
    columns: [words.say("table.fact"), ...responses.map(nameOf)],
    rows: tableFacts.map((name) => [
      [{ text: words.say(`fact.${name}`) }],
      ...responses.map((response) => factValue(name, response, catalog, words) ?? none),
    ]),
  };
}

function choices(responses: readonly ResponseFacts[], words: Words): Block {
  const details = responses.map((one): Choice => ({
    label: words.say("choice.details", { name: nameOf(one) }),
    command: String(one.code),
  }));
  return { kind: "choices", label: words.say("section.choices"), choices: details };
}

const order: readonly Severity[] = ["normal", "info", "warning", "error"];

function worst(severities: readonly Severity[]): Severity {
  return severities.toSorted((a, b) => order.indexOf(b) - order.indexOf(a))[0] ?? "info";
}
