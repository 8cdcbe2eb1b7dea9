import { lineText, type Block, type Line, type Reply, type Severity } from "../../reply/document.ts";
import type { Words } from "../../reply/words.ts";

// How a Reply is laid out on a page, before any markup: what stands in the card, which blocks belong together.

type Heading = Extract<Block, { kind: "heading" }>;

/** Blocks that stand together: one code's section, panels beside each other, or one block over the whole width. */
export type Part =
  | { readonly kind: "sections"; readonly sections: readonly { readonly heading: Heading; readonly blocks: readonly Block[] }[] }
  | { readonly kind: "panels"; readonly blocks: readonly Block[] }
  | { readonly kind: "single"; readonly block: Block };

export interface Layout {
  /** The short form, without what the page's title says just above it. */
  readonly card: readonly Line[];
  readonly parts: readonly Part[];
  /** Codes named in headings with their severity: the title shows them in the same colour. */
  readonly tones: ReadonlyMap<string, Severity>;
}

/** Lays a reply out. Nothing is left out: a text is dropped only where the card or the title says the very same. */
export function layOut(reply: Reply, words: Words): Layout {
  const { card, body } = openWith(reply);
  const severities = body.flatMap((block) =>
    block.kind === "heading" && block.severity ? [[codeIn(lineText(block.text)), block.severity] as const] : [],
  );
  return { card, parts: group(body, words), tones: new Map(severities) };
}

function codeIn(text: string): string {
  return /^\d{3}/u.exec(text)?.[0] ?? text;
}

/** The texts that open the body often say what the short form says: the fuller of the two goes into the card. */
function openWith(reply: Reply): { card: Line[]; body: readonly Block[] } {
  const end = reply.body.findIndex((block) => block.kind !== "text");
  const opening = reply.body.slice(0, end === -1 ? reply.body.length : end);
  const said = new Set<Block>();
  const card = reply.short.flatMap((line): Line[] => {
    const rest = withoutTitle(line, reply.title);
    const text = lineText(rest);
    if (text === "") return [];
    const fuller = opening.find((block) => block.kind === "text" && !said.has(block) && lineText(block.text).includes(text));
    if (fuller?.kind !== "text") return [rest];
    said.add(fuller);
    return [fuller.text];
  });
  return { card, body: reply.body.filter((block) => !said.has(block)) };
}

function withoutTitle(line: Line, title: string): Line {
  const [first, ...rest] = line;
  if (first?.text !== title) return line;
  return rest.map((span, index) => (index === 0 ? { ...span, text: span.text.replace(/^\s*·\s*/u, "") } : span));
}

function group(body: readonly Block[], words: Words): Part[] {
  const labels = new Set(["section.when", "section.do", "section.says"].map((key) => words.say(key)));
  const parts: Part[] = [];
  for (let at = 0; at < body.length;) {
    const taken = sections(body.slice(at), labels) ?? panels(body.slice(at));
    parts.push(taken.part);
    at += taken.length;
  }
  return parts;
}

interface Taken {
  readonly part: Part;
  readonly length: number;
}

/** Sections of codes that follow each other; the last one ends at the first list that no code's section has. */
function sections(body: readonly Block[], labels: ReadonlySet<string>): Taken | undefined {
  const found: { heading: Heading; blocks: Block[] }[] = [];
  let length = 0;
  for (const block of body) {
    if (block.kind === "heading" && block.severity !== undefined) found.push({ heading: block, blocks: [] });
    else if (found.length === 0 || !belongs(block, labels)) break;
    else found.at(-1)?.blocks.push(block);
    length++;
  }
  return length === 0 ? undefined : { part: { kind: "sections", sections: found }, length };
}

function belongs(block: Block, labels: ReadonlySet<string>): boolean {
  return (
    block.kind === "text" ||
    block.kind === "facts" ||
    (block.kind === "list" && block.label !== undefined && labels.has(block.label))
  );
}

/** Labelled lists and small facts stand beside each other; everything else takes the whole width. */
function panels(body: readonly Block[]): Taken {
  const end = body.findIndex((block) => !isPanel(block));
  const run = body.slice(0, end === -1 ? body.length : end);
  const [first] = body;
  if (run.length > 1) return { part: { kind: "panels", blocks: run }, length: run.length };
  if (!first) throw new Error("a part needs a block");
  return { part: { kind: "single", block: first }, length: 1 };
}

function isPanel(block: Block): boolean {
  return (block.kind === "list" && block.label !== undefined) || (block.kind === "facts" && block.facts.length <= 2);
}
