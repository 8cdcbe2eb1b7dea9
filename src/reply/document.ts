// The Reply: what the bot says, before any platform decides how it looks. Meaning, no markup: only renderers escape,
// cut and decorate. A new kind of block must break every renderer's compile (switch without default).

export interface Span {
  readonly text: string;
  readonly style?: "strong" | "emphasis" | "code" | undefined;
  readonly href?: string | undefined;
  /** The text is this time of day (milliseconds since the epoch); where the platform knows the reader's zone, it may show it in that. */
  readonly time?: number | undefined;
}

/** One line of text; spans follow each other without space between. */
export type Line = readonly Span[];

export type Severity = "normal" | "info" | "warning" | "error";

/** What a click runs: a query of the grammar, or a deed of the platform's own ("share", "more") that it must know. */
export interface Choice {
  readonly label: string;
  readonly command: string;
  readonly style?: "primary" | "danger" | undefined;
}

export type Block =
  | { readonly kind: "heading"; readonly text: Line; readonly severity?: Severity | undefined }
  | { readonly kind: "text"; readonly text: Line; readonly quiet?: boolean | undefined }
  | { readonly kind: "facts"; readonly facts: readonly { readonly label: string; readonly value: Line }[] }
  | { readonly kind: "list"; readonly label?: string | undefined; readonly ordered: boolean; readonly items: readonly Line[] }
  | {
      readonly kind: "table";
      readonly label?: string | undefined;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Line[])[];
    }
  /** Fixed-width text, such as a ladder; `picture` is the same as SVG, `alt` says it in words. */
  | {
      readonly kind: "drawing";
      readonly text: string;
      readonly alt: string;
      readonly picture?: { readonly name: string; readonly svg: string } | undefined;
    }
  | { readonly kind: "links"; readonly label: string; readonly links: readonly Span[] }
  | { readonly kind: "choices"; readonly label: string; readonly choices: readonly Choice[] };

export interface Reply {
  readonly title: string;
  readonly language: string;
  readonly severity: Severity;
  /** Who may see it; the adapter maps "asker" to an ephemeral message where there is one. */
  readonly audience: "everyone" | "asker";
  /** At most three lines: the whole answer for somebody in a hurry. */
  readonly short: readonly Line[];
  /** The full form; it does not repeat the title. */
  readonly body: readonly Block[];
}

/** A line without its styles. */
export function lineText(line: Line): string {
  return line.length === 1 ? (line[0]?.text ?? "") : line.map((span) => span.text).join("");
}

/** The lines that say something. */
export function filled(...lines: readonly Line[]): Line[] {
  return lines.filter((line) => line.length > 0);
}
