import type { Answer, Trouble } from "../core/answer.ts";
import type { Catalog } from "../core/catalog.ts";
import type { Choice, Line, Reply } from "./document.ts";
import { nameOf } from "./response.ts";
import { offer } from "./target.ts";
import { marked, type Words } from "./words.ts";

/** Nothing sure was found: the nearest, never a guess presented as fact. */
export function suggestionsReply(
  { hits, words: asked }: Extract<Answer, { kind: "suggestions" }>,
  catalog: Catalog,
  words: Words,
): Reply {
  const named = hits.map((hit) => offer(hit, catalog, words)).filter((one) => one !== undefined);
  const title = words.say("suggestions.title");
  const lead = words.line("suggestions.lead", { words: shorten(asked) });
  return {
    title,
    language: words.language,
    severity: "info",
    audience: "asker",
    short: [lead, [{ text: named.map((one) => one.label).join(" · ") }]],
    body: [
      { kind: "text", text: lead },
      {
        kind: "list",
        ordered: false,
        items: named.map(({ label, verdict }): Line => [{ text: `${label}: `, style: "strong" }, ...marked(verdict)]),
      },
      { kind: "text", text: words.line("suggestions.hint"), quiet: true },
      { kind: "choices", label: words.say("section.choices"), choices: named.map(({ label, command }) => ({ label, command })) },
    ],
  };
}

/** One clear sentence that names what is wrong and what to do. */
export function troubleReply(answer: Trouble, catalog: Catalog, words: Words): Reply {
  const { lines, choices } = troubleLines(answer, catalog, words);
  return {
    title: words.say(answer.trouble === "empty" ? "trouble.title-empty" : "trouble.title"),
    language: words.language,
    severity: "info",
    audience: "asker",
    short: lines.slice(0, 3),
    body: [
      ...lines.map((text) => ({ kind: "text", text }) as const),
      ...(choices.length > 0 ? [{ kind: "choices", label: words.say("section.choices"), choices } as const] : []),
    ],
  };
}

function troubleLines(answer: Trouble, catalog: Catalog, words: Words): { lines: Line[]; choices: Choice[] } {
  switch (answer.trouble) {
    case "empty":
      return { lines: [words.line("trouble.empty")], choices: examples(words) };
    case "too-long":
      return { lines: [words.line("trouble.too-long", { length: answer.length })], choices: [] };
    case "unknown-code":
      return unknownCode(answer, catalog, words);
    case "unknown-cause":
      return {
        lines: [words.line("trouble.unknown-cause", { cause: String(answer.cause) })],
        choices: [{ label: "cause 16", command: "cause 16" }],
      };
    case "nothing-found":
      return {
        lines: [words.line("trouble.nothing-found", { words: shorten(answer.words) }), words.line("trouble.example")],
        choices: examples(words),
      };
    case "not-here":
      return {
        lines: [words.line("trouble.not-here", { command: answer.command })],
        choices: [{ label: words.say("choice.help"), command: "help" }],
      };
  }
}

function unknownCode(
  answer: Extract<Trouble, { trouble: "unknown-code" }>,
  catalog: Catalog,
  words: Words,
): { lines: Line[]; choices: Choice[] } {
  const { code, nearest, known } = answer;
  const inside = code >= 100 && code <= 699;
  const shown = [...known, ...nearest].map((one) => catalog.response(one)).filter((one) => one !== undefined);
  const lines = [
    words.line(inside ? "trouble.unused-code" : "trouble.no-such-code", { code: String(code) }),
    ...(inside
      ? [words.line("trouble.treat-as", { code: String(code), base: code < 200 ? "183" : String(Math.floor(code / 100) * 100) })]
      : []),
    words.line("trouble.nearest", {
      names: words.join(nearest.flatMap((one) => catalog.response(one) ?? []).map(nameOf)),
      list: `${Math.min(6, Math.max(1, Math.floor(code / 100)))}xx`,
    }),
  ];
  return { lines, choices: shown.map((one) => ({ label: nameOf(one), command: String(one.code) })) };
}

/** Questions that show what can be asked. */
export function examples(words: Words): Choice[] {
  return words
    .say("examples")
    .split("|")
    .map((example) => example.trim())
    .map((example) => ({ label: example, command: example }));
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= 60 ? text : `${characters.slice(0, 60).join("")}…`;
}
