/** Application commands as Discord takes them. */
import { anything, badField, type Check, flag, Form, integer, list, nullable, oneOf, type Path, shape, string } from "./form.ts";
import { asJson, asList, asString, isJson, type Json, lengthOf } from "./json.ts";

const locales = new Set(
  "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko".split(
    " ",
  ),
);
const commandName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const lowerName: Check = (value, at, form) => {
  string(32, 1)(value, at, form);
  if (typeof value !== "string" || value === "") return;
  if (!commandName.test(value)) form.note(at, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
  else if (value !== value.toLowerCase()) form.note(at, "APPLICATION_COMMAND_INVALID_NAME", "Command name must be lowercase");
};
const menuName = string(32, 1);

function localized(check: Check): Check {
  return nullable((value, at, form) => {
    if (!isJson(value)) {
      form.note(at, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
      return;
    }
    for (const [locale, text] of Object.entries(value)) {
      if (locales.has(locale)) nullable(check)(text, [...at, locale], form);
      else form.note([...at, locale], "ENUM_TYPE_COERCE", `Value "${locale}" is not a valid enum value.`);
    }
  });
}

function choiceValue(type: unknown): Check {
  if (type === 3) return string(100, 1);
  return (value, at, form) => {
    if (typeof value !== "number" || (type === 4 && !Number.isInteger(value))) {
      form.note(at, "NUMBER_TYPE_COERCE", `Value "${String(value)}" is not int.`);
    }
  };
}

function noteDuplicates(values: readonly unknown[], at: (index: number) => Path, form: Form, code: string, words: string): void {
  const seen = new Set<unknown>();
  values.forEach((value, index) => {
    if (value !== undefined && seen.has(value)) form.note(at(index), code, words);
    seen.add(value);
  });
}

function checkChoices(option: Json, at: Path, form: Form): void {
  const { type, choices, autocomplete } = option;
  if (choices === undefined) return;
  const choice = shape({ "name!": string(100, 1), name_localizations: localized(string(100, 1)), "value!": choiceValue(type) });
  list(choice, 25)(choices, [...at, "choices"], form);
  const names = asList(choices).map((one) => one["name"]);
  const where = (index: number): Path => [...at, "choices", index];
  noteDuplicates(names, where, form, "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", "Choice names must be unique");
  if (autocomplete === true && asList(choices).length > 0) {
    form.note(
      [...at, "autocomplete"],
      "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES",
      "Autocomplete cannot be set with choices",
    );
  }
}

const optionFields = shape({
  "type!": integer(1, 11),
  "name!": lowerName,
  name_localizations: localized(lowerName),
  "description!": string(100, 1),
  description_localizations: localized(string(100, 1)),
  required: flag,
  choices: anything,
  options: anything,
  channel_types: list(integer(0, 16), 25),
  min_value: anything,
  max_value: anything,
  min_length: integer(0, 6000),
  max_length: integer(1, 6000),
  autocomplete: flag,
});

/** A sub-command's options, or a command's own. */
function checkOptions(value: unknown, at: Path, form: Form, depth: number): void {
  list((item, where) => {
    optionFields(item, where, form);
    const option = asJson(item);
    const { type } = option;
    checkChoices(option, where, form);
    if (option["autocomplete"] === true && ![3, 4, 10].includes(Number(type))) {
      form.note(
        [...where, "autocomplete"],
        "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_TYPE",
        "This option type cannot be completed",
      );
    }
    const nests = (type === 1 && depth < 2) || (type === 2 && depth === 0);
    if (type === 1 && depth === 2)
      form.note([...where, "type"], "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command option type is invalid");
    if (type === 2 && depth > 0)
      form.note([...where, "type"], "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command option type is invalid");
    if (nests && option["options"] !== undefined)
      checkOptions(option["options"], [...where, "options"], form, type === 2 ? 1 : 2);
  }, 25)(value, at, form);
  const options = asList(value);
  const each = (index: number): Path => [...at, index];
  noteDuplicates(
    options.map((one) => one["name"]),
    each,
    form,
    "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
    "Option names must be unique",
  );
  const firstOptional = options.findIndex((one) => one["required"] !== true && Number(one["type"]) > 2);
  options.forEach((one, index) => {
    if (firstOptional === -1 || index < firstOptional || one["required"] !== true) return;
    const words = "Required options must be placed before non-required options";
    form.note([...at, index], "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words);
  });
}

const fields = {
  id: anything,
  application_id: anything,
  version: anything,
  guild_id: anything,
  type: oneOf(1, 2, 3),
  options: anything,
  default_permission: anything,
  default_member_permissions: nullable(string(20, 0, /^\d+$/u)),
  dm_permission: nullable(flag),
  nsfw: nullable(flag),
  contexts: nullable(list(oneOf(0, 1, 2), 3)),
  integration_types: nullable(list(oneOf(0, 1), 2)),
  handler: anything,
};
const chat = shape({
  ...fields,
  "name!": lowerName,
  name_localizations: localized(lowerName),
  "description!": string(100, 1),
  description_localizations: localized(string(100, 1)),
});
const empty: Check = (value, at, form) => {
  if (value !== "" && value !== null) {
    form.note(at, "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", "Context menu commands cannot have descriptions");
  }
};
const menu = shape({
  ...fields,
  "name!": menuName,
  name_localizations: localized(menuName),
  description: empty,
  description_localizations: nullable(shape({})),
});

/** The longest of a text and its translations. */
function longest(value: unknown, translations: unknown): number {
  const all = [value, ...Object.values(asJson(translations))];
  return Math.max(0, ...all.map((one) => lengthOf(asString(one))));
}

/** Characters that count towards the 8000 of one command. */
function sizeOf(part: Json): number {
  const own = longest(part["name"], part["name_localizations"]) + longest(part["description"], part["description_localizations"]);
  const choices = asList(part["choices"]).reduce(
    (sum, one) => sum + longest(one["name"], one["name_localizations"]) + lengthOf(asString(one["value"])),
    0,
  );
  return own + choices + asList(part["options"]).reduce((sum, one) => sum + sizeOf(one), 0);
}

export function checkCommand(value: unknown, at: Path, form: Form): void {
  const command = asJson(value);
  const type = command["type"] ?? 1;
  (type === 1 ? chat : menu)(value, at, form);
  if (type === 1) {
    if (command["options"] !== undefined && command["options"] !== null)
      checkOptions(command["options"], [...at, "options"], form, 0);
    if (sizeOf(command) > 8000) form.note(at, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)");
  } else if (asList(command["options"]).length > 0) {
    form.note([...at, "options"], "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED", "Context menu commands cannot have options");
  }
}

const most: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };

/** A whole list, as PUT sends it. */
export function checkCommands(values: readonly unknown[], form: Form): void {
  values.forEach((one, index) => checkCommand(one, [index], form));
  const keys = values.map((one) => `${Number(asJson(one)["type"] ?? 1)}:${asString(asJson(one)["name"])}`);
  noteDuplicates(
    keys,
    (index) => [index],
    form,
    "APPLICATION_COMMANDS_DUPLICATE_NAME",
    "Application command names must be unique",
  );
  for (const [type, limit] of Object.entries(most)) {
    if (keys.filter((key) => key.startsWith(`${type}:`)).length <= limit) continue;
    throw badField([], "BASE_TYPE_MAX_LENGTH", `Must be ${limit} or fewer in length.`);
  }
}
