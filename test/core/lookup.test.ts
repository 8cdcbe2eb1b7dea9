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

describe("words that stand for others", () => {
  const first = (text: string) => bot.answer({ text }).codes[0];

  test("another form or a synonym of a word finds what the word finds", () => {
    expect(first("spam robocalls blocked")).toBe(608);
    expect(first("incorrect credentials")).toBe(401);
    expect(first("server congested")).toBe(503);
    expect(first("txn does not exist")).toBe(481);
  });

  test("not and un- say the same", () => {
    expect(first("subscriber is not registered")).toBe(480);
    expect(first("number not allocated")).toBe(404);
  });

  test("a name with Q.850 or cause beside it is the cause's", () => {
    expect(bot.answer({ text: "call rejected q850" })).toMatchObject({ kind: "cause", causes: [21] });
    expect(bot.answer({ text: "user busy cause" })).toMatchObject({ kind: "cause", causes: [17] });
    expect(bot.answer({ text: "cause value 47" })).toMatchObject({ kind: "cause", causes: [47] });
  });

  test("the beginning of a word of a reason phrase finds it", () => {
    expect(first("ambig")).toBe(485);
    expect(first("unauth")).toBe(401);
    expect(first("undeciph")).toBe(493);
  });

  test("a word that is known is no misspelling of another", () => {
    expect(first("bad password")).toBe(401);
    expect(bot.answer({ text: "service dog" }).kind).not.toBe("response");
  });

  test("a phrase is found in a sentence without the words that only make a sentence of it", () => {
    expect(first("server complains that the request uri is too long, how come?")).toBe(414);
  });

  test.each([
    ["タイムアウト", "たいむあうと"],
    ["話中", "話し中"],
    ["呼び出し中", "呼出中"],
    ["コーデック不一致", "ｺｰﾃﾞｯｸの不一致"],
    ["サーバーエラー", "サーバエラー"],
    ["アーリーメディア", "アーリメディア"],
    ["URI が長すぎる", "URIが長すぎる"],
  ])("%s and %s are the same word", (one, other) => {
    expect(bot.answer({ text: other })).toMatchObject({ kind: "response", codes: bot.answer({ text: one }).codes });
  });

  test("Japanese words that people use for one another", () => {
    expect(first("早期メディア")).toBe(183);
    expect(first("サービスを使用できません")).toBe(503);
    expect(first("残高が足りません")).toBe(402);
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
