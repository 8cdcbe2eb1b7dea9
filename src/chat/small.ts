import { lineText, type Block, type Line, type Reply } from "../reply/document.ts";

/** Whether a reply is read in one glance and needs no second form: help, trouble, a short cause. */
export function isSmall(reply: Reply): boolean {
  let left = 800;
  for (const block of reply.body) {
    left -= 20 + sizeOf(block);
    if (left < 0) return false;
  }
  return true;
}

function sizeOf(block: Block): number {
  const length = (lines: readonly Line[]) => lines.reduce((sum, line) => sum + lineText(line).length, 0);
  switch (block.kind) {
    case "heading":
    case "text":
      return length([block.text]);
    case "facts":
      return block.facts.reduce((sum, { label, value }) => sum + label.length + length([value]), 0);
    case "list":
      return length(block.items);
    case "table":
      return length(block.rows.flat());
    case "drawing":
      return block.text.length;
    case "links":
      return length([block.links]);
    case "choices":
      return block.choices.length * 15;
  }
}
