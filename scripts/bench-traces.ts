import { fileURLToPath } from "node:url";

import { readCapture } from "../src/core/trace/capture.ts";
import { diagnose } from "../src/core/trace/diagnose.ts";
import { manyCalls } from "../test/core/trace/many-calls.ts";

// Reading captures: messages in a second, cost by size. Messages are taken apart when they are asked for, so that reading
// and diagnosing together stand beside a parser that only splits lines.

export interface TraceRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly bound?: string;
}

const limits = { messages: 10_000_000, bytes: 1_000_000_000 };
const bytesOfCall = 3100;

/** Least seconds of processor time of one run: other programs on the machine do not count. */
function seconds(work: () => void, runs: number): number {
  const times = Array.from({ length: runs }, () => {
    const from = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1e6;
  });
  return Math.min(...times);
}

/** What the least of parsers does: lines split, header fields in a map, nothing checked, nothing told apart. */
function split(capture: Uint8Array): number {
  const latin1 = new TextDecoder("latin1");
  const view = new DataView(capture.buffer, capture.byteOffset, capture.length);
  const messages: unknown[] = [];
  for (let at = 24; at < capture.length;) {
    const to = at + 16 + view.getUint32(at + 8, true);
    const text = latin1.decode(capture.subarray(at + 16 + 42, to));
    const end = text.indexOf("\r\n\r\n");
    const fields = new Map<string, string>();
    for (const line of text.slice(0, end).split("\r\n")) {
      const colon = line.indexOf(":");
      fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    }
    messages.push({ fields, body: text.slice(end + 4) });
    at = to;
  }
  return messages.length;
}

function read(capture: Uint8Array): number {
  return readCapture(capture, limits).messages.length;
}

function readAndDiagnose(capture: Uint8Array): number {
  return diagnose(readCapture(capture, limits)).calls.length;
}

function megabytes(count: number): Uint8Array {
  return manyCalls(Math.round((count * 1e6) / bytesOfCall));
}

export function traceRows(): TraceRow[] {
  const capture = megabytes(27);
  const messages = read(capture);
  const own = seconds(() => read(capture), 5);
  const both = seconds(() => readAndDiagnose(capture), 5);
  const least = seconds(() => split(capture), 5);
  const sizes = [1, 10, 100].map((size): TraceRow => {
    const bytes = megabytes(size);
    const spent = seconds(() => readAndDiagnose(bytes), size > 50 ? 2 : 5);
    return {
      what: `captures: ${size} MB of calls, read and diagnosed`,
      value: round((spent * 1000) / (bytes.length / 1e6)),
      unit: "ms/MB",
    };
  });
  return [
    { what: "captures: messages read", value: Math.round(messages / own), unit: "/s", bound: "≥ 150000" },
    { what: "captures: messages read and diagnosed", value: Math.round(messages / both), unit: "/s" },
    { what: "captures: both beside a parser that only splits lines", value: round(both / least), unit: "×", bound: "≤ 1.9" },
    { what: "captures: 27 MB of calls, read", value: round(own), unit: "s", bound: "≤ 1" },
    ...sizes,
  ];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { what, value, unit, bound = "" } of traceRows()) process.stdout.write(`${what}: ${value} ${unit} ${bound}\n`);
}
