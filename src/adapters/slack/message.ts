import type { types } from "@slack/bolt";

import type { Block } from "../../reply/document.ts";
import type { Words } from "../../reply/words.ts";
import { escapeText, plainFallback, renderBlocks } from "./render.ts";

/** A message ready to send: blocks, what is read aloud and shown in notifications, and all of it as plain text. */
export interface Outgoing {
  readonly text: string;
  readonly blocks: readonly types.KnownBlock[];
  /** Escaped plain text that says the same, for when Slack refuses the blocks. Asked for only then. */
  readonly plain: () => string;
}

/** A plain sentence of ours, where no answer can stand. */
export function notice(words: Words, key: string, values: Readonly<Record<string, string | number>> = {}): Outgoing {
  return noticeLines([words.line(key, values)], words.language);
}

/** Several sentences, one below the other. */
export function noticeLines(lines: readonly ReturnType<Words["line"]>[], language: string): Outgoing {
  const text = escapeText(lines.map((line) => line.map((span) => span.text).join("")).join("\n"));
  const blocks = renderBlocks(
    lines.map((line) => ({ kind: "text", text: line })),
    language,
  );
  return { text, blocks, plain: () => text };
}

/** Blocks of ours beside an answer. */
export function noticeBlocks(body: readonly Block[], language: string): Outgoing {
  const reply = { title: "", language, severity: "info", audience: "everyone", short: [], body } as const;
  const text = plainFallback(reply);
  return { text, blocks: renderBlocks(body, language), plain: () => text };
}
