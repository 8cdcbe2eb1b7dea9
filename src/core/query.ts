import { clean } from "./text.ts";

// The grammar: what the words of a query ask for, before anything is looked up. The same on every platform.

/** One side of a comparison, or the whole of a question: numbers if there are any, else words. */
export interface Subject {
  readonly codes: readonly number[];
  readonly words: string;
}

const channelCommands = ["watch", "mute", "settings", "recap", "doctor"] as const;
export type ChannelCommand = (typeof channelCommands)[number];

export type Query =
  | { readonly kind: "empty" }
  | { readonly kind: "too-long"; readonly length: number }
  | { readonly kind: "help" }
  | { readonly kind: "channel"; readonly command: ChannelCommand; readonly argument: string }
  | { readonly kind: "list"; readonly patterns: readonly string[] }
  | { readonly kind: "cause"; readonly causes: readonly number[]; readonly codes: readonly number[] }
  | { readonly kind: "reason"; readonly protocol: string; readonly cause: number }
  | { readonly kind: "warning"; readonly warning: number }
  | { readonly kind: "timer"; readonly timer: string }
  | { readonly kind: "attestation"; readonly level: string }
  | { readonly kind: "numbers"; readonly numbers: readonly number[]; readonly words: string }
  | { readonly kind: "versus"; readonly sides: readonly Subject[]; readonly words: string }
  | { readonly kind: "words"; readonly words: string };

export interface Asked {
  readonly query: Query;
  /** The query as understood: markup, address and language words taken off. */
  readonly text: string;
  /** The language asked for in the query itself ("… in ja"). */
  readonly language?: string | undefined;
}

/** A question is a line or two; what is longer and no trace is not read. */
export const longestQuery = 500;

/** Reads a query. Never throws, linear in the length of the text. */
export function parseQuery(input: string): Asked {
  if (input.length > longestQuery * 8) return { query: { kind: "too-long", length: input.length }, text: "" };
  const { text, language } = takeLanguage(undress(clean(unmark(input))));
  return { query: [...text].length > longestQuery ? { kind: "too-long", length: text.length } : parse(text), text, language };
}

/** Takes off what Slack, Discord and Markdown put around words. */
function unmark(input: string): string {
  return input
    .replace(/<(?:https?|mailto|tel):[^|<>\s]{0,2000}\|([^<>]{0,500})>/gu, " $1 ")
    .replace(/<(?:@[!&]?|#|!|a?:\w{1,40}:)[^<>]{0,100}>/gu, " ")
    .replace(/<((?:https?|mailto|tel):[^|<>\s]{0,2000})>/gu, " $1 ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/\*{1,3}([^*]{1,200})\*{1,3}/gu, " $1 ")
    .replace(/[`~"“”„«»「」『』]/gu, " ");
}

/** "/sip explain 486?" and "@sipsense, 486" ask for 486. */
function undress(text: string): string {
  return text
    .replace(/^(?:(?:@?sipsense|\/sip)(?![\w/])[\s,:]*)+/iu, "")
    .replace(/^(?:explain|lookup|look up|show|define|説明)[\s:]+/iu, "")
    .replace(/[\s?!.,;:。、？！…)]+$/u, "")
    .replace(/^[\s?!,;:。、(]+/u, "");
}

const languageNames: Readonly<Record<string, string>> = {
  english: "en",
  英語: "en",
  inglés: "en",
  anglais: "en",
  englisch: "en",
  en: "en",
  japanese: "ja",
  日本語: "ja",
  nihongo: "ja",
  japonés: "ja",
  japonais: "ja",
  japanisch: "ja",
  ja: "ja",
  jp: "ja",
};
const languageFlag = /\s*--lang(?:uage)?[=\s]+([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2})(?=\s|$)/iu;
const languageTail = /[\s,(]+(?:(?:in|auf|en|em)\s+)([\p{L}]{2,10})$/iu;
const languageAside = /[\s、]*(日本語|英語)(?:で|で教えて|で説明して)?$/u;

function takeLanguage(text: string): { text: string; language?: string | undefined } {
  const flag = languageFlag.exec(text);
  if (flag?.[1] !== undefined) return { text: text.replace(languageFlag, " ").trim(), language: flag[1] };
  for (const pattern of [languageTail, languageAside]) {
    const match = pattern.exec(text);
    const language = languageNames[match?.[1]?.toLowerCase() ?? ""];
    if (match && language !== undefined) return { text: text.slice(0, match.index).trim(), language };
  }
  return { text };
}

function parse(text: string): Query {
  if (text === "") return { kind: "empty" };
  return (
    command(text) ??
    list(text) ??
    reasonOrCause(text) ??
    reference(text) ??
    versus(text) ??
    numbers(text) ?? { kind: "words", words: text }
  );
}

function command(text: string): Query | undefined {
  if (/^(?:help(?: me)?|\?|usage|hilfe|ayuda|list|codes|ヘルプ|使い方)$/iu.test(text)) return { kind: "help" };
  const [, first = "", argument = ""] = /^([a-z]{4,8})(?:\s+((?:on|off|\d{1,4}\s?[a-z]{0,7}|reset)))?$/iu.exec(text) ?? [];
  const channel = channelCommands.find((one) => one === first.toLowerCase());
  return channel && { kind: "channel", command: channel, argument };
}

function list(text: string): Query | undefined {
  const rest = text.replace(/^(?:list|all|show all)\s+/iu, "").replace(/\s+(?:codes?|responses?|errors?|class|一覧|応答)$/iu, "");
  const patterns = [...rest.matchAll(/(?<![\p{L}\d])([1-6])(?:[x*×]{2}|(\d)[x*×]|[x*×](\d))(?![\p{L}\d])/giu)].map(
    (match) => `${match[1]}${match[2] ?? "x"}${match[3] ?? "x"}`,
  );
  if (patterns.length === 0 || /\d{3}/u.test(rest)) return undefined;
  return { kind: "list", patterns: [...new Set(patterns)] };
}

const reasonSip = /\breason\s*:?\s*SIP\s*;\s*cause\s*=\s*(\d{1,4})/iu;
const reasonOther = /\b(preemption|release_cause|failure_cause|stir)\s*;\s*cause\s*=\s*(\d{1,4})/iu;
const causeNumber =
  /\bq\.?\s?850\b\D{0,16}?(\d{1,3})(?!\d)|(?:\b(?:cause|hangup|hangupcause|isdn|isup|disconnect)|原因値|原因コード|切断原因|切断コード|切断理由|理由表示)(?:\s*(?:cause|code|value|no|number|コード))?\s*[:=#.]?\s*(\d{1,3})(?![\dx])/iu;

function reasonOrCause(text: string): Query | undefined {
  const sip = reasonSip.exec(text);
  if (sip?.[1]) return { kind: "reason", protocol: "SIP", cause: Number(sip[1]) };
  const other = reasonOther.exec(text);
  if (other?.[1] && other[2]) return { kind: "reason", protocol: other[1], cause: Number(other[2]) };
  const cause = causeNumber.exec(text);
  const number = cause?.[1] ?? cause?.[2];
  // "Q.850 for 486" asks for the causes of a response; its number is no cause.
  if (!cause || number === undefined || (Number(number) > 127 && cause[2] === undefined)) return undefined;
  const rest = text.slice(cause.index + cause[0].length);
  return {
    kind: "cause",
    causes: [...new Set([Number(number), ...moreCauses(rest)])],
    codes: threeDigits(text.slice(0, cause.index) + rest),
  };
}

/** "cause 16 vs 17", "Q.850 16, 17 and cause 31": the numbers that follow, as long as only joining words stand between. */
function moreCauses(rest: string): number[] {
  const following =
    /^(?:[\s,/&;]*(?:vs\.?|v|versus|and|or|with|cause|q\.?850|と|対)?[\s,/&;]*\d{1,3}(?!\d))+/iu.exec(rest)?.[0] ?? "";
  return [...following.replace(/q\.?850/giu, " ").matchAll(/\d{1,3}/gu)]
    .map((match) => Number(match[0]))
    .filter((number) => number >= 1 && number <= 127);
}

function reference(text: string): Query | undefined {
  const warning = /^warn(?:ing)?(?:\s*code)?\s*:?\s*(3\d{2})\b/iu.exec(text);
  if (warning?.[1]) return { kind: "warning", warning: Number(warning[1]) };
  const timer = /^(?:sip\s+)?timer\s+([a-n]|t\d{1,2})$/iu.exec(text) ?? /^(t1|t2|t4|t7|t9|t11)(?:\s+timer)?$/iu.exec(text);
  if (timer?.[1]) return { kind: "timer", timer: timer[1] };
  const level = /^(?:attest(?:ation)?|shaken)(?:\s+level)?\s+([abc])$|^([abc])[\s-]attestation$/iu.exec(text);
  return level ? { kind: "attestation", level: (level[1] ?? level[2] ?? "").toUpperCase() } : undefined;
}

const opening =
  /^(?:(?:what(?:'s|s| is| are)?|explain)\s+)?(?:the\s+)?(?:differences?|diff|distinction)\s+(?:between|of|from)\s+|^(?:compare|comparison of|versus|vs)\s+/iu;
const closing = /\s*(?:の|との)?(?:違い|差|比較|ちがい)(?:は|を教えて|は何ですか|って|とは)?(?:何|なに)?(?:ですか)?$/u;
const strong =
  /\s+(?:vs\.?|versus|v\.?|against|compared (?:to|with)|instead of|or rather)\s+|\s*(?:(?<!非|未)対(?![応象処策向])|それとも|と比べて|⇔|<->|<=>)\s*/iu;
const weak = /\s+(?:and|or|with|to|from|und|y|et)\s+|\s*[,、&]\s*|\s+\/\s+|(?<=\p{L})\/(?=\p{L})|\s*(?:とか|と|や)\s*/iu;

/** "busy vs decline", "difference between busy and decline", "話中と拒否の違い"; undefined when nothing asks to compare. */
function versus(text: string): Query | undefined {
  const body = text.replace(opening, "").replace(closing, "");
  const asked = body !== text;
  let parts = body.split(strong);
  if (asked && parts.length === 1) parts = body.split(weak);
  const sides = parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(subject);
  if (sides.length < 2 || sides.every((side) => side.codes.length > 0)) return undefined;
  return { kind: "versus", sides, words: text };
}

function subject(part: string): Subject {
  return { codes: threeDigits(part), words: part };
}

/** Ways a number stands in a query without being a response code: part of a longer number, a version, an address. */
const anyNumber = /(?<![\d.#])(?<!(?<!\d)\+)(?!100rel)(\d+)(?![\d.]*\.\d)/giu;
const range = /(?<![\d.])([1-6]\d{2})\s*(?:-|–|—|\.\.\.?|~|〜|～|\bto\b|\bthrough\b|から)\s*([1-6]\d{2})(?!\d)/iu;

function threeDigits(text: string): number[] {
  return [
    ...new Set(
      [...text.replace(/SIP\s*\/\s*2\.0/giu, " ").matchAll(/(?<![\d.])(\d{3})(?![\d])/gu)].map((match) => Number(match[1])),
    ),
  ];
}

function numbers(text: string): Query | undefined {
  // "100rel" is an option tag (RFC 3262), not a 100.
  const words = text.replace(/SIP\s*\/\s*\d\.\d|q\.?\s?850/giu, " ").trim();
  const span = range.exec(words);
  if (span?.[1] && span[2]) {
    const [from, to] = [Number(span[1]), Number(span[2])];
    if (from < to && words.length === span[0].length) return { kind: "numbers", numbers: [from, to], words: "range" };
  }
  const found = [...words.matchAll(anyNumber)].map((match) => Number(match[1])).filter((number) => Number.isSafeInteger(number));
  if (found.length === 0) return undefined;
  return { kind: "numbers", numbers: [...new Set(found)], words };
}
