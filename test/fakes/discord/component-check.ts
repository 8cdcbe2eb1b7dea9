/** Components of messages, old and V2, as Discord takes them. */
import { isEmoji } from "./emoji.ts";
import {
  anything,
  byType,
  type Check,
  flag,
  type Form,
  integer,
  list,
  nullable,
  oneOf,
  type Path,
  shape,
  snowflakeField,
  string,
  url,
} from "./form.ts";
import { asJson, asList, asNumber, asString, isJson, lengthOf } from "./json.ts";

export const componentsV2 = 1 << 15;

const id: Check = (value, at, form) => {
  integer(0, 2 ** 31 - 1)(value, at, form);
  if (typeof value !== "number" || value === 0) return;
  if (form.componentIds.has(value)) form.note(at, "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated");
  form.componentIds.add(value);
};

export const customId: Check = (value, at, form) => {
  string(100, 1)(value, at, form);
  if (typeof value !== "string" || value === "") return;
  if (form.customIds.has(value)) {
    form.note(at, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
  }
  form.customIds.add(value);
};

/** Every component, however deep, is counted. */
function counted(check: Check): Check {
  return (value, at, form) => {
    form.components += 1;
    check(value, at, form);
  };
}

const base = { type: anything, id };

const emoji: Check = shape(
  { id: nullable(snowflakeField), name: nullable(string(100, 1)), animated: flag },
  (value, at, form) => {
    const { id: custom, name } = asJson(value);
    // Without an id the name is the emoji itself: words are none.
    if (!custom && !isEmoji(asString(name))) {
      form.note([...at, "name"], "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji");
    }
  },
);

function required(form: Form, at: Path, value: unknown, code: string, message: string): void {
  if (value === undefined || value === null || value === "") form.note(at, code, message);
}

const buttonFields: Check = shape({
  ...base,
  "style!": oneOf(1, 2, 3, 4, 5, 6),
  label: nullable(string(80)),
  emoji: nullable(emoji),
  custom_id: customId,
  sku_id: snowflakeField,
  url: url(512),
  disabled: flag,
});

/** discord:// links are allowed on buttons beside http and https. */
const button: Check = (value, at, form) => {
  const { style, label, emoji: picture, custom_id, url: link, sku_id } = asJson(value);
  const app = asString(link).startsWith("discord://");
  buttonFields(app ? { ...asJson(value), url: asString(link).replace("discord:", "https:") } : value, at, form);
  if (style === 6) {
    required(form, [...at, "sku_id"], sku_id, "BASE_TYPE_REQUIRED", "This field is required");
    return;
  }
  if (!label && !isJson(picture)) {
    form.note(at, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button must have a label or an emoji");
  }
  if (style === 5) {
    required(form, [...at, "url"], link, "BUTTON_COMPONENT_URL_REQUIRED", "A url is required");
    if (custom_id !== undefined) {
      form.note(at, "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified");
    }
  } else {
    required(form, [...at, "custom_id"], custom_id, "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required");
    if (link !== undefined) form.note(at, "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified");
  }
};

const selectFields = {
  ...base,
  "custom_id!": customId,
  placeholder: nullable(string(150)),
  min_values: integer(0, 25),
  max_values: integer(1, 25),
  disabled: flag,
  required: flag,
};

const sane: Check = (value, at, form) => {
  const { min_values: min, max_values: max, options } = asJson(value);
  const most = typeof max === "number" ? max : 1;
  if (typeof min === "number" && min > most) {
    form.note([...at, "min_values"], "SELECT_COMPONENT_MIN_ABOVE_MAX", "The minimum number of values is above the maximum");
  }
  if (options === undefined) return;
  const count = asList(options).length;
  if (count > 0 && most > count) {
    form.note([...at, "max_values"], "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE", "There are fewer options than max_values");
  }
  if (asList(options).filter((one) => one["default"] === true).length > most) {
    form.note([...at, "options"], "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "There are more default options than max_values");
  }
};

const option = shape({
  "label!": string(100, 1),
  "value!": string(100, 1),
  description: nullable(string(100)),
  emoji: nullable(emoji),
  default: flag,
});

const uniqueValues: Check = (value, at, form) => {
  const seen = new Set<unknown>();
  asList(value).forEach((one, index) => {
    if (seen.has(one["value"])) {
      form.note(
        [...at, index, "value"],
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        "The specified option value is already used",
      );
    }
    seen.add(one["value"]);
  });
};

const options: Check = (value, at, form) => {
  list(option, 25, 1)(value, at, form);
  uniqueValues(value, at, form);
};

const stringSelect = shape({ ...selectFields, "options!": options }, sane);
const defaultValues = list(shape({ "id!": snowflakeField, "type!": oneOf("user", "role", "channel") }), 25);
const autoSelect = shape({ ...selectFields, default_values: defaultValues }, sane);
const channelSelect = shape({ ...selectFields, default_values: defaultValues, channel_types: list(integer(0, 16), 25) }, sane);
export const selects = { 3: stringSelect, 5: autoSelect, 6: autoSelect, 7: autoSelect, 8: channelSelect };

const inRow = byType({
  2: counted(button),
  3: counted(stringSelect),
  5: counted(autoSelect),
  6: counted(autoSelect),
  7: counted(autoSelect),
  8: counted(channelSelect),
});

/** Five buttons, or one select alone. */
const width: Check = (value, at, form) => {
  const inside = asList(asJson(value)["components"]);
  const most = inside.some((one) => one["type"] !== 2) ? 1 : 5;
  inside.slice(most).forEach((_none, index) => {
    const where = [...at, "components", index + most];
    form.note(where, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width");
  });
};
const row = counted(shape({ ...base, "components!": list(inRow, 5, 1) }, width));

const text = counted(
  shape({ ...base, "content!": string(4000, 1) }, (value, at, form) => {
    const content = asString(asJson(value)["content"]);
    form.textLength += lengthOf(content);
    if (content !== "" && content.trim() === "") form.note([...at, "content"], "BASE_TYPE_REQUIRED", "This field is required");
  }),
);

const media = (onlyAttachment: boolean): Check => shape({ "url!": url(2048, { attachments: "component", onlyAttachment }) });
const thumbnail = counted(shape({ ...base, "media!": media(false), description: nullable(string(1024, 1)), spoiler: flag }));
const section = counted(
  shape({
    ...base,
    "components!": list(byType({ 10: text }), 3, 1),
    "accessory!": byType({ 2: counted(button), 11: thumbnail }),
  }),
);
const galleryItem = shape({ "media!": media(false), description: nullable(string(1024, 1)), spoiler: flag });
const gallery = counted(shape({ ...base, "items!": list(galleryItem, 10, 1) }));
const file = counted(shape({ ...base, "file!": media(true), spoiler: flag }));
const separator = counted(shape({ ...base, divider: flag, spacing: oneOf(1, 2) }));
const inContainer = { 1: row, 9: section, 10: text, 12: gallery, 13: file, 14: separator };
const container = counted(
  shape({
    ...base,
    "components!": list(byType(inContainer), 40, 1),
    accent_color: nullable(integer(0, 0xff_ff_ff)),
    spoiler: flag,
  }),
);

const old = list(byType({ 1: row }), 5);
const v2 = list(byType({ ...inContainer, 17: container }), 40);

/** Components of a message, under the rules of its flags. */
export function checkComponents(value: unknown, at: Path, flags: number, form: Form): void {
  const modern = (flags & componentsV2) !== 0;
  (modern ? v2 : old)(value, at, form);
  if (!modern) return;
  if (form.components > 40) {
    form.note(at, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "The maximum number of components (40) is exceeded");
  }
  if (form.textLength > 4000) {
    form.note(at, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "Displayable text exceeds maximum size of 4000");
  }
}

/** The visible words of components, in the order in which they stand. */
export function wordsOf(components: unknown): string[] {
  return asList(components).flatMap((one) => {
    const own = one["type"] === 10 ? [asString(one["content"])] : [];
    const accessory = isJson(one["accessory"]) ? wordsOf([one["accessory"]]) : [];
    return [...own, ...wordsOf(one["components"]), ...accessory];
  });
}

/** Everything interactive in a message, however deep. */
export function controlsOf(components: unknown): Record<string, unknown>[] {
  return asList(components).flatMap((one) => {
    const type = asNumber(one["type"]);
    const accessory = isJson(one["accessory"]) ? controlsOf([one["accessory"]]) : [];
    return [...(type >= 2 && type <= 8 ? [one] : []), ...controlsOf(one["components"]), ...accessory];
  });
}
