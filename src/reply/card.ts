import type { Catalog } from "../core/catalog.ts";
import type { ResponseFacts } from "../core/facts.ts";
import { deedCommand } from "./deed.ts";
import type { Block, Choice, Line, Reply, Severity } from "./document.ts";
import { headline, nameOf, severityOf } from "./response.ts";
import { timeOfDay } from "./time.ts";
import { marked, type Words } from "./words.ts";

/** What a card shows of its codes; the rest waits behind More. */
export const mostShown = 3;

/** What of a card is shown. */
export interface CardShown {
  readonly id: string;
  /** The platform's id of the message it answers. */
  readonly message: string;
  /** That message holds a trace, which tells more than any explanation of its codes. */
  readonly trace: boolean;
  readonly codes: readonly number[];
  readonly count: number;
  readonly since: number;
}

/** The explanation nobody asked for: three lines at most, of a trace one (`short`), and one row of buttons (the only choices of `body`). */
export function cardReply(card: CardShown, catalog: Catalog, words: Words): Reply {
  const known = card.codes.map((code) => catalog.response(code)).filter((one) => one !== undefined);
  const shown = known.slice(0, mostShown);
  const lines = card.trace ? [traceLine(shown, card, words)] : counted(linesOf(shown, words), card, words);
  return {
    title: words.join(shown.map(nameOf)),
    language: words.language,
    severity: worst(shown.map(severityOf)),
    audience: "everyone",
    short: lines,
    body: [
      ...lines.map((text): Block => ({ kind: "text", text })),
      { kind: "choices", label: words.say("section.choices"), choices: buttons(card, known, catalog, words) },
    ],
  };
}

/** All that is said of a trace unasked. */
function traceLine(shown: readonly ResponseFacts[], { count, since }: CardShown, words: Words): Line {
  const says = words.line("watch.trace", { codes: words.join(shown.map(nameOf)) });
  if (count < 2) return says;
  return [...says, { text: " · " }, ...words.line("watch.count-several", { count, since: timeOfDay(since) })];
}

function linesOf(shown: readonly ResponseFacts[], words: Words): Line[] {
  const [only] = shown;
  if (only !== undefined && shown.length === 1) {
    const said = words.lexicon.responses[only.code];
    return said ? headline(nameOf(only), said) : [[{ text: nameOf(only), style: "strong" }]];
  }
  return shown.map((one) => [
    { text: nameOf(one), style: "strong" },
    { text: " · " },
    ...marked(words.lexicon.responses[one.code]?.verdict ?? ""),
  ]);
}

/** The count: beside the only code, as a line of its own where there is room, else at the end. */
function counted(lines: readonly Line[], { codes, count, since }: CardShown, words: Words): Line[] {
  if (count < 2) return [...lines];
  const says = words.line(codes.length === 1 ? "watch.count" : "watch.count-several", { count, since: timeOfDay(since) });
  const [first = [], ...rest] = lines;
  if (codes.length === 1) {
    const [name, ...about] = first;
    return [[...(name ? [name] : []), { text: " " }, ...says, ...about], ...rest];
  }
  if (lines.length < mostShown) return [...lines, says];
  return [...lines.slice(0, -1), [...(lines.at(-1) ?? []), { text: " · " }, ...says]];
}

function buttons({ id, message, trace }: CardShown, known: readonly ResponseFacts[], catalog: Catalog, words: Words): Choice[] {
  const codes = known.map(({ code }) => code);
  const rest = known.length - mostShown;
  const compared = trace ? undefined : comparison(codes, catalog);
  const more: Choice = {
    label: rest > 0 ? words.say("watch.more-rest", { rest }) : words.say("watch.more"),
    command: deedCommand({ kind: "more", codes }),
  };
  const diagnose = deedCommand({ kind: "diagnose", message });
  return [
    ...(trace ? [{ label: words.say("watch.diagnose"), command: diagnose, style: "primary" } as const, more] : []),
    ...(trace ? [] : [{ ...more, style: "primary" } as const]),
    ...(compared === undefined ? [] : [{ label: words.say("watch.compare"), command: compared }]),
    { label: words.say("watch.not-sip"), command: deedCommand({ kind: "not-sip", card: id }) },
    { label: words.say("watch.mute"), command: deedCommand({ kind: "mute", card: id }) },
  ];
}

/** Several codes with each other; a single one with what it is confused with most. */
function comparison(codes: readonly number[], catalog: Catalog): string | undefined {
  if (codes.length > 1) return codes.slice(0, 5).join(" vs ");
  const [code = 0] = codes;
  const other = catalog.response(code)?.confusedWith[0] ?? catalog.comparedWith(code)[0];
  return other === undefined ? undefined : `${code} vs ${other}`;
}

/** What More shows: each of the codes with its three lines, and the way to all on it. */
export function cardsRest(codes: readonly number[], catalog: Catalog, words: Words): Reply {
  const known = codes.map((code) => catalog.response(code)).filter((one) => one !== undefined);
  const title = words.join(known.map(nameOf));
  return {
    title,
    language: words.language,
    severity: worst(known.map(severityOf)),
    audience: "asker",
    short: [[{ text: title, style: "strong" }]],
    body: [
      ...known.flatMap((one): Block[] => {
        const said = words.lexicon.responses[one.code];
        const [, ...rest] = said ? headline(nameOf(one), said) : [[]];
        return [
          { kind: "heading", text: [{ text: nameOf(one) }], severity: severityOf(one) },
          ...(said ? [{ kind: "text", text: [{ text: said.who, style: "emphasis" }] } as const] : []),
          ...rest.map((text): Block => ({ kind: "text", text })),
        ];
      }),
      {
        kind: "choices",
        label: words.say("section.choices"),
        choices: known.slice(0, 20).map((one) => ({ label: nameOf(one), command: String(one.code) })),
      },
    ],
  };
}

const grades: readonly Severity[] = ["normal", "info", "warning", "error"];

function worst(severities: readonly Severity[]): Severity {
  return grades[Math.max(0, ...severities.map((one) => grades.indexOf(one)))] ?? "info";
}
