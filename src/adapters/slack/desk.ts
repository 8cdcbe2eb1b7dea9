import type { Answered, Bot } from "../../bot/answer.ts";
import { defaultSettings, type AnswerForm, type Settings } from "../../bot/settings.ts";
import { ask, askAgain, type Answer } from "../../chat/asking.ts";
import type { Book } from "../../chat/book.ts";
import { soon } from "../../chat/patience.ts";
import { pictureIn } from "../../chat/picture.ts";
import { writeState, type Asked } from "../../chat/state.ts";
import type { Reply } from "../../reply/document.ts";
import type { Words } from "../../reply/words.ts";
import type { Outgoing } from "./message.ts";
import type { People } from "./people.ts";
import { renderCard } from "./render-card.ts";
import { plainFallback, renderMessage, renderWhole, slackLabels } from "./render.ts";

export interface Shown {
  readonly form: AnswerForm;
  readonly page?: number | undefined;
  /** Whether a button offers to show it to the channel. */
  readonly share: boolean;
}

/** Nobody who asks waits longer for a database that hangs; opening it takes a while, too. */
const patienceMs = 5000;

/** Where questions become answers: the bot, in the asker's language, as a message of Slack's. */
export class Desk {
  readonly bot: Bot;
  readonly #people: People;
  readonly #book: Book;
  readonly #workspace: string;
  readonly #pictures: () => boolean;

  /** `pictures` tells whether the bot may share any. */
  constructor(bot: Bot, people: People, book: Book, workspace: string, pictures: () => boolean) {
    this.bot = bot;
    this.#pictures = pictures;
    this.#people = people;
    this.#book = book;
    this.#workspace = workspace;
  }

  /** The languages of an asker, best first: their own as Slack knows it, the one chosen for the channel or the workspace. */
  async languages(user: string, channel?: string): Promise<string[]> {
    const [own, { language }] = await Promise.all([this.#people.locale(user), this.#settings(channel)]);
    return [own, language].filter((tag) => tag !== undefined);
  }

  /** The words for somebody. */
  async words(user: string, channel?: string): Promise<Words> {
    return this.bot.words(this.bot.language(await this.languages(user, channel)));
  }

  /** The same within so many milliseconds; what can't be told by then is left out. */
  async wordsWithin(milliseconds: number, user: string, channel?: string): Promise<Words> {
    return (await soon(milliseconds, this.words(user, channel))) ?? this.bot.words(this.bot.language([]));
  }

  /** Answers a new question; no words at all ask for help. */
  async answer(text: string, user: string, channel?: string): Promise<Answer> {
    return ask(this.bot, text, await this.languages(user, channel));
  }

  /** Answers a question of a button again, in the language it names. */
  again(asked: Asked): Answer {
    return askAgain(this.bot, asked);
  }

  form(channel?: string): Promise<AnswerForm> {
    return this.#settings(channel).then((settings) => settings.form);
  }

  /** An answer as Slack shows it. */
  show({ answered, asked }: Answer, { form, page, share }: Shown): Outgoing {
    const words = this.bot.words(answered.language);
    const others = this.bot.languages.filter((tag) => tag !== answered.language).map((tag) => this.bot.words(tag));
    const labels = slackLabels(words, { share, otherLanguages: others });
    const reply = share ? this.#withPicture(answered.reply) : answered.reply;
    const message = renderMessage(reply, { form, page, state: writeState(asked, stateAddress(answered, asked)), labels });
    return { ...message, plain: () => plainFallback(reply) };
  }

  /** A reply that is no answer to a question: what the watch says of itself, a recap. `again` asks for it when it is shared. */
  showWhole(reply: Reply, again?: Asked): Outgoing {
    if (reply.body.every(({ kind }) => kind === "text" || kind === "choices") && reply.short.length < 4) return renderCard(reply);
    const labels = slackLabels(this.bot.words(reply.language), { share: again !== undefined, otherLanguages: [] });
    const state = again === undefined ? "" : writeState(again, undefined);
    const whole = again === undefined ? reply : this.#withPicture(reply);
    return { ...renderWhole(whole, state, labels), plain: () => plainFallback(reply) };
  }

  /** Only what all may see comes with a picture: whoever sees it alone is told so. */
  #withPicture(reply: Reply): Reply {
    if (pictureIn(reply) === undefined || !this.#pictures()) return reply;
    const says = this.bot.words(reply.language).line("slack.picture.share");
    return { ...reply, short: [...reply.short, says], body: [...reply.body, { kind: "text", text: says, quiet: true }] };
  }

  async #settings(channel: string | undefined): Promise<Settings> {
    return (await soon(patienceMs, this.#book.settings({ workspace: this.#workspace, channel }))) ?? defaultSettings;
  }
}

/** What a button asks again when the question itself is too long for it: of a pasted trace, the code that it was about. */
function stateAddress({ address, codes: [code] }: Answered, { text }: Asked): string | undefined {
  return address ?? (text.includes("\n") && code !== undefined ? String(code) : undefined);
}
