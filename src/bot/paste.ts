import { looksLikeTrace } from "../core/trace/text.ts";
import type { Pastes } from "./answer.ts";
import { traceHere } from "./trace.ts";

/** A paste is read at once, in the thread that answers: what is larger is cut, and the answer says so. */
const limits = { messages: 5000, bytes: 1_000_000 };

/** Diagnoses traces that stand in a question. */
export const pastes: Pastes = {
  answer(bot, { text, language, languages = [] }) {
    if (!looksLikeTrace(text)) return undefined;
    const bytes = new TextEncoder().encode(text.slice(0, limits.bytes + 1));
    return traceHere(bot, { bytes, languages: language === undefined ? languages : [language, ...languages] }, limits);
  },
};
