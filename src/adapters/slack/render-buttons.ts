import type { types } from "@slack/bolt";

import { readDeed } from "../../reply/deed.ts";
import type { Choice } from "../../reply/document.ts";
import { actionIds, runValue } from "./actions.ts";
import { limits } from "./limits.ts";
import { cutEscaped, escapeText } from "./render-text.ts";

export type Button = types.Button;

/** How much of the message's budget something takes. */
export function weigh(value: unknown): number {
  return JSON.stringify(value).length + 1;
}

/** A button; a label that is too long is cut, one that is empty becomes "…". */
export function button(actionId: string, label: string, value: string, style?: Choice["style"]): Button {
  const escaped = escapeText(label).trim();
  const text = escaped === "" ? "…" : cutEscaped(escaped, limits.button.text);
  return {
    type: "button",
    action_id: actionId,
    text: { type: "plain_text", text, emoji: false },
    ...(value === "" ? {} : { value }),
    ...(style === undefined ? {} : { style }),
  };
}

/** The button of a choice, a question or a deed of the watch; undefined when the command or the whole label does not fit one. */
export function choiceButton(choice: Choice, language: string, number: number, room: number): Button | undefined {
  const isDeed = readDeed(choice.command) !== undefined;
  const value = isDeed ? choice.command : runValue(choice.command, language);
  const label = choice.label.trim() === "" ? choice.command : choice.label;
  if (value.length > limits.button.value || escapeText(label).trim().length > limits.button.text) return undefined;
  const made = button(isDeed ? actionIds.deed(number) : actionIds.run(number), label, value, choice.style);
  return weigh(made) > room ? undefined : made;
}

/** Buttons in as few rows as their number and weight allow. */
export function actionRows(buttons: readonly Button[], room: number): types.ActionsBlock[] {
  const rows: Button[][] = [];
  let weight = 0;
  for (const one of buttons) {
    const row = rows.at(-1);
    const more = weigh(one);
    if (row === undefined || row.length >= limits.actions || weight + more > room) {
      rows.push([one]);
      weight = more;
    } else {
      row.push(one);
      weight += more;
    }
  }
  return rows.map((elements) => ({ type: "actions", elements }));
}
