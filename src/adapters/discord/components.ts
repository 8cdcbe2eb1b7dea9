import { readDeed } from "../../reply/deed.ts";
import type { Choice } from "../../reply/document.ts";
import { customIds } from "./custom-id.ts";
import { limits } from "./limits.ts";
import { oneLine } from "./render-text.ts";

// Components as they stand on the wire. Numbers are Discord's; its library need not be loaded to write them.

export const componentTypes = {
  row: 1,
  button: 2,
  select: 3,
  section: 9,
  text: 10,
  gallery: 12,
  separator: 14,
  container: 17,
} as const;
export const buttonStyles = { primary: 1, secondary: 2, danger: 4 } as const;

export interface Button {
  readonly type: typeof componentTypes.button;
  readonly style: number;
  readonly label: string;
  readonly custom_id: string;
  readonly disabled?: boolean;
}

export interface Select {
  readonly type: typeof componentTypes.select;
  readonly custom_id: string;
  readonly placeholder?: string;
  readonly options: readonly {
    readonly label: string;
    readonly value: string;
    readonly default?: boolean;
    readonly description?: string;
  }[];
}

/** A select of the server's members. */
export interface MemberSelect {
  readonly type: 5;
  readonly custom_id: string;
  readonly placeholder: string;
  readonly min_values: number;
  readonly max_values: number;
  readonly default_values: readonly { readonly id: string; readonly type: "user" }[];
}

export interface Row {
  readonly type: typeof componentTypes.row;
  readonly components: readonly (Button | Select | MemberSelect)[];
}

export interface TextDisplay {
  readonly type: typeof componentTypes.text;
  readonly content: string;
}

export interface Section {
  readonly type: typeof componentTypes.section;
  readonly components: readonly TextDisplay[];
  readonly accessory: Button;
}

export interface Gallery {
  readonly type: typeof componentTypes.gallery;
  readonly items: readonly { readonly media: { readonly url: string }; readonly description: string }[];
}

export interface Separator {
  readonly type: typeof componentTypes.separator;
  readonly divider: boolean;
  readonly spacing: 1 | 2;
}

export type Inner = Row | TextDisplay | Section | Gallery | Separator;

export interface Container {
  readonly type: typeof componentTypes.container;
  readonly accent_color: number;
  readonly components: readonly Inner[];
}

export function textDisplay(content: string): TextDisplay {
  return { type: componentTypes.text, content };
}

export const separator: Separator = { type: componentTypes.separator, divider: true, spacing: 1 };

export function row(components: readonly (Button | Select | MemberSelect)[]): Row {
  return { type: componentTypes.row, components };
}

/** A button; a label that is too long is cut, one that is empty becomes "…". */
export function button(customId: string, label: string, style: keyof typeof buttonStyles = "secondary"): Button {
  return { type: componentTypes.button, style: buttonStyles[style], label: cut(label, limits.button.label), custom_id: customId };
}

/** The button of a choice, a question or a deed of the watch; undefined when the command or the whole label does not fit one. */
export function choiceButton({ label, command, style }: Choice, language: string, number: number): Button | undefined {
  const shown = oneLine(label).trim() === "" ? command : label;
  const id = readDeed(command) === undefined ? customIds.run(number, command, language) : command;
  if (id === undefined || command === "" || oneLine(shown).trim().length > limits.button.label) return undefined;
  return button(id, shown, style);
}

/** The option of a choice in a select; undefined when the command or the whole label does not fit one. */
export function choiceOption({ label, command }: Choice): Select["options"][number] | undefined {
  const shown = oneLine(label).trim() === "" ? command : oneLine(label).trim();
  const fits = shown.length <= limits.select.label && command.length <= limits.select.value && command.trim() === command;
  return fits && command !== "" && shown !== "" ? { label: shown, value: command } : undefined;
}

/** Plain text of at most `limit`, never empty: labels and placeholders may not be. */
export function cut(text: string, limit: number): string {
  const line = oneLine(text).trim();
  if (line === "") return "…";
  if (line.length <= limit) return line;
  const low = line.charCodeAt(limit - 1);
  return `${line.slice(0, limit - 1 - (low >= 0xdc00 && low <= 0xdfff ? 1 : 0)).trimEnd()}…`;
}

/** How many components something is, nested ones counted. */
export function countComponents(component: Inner | Container): number {
  switch (component.type) {
    case componentTypes.container:
      return 1 + component.components.reduce((sum, inner) => sum + countComponents(inner), 0);
    case componentTypes.row:
      return 1 + component.components.length;
    case componentTypes.section:
      return 2 + component.components.length;
    case componentTypes.text:
    case componentTypes.gallery:
    case componentTypes.separator:
      return 1;
  }
}
