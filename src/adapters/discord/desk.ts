import type { Answered, Bot } from "../../bot/answer.ts";
import { defaultSettings, type AnswerForm, type Settings } from "../../bot/settings.ts";
import type { Scope } from "../../bot/store.ts";
import { ask, askAgain, type Answer } from "../../chat/asking.ts";
import type { Book } from "../../chat/book.ts";
import { soon } from "../../chat/patience.ts";
import type { Asked } from "../../chat/state.ts";
import type { Reply } from "../../reply/document.ts";
import type { Words } from "../../reply/words.ts";
import { sourceOf, type Source } from "./custom-id.ts";
import type { Guilds } from "./guilds.ts";
import type { Kept } from "./kept.ts";
import type { Locales } from "./locales.ts";
import type { Outgoing } from "./message.ts";
import { renderCard } from "./render-card.ts";
import { renderEmbed } from "./render-embed.ts";
import { labelsIn, plainFallback, renderMessage, type RenderOptions } from "./render.ts";

/** Who asks, and where. */
export interface Asker {
  readonly user: string;
  readonly guild: string | undefined;
  readonly channel: string;
  /** The language of a server that only the asker is in. */
  readonly guildLocale?: string | undefined;
}

export interface Shown {
  readonly form: AnswerForm;
  readonly page?: number | undefined;
  /** Whether a button offers to show it to everybody. */
  readonly share: boolean;
  /** Where the question is read again when it is too long for a button. */
  readonly elsewhere?: Source | undefined;
}

/** An answer does not wait longer for the settings; the defaults serve then, and for a while nobody waits so long again. */
const patienceMs = 3000;
const impatientMs = 100;
const impatientForMs = 30_000;

/** Where questions become answers: the bot, in the asker's language, as a message of Discord's. */
export class Desk {
  readonly bot: Bot;
  readonly #book: Book;
  readonly #guilds: Guilds;
  readonly #locales: Locales;
  readonly #kept: Kept;
  readonly #pictures: boolean;
  #impatientUntil = 0;

  constructor(
    bot: Bot,
    {
      book,
      guilds,
      locales,
      kept,
    }: { readonly book: Book; readonly guilds: Guilds; readonly locales: Locales; readonly kept: Kept },
    pictures: boolean,
  ) {
    this.#kept = kept;
    this.bot = bot;
    this.#book = book;
    this.#guilds = guilds;
    this.#locales = locales;
    this.#pictures = pictures;
  }

  /** The scope of settings at a place; a direct message has its own. */
  scope({ guild, channel, user }: Asker): Scope {
    if (guild === undefined) return { workspace: `discord:@${user}` };
    const { parent } = this.#guilds.where(channel, guild);
    const workspace = `discord:${guild}`;
    return parent === undefined ? { workspace, channel } : { workspace, channel: parent, thread: channel };
  }

  async settings(asker: Asker): Promise<Settings> {
    if (asker.guild === undefined) return defaultSettings;
    const patience = Date.now() < this.#impatientUntil ? impatientMs : patienceMs;
    const settings = await soon(patience, this.#book.settings(this.scope(asker)));
    this.#impatientUntil = settings === undefined ? Date.now() + impatientForMs : 0;
    return settings ?? defaultSettings;
  }

  /** The languages of an asker, best first: their own as their client told it, the server's. */
  async languages(asker: Asker): Promise<string[]> {
    const { language } = await this.settings(asker);
    const server = this.#guilds.locale(asker.guild) ?? asker.guildLocale;
    return [this.#locales.of(asker.user), language, server].filter((tag) => tag !== undefined);
  }

  /** The words for somebody. */
  async words(asker: Asker): Promise<Words> {
    return this.bot.words(this.bot.language(await this.languages(asker)));
  }

  /** Answers a new question; no words at all ask for help. */
  async answer(text: string, asker: Asker, language?: string): Promise<Answer> {
    if (language !== undefined) return askAgain(this.bot, { text: text.trim() === "" ? "help" : text, language });
    return ask(this.bot, text, await this.languages(asker));
  }

  /** Answers a question of a button again, in the language it names. */
  again(asked: Asked): Answer {
    return askAgain(this.bot, asked);
  }

  async form(asker: Asker): Promise<AnswerForm> {
    return (await this.settings(asker)).form;
  }

  /** An answer as Discord shows it. */
  show({ answered, asked }: Answer, shown: Shown): Outgoing {
    return this.showFrom(answered, sourceOf(asked, answered.address, shown.elsewhere), shown);
  }

  /** The same, where the buttons find the question at `source`. */
  showFrom({ reply, language }: Answered, source: Source, { form, page, share }: Shown): Outgoing {
    const others = this.bot.languages.filter((tag) => tag !== language).map((tag) => this.bot.words(tag));
    const labels = labelsIn(this.bot.words(language), { share, otherLanguages: others });
    return this.#outgoing(reply, { form, page, source, labels });
  }

  /** A reply that no question gives again: what the watch says of itself, a recap, what stands behind a reaction. */
  showWhole(reply: Reply): Outgoing {
    if (reply.body.every(({ kind }) => kind === "text" || kind === "choices") && reply.short.length < 4) return renderCard(reply);
    return this.showPage(reply, this.#kept.add({ reply }), 0);
  }

  /** A page of such a reply, which is kept under a key. */
  showPage(reply: Reply, key: string, page: number): Outgoing {
    const labels = labelsIn(this.bot.words(reply.language), { share: false, otherLanguages: [] });
    const options = { form: "full", page, source: { kind: "kept", key }, labels, whole: true } as const;
    return this.#outgoing(reply, options);
  }

  #outgoing(reply: Reply, options: Omit<RenderOptions, "pictures">): Outgoing {
    return {
      ...renderMessage(reply, { ...options, pictures: this.#pictures }),
      written: () => renderMessage(reply, { ...options, pictures: false }).body,
      embed: () => renderEmbed(reply, { ...options, pictures: false }).body,
      plain: () => plainFallback(reply),
    };
  }
}
