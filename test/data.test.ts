import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { collect } from "../src/data/collect.ts";
import { Shelf } from "../src/data/read.ts";
import { checkRules, rules } from "../src/data/rules.ts";

const data = fileURLToPath(new URL("../data", import.meta.url));
const languages = ["en", "ja"];
const shelf = new Shelf(data);
const collection = collect(shelf, languages);
const { facts, lexicons } = collection;

describe("the data as it stands", () => {
  test("every file has its shape", () => {
    expect(shelf.problems.map((problem) => shelf.describe(problem))).toEqual([]);
  });

  test.each(rules)("the rule $name holds", (rule) => {
    expect(rule.check(collection).map((finding) => shelf.describe({ ...finding, rule: rule.name }))).toEqual([]);
  });

  test("all 75 registered codes, 25 unregistered ones and the variants are there", () => {
    expect(facts.responses.filter((one) => one.registered)).toHaveLength(75);
    expect(facts.responses.filter((one) => !one.registered)).toHaveLength(25);
    expect(facts.variants.map((one) => one.id)).toContain("603-network-blocked");
  });

  test("no claim is without a source", () => {
    const claims = [...facts.responses, ...facts.variants, ...facts.contrasts, ...facts.symptoms, ...facts.vendors];
    expect(claims.filter((claim) => claim.sources.length === 0)).toEqual([]);
  });

  test("a registered code has verdict, meaning, situations, steps and what it is not, in each language", () => {
    for (const lexicon of lexicons) {
      for (const { code } of facts.responses.filter((one) => one.registered)) {
        const said = lexicon.responses[code];
        expect(said, `${lexicon.language} ${code}`).toMatchObject({
          verdict: expect.any(String),
          meaning: expect.any(String),
          not: expect.any(String),
        });
        expect(said?.when?.length, `${lexicon.language} ${code} when`).toBeGreaterThanOrEqual(2);
        expect(said?.do.length, `${lexicon.language} ${code} do`).toBeGreaterThanOrEqual(2);
      }
    }
  });

  // The sets that people mix up, as on-call engineers name them; each needs words of its own.
  test.each([
    "180-183",
    "183-401",
    "401-407",
    "401-403",
    "401-403-407",
    "403-603-607-608",
    "404-484-604",
    "408-480-487",
    "480-486-600-603",
    "415-488-606",
    "500-503",
    "481-487",
    "301-302",
    "428-436-437-438-608",
    "480-486-487-600-603",
    "404-410-484-604",
    "408-480-504",
    "406-415-488-606",
    "500-502-503-504",
    "100-180-181-182-183-199",
    "300-301-302-305-380",
    "440-481-482-483",
    "491-500",
    "403-428-436-437-438",
    "603-607-608",
    "405-501",
    "420-421-494",
    "422-423",
    "413-414-513",
    "404-416",
    "430-439",
    "403-433",
    "200-202-204",
    "488-580",
    "424-425",
    "406-423-481-489",
    "408-480-486",
    "200-408-481",
  ])("the comparison %s is curated", (id) => {
    expect(facts.contrasts.map((one) => one.id)).toContain(id);
  });

  test("at least 70 comparisons and 14 symptoms are curated", () => {
    expect(facts.contrasts.length).toBeGreaterThanOrEqual(70);
    expect(facts.symptoms.length).toBeGreaterThanOrEqual(14);
  });

  test("what is unverified is not shown as fact", () => {
    const unverified = facts.causes.filter((cause) => !cause.verified).map((cause) => cause.cause);
    for (const lexicon of lexicons) expect(unverified.filter((cause) => lexicon.causes.numbers[cause])).toEqual([]);
  });
});

describe("a fault in the data", () => {
  const root = mkdtempSync(join(tmpdir(), "sipsense-data-"));
  const spoil = (file: string, change: (text: string) => string) => {
    cpSync(data, root, { recursive: true });
    writeFileSync(join(root, file), change(readFileSync(join(root, file), "utf8")));
    const own = new Shelf(root);
    const found = collect(own, languages);
    return [...own.problems, ...checkRules(found)].map((problem) => own.describe(problem));
  };
  beforeAll(() => cpSync(data, root, { recursive: true }));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test("an unknown key is named with its file and line", () => {
    const found = spoil("responses/486.yaml", (text) => text.replace("outcome:", "outcom:"));
    expect(found.join("\n")).toMatch(/^responses\/486\.yaml:\d+ shape: .*outcom/mu);
  });

  test("broken YAML is named with its file and line", () => {
    const found = spoil("responses/486.yaml", (text) => `${text}\n  - [`);
    expect(found.join("\n")).toMatch(/^responses\/486\.yaml:1[34] yaml: /mu);
  });

  test("an imprecise source, a one-sided reference and an unknown one are told apart by rule", () => {
    const imprecise = spoil("responses/486.yaml", (text) => text.replace("RFC 3261 §21.4.24]", "see wiki]"));
    expect(imprecise.join("\n")).toContain("responses/486.yaml:3 sources-precise: sources:");
    const oneSided = spoil("responses/486.yaml", (text) => text.replace("confusedWith: [", "confusedWith: [100, "));
    expect(oneSided.join("\n")).toMatch(/responses\/486\.yaml:\d+ confusion-mutual: confusedWith: 100 does not name 486 back/u);
    const unknown = spoil("symptoms/one-way-audio.yaml", (text) => text.replace(/codes: \[/u, "codes: [699, 799, "));
    expect(unknown.join("\n")).toMatch(/symptoms\/one-way-audio\.yaml:\d+ references-exist: codes: 799 does not exist/u);
  });

  test("a missing translation, a doubled alias and a copied sentence are found", () => {
    const missing = spoil("languages/ja/interface.yaml", (text) => text.replace(/^section\.do:.*$/mu, ""));
    expect(missing.join("\n")).toMatch(/^languages\/ja\/interface\.yaml:\d+ language-complete: no words for section\.do$/mu);
    const doubled = spoil("languages/en/responses/600.yaml", (text) => `${text.trimEnd()}\n  - trunk full\n`);
    expect(doubled.join("\n")).toMatch(
      /aliases-unambiguous: search\.\d+: "trunk full" also stands in languages\/en\/responses\/503\.yaml/u,
    );
    const sentence = lexicons[0]?.responses["486"]?.verdict ?? "";
    const copied = spoil("languages/en/responses/600.yaml", (text) =>
      text.replace(/^verdict: .*$/mu, `verdict: ${JSON.stringify(sentence)}`),
    );
    expect(copied.join("\n")).toContain("no-shared-sentence");
  });
});
