import { describe, expect, test } from "vitest";

import { Words } from "../../src/reply/words.ts";
import { bot } from "../bot-under-test.ts";

const lexicon = {
  ...bot.words("en").lexicon,
  interface: {
    greet: "Hello `{name}`, {name}!",
    count: "{count, plural, one {# call} other {# calls}}",
    big: "{length, number}",
  },
};
const words = new Words(lexicon);

describe("sentences", () => {
  test("plurals and numbers follow the language", () => {
    expect(words.say("count", { count: 1 })).toBe("1 call");
    expect(words.say("count", { count: 3 })).toBe("3 calls");
    expect(words.say("big", { length: 10_000 })).toBe("10,000");
    expect(new Words({ ...lexicon, language: "de" }).say("big", { length: 10_000 })).toBe("10.000");
  });

  test("outside text in a placeholder is never read as markup or as a placeholder", () => {
    expect(words.line("greet", { name: "`{x}` <b>" })).toEqual([
      { text: "Hello " },
      { text: "`{x}` <b>", style: "code" },
      { text: ", " },
      { text: "`{x}` <b>" },
      { text: "!" },
    ]);
  });

  test("a key that does not exist is a bug and says which", () => {
    expect(() => words.say("nope")).toThrow(/interface\.yaml has no "nope"/u);
  });

  test("lists are joined as the language joins them", () => {
    expect(bot.words("en").join(["a", "b", "c"])).toBe("a, b and c");
    expect(bot.words("ja").join(["UAS", "ゲートウェイ"], "or")).toBe("UAS または ゲートウェイ");
  });

  test("every interface sentence of every language is valid ICU with the same placeholders", () => {
    const names = (pattern: string) =>
      [...pattern.matchAll(/\{(\w+)/gu)]
        .map((match) => match[1])
        .filter((name, index, all) => all.indexOf(name) === index)
        .toSorted();
    for (const language of bot.languages) {
      const own = bot.words(language);
      for (const [key, pattern] of Object.entries(bot.words("en").lexicon.interface)) {
        const values = Object.fromEntries(
          names(pattern).map((name) => [name ?? "", name === "count" || name === "length" ? 2 : "x"]),
        );
        expect(() => own.say(key, values), `${language} ${key}`).not.toThrow();
      }
    }
  });
});
