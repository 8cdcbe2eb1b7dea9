import type { Piece } from "./render-blocks.ts";
import { weigh } from "./render-buttons.ts";

/** The pieces in pages of at most so many blocks and characters; at least one page. */
export function paginate(pieces: readonly Piece[], room: { readonly blocks: number; readonly characters: number }): Piece[][] {
  const pages: Piece[][] = [];
  let page: Piece[] = [];
  let weight = 0;
  for (const piece of pieces) {
    const more = weigh(piece.block);
    if (page.length > 0 && (page.length >= room.blocks || weight + more > room.characters)) {
      const lonely = lonelyHeadings(page);
      const moved = page.slice(page.length - lonely);
      const carried = weighAll(moved);
      // Headings that leave no room for what they lead stay behind: better alone than over the limit.
      const fits = carried + more <= room.characters;
      pages.push(fits ? page.slice(0, page.length - lonely) : page);
      page = fits ? moved : [];
      weight = fits ? carried : 0;
    }
    page.push(piece);
    weight += more;
  }
  return [...pages, page].map(withoutEdges);
}

function weighAll(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { block }) => sum + weigh(block), 0);
}

/** How many headings and labels stand last on the page, away from what they lead. */
function lonelyHeadings(page: readonly Piece[]): number {
  const last = page.findLastIndex(({ leads }) => leads !== true);
  const lonely = page.length - 1 - last;
  // A page of headings alone stays: moving all of them would never end.
  return last < 0 || lonely > 4 ? 0 : lonely;
}

function withoutEdges(page: readonly Piece[]): Piece[] {
  return page.filter(({ block }, index) => block.type !== "divider" || (index > 0 && index < page.length - 1));
}
