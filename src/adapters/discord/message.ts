import type { Container, Row } from "./components.ts";
import type { Picture } from "./render-blocks.ts";

/** What is sent, in one of the three forms that Discord knows. */
export type Body =
  | { readonly flags: typeof v2; readonly components: readonly Container[] }
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
  /** The same as an embed, then as plain words. */
  readonly embed: () => Body;
  readonly plain: () => string;
}
