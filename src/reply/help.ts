import type { Block, Line, Reply } from "./document.ts";
import { examples } from "./trouble.ts";
import type { Words } from "./words.ts";

const topics = ["code", "compare", "phrase", "list", "cause", "vendor", "symptom", "paste", "language"] as const;

/** What can be asked, with an example of each to click. */
export function helpReply(words: Words): Reply {
  const rows = topics.map((topic): Line[] => [
    words.line(`help.${topic}.says`),
    [{ text: words.say(`help.${topic}.example`), style: "code" }],
  ]);
  const table: Block = { kind: "table", columns: [words.say("help.ask"), words.say("help.type")], rows };
  const title = words.say("help.title");
  return {
    title,
    language: words.language,
    severity: "info",
    audience: "asker",
    short: [
      [{ text: title, style: "strong" }],
      words.line("help.lead"),
      [
        {
          text: examples(words)
            .map((choice) => choice.label)
            .join(" · "),
        },
      ],
    ],
    body: [
      { kind: "text", text: words.line("help.lead") },
      table,
      { kind: "choices", label: words.say("section.examples"), choices: examples(words) },
    ],
  };
}
