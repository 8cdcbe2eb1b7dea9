import type { Catalog } from "./catalog.ts";
import { findCauses } from "./detect/causes.ts";
import { channelWeight } from "./detect/channel.ts";
import { headerLines, none, quotedLines, totalsOf, type Surroundings } from "./detect/context.ts";
import { weighWords } from "./detect/evidence.ts";
import { Gate } from "./detect/gate.ts";
import { weighLists, type Candidate } from "./detect/lists.ts";
import { weighPhrase } from "./detect/phrase-evidence.ts";
import { addPhrases, fits, onlyBesideNumber } from "./detect/phrases.ts";
import { placeOf } from "./detect/place.ts";
import { sense } from "./detect/senses.ts";
import { weighSeries } from "./detect/series.ts";
import { weighShape } from "./detect/shape.ts";
import { tokenize } from "./detect/tokens.ts";
import { Trie } from "./detect/trie.ts";
import { confidence, threshold, Weighing, type Reason } from "./detect/weighing.ts";
import { chineseWords, japaneseWords, koreanWords } from "./detect/words-asia.ts";
import { englishWords } from "./detect/words-english.ts";
import { frenchWords, germanWords, russianWords, spanishPortugueseWords } from "./detect/words-europe.ts";
import { protocolWords } from "./detect/words-protocol.ts";
import { softwareWords } from "./detect/words-software.ts";
import { telephonyWords } from "./detect/words-telephony.ts";
import { thingWords } from "./detect/words-things.ts";

/** A message and what is known about it. */
export interface Message {
  readonly text: string;
  /** The channel's name. */
  readonly channel?: string | undefined;
  /** Codes mentioned earlier in the thread. */
  readonly thread?: readonly number[] | undefined;
  readonly author?: "human" | "bot" | undefined;
  readonly platform?: "slack" | "discord" | undefined;
}

/** One place where a code is meant; start and end count UTF-16 units of the text. */
export interface Mention {
  readonly code: number;
  readonly start: number;
  readonly end: number;
  /** 0 to 1; what is mentioned has at least one half. */
  readonly confidence: number;
}

/** What was weighed at one place, whether it counted or not. */
export interface Weighed {
  readonly code: number;
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

export interface Detection {
  /** All codes meant, in rising order. */
  readonly codes: readonly number[];
  /** Q.850 cause numbers, in rising order. */
  readonly causes: readonly number[];
  /** The codes worth an automatic answer: failures and redirections. */
  readonly explain: readonly number[];
  readonly mentions: readonly Mention[];
  /** Everything weighed; only when asked for. */
  readonly why?: readonly Weighed[];
}

/** Numbers weighed of one message: what has more is a table, and its first ones tell as much. */
const mostCandidates = 500;

const nothing: Detection = { codes: [], causes: [], explain: [], mentions: [] };

/** Finds the SIP response codes that a message means. Built once; every message is read in linear time. */
export class Detector {
  readonly #catalog: Catalog;
  readonly #trie = new Trie();
  readonly #gate: Gate;
  readonly #channels = new Map<string, number>();

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
    const vocabularies = [
      protocolWords,
      englishWords,
      spanishPortugueseWords,
      frenchWords,
      germanWords,
      russianWords,
      japaneseWords,
      chineseWords,
      koreanWords,
      thingWords,
      telephonyWords,
      softwareWords,
    ];
    for (const vocabulary of vocabularies) this.#trie.add(vocabulary);
    addPhrases(this.#trie, catalog.facts.responses);
    this.#trie.inherit();
    this.#gate = new Gate(this.#trie.triggers(onlyBesideNumber), (text, at) => {
      const found = this.#trie.find(text, at);
      return found !== undefined && ((found.code !== 0 && found.weight > onlyBesideNumber) || (found.senses & sense.cause) !== 0);
    });
  }

  /** Never throws on any text. */
  detect(message: Message, why = false): Detection {
    if (!this.#gate.opens(message.text)) return why ? { ...nothing, why: [] } : nothing;
    const around = this.#surroundings(message);
    const { numbers: causes, places } = findCauses(around);
    const candidates = numberCandidates(around, places, message.author === "bot", why);
    if (candidates.length > 1) weighSeries(candidates, around);
    weighLists(candidates, around);
    const phrases = phraseCandidates(around, candidates, why);
    const all = phrases.length === 0 ? candidates : [...candidates, ...phrases];
    const mentions: Mention[] = [];
    for (const one of all) if (one.weighing.score >= threshold) addMentions(one, mentions);
    if (phrases.length > 0) mentions.sort((a, b) => a.start - b.start || a.code - b.code);
    const codes = codesOf(mentions);
    const found = { codes, causes, explain: codes.filter((code) => code >= 300), mentions };
    return why ? { ...found, why: all.map(weighed) } : found;
  }

  /** A channel speaks often: what its name says is kept for the last thousand. */
  #channelWeight(name: string | undefined): number {
    if (name === undefined) return 0;
    const known = this.#channels.get(name);
    if (known !== undefined) return known;
    if (this.#channels.size >= 1000) this.#channels.clear();
    const weight = channelWeight(name);
    this.#channels.set(name, weight);
    return weight;
  }

  #surroundings({ text, channel, thread }: Message): Surroundings {
    const tokens = tokenize(text, this.#trie);
    const totals = totalsOf(tokens);
    return {
      text,
      tokens,
      totals,
      catalog: this.#catalog,
      channel: this.#channelWeight(channel),
      thread: thread === undefined || thread.length === 0 ? none : new Set(thread),
      headers: headerLines(text, tokens, totals),
      quoted: quotedLines(text, tokens),
    };
  }
}

function numberCandidates(around: Surroundings, causes: ReadonlySet<number>, bot: boolean, why: boolean): Candidate[] {
  const { list } = around.tokens;
  const found: Candidate[] = [];
  for (const [at, token] of list.entries()) {
    if (token.number < 100 || token.number > 699 || causes.has(at)) continue;
    if (found.length === mostCandidates) break;
    const weighing = new Weighing(why);
    const shape = weighShape(around.text, token, list[at - 1], list[at + 1], weighing);
    const place = placeOf(around, at, token, shape, weighing);
    weighWords(place);
    if (around.quoted.has(token.line)) weighing.add("quoted", -6);
    if (bot) weighing.add("a bot's number", -0.2);
    const { start, end, number: code } = token;
    found.push({ at, code, start, end, shapeEnd: shape.end, weighing, own: place.own, inner: [] });
  }
  return found;
}

/** Phrases that stand without their number. */
function phraseCandidates(around: Surroundings, numbers: readonly Candidate[], why: boolean): Candidate[] {
  const { list } = around.tokens;
  if (!around.tokens.phrases) return [];
  const places = new Map(numbers.map((candidate) => [candidate.at, candidate.code]));
  const found: Candidate[] = [];
  for (const [at, token] of list.entries()) {
    if (token.code === 0 || token.weight <= onlyBesideNumber) continue;
    if (found.length === mostCandidates) break;
    const next = [at - 1, at + 1].some((place) => fits(places.get(place) ?? 0, token.code));
    const beside = next || [at - 3, at - 2, at + 2].some((place) => places.get(place) === token.code);
    if (beside) continue;
    const weighing = new Weighing(why);
    weighPhrase(around, at, token, weighing);
    if (around.quoted.has(token.line)) weighing.add("quoted", -6);
    found.push({ at, code: token.code, start: token.start, end: token.end, shapeEnd: token.end, weighing, own: 0, inner: [] });
  }
  return found;
}

function addMentions({ code, start, end, weighing, inner }: Candidate, mentions: Mention[]): void {
  const sure = confidence(weighing.score);
  mentions.push({ code, start, end, confidence: sure });
  // A range stands at its first number: the slice holds the digits it begins with.
  for (const one of inner) mentions.push({ code: one, start, end, confidence: sure });
}

/** Each code once, in rising order. */
function codesOf(mentions: readonly Mention[]): number[] {
  if (mentions.length === 1) return mentions.map(({ code }) => code);
  return [...new Set(mentions.map(({ code }) => code))].toSorted((a, b) => a - b);
}

function weighed({ code, start, end, weighing }: Candidate): Weighed {
  return { code, start, end, score: Math.round(weighing.score * 100) / 100, reasons: weighing.reasons ?? [] };
}
