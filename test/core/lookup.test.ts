import { describe, expect, test } from "vitest";

import { bot, catalog } from "../bot-under-test.ts";
import { aliasTypos, offTopic, score, typos, written } from "./lookup-set.ts";

const registered = catalog.facts.responses.filter((response) => response.registered);

describe("every code is found", () => {
  test("by its number, alone and in a sentence", () => {
    for (const { code } of catalog.facts.responses) {
      expect(bot.answer({ text: String(code) }), String(code)).toMatchObject({ kind: "response", codes: [code] });
      expect(bot.answer({ text: `what is SIP ${code}?` }).codes, String(code)).toEqual([code]);
    }
  });

  test("by its reason phrase; where two share one, the other is named", () => {
    for (const { code, phrase } of registered) {
      const { codes, kind } = bot.answer({ text: phrase });
      expect(kind, phrase).toBe("response");
      expect(codes.slice(0, 2), phrase).toContain(code);
    }
  });

  test.each(bot.languages)("by every alias in %s", (language) => {
    const { responses } = bot.words(language).lexicon;
    const missed = registered.flatMap(({ code }) =>
      (responses[code]?.search ?? [])
        .filter((alias) => !bot.answer({ text: alias }).codes.slice(0, 3).includes(code))
        .map((alias) => `${alias} → ${code}`),
    );
    expect(missed).toEqual([]);
  });

  test.each(bot.languages)("every symptom by every alias in %s", (language) => {
    const { symptoms } = bot.words(language).lexicon;
    const missed = Object.entries(symptoms).flatMap(([id, { name, search }]) =>
      [name, ...search]
        .filter((alias) => bot.answer({ text: alias }).address !== id.replaceAll("-", " "))
        .map((alias) => `${alias} → ${id}`),
    );
    expect(missed).toEqual([]);
  });
});

describe("look-up holds its figures", () => {
  test("official phrases with one and two typing errors: first 98 %, among three 99 %", () => {
    const { first, firstThree, missed } = score([...typos(1, 3), ...typos(2, 3)]);
    expect(first, missed.join("\n")).toBeGreaterThanOrEqual(0.98);
    expect(firstThree, missed.join("\n")).toBeGreaterThanOrEqual(0.99);
  });

  test("aliases with a typing error: first 97 %, among three 99 %", () => {
    const { first, firstThree, missed } = score(aliasTypos("en"));
    expect(first, missed.join("\n")).toBeGreaterThanOrEqual(0.97);
    expect(firstThree, missed.join("\n")).toBeGreaterThanOrEqual(0.99);
  });

  test("partial and abbreviated phrases written by somebody else: first 98 %, among three 99 %", () => {
    const { first, firstThree, missed } = score(written.filter((question) => ["partial", "abbreviated"].includes(question.sort)));
    expect(first, missed.join("\n")).toBeGreaterThanOrEqual(0.98);
    expect(firstThree, missed.join("\n")).toBeGreaterThanOrEqual(0.99);
  });

  test("jargon and phonetic spellings written by somebody else: first 95 %, among three 96 %", () => {
    const { first, firstThree, missed } = score(written.filter((question) => ["jargon", "spelling"].includes(question.sort)));
    expect(first, missed.join("\n")).toBeGreaterThanOrEqual(0.95);
    expect(firstThree, missed.join("\n")).toBeGreaterThanOrEqual(0.96);
  });

  test("at most one of 20 off-topic questions gets a code", () => {
    const answered = offTopic.filter((query) => bot.answer({ text: query }).codes.length > 0);
    expect(answered.length / offTopic.length, answered.join(", ")).toBeLessThanOrEqual(0.05);
  });
});
