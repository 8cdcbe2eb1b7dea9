import { lineText, type Block, type Line, type Reply } from "../../reply/document.ts";
import type { Words } from "../../reply/words.ts";

// How a Reply is laid out on a page, before any markup: what stands in the card, which blocks belong together.

type Heading = Extract<Block, { kind: "heading" }>;

/** Blocks that stand together: one code's section, panels beside each other, or one block over the whole width. */
export type Part =
  | { readonly kind: "sections"; readonly sections: readonly { readonly heading: Heading; readonly blocks: readonly Block[] }[] }
  | { readonly kind: "panels"; readonly blocks: readonly Block[] }
  | { readonly kind: "single"; readonly block: Block };

/** A line of the card; the label is that of the fact which says the same. */
export interface CardLine {
  readonly label?: string | undefined;
  readonly line: Line;
}

export interface Layout {
  /** The short form, without what the page's title says just above it. */
  readonly card: readonly CardLine[];
  readonly parts: readonly Part[];
}

/** Lays a reply out. Nothing is left out: a block is dropped only where the card says the very same. */
export function layOut(reply: Reply, words: Words): Layout {
  const said = new Set<Block>();
  const opening = reply.body.slice(
    0,
    until(reply.body, (block) => block.kind === "heading"),
  );
  const card = reply.short.flatMap((line): CardLine[] => {
    const rest = withoutTitle(line, reply.title);
    if (lineText(rest) === "") return [];
    const echo = opening.find((block) => !said.has(block) && echoOf(block, lineText(rest)) !== undefined);
    if (!echo) return [{ line: rest }];
    said.add(echo);
    return [echoOf(echo, lineText(rest)) ?? { line: rest }];
  });
  return {
    card,
    parts: group(
      reply.body.filter((block) => !said.has(block)),
      words,
    ),
  };
}

/** A text or a single fact of the body that says what a line of the short form says, or more. */
function echoOf(block: Block, text: string): CardLine | undefined {
  if (block.kind === "text" && lineText(block.text).includes(text)) return { line: block.text };
  const [fact, ...others] = block.kind === "facts" ? block.facts : [];
  return fact && others.length === 0 && lineText(fact.value) === text ? { label: fact.label, line: fact.value } : undefined;
}

function until(blocks: readonly Block[], ends: (block: Block) => boolean): number {
  const end = blocks.findIndex(ends);
  return end === -1 ? blocks.length : end;
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
  const run = body.slice(
    0,
    until(body, (block) => !isPanel(block)),
  );
  const [first] = body;
  if (run.length > 1) return { part: { kind: "panels", blocks: run }, length: run.length };
  if (!first) throw new Error("a part needs a block");
  return { part: { kind: "single", block: first }, length: 1 };
}

function isPanel(block: Block): boolean {
  return (block.kind === "list" && block.label !== undefined) || (block.kind === "facts" && block.facts.length <= 2);
}
