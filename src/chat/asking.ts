import type { Answered, Bot } from "../bot/answer.ts";
import type { Asked } from "./state.ts";

/** An answer with the question that gives it again. */
export interface Answer {
  readonly answered: Answered;
  readonly asked: Asked;
}

/** Answers a new question; no words at all ask for help. */
export function ask(bot: Bot, text: string, languages: readonly string[]): Answer {
  const question = text.trim() === "" ? "help" : text;
  const answered = bot.answer({ text: question, languages });
  return { answered, asked: { text: question, language: answered.language } };
}

/** Answers a question of a button again, in the language it names. */
export function askAgain(bot: Bot, asked: Asked): Answer {
  const { text, language } = asked;
  const answered = bot.answer({ text, language });
  if (answered.language === language || answered.address === undefined) return { answered, asked };
  // "486 in ja" insists on its language: its address does not.
  return { answered: bot.answer({ text: answered.address, language }), asked: { text: answered.address, language } };
}
