import { parseQuery, type ChannelCommand } from "../../core/query.ts";
import { cardReply, cardsRest } from "../../reply/card.ts";
import { deedCommand, type CardDeed } from "../../reply/deed.ts";
import type { Line, Reply } from "../../reply/document.ts";
import { settingsReply, watchedLine, type SettingsShown } from "../../reply/settings.ts";
import { moment } from "../../reply/time.ts";
import { watchReply, type Sentences } from "../../reply/watch.ts";
import type { Words } from "../../reply/words.ts";
import { recap, recapSpan } from "../recap.ts";
import { forGood, type Choices, type Effective } from "../settings.ts";
import type { Card, Place, Scope } from "../store.ts";
import { readMinutes } from "./minutes.ts";
import type { WatchParts } from "./parts.ts";
import { isWatched } from "./policy.ts";
import type { Reach } from "./reach.ts";

/** Where somebody is. */
export interface Here {
  readonly place: Place;
  /** "#" left off; undefined where the platform does not tell. */
  readonly channelName: string | undefined;
  readonly shared: boolean;
}

/** Who asks or clicks. */
export interface Person {
  readonly id: string;
  /** May change settings for everybody: asked only where that matters, as it may cost a call. */
  readonly manager: () => Promise<boolean>;
  /** Languages they read, best first. */
  readonly languages: readonly string[];
}

const minute = 60_000;
const usualMute = 60;

/** The word of the grammar that a text is, when it means its channel ("mute 30m", "recap 2h"). */
export function channelCommand(
  text: string,
): { readonly command: ChannelCommand; readonly argument: string; readonly language: string | undefined } | undefined {
  const { query, language } = parseQuery(text);
  return query.kind === "channel" ? { command: query.command, argument: query.argument, language } : undefined;
}

/** What people tell the watch where they are: by the words of the grammar, and by the buttons of cards. Nothing here rejects. */
export class Channel {
  readonly #parts: WatchParts;
  readonly #reach: Reach;
  readonly #withdraw: (card: Card) => void;

  constructor(parts: WatchParts, reach: Reach, withdraw: (card: Card) => void) {
    this.#parts = parts;
    this.#reach = reach;
    this.#withdraw = withdraw;
  }

  /** Answers `watch`, `mute`, `settings` and `recap`. (`doctor` is the platform's own.) */
  async command(command: Exclude<ChannelCommand, "doctor">, argument: string, here: Here, by: Person): Promise<Reply> {
    const words = this.#words(by);
    switch (command) {
      case "watch":
        return this.#watch(argument.toLowerCase(), here, by, words);
      case "mute":
        return this.#mute(argument.toLowerCase(), here, by, words);
      case "settings":
        return argument.toLowerCase() === "reset" ? this.#reset(here, by, words) : this.#settings(here, words);
      case "recap":
        return this.#recap(argument, here, words);
    }
  }

  /** Does what a button of a card says; the reply is for whoever clicked. */
  async deed(deed: CardDeed, here: Here, by: Person): Promise<Reply> {
    const words = this.#words(by);
    if (deed.kind === "more") {
      const [only] = deed.codes;
      if (only === undefined || deed.codes.length > 1) return cardsRest(deed.codes, this.#parts.bot.catalog, words);
      return this.#parts.bot.answer({ text: String(only), language: words.language }).reply;
    }
    const asked = await this.#reach.ask((store) => store.card(deed.card));
    if (asked === "lost") return this.#notNow(words);
    if (asked.says === undefined || asked.says.place.workspace !== here.place.workspace) return said(words, "watch.card-gone");
    switch (deed.kind) {
      case "not-sip":
        return this.#notSip(asked.says, by, words);
      case "is-sip":
        return this.#isSip(asked.says, words);
      case "mute":
        return this.#muteAt(asked.says, words);
      case "unmute":
        return this.#unmute({ ...here, place: asked.says.place }, by, words);
    }
  }

  /** The explanation behind a reaction of ours on a message, and the thread it belongs to; undefined when there is none. */
  async behind(
    place: Place,
    message: string,
    languages: readonly string[],
  ): Promise<{ readonly reply: Reply; readonly thread: string | undefined } | undefined> {
    const asked = await this.#reach.ask((store) => store.cardsOf(place, message));
    const cards = asked === "lost" ? [] : asked.says.filter(({ state }) => state === "sent");
    const codes = [...new Set(cards.flatMap((card) => card.codes))];
    const [first] = cards;
    if (first === undefined) return undefined;
    const { bot } = this.#parts;
    const words = bot.words(bot.language(languages));
    const reply = cardReply({ ...first, codes, count: 1 }, bot.catalog, words);
    return { reply, thread: first.place.thread };
  }

  /** The settings in force somewhere, as they are shown. */
  async shown(here: Here): Promise<SettingsShown> {
    const effective = await this.#parts.settings.effective(here.place);
    return shownOf(effective, here, this.#parts);
  }

  async #watch(argument: string, here: Here, by: Person, words: Words): Promise<Reply> {
    if (argument !== "on" && argument !== "off") {
      const shown = await this.shown(here);
      return watchReply(words, [watchedLine(shown, words), words.line("watch.change")]);
    }
    // To be quiet needs no leave; to speak up among guests does.
    if (argument === "on" && here.shared && !(await by.manager())) return said(words, "watch.managers-only");
    return this.#change(channelOf(here.place), { watch: argument }, words, async () => {
      const shown = await this.shown(here);
      return [watchedLine(shown, words), ...(shown.mutedUntil === undefined ? [] : [words.line("watch.still-muted")])];
    });
  }

  async #mute(argument: string, here: Here, by: Person, words: Words): Promise<Reply> {
    if (argument === "off") return this.#unmute(here, by, words);
    const minutes = argument === "" || argument === "on" ? usualMute : readMinutes(argument);
    if (minutes === undefined) return said(words, "watch.mute.how");
    const until = this.#parts.clock.now() + minutes * minute;
    const key = here.place.thread === undefined ? "watch.muted.channel" : "watch.muted.thread";
    return this.#change(here.place, { mutedUntil: until }, words, () => [
      words.line(key, { until: moment(until, this.#parts.clock.now()) }),
      words.line("watch.mute.end"),
    ]);
  }

  async #unmute(here: Here, by: Person, words: Words): Promise<Reply> {
    if (here.shared && !(await by.manager())) return said(words, "watch.managers-only");
    const { settings } = this.#parts;
    const { channel, thread, workspace } = here.place;
    const channelScope = { workspace, channel };
    try {
      if (thread !== undefined) await settings.change({ workspace, channel, thread }, { mutedUntil: undefined });
      await settings.change(channelScope, { mutedUntil: undefined });
    } catch {
      return this.#notNow(words);
    }
    const shown = await this.shown(here);
    if (shown.mutedUntil !== undefined) return said(words, "watch.muted-wider");
    return watchReply(words, [words.line("watch.unmuted"), watchedLine(shown, words)]);
  }

  async #reset(here: Here, by: Person, words: Words): Promise<Reply> {
    if (here.shared && !(await by.manager())) return said(words, "watch.managers-only");
    const none: Choices = {
      language: undefined,
      form: undefined,
      watch: undefined,
      quietMinutes: undefined,
      how: undefined,
      bots: undefined,
      botsAllowed: undefined,
      mutedUntil: undefined,
      notSip: undefined,
    };
    return this.#change(channelOf(here.place), none, words, async () => [
      words.line("watch.reset"),
      watchedLine(await this.shown(here), words),
    ]);
  }

  async #settings(here: Here, words: Words): Promise<Reply> {
    return settingsReply(await this.shown(here), this.#parts.clock.now(), words);
  }

  async #recap(argument: string, here: Here, words: Words): Promise<Reply> {
    const span = recapSpan(argument, here.place);
    if (span === undefined) return said(words, "watch.recap.how");
    const { bot, clock } = this.#parts;
    const asked = await this.#reach.ask((store) =>
      recap(store, here.place, span, clock.now(), { bot, language: words.language }),
    );
    return asked === "lost" ? this.#notNow(words) : asked.says.reply;
  }

  async #notSip(card: Card, by: Person, words: Words): Promise<Reply> {
    const { clock, observer, settings } = this.#parts;
    const pattern = card.codes.toSorted((a, b) => a - b);
    try {
      await settings.change(channelOf(card.place), ({ notSip = [] }) => ({ notSip: [...without(notSip, pattern), pattern] }));
    } catch {
      return this.#notNow(words);
    }
    await this.#reach.ask((store) => store.feedback(card.id, by.id, "not-sip", clock.now()));
    observer.feedback("not-sip");
    const gone = await this.#reach.ask((store) => store.withdraw(card.place, card.message, clock.now()));
    if (gone !== "lost") for (const one of gone.says) this.#withdraw(one);
    return watchReply(words, [words.line("watch.not-sip.done", { codes: words.join(pattern.map(String)) })], {
      choices: [{ label: words.say("watch.not-sip.undo"), command: deedCommand({ kind: "is-sip", card: card.id }) }],
    });
  }

  #isSip(card: Card, words: Words): Promise<Reply> {
    const pattern = card.codes.toSorted((a, b) => a - b);
    const change = ({ notSip = [] }: Choices) => ({ notSip: without(notSip, pattern) });
    return this.#change(channelOf(card.place), change, words, () => [
      words.line("watch.not-sip.undone", { codes: words.join(pattern.map(String)) }),
    ]);
  }

  /** "Mute here" works for whoever sees the card: in its thread, or in its channel where it is in none. */
  #muteAt(card: Card, words: Words): Promise<Reply> {
    const key = card.place.thread === undefined ? "watch.muted.channel-for-good" : "watch.muted.thread-for-good";
    return this.#change(card.place, { mutedUntil: forGood }, words, () => [words.line(key), words.line("watch.mute.end")], {
      choices: [{ label: words.say("watch.unmute"), command: deedCommand({ kind: "unmute", card: card.id }) }],
    });
  }

  async #change(
    scope: Scope,
    change: Choices | ((own: Choices) => Choices),
    words: Words,
    says: () => readonly Line[] | Promise<readonly Line[]>,
    shape?: Sentences,
  ): Promise<Reply> {
    try {
      await this.#parts.settings.change(scope, change);
    } catch {
      return this.#notNow(words);
    }
    return watchReply(words, await says(), shape);
  }

  #notNow(words: Words): Reply {
    return watchReply(words, [words.line("watch.not-now")], { severity: "warning" });
  }

  #words({ languages }: Person): Words {
    const { bot } = this.#parts;
    return bot.words(bot.language(languages));
  }
}

function said(words: Words, key: string): Reply {
  return watchReply(words, [words.line(key)]);
}

function channelOf({ workspace, channel }: Place): Place {
  return { workspace, channel };
}

function without(sets: readonly (readonly number[])[], pattern: readonly number[]): (readonly number[])[] {
  return sets.filter((set) => set.join(" ") !== pattern.join(" "));
}

function shownOf(effective: Effective, here: Here, { globs, clock, bot }: WatchParts): SettingsShown {
  const { settings, from } = effective;
  const { on, why } = isWatched(effective, { name: here.channelName, shared: here.shared }, globs);
  const muted = settings.mutedUntil > clock.now();
  const { language } = settings;
  return {
    watched: on,
    why: why === "chosen" ? `chosen-${from.watch === "workspace" ? "workspace" : "channel"}` : why,
    language: language === undefined ? undefined : bot.words(language).say("language.name"),
    form: settings.form,
    quietMinutes: settings.quietMinutes,
    how: settings.how,
    bots: settings.bots,
    botsAllowed: settings.botsAllowed.length,
    mutedUntil: muted ? (settings.mutedUntil >= forGood ? "for-good" : settings.mutedUntil) : undefined,
    notSip: settings.notSip,
    from: { ...from, mutedUntil: muted ? from.mutedUntil : "default" },
  };
}
