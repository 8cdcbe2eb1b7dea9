import { lineText, type Block, type Line, type Reply } from "../../src/reply/document.ts";

// What every chat platform's renderer is held to: each kind of answer, and whatever a reader must get of it.

/** A question for each kind of answer, and for each kind of trouble. */
export const questions = [
  "486",
  "183 vs 401",
  "401 403 407",
  "480 vs 404 vs 503",
  "183 vs 607",
  "180 183 480 486 503",
  "4xx",
  "cause 34",
  "cause 10",
  "USER_BUSY",
  "403 D35",
  "560403",
  "13224",
  "one-way audio",
  "choppy audio",
  "603+",
  "478",
  "900",
  "warning 399",
  "timer B",
  "attestation C",
  "Reason: SIP;cause=200",
  "Reason: preemption;cause=1",
  "help",
  "799",
  "497",
  "",
  "flurbnitz zzz",
  "identity hder invald x",
  "watch on",
  "x".repeat(6000),
  "cause 300",
  "486 cause 34",
  "486 Decline",
  "INVITE sip:a@b SIP/2.0\nVia: x\n",
  "<!channel> <@U123> *x* & <#C1>",
];

/** Every piece of text of a reply that a reader must get. */
export function textsSaid(reply: Reply): string[] {
  return [reply.title, ...reply.body.flatMap(blockTexts)];
}

function blockTexts(block: Block): string[] {
  switch (block.kind) {
    case "heading":
    case "text":
      return pieces(block.text);
    case "facts":
      return block.facts.flatMap(({ label, value }) => [label, ...pieces(value)]);
    case "list":
      return [block.label ?? "", ...block.items.flatMap(pieces)];
    case "table":
      return [block.label ?? "", ...(block.rows.length === 0 ? [] : block.columns), ...block.rows.flat().flatMap(pieces)];
    case "drawing":
      return [block.alt, block.text];
    case "links":
      return [block.label, ...block.links.map((link) => link.text)];
    case "choices":
      return block.choices.length === 0 ? [] : [block.label, ...block.choices.flatMap(({ label, command }) => [label, command])];
  }
}

// The address of a link may stand behind its text.
const pieces = (of: Line) => (of.some(({ href }) => href !== undefined) ? of.map((span) => span.text) : [lineText(of)]);
