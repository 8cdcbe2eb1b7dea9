import type { Answered } from "../../bot/answer.ts";
import { plainText } from "../../reply/plain.ts";

/** The stable JSON of one answer; other people's scripts read it. */
export function toJson(query: string, { language, kind, codes, causes, reply }: Answered) {
  return { query, language, kind, codes, causes, reply, text: plainText(reply) };
}
