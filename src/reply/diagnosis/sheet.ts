/** Measures of a picture, in pixels. */
export const size = { gutter: 92, edge: 16, head: 50, row: 34, top: 16, text: 13, half: 74 } as const;

/** Where things are on the picture of a ladder. */
export class Sheet {
  readonly parties: number;
  /** Between two lifelines. */
  readonly gap: number;
  readonly width: number;
  readonly height: number;
  readonly bottom: number;

  constructor(parties: number, rows: number) {
    this.parties = parties;
    this.gap = [0, 240, 340, 290, 236, 200][parties] ?? 180;
    const beside = Math.max(size.half, this.gap / 2 - (parties > 2 ? 34 : 60));
    // Alone, a party talks with itself: what it says stands right of its line.
    this.width = size.gutter + 2 * beside + size.edge + (parties < 2 ? 200 : (parties - 1) * this.gap);
    this.bottom = size.top + size.head + rows * size.row + 14;
    this.height = this.bottom + size.top;
  }

  at(party: number): number {
    const beside = Math.max(size.half, this.gap / 2 - (this.parties > 2 ? 34 : 60));
    return size.gutter + beside + party * this.gap;
  }

  /** The line on which a row's arrow stands. */
  rowAt(row: number): number {
    return size.top + size.head + (row + 1) * size.row - 4;
  }
}
