import type { Answer } from "../core/answer.ts";
import { responseClass, type Catalog } from "../core/catalog.ts";
import type { Block, Line, Reply } from "./document.ts";
import { nameOf } from "./response.ts";
import { marked, type Words } from "./words.ts";

/** Codes of a class, a decade or a range, each with its verdict; the unregistered ones apart. */
export function listReply(answer: Extract<Answer, { kind: "list" }>, catalog: Catalog, words: Words): Reply {
  const responses = answer.codes.map((code) => catalog.response(code)).filter((one) => one !== undefined);
  const pattern = answer.patterns.join(", ") || answer.codes.join(", ");
  const hundreds = /^([1-6])xx$/u.exec(pattern)?.[1];
  const name = hundreds === undefined ? undefined : responseClass(Number(hundreds) * 100);
  const title = name === undefined ? words.say("list.title", { pattern }) : words.say("list.title-class", { pattern, name });
  const row = (code: number, label: string): Line[] => [
    [{ text: label, style: "strong" }],
    marked(words.lexicon.responses[code]?.verdict ?? ""),
  ];
  const table = (label: string, rows: Line[][]): Block[] =>
    rows.length === 0 ? [] : [{ kind: "table", label, columns: [words.say("table.response"), words.say("table.verdict")], rows }];
  const registered = responses.filter((one) => one.registered);
  const count = words.line("list.count", { count: registered.length, pattern });
  return {
    title,
    language: words.language,
    severity: "info",
    audience: "everyone",
    short: [
      [{ text: title, style: "strong" }],
      [
        {
          text:
            responses
              .slice(0, 12)
              .map((one) => one.code)
              .join(", ") + (responses.length > 12 ? " …" : ""),
        },
      ],
    ],
    body: [
      ...(hundreds === undefined ? [] : [{ kind: "text", text: words.line(`class.${hundreds}`) } as const]),
      { kind: "text", text: answer.patterns.length > 0 ? count : words.line("list.too-many"), quiet: true },
      ...table(
        words.say("list.registered"),
        registered.map((one) => row(one.code, nameOf(one))),
      ),
      ...table(
        words.say("list.unregistered"),
        responses.filter((one) => !one.registered).map((one) => row(one.code, nameOf(one))),
      ),
      {
        kind: "choices",
        label: words.say("section.choices"),
        choices: responses.map((one) => ({ label: nameOf(one), command: String(one.code) })),
      },
    ],
  };
}
