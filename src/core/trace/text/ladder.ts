import type { LogEvent } from "../reading.ts";
import { methods } from "./start.ts";
import { timeOf } from "./time.ts";

// Ladders drawn with letters, and diagrams as text (Mermaid, PlantUML): who says what is in the labels.

const arrow = /[-─━=~.]{2,}[>▶►→]|[<◀◄←][-─━=~.]{2,}|-{1,2}>{1,2}|<{1,2}-{1,2}|→|←/u;
const bar = /[|│┃:!]/u;
const label = /(?<![\w.:@/+-])(?:([1-6]\d\d)(?![\w.:@-]|\s?m?s\b)|([A-Z]{3,9})\b)/gu;
const callIdShape = /call-?id\s?[:=]\s?([^\s"',;)]{4,250})/giu;

/** Lines that are looked at; a ladder has tens. */
const mostLines = 2000;

/** What the label of one line says: its codes, or else the first method; "200 OK (INVITE)" is a response. */
function labels(line: string, number: number, callId: string | undefined): LogEvent[] {
  const found = [...line.matchAll(label)];
  const event = { at: timeOf(line), line: number, callId, about: undefined };
  const codes = found.flatMap(([, code]) => (code === undefined ? [] : [Number(code)]));
  if (codes.length > 0) return codes.map((code) => ({ ...event, kind: "response", code }));
  const method = found.map((match) => match[2] ?? "").find((name) => methods.has(name));
  return method === undefined ? [] : [{ ...event, kind: "request", code: undefined, method }];
}

/** The Call-ID that stands beside a ladder, when there is just one. */
function callIdBeside(lines: readonly string[]): string | undefined {
  const all = new Set(lines.flatMap((line) => [...line.slice(0, 400).matchAll(callIdShape)].map((match) => match[1])));
  return all.size === 1 ? [...all][0] : undefined;
}

/** Messages drawn as arrows; none when the text is no ladder (fewer than three arrows, or no label of SIP). */
export function ladderEvents(lines: readonly string[]): readonly LogEvent[] {
  const looked = lines.slice(0, mostLines);
  if (looked.filter((line) => line.length < 400 && arrow.test(line)).length < 3) return [];
  const events: LogEvent[] = [];
  const callId = callIdBeside(looked);
  looked.forEach((line, index) => {
    if (line.length < 400 && (arrow.test(line) || bar.test(line))) events.push(...labels(line, index + 1, callId));
  });
  const methodsSeen = events.some(({ kind }) => kind === "request");
  return methodsSeen || events.length >= 3 ? events : [];
}
