import { byType, type Check, flag, integer, list, oneOf, report, shape, some, string, unique, url } from "./block-check.ts";
import { limits } from "./block-limits.ts";
import {
  anyText,
  confirm,
  initialAmongOptions,
  option,
  optionGroup,
  overflowOption,
  plainText,
  richOption,
} from "./block-objects.ts";

const actionId = unique("actionIds", "action_id");
const focus: Check = (value, at, findings) => {
  flag(value, at, findings);
  if (value === true && ++findings.focused > 1) report(findings, "only one element may have focus_on_load", at);
};
const placeholder = plainText(limits.placeholder);
const common = { action_id: actionId, confirm };
const field = { action_id: actionId, placeholder, focus_on_load: focus };
const select = { ...common, placeholder, focus_on_load: focus };
const multi = { ...select, max_selected_items: integer(1, 100) };
const choices = { options: list(option, limits.options), option_groups: list(optionGroup, limits.options) };
const dispatch = {
  dispatch_action_config: shape({ trigger_actions_on: list(oneOf("on_enter_pressed", "on_character_entered"), 2) }),
};

export const image: Check = shape(
  {
    image_url: url(limits.url),
    slack_file: shape({ id: string(255), url: url(limits.url) }),
    "alt_text!": string(limits.altText),
  },
  some(true, "image_url", "slack_file"),
);

const button = shape({
  ...common,
  "text!": plainText(limits.buttonText),
  value: string(limits.buttonValue),
  url: url(limits.url),
  style: oneOf("primary", "danger"),
  accessibility_label: string(limits.buttonText),
});

const selects = {
  static_select: shape(
    { ...select, ...choices, initial_option: option },
    some(true, "options", "option_groups"),
    initialAmongOptions,
  ),
  external_select: shape({ ...select, initial_option: option, min_query_length: integer(0, 3000) }),
  users_select: shape({ ...select, initial_user: string(255) }),
  channels_select: shape({ ...select, initial_channel: string(255), response_url_enabled: flag }),
  conversations_select: shape({
    ...select,
    initial_conversation: string(255),
    default_to_current_conversation: flag,
    response_url_enabled: flag,
    filter: () => undefined,
  }),
  multi_static_select: shape(
    { ...multi, ...choices, initial_options: list(option, limits.options) },
    some(true, "options", "option_groups"),
    initialAmongOptions,
  ),
  multi_external_select: shape({ ...multi, initial_options: list(option, limits.options), min_query_length: integer(0, 3000) }),
  multi_users_select: shape({ ...multi, initial_users: list(string(255), 100) }),
  multi_channels_select: shape({ ...multi, initial_channels: list(string(255), 100) }),
  multi_conversations_select: shape({
    ...multi,
    initial_conversations: list(string(255), 100),
    default_to_current_conversation: flag,
    filter: () => undefined,
  }),
};

const boxes = list(richOption, limits.checkboxes);
const ticks = {
  checkboxes: shape({ ...common, "options!": boxes, initial_options: boxes, focus_on_load: focus }, initialAmongOptions),
  radio_buttons: shape({ ...common, "options!": boxes, initial_option: richOption, focus_on_load: focus }, initialAmongOptions),
};

const pickers = {
  datepicker: shape({ ...select, initial_date: string(10, 10, /^\d{4}-\d\d-\d\d$/u) }),
  timepicker: shape({ ...select, initial_time: string(5, 5, /^\d\d:\d\d$/u), timezone: string(255) }),
  datetimepicker: shape({ ...common, initial_date_time: integer(0, 9_999_999_999), focus_on_load: focus }),
};

const texts = {
  plain_text_input: shape({
    ...field,
    ...dispatch,
    initial_value: string(3000, 0),
    multiline: flag,
    min_length: integer(0, 3000),
    max_length: integer(1, 3000),
  }),
  email_text_input: shape({ ...field, ...dispatch, initial_value: string(3000) }),
  url_text_input: shape({ ...field, ...dispatch, initial_value: string(3000) }),
  number_input: shape({
    ...field,
    ...dispatch,
    "is_decimal_allowed!": flag,
    initial_value: string(255),
    min_value: string(255),
    max_value: string(255),
  }),
  rich_text_input: shape({ ...field, ...dispatch, initial_value: () => undefined }),
  file_input: shape({ action_id: actionId, filetypes: list(string(255), 100), max_files: integer(1, 10) }),
};

const overflow = shape({ ...common, "options!": list(overflowOption, limits.overflow) });

/** What an actions block takes. */
export const actionElement: Check = byType({ button, overflow, ...selects, ...ticks, ...pickers });
/** What stands beside a section. */
export const accessory: Check = byType({ button, overflow, image, ...selects, ...ticks, ...pickers });
/** What an input block takes. */
export const inputElement: Check = byType({ ...selects, ...ticks, ...pickers, ...texts });
export const contextElement: Check = byType({
  image,
  plain_text: anyText(limits.text),
  mrkdwn: anyText(limits.text),
});

const feedback = shape({
  "text!": plainText(limits.buttonText),
  "value!": string(limits.buttonValue),
  accessibility_label: string(75),
});
export const contextAction: Check = byType({
  feedback_buttons: shape({ action_id: actionId, "positive_button!": feedback, "negative_button!": feedback }),
  icon_button: shape({
    ...common,
    "icon!": oneOf("trash"),
    "text!": plainText(limits.buttonText),
    value: string(limits.buttonValue),
    visible_to_user_ids: list(string(255), 100),
    accessibility_label: string(75),
  }),
});
