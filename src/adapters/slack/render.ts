import { cleanText } from "../../chat/clean-text.ts";
import { severitySigns } from "../../chat/severity.ts";
import { isSmall } from "../../chat/small.ts";
import { lineText, type Block, type Line, type Reply } from "../../reply/document.ts";
import { plainText } from "../../reply/plain.ts";
import type { Words } from "../../reply/words.ts";
import { actionIds } from "./actions.ts";
import { limits } from "./limits.ts";
import { header, piecesOf, sections, type Canvas, type KnownBlock, type Piece } from "./render-blocks.ts";
import { button, choiceButton, weigh, type Button } from "./render-buttons.ts";
import { paginate } from "./render-pages.ts";
import { cutEscaped, escapeText, rowsOf, wouldFormat } from "./render-text.ts";

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
export function slackLabels(
  words: Words,
  options: { readonly share: boolean; readonly otherLanguages: readonly Words[] },
): SlackLabels {
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

/** A reply that has neither another form nor another language, whole: what the watch says of itself, a recap. */
export function renderWhole(reply: Reply, state: string, labels: SlackLabels): SlackMessage {
  return renderPage(reply, { form: "full", state, labels: { ...labels, otherLanguages: [] } }, true);
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
const longest = limits.section.text - 100;

/** Plain words as the top-level text, which Slack reads as mrkdwn: what would format is broken up as well as it can be. */
export function notice(plain: string): string {
  const lines = cleanText(plain)
    .split("\n")
    .map((line) =>
      wouldFormat([{ text: line }]) ? line.replaceAll(/[*_~`:]/gu, "$&\u200B").replace(/^(\s*)>/u, "$1\u200B>") : line,
    )
    // Slack turns these into a call to everybody when a sender asks for names to be linked.
    .map((line) => line.replaceAll(/@(?=(?:channel|here|everyone)\b)/giu, "@\u200B"));
  const cut = cutEscaped(escapeText(lines.join("\n")).trim(), limits.message.text - 100);
  return cut === "" ? "…" : cut;
}

function canvasOf(language: string, whole: number): Canvas & { readonly characters: number } {
  let count = 0;
  const characters = whole - margin;
  // Half of that: JSON writes quotes, backslashes and newlines as two characters.
  const text = Math.min(longest, Math.floor((characters - margin) / 2));
  const room = Math.min(characters, limits.message.characters / 2);
  return { language, characters, room, text, number: () => count++ };
}

function renderShort(reply: Reply, { state, labels }: RenderOptions): SlackMessage {
  const more = button(actionIds.more, labels.more, state, "primary");
  const others = extras(state, labels, more);
  const canvas = canvasOf(reply.language, limits.message.characters - weigh([more, ...others]));
  const says = reply.short.filter((line) => lineText(line).trim() !== "");
  const lines: readonly Line[] = says.length > 0 ? says : [[{ text: reply.title, style: "strong" }]];
  const sign = `${severitySigns[reply.severity]} `;
  const rows = lines.flatMap((line, index) => rowsOf(line, canvas.text, index === 0 ? sign : ""));
  const pieces = sections(rows, canvas.text);
  const [shown = []] = paginate(pieces, { blocks: limits.message.blocks - 2, characters: canvas.room / 2 });
  // "More" leads to the rest.
  const cut = shown.length < pieces.length ? sections([{ text: "…", type: "plain_text", says: "…" }], canvas.text) : [];
  const elements = [more, ...offers(reply, canvas), ...others].slice(0, limits.actions);
  return {
    text: notice(lines.map(lineText).join("\n")),
    blocks: [...[...shown, ...cut].map(({ block }) => block), { type: "actions", elements }],
  };
}

/** The first choices of a reply, as many as one row of buttons bears beside the others. */
function offers(reply: Reply, { room }: Canvas): Button[] {
  const offered: Button[] = [];
  for (const choice of reply.body.flatMap((block) => (block.kind === "choices" ? block.choices : []))) {
    const made = choiceButton(choice, reply.language, offered.length, room / 8);
    if (made !== undefined) offered.push(made);
    if (offered.length === 3) break;
  }
  return offered;
}

/** Share and the other languages, as far as their states leave room for the answer itself. */
function extras(state: string, labels: SlackLabels, ...essential: readonly Button[]): Button[] {
  const wanted = [
    ...(labels.share === undefined ? [] : [button(actionIds.share, labels.share, state)]),
    ...labels.otherLanguages.map(({ tag, label }) => button(actionIds.language(tag), label, state)),
  ].slice(0, limits.actions - 6);
  while (wanted.length > 0 && weigh([...essential, ...wanted]) > limits.message.characters / 2) wanted.pop();
  return wanted;
}

function renderPage(reply: Reply, { state, labels, page = 0 }: RenderOptions, small: boolean): SlackMessage {
  const turns = (at: number, last: number) => [
    ...(at > 0 ? [button(actionIds.page(at - 1), labels.previous, state)] : []),
    ...(at < last ? [button(actionIds.page(at + 1), labels.next, state, "primary")] : []),
    ...(small ? [] : [button(actionIds.less, labels.less, state)]),
  ];
  const head = titleBlock(reply);
  const others = extras(state, labels, ...turns(1, 2));
  const chrome = weigh([head, ...turns(1, 2), ...others]) + margin;
  const canvas = canvasOf(reply.language, limits.message.characters - chrome);
  const pieces = [...longTitle(reply, canvas), ...reply.body.flatMap((block) => piecesOf(block, canvas))];
  const pages = paginate(pieces, { blocks: limits.message.blocks - 4, characters: canvas.characters });
  const last = pages.length - 1;
  const at = Math.max(0, Math.min(Math.trunc(page) || 0, last));
  const shown = pages[at] ?? [];
  const where = last > 0 ? labels.page(at + 1, last + 1) : "";
  const buttons = [...turns(at, last), ...others];
  const blocks: KnownBlock[] = [
    head,
    ...shown.map(({ block }) => block),
    ...(where === "" ? [] : [whereBlock(where)]),
    ...(buttons.length === 0 ? [] : [{ type: "actions", elements: buttons } as const]),
  ];
  const says = [reply.title, where, ...shown.map((piece) => piece.says)];
  return { text: notice(says.filter((one) => one.trim() !== "").join("\n")), blocks };
}

// Every page bears the title, cut to what a header holds; one that was cut stands whole on the first page.
function titleBlock({ title, severity }: Reply): KnownBlock {
  const text = `${severitySigns[severity]} ${escapeText(title).replaceAll(/\s+/gu, " ").trim()}`;
  return { type: "header", text: { type: "plain_text", text: cutEscaped(text.trim(), limits.header), emoji: false } };
}

function longTitle({ title, severity }: Reply, canvas: Canvas): Piece[] {
  if (title.trim() === "" || header(title, severity) !== undefined) return [];
  return sections(rowsOf([{ text: title, style: "strong" }], canvas.text), canvas.text);
}

function whereBlock(where: string): KnownBlock {
  return { type: "context", elements: [{ type: "plain_text", text: where, emoji: false }] };
}
