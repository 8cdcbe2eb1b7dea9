import { declaredLength, type Head } from "./head.ts";
import type { StartLine } from "./start-line.ts";

/** Where the parts of a message stand in its text. */
export interface Layout {
  readonly text: string;
  /** Whether each character of `text` is an octet of the wire; else the message came as text. */
  readonly octets: boolean;
  readonly start: StartLine;
  /** Three numbers for each header field: start of its name, its colon, end of its value. */
  readonly fields: readonly number[];
  readonly bodyFrom: number;
  readonly bodyTo: number;
  /** Octets of the body that were there, before Content-Length cut it. */
  readonly available: number;
  /** The value of Content-Length; undefined when there is none, NaN when it is no number, or two that differ. */
  readonly declared: number | undefined;
  /** Whether octets were counted on the wire; pasted text has lost or gained some. */
  readonly exact: boolean;
  readonly size: number;
  /** What the reading of lines met: "header-without-colon", "no-empty-line" … */
  readonly notes: readonly string[];
}

const noNotes: readonly string[] = [];

/** Puts a walked head and the body behind it together; `octets`: Content-Length says where the body ends. */
export function layoutOf(text: string, octets: boolean, head: Head): Layout {
  const { start, fields, notes } = head;
  const to = text.length;
  const bodyFrom = head.bodyFrom === -1 ? to : head.bodyFrom;
  const declared = declaredLength(text, fields);
  const available = to - bodyFrom;
  const bodyTo = octets && declared !== undefined && declared < available ? bodyFrom + declared : to;
  if (head.bodyFrom === -1 && fields.length > 0) notes.push("no-empty-line");
  const end = head.bodyFrom === -1 ? head.end : bodyTo;
  return {
    text,
    octets,
    start,
    fields,
    bodyFrom,
    bodyTo,
    available,
    declared,
    exact: octets,
    size: end,
    notes: notes.length === 0 ? noNotes : notes,
  };
}

/** Of a message whose end the capture lacks, its sender is blamed for nothing. */
export function cutByCapture(layout: Layout): Layout {
  return { ...layout, exact: false, notes: [...layout.notes.filter((note) => note !== "no-empty-line"), "cut-by-capture"] };
}
