import type { Line } from "../../reply/document.ts";
import type { Words } from "../../reply/words.ts";
import { textDisplay, type Container, type Inner, type Row } from "./components.ts";
import type { Picture } from "./render-blocks.ts";
import { textsOf } from "./render-text.ts";

/** What is sent, in one of the three forms that Discord knows. */
export type Body =
  | { readonly flags: typeof v2; readonly components: readonly (Container | Inner)[] }
  | { readonly embeds: readonly Embed[]; readonly components: readonly Row[]; readonly flags?: never }
  | { readonly content: string; readonly flags?: never };

export interface Embed {
  readonly title?: string;
  readonly description?: string;
  readonly color: number;
  readonly footer?: { readonly text: string };
  readonly image?: { readonly url: string };
}

/** IsComponentsV2: the message is made of components alone. It can't be taken back by an edit. */
export const v2 = 32_768;

/** A message ready to send, and what goes out instead when Discord refuses it. The others are made only then. */
export interface Outgoing {
  readonly body: Body;
  /** Drawings that the body shows, as files of these names. */
  readonly pictures: readonly Picture[];
  /** The same with drawings as text. */
  readonly written: () => Body;
  /** The same as an embed, drawings as text; then as plain words. */
  readonly embed: () => Body;
  readonly plain: () => string;
}

/** Words alone, as the one component of a message. */
export function asComponents(markdown: string): Body {
  return { flags: v2, components: [textDisplay(markdown)] };
}

/** A plain sentence of ours, where no answer can stand. */
export function notice(words: Words, key: string, values: Readonly<Record<string, string | number>> = {}): Outgoing {
  return noticeLines([words.line(key, values)]);
}

/** Several sentences, one below the other. */
export function noticeLines(lines: readonly Line[]): Outgoing {
  const markdown = lines
    .flatMap((line) => textsOf(line, 1800))
    .join("\n")
    .slice(0, 1900);
  const body = asComponents(markdown);
  const plain = () => markdown;
  return { body, pictures: [], written: () => body, embed: () => ({ content: markdown }), plain };
}
