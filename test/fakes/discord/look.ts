/** What a person sees of a message. */
import { controlsOf, wordsOf } from "./component-check.ts";
import { embedWords } from "./embed-check.ts";
import type { FakeMessage, Json } from "./types.ts";

/** Every visible word: content, embeds, text displays. */
export function textOf(message: FakeMessage): string {
  return [message.content, ...embedWords(message.embeds), ...wordsOf(message.components)].filter(Boolean).join("\n");
}

/** Buttons and selects, however deep. */
export function controls(message: FakeMessage): Json[] {
  return controlsOf(message.components);
}
