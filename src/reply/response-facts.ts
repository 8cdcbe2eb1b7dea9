import { acknowledgement, forwarding, responseClass, type Catalog } from "../core/catalog.ts";
import type { ResponseFacts } from "../core/facts.ts";
import type { Line, Span } from "./document.ts";
import { marked, type Words } from "./words.ts";

/** A computed fact about a response: its name in the interface, and its value; undefined where it says nothing. */
export type FactName =
  | "class"
  | "party"
  | "outcome"
  | "generated-by"
  | "methods"
  | "retry"
  | "proxies"
  | "ack"
  | "dialog"
  | "cause"
  | "treat-as"
  | "emitted-by"
  | "on-wire";

export const tableFacts: readonly FactName[] = [
  "class",
  "party",
  "generated-by",
  "methods",
  "retry",
  "proxies",
  "ack",
  "dialog",
  "cause",
];

/** One computed fact in words. */
export function factValue(name: FactName, response: ResponseFacts, catalog: Catalog, words: Words): Line | undefined {
  if (response.registered) return registeredValue(name, response, catalog, words);
  switch (name) {
    case "class":
      return plain(words.say("fact.unregistered"));
    case "party":
      return plain(words.say(`party.${response.party}`));
    case "emitted-by":
      return plain(words.join(response.emittedBy));
    case "on-wire":
      return plain(words.say(`on-wire.${response.onWire}`));
    case "treat-as":
      return response.treatAs === undefined ? undefined : words.line("fact.treat-as.value", { code: response.treatAs });
    default:
      return undefined;
  }
}

function registeredValue(
  name: FactName,
  response: Extract<ResponseFacts, { registered: true }>,
  catalog: Catalog,
  words: Words,
): Line | undefined {
  const { code } = response;
  switch (name) {
    case "class":
      return plain(code < 200 ? (responseClass(code) ?? "") : `${responseClass(code) ?? ""} (${words.say("fact.final")})`);
    case "party":
      return plain(words.lexicon.responses[code]?.who ?? words.say(`party.${response.party}`));
    case "outcome":
      return plain(words.say(`outcome.${response.outcome}`));
    case "generated-by":
      return plain(
        words.join(
          response.generatedBy.map((one) => words.say(`generator.${one}`)),
          "or",
        ),
      );
    case "methods":
      return plain(
        words.join(
          response.methods.map((method) => (words.has(`methods.${method}`) ? words.say(`methods.${method}`) : method)),
          "or",
        ),
      );
    case "retry":
      return plain(words.say(`retry.${response.retry.advice}`));
    case "proxies":
      return plain(words.say(`forwarding.${forwarding(code)}`));
    case "ack":
      return plain(words.say(`ack.${acknowledgement(code)}`));
    case "dialog":
      return response.dialog && plain(words.say(`dialog.${response.dialog.ends}`));
    case "cause":
      return causeValue(code, catalog, words);
    case "emitted-by":
    case "on-wire":
    case "treat-as":
      return undefined;
  }
}

/** RFC 3398 both ways, then the platforms that map otherwise. */
function causeValue(code: number, catalog: Catalog, words: Words): Line | undefined {
  const to = catalog.causeFor(code);
  const from = catalog.causesOf(code);
  const parts: string[] = [];
  if (to !== undefined) parts.push(words.say("cause.sent-as", { cause: `${to} ${catalog.cause(to)?.name ?? ""}`.trim() }));
  if (from.length > 0) parts.push(words.say("cause.made-from", { causes: words.join(from.map(String)) }));
  const others = catalog.deviationsOfCode(code);
  if (others.length > 0)
    parts.push(
      words.say("cause.deviations", { list: others.map(({ vendor, to: cause }) => `${vendor.name} ${cause}`).join(", ") }),
    );
  return parts.length === 0 ? undefined : plain(parts.join(words.say("sentence.space")));
}

/** What to read in each header the response carries. */
export function headerLines(response: ResponseFacts, words: Words): Line[] {
  if (!response.registered) return [];
  return response.headers.map(({ name, level, when }): Line => {
    const label: Span = name === "body" ? { text: words.say("header.body"), style: "strong" } : { text: name, style: "code" };
    const duty = words.say(`level.${level}`);
    const condition = when === undefined ? duty : words.say("level.when", { level: duty, condition: words.say(`when.${when}`) });
    return [label, { text: ` (${condition}): ` }, ...marked(words.lexicon.headers[name] ?? "")];
  });
}

/** The timers that lead to the response, and what is seen when they fire. */
export function timerLines(response: ResponseFacts, catalog: Catalog, words: Words): Line[] {
  if (!response.registered) return [];
  return response.timers.flatMap((id): Line[] => {
    const timer = catalog.timer(id);
    const said = words.lexicon.timers[id];
    if (!timer || !said) return [];
    return [
      [
        { text: timerName(timer.id, timer.value, words), style: "strong" },
        { text: ": " },
        ...marked(`${said.meaning}${words.say("sentence.space")}${said.seen}`),
      ],
    ];
  });
}

/** "Timer B (64*T1)"; procedures without a letter have a name of their own. */
export function timerName(id: string, value: string, words: Words): string {
  const name = words.has(`timer.${id}`) ? words.say(`timer.${id}`) : words.say("timer.letter", { id });
  return `${name} (${value})`;
}

function plain(text: string): Line {
  return [{ text }];
}
