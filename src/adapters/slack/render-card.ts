import { lineText, type Reply } from "../../reply/document.ts";
import { limits } from "./limits.ts";
import type { Outgoing } from "./message.ts";
import { sections } from "./render-blocks.ts";
import { choiceButton, type Button } from "./render-buttons.ts";
import { rowsOf } from "./render-text.ts";
import { notice, plainFallback, type SlackMessage } from "./render.ts";

/** A reply of the watch as a message: its short form, and one row of buttons. Nobody's whole screen. */
export function renderCard(reply: Reply): Outgoing {
  const rows = reply.short.flatMap((line) => rowsOf(line, limits.section.text - 100));
  const elements = buttonsOf(reply);
  const message: SlackMessage = {
    text: notice(reply.short.map(lineText).join("\n")),
    blocks: [
      ...sections(rows, limits.section.text - 100).map(({ block }) => block),
      ...(elements.length === 0 ? [] : [{ type: "actions", elements } as const]),
    ],
  };
  return { ...message, plain: () => plainFallback({ ...reply, body: [] }) };
}

function buttonsOf(reply: Reply): Button[] {
  const choices = reply.body.flatMap((block) => (block.kind === "choices" ? block.choices : []));
  return choices
    .slice(0, limits.actions)
    .map((choice, index) => choiceButton(choice, reply.language, index, limits.message.characters / 8))
    .filter((made) => made !== undefined);
}
