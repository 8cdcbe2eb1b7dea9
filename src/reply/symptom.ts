import type { Answer } from "../core/answer.ts";
import type { Catalog } from "../core/catalog.ts";
import type { Choice, Line, Reply } from "./document.ts";
import { timerName } from "./response-facts.ts";
import { nameOf, lists } from "./response.ts";
import { citeAll } from "./sources.ts";
import { marked, type Words } from "./words.ts";

/** From what people hear to what to look at: mechanism, checks in order, and the codes seen with it. */
export function symptomReply({ symptom, others }: Extract<Answer, { kind: "symptom" }>, catalog: Catalog, words: Words): Reply {
  const said = words.lexicon.symptoms[symptom.id];
  if (!said) throw new Error(`languages/${words.language}/symptoms/${symptom.id}.yaml is missing`);
  const codes = symptom.codes.map((code): Line => {
    const response = catalog.response(code);
    return [
      { text: response ? nameOf(response) : String(code), style: "strong" },
      { text: ": " },
      ...marked(said.codes[code] ?? ""),
    ];
  });
  const timers = symptom.timers.map((id): Line => {
    const timer = catalog.timer(id);
    return [
      { text: timerName(id, timer?.value ?? "", words), style: "strong" },
      { text: ": " },
      ...marked(words.lexicon.timers[id]?.seen ?? ""),
    ];
  });
  const causes = symptom.causes.map((cause): Line => [
    { text: `${cause} ${catalog.cause(cause)?.name ?? ""}`, style: "strong" },
    { text: `: ${words.lexicon.causes.numbers[cause]?.gloss ?? ""}` },
  ]);
  return {
    title: said.name,
    language: words.language,
    severity: "warning",
    audience: "everyone",
    short: [[{ text: said.name, style: "strong" }, { text: ` · ${said.who}` }], marked(said.verdict), marked(said.first)],
    body: [
      { kind: "text", text: [{ text: words.say("verdict.line", { who: said.who }), style: "emphasis" }] },
      { kind: "text", text: marked(said.verdict).map((span) => (span.style ? span : { ...span, style: "strong" as const })) },
      { kind: "text", text: marked(said.meaning) },
      { kind: "facts", facts: [{ label: words.say("section.first"), value: marked(said.first) }] },
      { kind: "list", label: words.say("section.checks"), ordered: true, items: said.checks.map(marked) },
      ...lists(words, { "section.codes": codes, "section.causes": causes, "section.timers": timers }),
      { kind: "links", label: words.say("section.sources"), links: citeAll(symptom.sources) },
      {
        kind: "choices",
        label: words.say("section.choices"),
        choices: [
          ...choices(symptom.codes, catalog),
          ...otherSymptoms(
            others.map((hit) => (hit.kind === "symptom" ? hit.of : "")),
            words,
          ),
        ],
      },
    ],
  };
}

function choices(codes: readonly number[], catalog: Catalog): Choice[] {
  return codes.slice(0, 5).flatMap((code): Choice[] => {
    const response = catalog.response(code);
    return response ? [{ label: nameOf(response), command: String(code) }] : [];
  });
}

function otherSymptoms(ids: readonly string[], words: Words): Choice[] {
  return ids.flatMap((id): Choice[] => {
    const said = words.lexicon.symptoms[id];
    return said ? [{ label: said.name, command: said.name }] : [];
  });
}
