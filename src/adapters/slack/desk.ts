import type { Answered, Bot } from "../../bot/answer.ts";
import type { AnswerForm } from "../../bot/settings.ts";
import type { Book } from "../../chat/book.ts";
import { writeState, type Asked } from "../../chat/state.ts";
import type { Words } from "../../reply/words.ts";
import type { Outgoing } from "./message.ts";
import type { People } from "./people.ts";
import { plainFallback, renderMessage, slackLabels } from "./render.ts";

export interface Answer {
  readonly answered: Answered;
  readonly asked: Asked;
}

export interface Shown {
  readonly form: AnswerForm;
  readonly page?: number | undefined;
  /** Whether a button offers to show it to the channel. */
  readonly share: boolean;
}

/** Where questions become answers: the bot, in the asker's language, as a message of Slack's. */
export class Desk {
  readonly bot: Bot;
  readonly #people: People;
  readonly #book: Book;

  constructor(bot: Bot, people: People, book: Book) {
    this.bot = bot;
    this.#people = people;
    this.#book = book;
  }

  /** The languages of an asker, best first: their own as Slack knows it, the workspace's. */
  async languages(user: string): Promise<string[]> {
    const [own, { language }] = await Promise.all([this.#people.locale(user), this.#book.settings()]);
    return [own, language].filter((tag) => tag !== undefined);
  }

  /** The words for somebody. */
  async words(user: string): Promise<Words> {
    return this.bot.words(this.bot.language(await this.languages(user)));
  }

  /** Answers a new question; no words at all ask for help. */
  async answer(text: string, user: string): Promise<Answer> {
    const question = text.trim() === "" ? "help" : text;
    const answered = this.bot.answer({ text: question, languages: await this.languages(user) });
    return { answered, asked: { text: question, language: answered.language } };
  }

  /** Answers a question of a button again, in the language it names. */
  again(asked: Asked): Answer {
    const { text, language } = asked;
    const answered = this.bot.answer({ text, language });
    if (answered.language === language || answered.address === undefined) return { answered, asked };
    // "486 in ja" insists on its language: its address does not.
    return { answered: this.bot.answer({ text: answered.address, language }), asked: { text: answered.address, language } };
  }

  form(): Promise<AnswerForm> {
    return this.#book.settings().then((settings) => settings.form);
  }

  /** An answer as Slack shows it. */
  show({ answered, asked }: Answer, { form, page, share }: Shown): Outgoing {
    const words = this.bot.words(answered.language);
    const others = this.bot.languages.filter((tag) => tag !== answered.language).map((tag) => this.bot.words(tag));
    const labels = slackLabels(words, { share, otherLanguages: others });
    const { reply } = answered;
    const message = renderMessage(reply, { form, page, state: writeState(asked, answered.address), labels });
    return { ...message, plain: () => plainFallback(reply) };
  }
}
