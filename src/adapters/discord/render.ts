import { severitySigns } from "../../chat/severity.ts";
import { isSmall } from "../../chat/small.ts";
import { lineText, type Line, type Reply, type Severity } from "../../reply/document.ts";
import { plainText } from "../../reply/plain.ts";
import type { Words } from "../../reply/words.ts";
import {
  button,
  choiceButton,
  componentTypes,
  countComponents,
  row,
  separator,
  textDisplay,
  type Button,
  type Container,
  type Inner,
} from "./components.ts";
import { customIds, type Source } from "./custom-id.ts";
import { limits } from "./limits.ts";
import { v2, type Body } from "./message.ts";
import { piecesOf, titleText, type Canvas, type Picture, type Piece } from "./render-blocks.ts";
import { paginate, type Room } from "./render-pages.ts";
import { cutEscaped, escapeMarkdown, oneLine, textsOf } from "./render-text.ts";

/** The words of the buttons, in the reader's language. */
export interface Labels {
  readonly more: string;
  readonly less: string;
  readonly next: string;
  readonly previous: string;
  readonly compareWith: string;
  readonly page: (page: number, pages: number) => string;
  /** Absent where the answer is public already. */
  readonly share?: string | undefined;
  readonly otherLanguages: readonly { readonly tag: string; readonly label: string }[];
}

export interface RenderOptions {
  readonly form: "short" | "full";
  /** Of the full form, from 0; past the end the last one is shown. */
  readonly page?: number | undefined;
  /** Handed back by every click, so that it knows its question. */
  readonly source: Source;
  readonly labels: Labels;
  /** Whether drawings can go out as pictures. */
  readonly pictures: boolean;
  /** It has no short form. */
  readonly whole?: boolean | undefined;
}

/** The labels as the interface words them. */
export function labelsIn(words: Words, options: { readonly share: boolean; readonly otherLanguages: readonly Words[] }): Labels {
  return {
    more: words.say("discord.more"),
    less: words.say("discord.less"),
    next: words.say("discord.next"),
    previous: words.say("discord.previous"),
    compareWith: words.say("discord.compare-with"),
    page: (page, pages) => words.say("discord.page", { page, pages }),
    share: options.share ? words.say("discord.share") : undefined,
    otherLanguages: options.otherLanguages.map((other) => ({ tag: other.language, label: other.say("language.name") })),
  };
}

export interface Rendered {
  readonly body: Body;
  readonly pictures: readonly Picture[];
}

/** What a page shows, before it is made of components or of an embed. */
export interface Page {
  readonly title: string;
  readonly severity: Severity;
  readonly pieces: readonly Piece[];
  /** The row below, five at most. */
  readonly buttons: readonly Button[];
  /** "Page 2 of 3", where there are more than one. */
  readonly where: string;
  /** Stands beside the title. */
  readonly beside: Button | undefined;
}

/** Green, grey-blue, amber, red. */
export const colours: Readonly<Record<Severity, number>> = {
  normal: 0x2f_9e_60,
  info: 0x4b_7b_ec,
  warning: 0xd9_8e_04,
  error: 0xd6_3c_3c,
};

/** A reply as a message: its short form, or a page of its full form. A reply that is small has one form only, the whole. */
export function renderMessage(reply: Reply, options: RenderOptions): Rendered {
  return assemble(pageOf(reply, options, roomFor(limits.components.text, limits.components.count)));
}

/** The page to show, within a room that its own title and buttons leave free. */
export function pageOf(reply: Reply, options: RenderOptions, room: Room): Page {
  const small = options.whole === true || isSmall(reply);
  return options.form === "short" && !small ? shortPage(reply, options, room) : fullPage(reply, options, small, room);
}

/** Room for the pieces of a page when the message bears so much. */
export function roomFor(text: number, components: number): Room {
  // Title (500), page number and buttons stand on every page: container, section with its button, row of five, gap.
  return { text: text - 700, components: components - 12, rows: 4, pictures: 1 };
}

/** The whole reply as words alone, for when Discord refuses everything else. */
export function plainFallback(reply: Reply): string {
  const cut = cutEscaped(escapeMarkdown(plainText(reply)).trim(), limits.content - 100);
  return cut === "" ? "…" : cut;
}

function canvasOf(reply: Reply, { labels, pictures }: RenderOptions, room: Room): Canvas {
  let count = 0;
  return {
    language: reply.language,
    text: Math.min(1500, Math.floor(room.text / 2)),
    pictures,
    compareWith: labels.compareWith,
    number: () => count++,
  };
}

function shortPage(reply: Reply, options: RenderOptions, room: Room): Page {
  const { source, labels } = options;
  const canvas = canvasOf(reply, options, room);
  const says = reply.short.filter((line) => lineText(line).trim() !== "");
  const lines: readonly Line[] = says.length > 0 ? says : [[{ text: reply.title, style: "strong" }]];
  const sign = `${severitySigns[reply.severity]} `;
  const said = lines.flatMap((line, index) => textsOf(line, canvas.text, index === 0 ? { prefix: sign } : {}));
  const drawn = reply.body.flatMap((block) =>
    block.kind === "drawing" && block.picture !== undefined && options.pictures ? piecesOf(block, canvas) : [],
  );
  const [shown = []] = paginate([...said.map((text): Piece => ({ kind: "text", text })), ...drawn], {
    ...room,
    text: Math.floor(room.text / 2),
  });
  // "More" leads to the rest.
  const cut: Piece[] = shown.filter(({ kind }) => kind === "text").length < said.length ? [{ kind: "text", text: "…" }] : [];
  const more = button(customIds.deed("more", source, reply.language), labels.more, "primary");
  const others = extras(options, reply.language);
  const buttons = [more, ...offers(reply, canvas, limits.row.buttons - 1 - Math.min(2, others.length)), ...others];
  return {
    title: "",
    severity: reply.severity,
    pieces: [...shown, ...cut],
    buttons: buttons.slice(0, limits.row.buttons),
    where: "",
    beside: undefined,
  };
}

/** The first choices of a reply, as many as the row bears beside the others. */
function offers(reply: Reply, { number }: Canvas, count: number): Button[] {
  const offered: Button[] = [];
  for (const choice of reply.body.flatMap((block) => (block.kind === "choices" ? block.choices : []))) {
    if (offered.length >= count) break;
    const made = choiceButton(choice, reply.language, number());
    if (made !== undefined) offered.push(made);
  }
  return offered;
}

/** Share and the other languages. */
function extras({ source, labels }: RenderOptions, language: string): Button[] {
  return [
    ...(labels.share === undefined ? [] : [button(customIds.deed("share", source, language), labels.share)]),
    ...languageButtons(source, labels),
  ];
}

function languageButtons(source: Source, { otherLanguages }: Labels): Button[] {
  return otherLanguages.map(({ tag, label }) => button(customIds.deed("language", source, tag), label));
}

function fullPage(reply: Reply, options: RenderOptions, small: boolean, room: Room): Page {
  const { source, labels, page = 0 } = options;
  const { language } = reply;
  const canvas = canvasOf(reply, options, room);
  const pieces = [...longTitle(reply, canvas), ...reply.body.flatMap((block) => piecesOf(block, canvas))];
  const pages = paginate(pieces, room);
  const last = pages.length - 1;
  const at = Math.max(0, Math.min(Math.trunc(page) || 0, last));
  const [beside, ...languages] = languageButtons(source, labels);
  const buttons = [
    ...(at > 0 ? [button(customIds.page(at - 1, source, language), labels.previous)] : []),
    ...(at < last ? [button(customIds.page(at + 1, source, language), labels.next, "primary")] : []),
    ...(small ? [] : [button(customIds.deed("less", source, language), labels.less)]),
    ...(labels.share === undefined ? [] : [button(customIds.deed("share", source, language), labels.share)]),
    ...languages,
  ];
  return {
    title: titleText(reply.title, severitySigns[reply.severity]),
    severity: reply.severity,
    pieces: pages[at] ?? [],
    buttons: buttons.slice(0, limits.row.buttons),
    where: last > 0 ? labels.page(at + 1, last + 1) : "",
    beside,
  };
}

// Every page bears the title, cut to one line; one that was cut stands whole on the first page.
function longTitle({ title, severity }: Reply, canvas: Canvas): Piece[] {
  if (title.trim() === "" || !titleText(title, severitySigns[severity]).endsWith("…")) return [];
  return textsOf([{ text: oneLine(title), style: "strong" }], canvas.text).map((text): Piece => ({ kind: "text", text }));
}

/** A page made of components. */
function assemble({ title, severity, pieces, buttons, where, beside }: Page): Rendered {
  const head: Inner[] =
    title === ""
      ? []
      : beside === undefined
        ? [textDisplay(title)]
        : [{ type: componentTypes.section, components: [textDisplay(title)], accessory: beside }];
  const shown = innersOf(pieces);
  const foot: Inner[] = [
    ...(where === "" ? [] : [textDisplay(`-# ${escapeMarkdown(where)}`)]),
    ...(buttons.length === 0 ? [] : [row(buttons)]),
  ];
  const inner = [...head, ...shown, ...(title !== "" && shown.length > 0 && foot.length > 0 ? [separator] : []), ...foot];
  const container: Container = { type: componentTypes.container, accent_color: colours[severity], components: inner };
  if (countComponents(container) > limits.components.count) throw new Error("a page has more components than a message bears");
  return { body: { flags: v2, components: [container] }, pictures: picturesIn(pieces) };
}

export function picturesIn(pieces: readonly Piece[]): Picture[] {
  return pieces.flatMap((piece) => (piece.kind === "picture" ? [piece.picture] : []));
}

/** Text that follows text stands in one component. */
export function innersOf(pieces: readonly Piece[]): Inner[] {
  const inner: Inner[] = [];
  for (const piece of pieces) {
    const last = inner.at(-1);
    if (piece.kind === "text" && last?.type === componentTypes.text)
      inner[inner.length - 1] = textDisplay(`${last.content}\n${piece.text}`);
    else inner.push(innerOf(piece));
  }
  return inner;
}

function innerOf(piece: Piece): Inner {
  switch (piece.kind) {
    case "text":
      return textDisplay(piece.text);
    case "gap":
      return separator;
    case "row":
      return piece.row;
    case "picture":
      return {
        type: componentTypes.gallery,
        items: [{ media: { url: `attachment://${piece.picture.name}` }, description: altText(piece.picture.alt) }],
      };
  }
}

/** Words for who can't see a picture, never empty, within the limit. */
export function altText(alt: string): string {
  const line = oneLine(alt).trim();
  return line === "" ? "…" : cutEscaped(line, limits.description);
}
