import type { Reply } from "../../reply/document.ts";
import { row, type Row } from "./components.ts";
import { limits } from "./limits.ts";
import type { Body, Embed } from "./message.ts";
import type { Piece } from "./render-blocks.ts";
import type { Room } from "./render-pages.ts";
import { colours, pageOf, picturesIn, type Page, type Rendered, type RenderOptions } from "./render.ts";

// Title and description share a budget; rows to click stand below the embed, five of them.
const room: Room = { text: limits.embed.description - 400, components: 1000, rows: 4, pictures: 1 };

/** The same as an embed, where components alone are refused: the whole text, the same buttons, one picture. */
export function renderEmbed(reply: Reply, options: RenderOptions): Rendered {
  return assemble(pageOf(reply, options, room));
}

function assemble({ title, severity, pieces, buttons, where, beside }: Page): Rendered {
  const words = [...(title === "" ? [] : [title]), ...pieces.flatMap(wordsOf)].join("\n");
  const [picture] = picturesIn(pieces);
  const embed: Embed = {
    color: colours[severity],
    description: words === "" ? "…" : words,
    ...(where === "" ? {} : { footer: { text: where } }),
    ...(picture === undefined ? {} : { image: { url: `attachment://${picture.name}` } }),
  };
  const below = [...buttons, ...(beside === undefined ? [] : [beside])].slice(0, limits.row.buttons);
  const rows: Row[] = [
    ...pieces.flatMap((piece) => (piece.kind === "row" ? [piece.row] : [])),
    ...(below.length === 0 ? [] : [row(below)]),
  ];
  const body: Body = { embeds: [embed], components: rows };
  return { body, pictures: picture === undefined ? [] : [picture] };
}

function wordsOf(piece: Piece): string[] {
  switch (piece.kind) {
    case "text":
      return [piece.text];
    case "gap":
      return [""];
    case "row":
    case "picture":
      return [];
  }
}
