/** Commands and modals: what Discord takes and refuses of them. */
import { describe, expect, test } from "vitest";

import { checkCommands } from "./discord/command-check.ts";
import { Form } from "./discord/form.ts";
import { checkModal } from "./discord/modal-check.ts";
import { long, many, row } from "./discord/sample-payloads.ts";

/** The first error of a list of commands, as "path: CODE"; "" when Discord takes it. */
function firstOf(commands: readonly object[]): string {
  const form = new Form();
  checkCommands(commands, form);
  return firstError(form.errors);
}

function firstError(tree: unknown, path: readonly string[] = []): string {
  if (typeof tree !== "object" || tree === null) return "";
  for (const [key, value] of Object.entries(tree)) {
    if (key === "_errors")
      return `${path.join(".")}: ${String(Reflect.get(Object(Array.isArray(value) ? value[0] : {}), "code"))}`;
    const found = firstError(value, [...path, key]);
    if (found) return found;
  }
  return "";
}

const sip = (more: object = {}): object => ({ name: "sip", description: "d", ...more });
const query = (more: object = {}): object => ({ type: 3, name: "query", description: "d", ...more });
const choice = (index: number, more: object = {}): object => ({ name: `n${index}`, value: `v${index}`, ...more });

const commandLimits: [what: string, max: number, make: (size: number) => object[], least?: number][] = [
  ["name", 32, (size) => [sip({ name: long(size) })], 1],
  ["description", 100, (size) => [sip({ description: long(size) })], 1],
  ["localised name", 32, (size) => [sip({ name_localizations: { ja: long(size) } })], 1],
  ["localised description", 100, (size) => [sip({ description_localizations: { ja: long(size) } })], 1],
  ["options", 25, (size) => [sip({ options: many(size, (index) => query({ name: `o${index}` })) })]],
  ["choices", 25, (size) => [sip({ options: [query({ choices: many(size, (index) => choice(index)) })] })]],
  ["choice name", 100, (size) => [sip({ options: [query({ choices: [choice(1, { name: long(size) })] })] })], 1],
  ["choice value", 100, (size) => [sip({ options: [query({ choices: [choice(1, { value: long(size) })] })] })], 1],
];

describe("limits of commands", () => {
  test.each(commandLimits)("%s: at most %i", (_what, max, make, least = 0) => {
    expect(firstOf(make(max))).toBe("");
    expect(firstOf(make(max + 1))).not.toBe("");
    expect(firstOf(make(0)) === "").toBe(least === 0);
  });

  test("8000 characters in all, the longest translation counting", () => {
    const options = many(20, (index) =>
      query({ name: `o${index}`, description: "d", choices: many(4, (at) => choice(at, { value: long(90) })) }),
    );
    expect(firstOf([sip({ options })])).toBe("");
    const longer = options.map((one) => ({ ...one, description_localizations: { ja: long(100) } }));
    expect(firstOf([sip({ options: longer })])).toBe("0: APPLICATION_COMMAND_TOO_LARGE");
  });
});

const badCommands: [why: string, commands: object[], error: string][] = [
  ["capital letters", [sip({ name: "Sip" })], "0.name: APPLICATION_COMMAND_INVALID_NAME"],
  ["a space", [sip({ name: "sip code" })], "0.name: APPLICATION_COMMAND_INVALID_NAME"],
  [
    "capitals in a translation",
    [sip({ name_localizations: { fr: "Sip" } })],
    "0.name_localizations.fr: APPLICATION_COMMAND_INVALID_NAME",
  ],
  ["an unknown locale", [sip({ name_localizations: { jp: "sip" } })], "0.name_localizations.jp: ENUM_TYPE_COERCE"],
  [
    "a message command with a description",
    [{ name: "Explain", type: 3, description: "d" }],
    "0.description: APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED",
  ],
  ["two of a name", [sip(), sip()], "1: APPLICATION_COMMANDS_DUPLICATE_NAME"],
  [
    "two options of a name",
    [sip({ options: [query(), query()] })],
    "0.options.1: APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
  ],
  [
    "a required option after an optional one",
    [sip({ options: [query(), query({ name: "b", required: true })] })],
    "0.options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
  ],
  [
    "completion beside choices",
    [sip({ options: [query({ autocomplete: true, choices: [choice(1)] })] })],
    "0.options.0.autocomplete: APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES",
  ],
  [
    "completion of a file",
    [sip({ options: [query({ type: 11, autocomplete: true })] })],
    "0.options.0.autocomplete: APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_TYPE",
  ],
  [
    "an option without description",
    [sip({ options: [query({ description: "" })] })],
    "0.options.0.description: BASE_TYPE_REQUIRED",
  ],
  [
    "a group in a group",
    [sip({ options: [query({ type: 2, options: [query({ type: 2 })] })] })],
    "0.options.0.options.0.type: APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
  ],
];

test.each(badCommands)("refused command: %s", (_why, commands, error) => {
  expect(firstOf(commands)).toBe(error);
});

test("good commands: Japanese names, a message command, sub-commands", () => {
  const settings = { type: 1, name: "watch", description: "d", options: [query({ name: "on", type: 5 })] };
  const all = [
    sip({ name_localizations: { ja: "障害" }, integration_types: [0, 1], contexts: [0, 1, 2] }),
    { name: "Explain SIP", type: 3, name_localizations: { ja: "SIP を説明" } },
    sip({ name: "sip-settings", default_member_permissions: "16", options: [settings] }),
  ];
  expect(firstOf(all)).toBe("");
});

const modal = (more: object = {}): object => ({
  title: "t",
  custom_id: "m",
  components: [{ type: 18, label: "l", component: { type: 4, custom_id: "i", style: 1 } }],
  ...more,
});
const inputs = (count: number): object[] =>
  many(count, (index) => row({ type: 4, custom_id: `i${index}`, style: 1, label: "l" }));

test.each<[what: string, max: number, make: (size: number) => object]>([
  ["title", 45, (size) => modal({ title: long(size) })],
  ["custom_id", 100, (size) => modal({ custom_id: long(size) })],
  ["rows", 5, (size) => modal({ components: inputs(size) })],
  ["label", 45, (size) => modal({ components: [row({ type: 4, custom_id: "i", style: 1, label: long(size) })] })],
])("modal %s: 1 to %i", (_what, max, make) => {
  const errorOf = (size: number): string => {
    const form = new Form();
    checkModal(make(size), form);
    return firstError(form.errors);
  };
  expect(errorOf(max)).toBe("");
  expect(errorOf(max + 1)).not.toBe("");
  expect(errorOf(0)).not.toBe("");
});
