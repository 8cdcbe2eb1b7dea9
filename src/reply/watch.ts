import type { Choice, Line, Reply, Severity } from "./document.ts";
import type { Words } from "./words.ts";

export interface Sentences {
  readonly severity?: Severity | undefined;
  readonly audience?: Reply["audience"] | undefined;
  readonly choices?: readonly Choice[] | undefined;
}

/** A few plain sentences about the watch, with buttons below. */
export function watchReply(words: Words, lines: readonly Line[], shape: Sentences = {}): Reply {
  const { severity = "info", audience = "asker", choices = [] } = shape;
  return {
    title: words.say("watch.title"),
    language: words.language,
    severity,
    audience,
    short: lines.slice(0, 3),
    body: [
      ...lines.map((text) => ({ kind: "text", text }) as const),
      ...(choices.length === 0 ? [] : [{ kind: "choices", label: words.say("section.choices"), choices } as const]),
    ],
  };
}
