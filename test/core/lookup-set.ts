import { readFileSync } from "node:fs";

import { bot, catalog } from "../bot-under-test.ts";

export interface Question {
  readonly query: string;
  readonly want: readonly number[];
  readonly sort: string;
}

/** Numbers that look random and are the same in each run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One slip of the fingers: a letter lost, doubled, replaced or swapped with the next. */
function slip(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  const letter = "abcdefghijklmnopqrstuvwxyz"[Math.floor(random() * 26)] ?? "a";
  switch (Math.floor(random() * 4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + letter + text.slice(at);
    case 2:
      return text.slice(0, at) + letter + text.slice(at + 1);
    default:
      return text.slice(0, at) + (text[at + 1] ?? "") + (text[at] ?? "") + text.slice(at + 2);
  }
}

const registered = catalog.facts.responses.filter((response) => response.registered);

/** Codes that share a phrase are all right answers to it: 406 and 606 are both "Not Acceptable". */
function codesOf(phrase: string): number[] {
  return registered.filter((one) => one.phrase === phrase).map((one) => one.code);
}

/** Machine-made typos of the official phrases; of "OK" and other words under four letters nothing would be left. */
export function typos(slips: 1 | 2, each: number): Question[] {
  const random = generator(slips * 7919);
  return registered
    .filter(({ phrase }) => phrase.length >= 4 * slips)
    .flatMap(({ phrase }) =>
      Array.from({ length: each }, (): Question => {
        const once = slip(phrase.toLowerCase(), random);
        return { query: slips === 1 ? once : slip(once, random), want: codesOf(phrase), sort: `${slips} edits` };
      }),
    );
}

/** One slip in an alias of at least six letters. */
export function aliasTypos(language: string): Question[] {
  const random = generator(104_729);
  const { responses } = bot.words(language).lexicon;
  return registered.flatMap(({ code }) =>
    (responses[code]?.search ?? [])
      .filter((alias) => alias.length >= 6 && /^[a-z -]+$/u.test(alias))
      .map((alias): Question => ({ query: slip(alias, random), want: [code], sort: "alias, 1 edit" })),
  );
}

function lines<T>(name: string, read: (value: unknown) => T): T[] {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => read(JSON.parse(line)));
}

/** Questions written by somebody who had not seen our aliases. */
export const written = lines("lookup.jsonl", (value) => value as Question);
export const offTopic = lines("off-topic.jsonl", (value) => (value as { query: string }).query);

export interface Score {
  readonly asked: number;
  readonly first: number;
  readonly firstThree: number;
  readonly missed: readonly string[];
}

/** Shares of questions whose wanted code comes first, and among the first three. */
export function score(questions: readonly Question[]): Score {
  const missed: string[] = [];
  let first = 0;
  let firstThree = 0;
  for (const { query, want } of questions) {
    const { codes } = bot.answer({ text: query });
    if (want.includes(codes[0] ?? 0)) first++;
    else missed.push(`${query} → ${codes.slice(0, 3).join(" ")} instead of ${want.join(" ")}`);
    if (codes.slice(0, 3).some((code) => want.includes(code))) firstThree++;
  }
  return { asked: questions.length, first: first / questions.length, firstThree: firstThree / questions.length, missed };
}
