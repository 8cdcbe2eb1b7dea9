import type { Block, Reply } from "../../reply/document.ts";
import { lineText } from "../../reply/document.ts";
import { plainText } from "../../reply/plain.ts";
import type { Words } from "../../reply/words.ts";
import { actionIds } from "./actions.ts";
import { limits } from "./limits.ts";
import { header, piecesOf, sections, severitySigns, type Canvas, type KnownBlock, type Piece } from "./render-blocks.ts";
import { button, choiceButton, weigh, type Button } from "./render-buttons.ts";
import { paginate } from "./render-pages.ts";
import { cleanText, cutEscaped, escapeText, rowsOf, wouldFormat } from "./render-text.ts";

export { escapeText } from "./render-text.ts";

/** What Slack is sent: the blocks, and the text of notifications and screen readers. */
export interface SlackMessage {
  text: string;
  blocks: KnownBlock[];
}

/** The words of the buttons, in the reader's language. */
export interface SlackLabels {
  readonly more: string;
  readonly less: string;
  readonly next: string;
  readonly previous: string;
  readonly page: (page: number, pages: number) => string;
  /** Absent where the answer is public already. */
  readonly share?: string | undefined;
  readonly otherLanguages: readonly { readonly tag: string; readonly label: string }[];
}

export interface RenderOptions {
  readonly form: "short" | "full";
  /** Of the full form, from 0; past the end the last one is shown. */
  readonly page?: number | undefined;
  /** Handed back by every click, so that it knows its question; at most 1500 characters. */
  readonly state: string;
  readonly labels: SlackLabels;
}

/** The labels as the interface words them. */
export function slackLabels(words: Words, options: { readonly share: boolean; readonly otherLanguages: readonly Words[] }): SlackLabels {
  return {
    more: words.say("slack.more"),
    less: words.say("slack.less"),
    next: words.say("slack.next"),
    previous: words.say("slack.previous"),
    page: (page, pages) => words.say("slack.page", { page, pages }),
    share: options.share ? words.say("slack.share") : undefined,
    otherLanguages: options.otherLanguages.map((other) => ({ tag: other.language, label: other.say("language.name") })),
  };
}

/** A reply as a message: its short form, or a page of its full form. A reply that is small has one form only, the whole. */
export function renderMessage(reply: Reply, options: RenderOptions): SlackMessage {
  const small = isSmall(reply);
  return options.form === "short" && !small ? renderShort(reply, options) : renderPage(reply, options, small);
}

/** Blocks of a reply for App Home or a modal. The caller minds how many a view may have. */
export function renderBlocks(blocks: readonly Block[], language: string): KnownBlock[] {
  const canvas = canvasOf(language, limits.message.characters);
  return blocks.flatMap((block) => piecesOf(block, canvas)).map(({ block }) => block);
}

/** The whole reply without blocks, for when Slack refuses them. */
export function plainFallback(reply: Reply): string {
  return notice(plainText(reply));
}

const margin = 200;
const text = { longest: 2900, notice: limits.message.text - 100 };

/** Plain words as the top-level text, which Slack reads as mrkdwn: what would format is broken up as well as it can be. */
function notice(plain: string): string {
  const lines = cleanText(plain)
    .split("\n")
    .map((line) => (wouldFormat([{ text: line }]) ? line.replaceAll(/[*_~`:]/gu, "$&\u200B").replace(/^(\s*)>/u, "$1\u200B>") : line))
    // Slack turns these into a call to everybody when a sender asks for names to be linked.
    .map((line) => line.replaceAll(/@(?=(?:channel|here|everyone)\b)/giu, "@\u200B"));
  const cut = cutEscaped(escapeText(lines.join("\n")).trim(), text.notice);
  return cut === "" ? "…" : cut;
}

// What is read in one glance needs no second form: help, trouble, a short list.
function isSmall(reply: Reply): boolean {
  const items = reply.body.reduce((sum, block) => sum + (block.kind === "choices" ? block.choices.length : 1), 0);
  return items <= 12 && plainText(reply).length <= 800;
}

function canvasOf(language: string, characters: number): Canvas {
  let count = 0;
  // Half: JSON writes quotes, backslashes and newlines as two characters.
  const room = Math.min(characters - margin, limits.message.characters / 2);
  return { language, room, text: Math.min(text.longest, Math.floor((room - margin) / 2)), number: () => count++ };
}

function renderShort(reply: Reply, { state, labels }: RenderOptions): SlackMessage {
  const nav = [button(actionIds.more, labels.more, state, "primary"), ...extras(state, labels, 6000)];
  const canvas = canvasOf(reply.language, limits.message.characters - margin - weigh(nav));
  const all = reply.body.flatMap((block) => (block.kind === "choices" ? block.choices : []));
  const offered: Button[] = [];
  let left = canvas.room / 2;
  for (const choice of all) {
    const made = offered.length < 3 ? choiceButton(choice, reply.language, offered.length, left) : undefined;
    if (made === undefined) continue;
    offered.push(made);
    left -= weigh(made);
  }
  const lines = reply.short.some((line) => lineText(line).trim() !== "") ? reply.short : [[{ text: reply.title, style: "strong" } as const]];
  const rows = lines.flatMap((line, index) => rowsOf(line, canvas.text, index === 0 ? `${severitySigns[reply.severity]} ` : ""));
  // More leads to the rest, so one section is enough even of the longest line.
  const [first, second] = sections(rows, canvas.text);
  const shown = [first, second !== undefined && weigh([first, second]) < canvas.room / 2 ? second : undefined].filter((one) => one !== undefined);
  const [more, ...others] = nav;
  const elements = [...(more === undefined ? [] : [more]), ...offered, ...others].slice(0, limits.actions);
  return {
    text: notice(lines.map(lineText).join("\n")),
    blocks: [...shown.map(({ block }) => block), { type: "actions", elements }],
  };
}
