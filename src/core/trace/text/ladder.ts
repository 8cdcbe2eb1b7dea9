import type { LogEvent } from "../reading.ts";
import { methods } from "./start.ts";
import { timeOf } from "./time.ts";

// Ladders drawn with letters, and diagrams as text (Mermaid, PlantUML): who says what is in the labels.

const arrow = /[-─━=~.]{2,}[>▶►→]|[<◀◄←][-─━=~.]{2,}|-{1,2}>{1,2}|<{1,2}-{1,2}|→|←/u;
const bar = /[|│┃:!]/u;
const label = /(?<![\w.:@/-])(?:([1-6]\d\d)(?![\w.:@-])(?: ([A-Z][A-Za-z/ ]{1,40}))?|([A-Z]{3,9})\b)/gu;

/** Lines that are looked at; a ladder has tens. */
const mostLines = 2000;

function labels(line: string, number: number): LogEvent[] {
  const events: LogEvent[] = [];
  for (const [, code, , method] of line.matchAll(label)) {
    if (code !== undefined)
      events.push({ at: timeOf(line), line: number, kind: "response", callId: undefined, code: Number(code), about: undefined });
    else if (method !== undefined && methods.has(method)) {
      events.push({
        at: timeOf(line),
        line: number,
        kind: "request",
        callId: undefined,
        code: undefined,
        method,
        about: undefined,
      });
      break;
    }
  }
  return events;
}

/** Messages drawn as arrows; none when the text is no ladder (fewer than three arrows, or no label of SIP). */
export function ladderEvents(lines: readonly string[]): readonly LogEvent[] {
  const looked = lines.slice(0, mostLines);
  if (looked.filter((line) => line.length < 400 && arrow.test(line)).length < 3) return [];
  const events: LogEvent[] = [];
  looked.forEach((line, index) => {
    if (line.length < 400 && (arrow.test(line) || bar.test(line))) events.push(...labels(line, index + 1));
  });
  const methodsSeen = events.some(({ kind }) => kind === "request");
  return methodsSeen || events.length >= 3 ? events : [];
}
