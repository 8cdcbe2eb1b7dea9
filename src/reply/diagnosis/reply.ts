import type { Catalog } from "../../core/catalog.ts";
import type { Call, Diagnosis } from "../../core/trace/diagnosis.ts";
import { failureOf, ladderOf, type Ladder } from "../../core/trace/ladder.ts";
import { unredacted } from "../../core/trace/redact.ts";
import type { Block, Choice, Line, Reply, Severity } from "../document.ts";
import { filled } from "../document.ts";
import { headline, nameOf, responseReply, severityOf } from "../response.ts";
import type { Words } from "../words.ts";
import { callChoices, callTables } from "./calls.ts";
import { drawLadder } from "./drawing.ts";
import { factsOf } from "./evidence.ts";
import { nothingReadable, readingNotes } from "./notes.ts";
import { seconds } from "./party.ts";
import { pictureOf } from "./picture.ts";
import { aliasesFor, sayFinding, type Manner, type Showing } from "./show.ts";
import { otherFindings, verdictOn, type Verdict } from "./verdict.ts";

/** What it takes to say a diagnosis in one language. */
export function showingOf(diagnosis: Diagnosis, catalog: Catalog, words: Words, { bare }: Manner = {}): Showing {
  return { diagnosis, catalog, words, redactor: bare === true ? unredacted : aliasesFor(diagnosis) };
}

/** The call that is shown. */
export function shownCall({ calls, telling }: Diagnosis, { call }: Manner): Call | undefined {
  return (call === undefined ? undefined : calls[call]) ?? telling ?? calls[0];
}

/** A diagnosis: verdict first, the facts that prove it, what to do, the ladder, then everything else. */
export function diagnosisReply(showing: Showing, manner: Manner = {}): Reply {
  const { diagnosis, catalog, words } = showing;
  const call = shownCall(diagnosis, manner);
  if (call === undefined) return nothingReadable(showing);
  const verdict = verdictOn(call, showing);
  const own = singleResponse(showing);
  if (own !== undefined) return ownResponse(own, call, verdict, showing);
  const sentence = sentenceOn(call, verdict, showing);
  return {
    title: verdict.title,
    language: words.language,
    severity: verdict.severity,
    audience: "everyone",
    short: shortForm(verdict, sentence),
    body: [
      { kind: "text", text: strong(sentence) },
      ...warnings(call, verdict, showing),
      ...proof(call, verdict, showing),
      ...ladderBlock(call, showing),
      ...others(call, verdict, showing),
      ...callTables(showing),
      ...readingNotes(showing, manner),
      ...choiceBlocks(call, showing, manner, catalog),
    ],
  };
}

/** At most three lines: what it is, why, what to do first. */
function shortForm({ title, said }: Verdict, sentence: Line): Line[] {
  return filled([{ text: title, style: "strong" }], sentence, said?.check[0] ?? []);
}

/** The verdict's sentence; of several calls, which one it is about. */
function sentenceOn(call: Call, { sentence }: Verdict, { diagnosis, words }: Showing): Line {
  const count = diagnosis.calls.length;
  if (count < 2) return sentence;
  const number = diagnosis.calls.indexOf(call) + 1;
  return [...sentence, { text: words.say("sentence.space") }, ...words.line("trace.call-number", { number, count })];
}

function proof(call: Call, { finding, said }: Verdict, showing: Showing): Block[] {
  const { diagnosis, words } = showing;
  const facts = factsOf(call, finding, failureOf(diagnosis, call), showing);
  return [
    ...(facts.length === 0 ? [] : [{ kind: "list", label: words.say("trace.facts"), ordered: false, items: facts } as const]),
    ...(said === undefined
      ? []
      : ([
          { kind: "text", text: said.means },
          { kind: "list", label: words.say("section.do"), ordered: true, items: said.check },
        ] as const)),
  ];
}

/** Findings that can't wait: what should not have been pasted at all. */
const urgent: ReadonlySet<string> = new Set(["credentials-exposed", "personal-data-exposed"]);

function warnings(call: Call, { finding }: Verdict, showing: Showing): Block[] {
  return otherFindings(call, finding, showing)
    .filter(({ id }) => urgent.has(id))
    .flatMap((one): Block[] => {
      const said = sayFinding(one, showing);
      return said === undefined ? [] : [{ kind: "text", text: said.verdict, quiet: true }];
    });
}

function others(call: Call, { finding }: Verdict, showing: Showing): Block[] {
  const items = otherFindings(call, finding, showing)
    .filter(({ id }) => !urgent.has(id))
    .slice(0, 8)
    .flatMap((one): Line[] => {
      const said = sayFinding(one, showing);
      return said === undefined ? [] : [[...strong(said.title), { text: ": " }, ...said.verdict]];
    });
  return items.length === 0 ? [] : [{ kind: "list", label: showing.words.say("trace.others"), ordered: false, items }];
}

/** The ladder of a call as a drawing with its picture; a single message needs none. */
export function ladderBlock(call: Call, showing: Showing): Block[] {
  const ladder = ladderOf(showing.diagnosis, call);
  if (ladder.messages < 2) return [];
  return [
    {
      kind: "drawing",
      text: drawLadder(ladder, showing.redactor),
      alt: altOf(ladder, showing),
      picture: { name: "ladder", svg: pictureOf(ladder, showing.redactor, toneIn(showing.catalog)) },
    },
  ];
}

/** How a response is coloured: by what becomes of the call. */
function toneIn(catalog: Catalog): (code: number) => Severity {
  return (code) => {
    const response = catalog.response(code) ?? catalog.response(Math.floor(code / 100) * 100);
    return response === undefined ? "info" : severityOf(response);
  };
}

/** The picture in words: how much, between whom, and what is marked. */
function altOf({ parties, rows, messages }: Ladder, { words, redactor }: Showing): string {
  const names = parties.map(({ place }) => (place.startsWith("+") ? place : redactor.place(place)));
  const marked = rows.find((row) => row.kind === "message" && row.failed);
  const ends = rows.flatMap((row) => (row.kind === "message" && row.at !== undefined ? [row.at + row.during] : []));
  const values = { messages, parties: words.join(names) };
  const lasted = Math.max(0, ...ends);
  // Less than a millisecond is one moment.
  const said =
    lasted < 0.001 ? words.say("trace.alt", values) : words.say("trace.alt-timed", { ...values, seconds: seconds(lasted) });
  if (marked?.kind !== "message") return said;
  const failure = { label: marked.label, from: names[marked.from] ?? "?", to: names[marked.to] ?? "?" };
  return said + words.say("sentence.space") + words.say("trace.alt-failure", failure);
}

function choiceBlocks(call: Call, showing: Showing, { again }: Manner, catalog: Catalog): Block[] {
  const { words, diagnosis } = showing;
  const won = call.finalStatus !== null && call.finalStatus < 300;
  const codes = [...new Set([call.firstFailure, call.finalStatus])].filter(
    (code) => code !== null && code >= 300 && !(won && code === 487),
  );
  const explain = codes.flatMap((code): Choice[] => {
    const response = code === null ? undefined : catalog.response(code);
    return response === undefined ? [] : [{ label: nameOf(response), command: String(response.code) }];
  });
  const report = again === undefined ? [] : [{ label: words.say("trace.choice-report"), command: `${again} report` }];
  const calls = again === undefined || diagnosis.calls.length < 2 ? [] : callChoices(call, again, showing);
  return [
    ...(explain.length + report.length === 0
      ? []
      : [{ kind: "choices", label: words.say("section.choices"), choices: [...explain, ...report] } as const]),
    ...(calls.length === 0 ? [] : [{ kind: "choices", label: words.say("trace.choose"), choices: calls } as const]),
  ];
}

/** The code of a paste that is one response and nothing else. */
function singleResponse({ diagnosis }: Showing): number | undefined {
  const { messages } = diagnosis.reading;
  return messages.length === 1 ? messages[0]?.code : undefined;
}

/** One pasted response: what this very message tells, then everything on its code. */
function ownResponse(code: number, call: Call, verdict: Verdict, showing: Showing): Reply {
  const { catalog, words } = showing;
  const response = catalog.response(code);
  const said = words.lexicon.responses[code];
  // Alone, a start line proves only itself.
  const bare = verdict.said === undefined && factsOf(call, undefined, undefined, showing).every((fact) => fact.length < 3);
  const facts = [...warnings(call, verdict, showing), ...(bare ? [] : proof(call, verdict, showing))];
  const found = verdict.finding === undefined ? [] : [{ kind: "text", text: strong(verdict.sentence) } as const];
  const rest = [...others(call, verdict, showing), ...readingNotes(showing, {})];
  if (!response || !said) {
    const body: Block[] = [{ kind: "text", text: strong(verdict.sentence) }, ...facts, ...rest];
    return { ...shell(verdict, words), short: filled([{ text: verdict.title, style: "strong" }], verdict.sentence), body };
  }
  const own = responseReply({ kind: "response", response, others: [] }, catalog, words);
  const short = verdict.said
    ? filled(
        [{ text: own.title, style: "strong" }, { text: ` · ${verdict.title}` }],
        verdict.sentence,
        verdict.said.check[0] ?? [],
      )
    : headline(own.title, said);
  return { ...own, short, body: [...found, ...facts, ...own.body, ...rest] };
}

function shell({ title, severity }: Verdict, words: Words) {
  return { title, language: words.language, severity, audience: "everyone" } as const;
}

function strong(line: Line): Line {
  return line.map((span) => (span.style === undefined ? { ...span, style: "strong" } : span));
}
