import type { Lines } from "./lines.ts";

// Records of a database printed one column to a line: MySQL's \G, PostgreSQL's \x. The message is a column of many lines
// and may stand before those that say who sent it; here it comes last, so that columns.ts has read them.

const mysql = /^\*{5,} \d+\. row \*{5,}$/u;
const postgres = /^-\[ RECORD \d+ \]/u;
const psqlRow = /^(\w{0,40}) *\| ?(.*)$/u;
const told = /^(?:from|src|source|to|dst|destination)_?ip$|^time_?stamp$/iu;
const sip = /^(?:SIP\/2\.0 [1-6]\d\d|[A-Z]{3,12} \S{3,2000} SIP\/2\.0)/u;

interface Part {
  readonly text: string;
  readonly at: number;
}

interface Field {
  readonly name: string;
  readonly lines: Part[];
}

function beginsRecord(line: string): boolean {
  return (line.startsWith("*****") && mysql.test(line)) || (line.startsWith("-[ RECORD ") && postgres.test(line));
}

/** A line of psql without what it prints for the line ends inside a value: "\r", blanks up to the border, "+". */
function psqlValue(value: string): string {
  return value
    .replace(/(?<! ) *\+$/u, "")
    .replace(/(?<! ) +$/u, "")
    .replace(/\\r$/u, "");
}

type Row = { readonly name: string; readonly value: string } | undefined;

function rowReader(lines: readonly string[], from: number): (line: string) => Row {
  if (psqlRow.test(lines[from] ?? "")) {
    return (line) => {
      const found = psqlRow.exec(line);
      return found === null ? undefined : { name: found[1] ?? "", value: psqlValue(found[2] ?? "") };
    };
  }
  // Names are aligned at their colon, so that no header of a message passes for one.
  const colon = (lines[from] ?? "").indexOf(": ");
  return (line) => {
    const name = colon > 0 && line[colon] === ":" ? line.slice(0, colon).trimStart() : "";
    return /^[a-z]\w{0,40}$/u.test(name) ? { name, value: line.slice(colon + 2) } : { name: "", value: line };
  };
}

function fieldsOf(lines: readonly string[], from: number, to: number): Field[] {
  const read = rowReader(lines, from);
  const fields: Field[] = [];
  for (let at = from; at < to; at++) {
    const row = read(lines[at] ?? "");
    if (row === undefined) continue;
    const part = { text: row.value, at };
    if (row.name === "") fields.at(-1)?.lines.push(part);
    else fields.push({ name: row.name, lines: [part] });
  }
  return fields;
}

function recordEnd(lines: readonly string[], from: number): number {
  let to = from;
  while (to < lines.length && !beginsRecord(lines[to] ?? "")) to++;
  return to;
}

/** A record with its message last, behind what tells who sent it when; as it is when it has no message. */
function recordOf(lines: readonly string[], from: number, to: number): Part[] {
  const fields = fieldsOf(lines, from, to);
  const message = fields.find((field) => sip.test(field.lines[0]?.text ?? ""));
  if (message === undefined) return lines.slice(from, to).map((text, index) => ({ text, at: from + index }));
  const beside = fields
    .filter(({ name }) => told.test(name))
    .flatMap((field) => field.lines.slice(0, 1).map(({ text, at }) => ({ text: `${field.name}: ${text}`, at })));
  return [...beside, ...message.lines];
}

/** Lines with the messages of printed records behind what the records say of them; the same lines when there are none. */
export function unrecord(lines: Lines): Lines {
  if (!lines.text.some(beginsRecord)) return lines;
  const parts: Part[] = [];
  const first = recordEnd(lines.text, 0);
  for (let at = 0; at < first; at++) parts.push({ text: lines.text[at] ?? "", at });
  for (let at = first; at < lines.text.length;) {
    const to = recordEnd(lines.text, at + 1);
    parts.push({ text: "", at });
    for (const part of recordOf(lines.text, at + 1, to)) parts.push(part);
    at = to;
  }
  return { text: parts.map(({ text }) => text), numbers: parts.map(({ at }) => lines.numbers?.[at] ?? at + 1), exact: false };
}
