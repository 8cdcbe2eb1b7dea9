import type { types } from "@slack/bolt";

import type { Answer } from "../../chat/asking.ts";
import { limits } from "./limits.ts";
import type { Parts } from "./parts.ts";
import { cutEscaped } from "./render-text.ts";
import { escapeText } from "./render.ts";

/** Plain text of a view, within Slack's limit. */
export function plain(words: string, limit: number): types.PlainTextElement {
  return { type: "plain_text", text: cutEscaped(escapeText(words), limit), emoji: false };
}

/** An answer as a dialog. Nothing to share there: it knows no channel. */
export function answerView(parts: Parts, answer: Answer, form: "short" | "full", page: number): types.ModalView {
  const words = parts.desk.bot.words(answer.answered.language);
  return {
    type: "modal",
    callback_id: "sip.answer",
    title: plain(words.say("slack.title"), limits.view.title),
    close: plain(words.say("slack.close"), limits.view.close),
    blocks: [...parts.desk.show(answer, { form, page, share: false }).blocks],
  };
}
