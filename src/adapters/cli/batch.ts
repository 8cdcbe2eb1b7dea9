import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

import type { Bot } from "../../bot/answer.ts";
import { toJson } from "./json.ts";

interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
  readonly languages: readonly string[];
}

interface Item {
  readonly id: unknown;
  /** Undefined when the line has an id and no question: its answer says so, so that no id is lost. */
  readonly query: string | undefined;
  readonly language?: string | undefined;
}

/** JSON lines of { id, query, language? } in, one answer a line out. Exit 2 when a line could not be read; the rest is answered. */
export async function explainBatch(bot: Bot, streams: Streams, fallback: string | undefined): Promise<number> {
  bot.readPastes((await import("../../bot/paste.ts")).pastes);
  let number = 0;
  let bad = 0;
  for await (const line of createInterface({ input: streams.input, crlfDelay: Infinity })) {
    number++;
    const text = line.replace(/^\uFEFF/u, "");
    if (text.trim() === "") continue;
    const item = readItem(text);
    if (item?.query === undefined) {
      bad++;
      streams.errors.write(`sipsense: line ${number} is not a JSON object with "id" and a text "query"\n`);
    }
    if (item === undefined) continue;
    const answered = bot.answer({ text: item.query ?? "", language: item.language ?? fallback, languages: streams.languages });
    if (!streams.output.write(`${JSON.stringify({ id: item.id, ...toJson(item.query ?? "", answered) })}\n`))
      await once(streams.output, "drain");
  }
  return bad === 0 ? 0 : 2;
}

function readItem(line: string): Item | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || !("id" in value)) return undefined;
  const query = "query" in value && typeof value.query === "string" ? value.query : undefined;
  const language = "language" in value && typeof value.language === "string" ? value.language : undefined;
  return { id: value.id, query, language };
}
