import { byType, type Check, flag, list, report, shape, string, url } from "./block-check.ts";
import { limits } from "./block-limits.ts";
import { asJson, asList, isJson } from "./json.ts";

const counted: Check = (value, _at, findings) => {
  const text = asJson(value)["text"];
  if (typeof text === "string") findings.textLength += text.length;
};

export function plainText(max: number): Check {
  return byType({ plain_text: shape({ "text!": string(max), emoji: flag }, counted) });
}

export function anyText(max: number): Check {
  return byType({
    plain_text: shape({ "text!": string(max), emoji: flag }, counted),
    mrkdwn: shape({ "text!": string(max), verbatim: flag }, counted),
  });
}

export const confirm: Check = shape({
  "title!": plainText(limits.confirmTitle),
  "text!": anyText(limits.confirmText),
  "confirm!": plainText(limits.confirmButton),
  "deny!": plainText(limits.confirmButton),
  style: (value, at, findings) => {
    if (value !== "primary" && value !== "danger") report(findings, "must be one of: primary, danger", at);
  },
});

const optionFields = { "value!": string(limits.optionValue), description: anyText(limits.optionText) };
export const option: Check = shape({ "text!": plainText(limits.optionText), ...optionFields });
export const richOption: Check = shape({ "text!": anyText(limits.optionText), ...optionFields });
export const overflowOption: Check = shape({
  "text!": plainText(limits.optionText),
  ...optionFields,
  url: url(limits.url),
});
export const optionGroup: Check = shape({
  "label!": plainText(limits.optionText),
  "options!": list(option, limits.options),
});

function values(options: unknown): unknown[] {
  return asList(options).map((one) => one["value"]);
}

/** What is chosen at first must be one of the options. */
export const initialAmongOptions: Check = (value, at, findings) => {
  if (!isJson(value)) return;
  const offered = new Set([
    ...values(value["options"]),
    ...asList(value["option_groups"]).flatMap((one) => values(one["options"])),
  ]);
  if (offered.size === 0) return;
  const chosen = [
    ...values(value["initial_options"]),
    ...(isJson(value["initial_option"]) ? [value["initial_option"]["value"]] : []),
  ];
  if (chosen.some((one) => !offered.has(one))) report(findings, "initial option is not among the options", at);
};
