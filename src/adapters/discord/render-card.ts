import { lineText, type Reply } from "../../reply/document.ts";
import { plainShort } from "../../reply/plain.ts";
import { choiceButton, row, textDisplay, type Button, type Inner } from "./components.ts";
import { limits } from "./limits.ts";
import { v2, type Body, type Outgoing } from "./message.ts";
import { cutEscaped, escapeMarkdown, textsOf } from "./render-text.ts";
import { colours } from "./render.ts";

/** A reply of the watch as a message: its short form, and one row of buttons. Nobody's whole screen. */
export function renderCard(reply: Reply): Outgoing {
  const lines = reply.short.filter((line) => lineText(line).trim() !== "").flatMap((line) => textsOf(line, 1200).slice(0, 1));
  const words = lines.length === 0 ? "…" : lines.join("\n");
  const buttons = buttonsOf(reply);
  const below = buttons.length === 0 ? [] : [row(buttons)];
  const inner: Inner[] = [textDisplay(words), ...below];
  const body: Body = { flags: v2, components: [{ type: 17, accent_color: colours[reply.severity], components: inner }] };
  return {
    body,
    pictures: [],
    written: () => body,
    embed: () => ({ embeds: [{ color: colours[reply.severity], description: words }], components: below }),
    plain: () => cutEscaped(escapeMarkdown(plainShort(reply)).trim() || "…", limits.content - 100),
  };
}

function buttonsOf(reply: Reply): Button[] {
  const choices = reply.body.flatMap((block) => (block.kind === "choices" ? block.choices : []));
  return choices
    .slice(0, limits.row.buttons)
    .map((choice, index) => choiceButton(choice, reply.language, index))
    .filter((made) => made !== undefined);
}
