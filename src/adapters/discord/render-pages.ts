import type { Piece } from "./render-blocks.ts";

/** What one page may hold: characters of text, components, rows to click (an embed bears five), pictures. */
export interface Room {
  readonly text: number;
  readonly components: number;
  readonly rows: number;
  readonly pictures: number;
}

/** The pieces in pages within the room; at least one page. */
export function paginate(pieces: readonly Piece[], room: Room): Piece[][] {
  const pages: Piece[][] = [];
  let page: Piece[] = [];
  let used = nothing;
  for (const piece of pieces) {
    let next = plus(used, piece, page.at(-1));
    if (page.length > 0 && !within(next, room)) {
      const lonely = lonelyHeadings(page);
      const moved = page.slice(page.length - lonely);
      const carried = plus(total(moved), piece, moved.at(-1));
      // Headings that leave no room for what they lead stay behind: better alone than over the limit.
      const fits = within(carried, room);
      pages.push(fits ? page.slice(0, page.length - lonely) : page);
      page = fits ? moved : [];
      next = fits ? carried : plus(nothing, piece, undefined);
    }
    page.push(piece);
    used = next;
  }
  return [...pages, page].map(withoutEdges);
}

const nothing: Room = { text: 0, components: 0, rows: 0, pictures: 0 };

function total(page: readonly Piece[]): Room {
  return page.reduce((sum, piece, index) => plus(sum, piece, page[index - 1]), nothing);
}

// Text that follows text stands in the same component, on a line of its own.
function plus({ text, components, rows, pictures }: Room, piece: Piece, before: Piece | undefined): Room {
  switch (piece.kind) {
    case "text":
      return { text: text + piece.text.length + 1, components: components + (before?.kind === "text" ? 0 : 1), rows, pictures };
    case "gap":
      return { text: text + 1, components: components + 1, rows, pictures };
    case "row":
      return { text, components: components + 1 + piece.row.components.length, rows: rows + 1, pictures };
    case "picture":
      return { text, components: components + 1, rows, pictures: pictures + 1 };
  }
}

function within(used: Room, room: Room): boolean {
  return used.text <= room.text && used.components <= room.components && used.rows <= room.rows && used.pictures <= room.pictures;
}

/** How many headings and labels stand last on the page, away from what they lead. */
function lonelyHeadings(page: readonly Piece[]): number {
  const last = page.findLastIndex((piece) => piece.kind !== "gap" && !(piece.kind === "text" && piece.leads === true));
  const lonely = page.length - 1 - last;
  // A page of headings alone stays: moving all of them would never end.
  return last < 0 || lonely > 4 ? 0 : lonely;
}

function withoutEdges(page: readonly Piece[]): Piece[] {
  return page.filter((piece, index) => piece.kind !== "gap" || (index > 0 && index < page.length - 1));
}
