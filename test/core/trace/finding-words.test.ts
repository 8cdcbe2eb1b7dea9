import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";

import { findingIds, findingPlaces } from "../../../src/core/trace/findings/places.ts";
import { loadLexicon, shippedLanguages } from "../../../src/data/load.ts";
import { placesOf } from "../../../src/data/rules-findings.ts";

const languages = shippedLanguages().map(loadLexicon);

test("places are found in choices too, and words of a branch are no places", () => {
  expect(placesOf("{a} of {b, plural, one {once} other {{c} times}}{d, select, 1 {x} other {}}")).toEqual(["a", "b", "c", "d"]);
});

test.each(findingIds)("the sentences of %s can be filled in each language, with any numbers", (id) => {
  for (const { language, findings } of languages) {
    const words = findings[id];
    expect(words, `${language} ${id}`).toBeDefined();
    for (const text of [words?.title, words?.verdict, words?.means, ...(words?.check ?? [])]) {
      const format = new IntlMessageFormat(text ?? "", language, undefined, { ignoreTag: true });
      for (const number of [-1, 0, 1, 2]) {
        const values = Object.fromEntries(findingPlaces[id].map((name) => [name, number]));
        const said = String(format.format(values));
        expect(said, `${language} ${id}: ${text}`).not.toMatch(/[{}]|undefined|^\s|\s$/u);
      }
    }
  }
});

test("a verdict is one sentence that a message can open with", () => {
  for (const { language, findings } of languages) {
    const long = Object.entries(findings).filter(([, words]) => words.verdict.replace(/\{[^{}]*\}/gu, "").length > 220);
    expect(long.map(([id]) => `${language} ${id}`)).toEqual([]);
    expect(Object.entries(findings).filter(([, words]) => words.title.length > 48)).toEqual([]);
  }
});
