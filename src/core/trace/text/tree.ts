import type { Lines } from "./lines.ts";
import { timeOf } from "./time.ts";

// Wireshark's and tshark's tree of fields (-V, "Print packet details"): the message is put together again from the
// lines that stand for its headers and its description.

const start = /^([ \t]*)(?:\[?(?:Request|Status)-Line: )(.+)$/u;
const sdpField = /\(([a-z])\): (.*)$/u;
const frame = /^[ \t]*(?:Frame \d+[:( ]|No\. )/u;

/** The same message once more, as it was on the wire. */
const rawText = /^Session Initiation Protocol \(.{0,80}as raw text\)/u;

interface Way {
  source: string | undefined;
  destination: string | undefined;
  sourcePort: string | undefined;
  destinationPort: string | undefined;
  transport: string;
  at: number | undefined;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Learns addresses, ports and times from the layers above SIP. */
function learn(way: Way, line: string): void {
  const ip = /Internet Protocol(?: Version \d)?, Src: ([^\s,(]{2,60})[^,]{0,80}, Dst: ([^\s,(]{2,60})/u.exec(line);
  if (ip !== null) [way.source, way.destination] = [ip[1], ip[2]];
  const ports =
    /(User Datagram|Transmission Control) Protocol, Src Port: (?:[\w-]{1,30} \()?(\d{1,5})\)?, Dst Port: (?:[\w-]{1,30} \()?(\d{1,5})/u.exec(
      line,
    );
  if (ports !== null) {
    way.transport = ports[1] === "User Datagram" ? "UDP" : "TCP";
    [way.sourcePort, way.destinationPort] = [ports[2], ports[3]];
  }
  const epoch = /Epoch (?:Arrival )?Time: (\d{9,11}\.\d{1,9})/u.exec(line);
  if (epoch !== null) way.at = Number(epoch[1]);
  else if (way.at === undefined && line.includes("Arrival Time:")) way.at = timeOf(line);
}

function written(host: string, port: string | undefined): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port ?? "5060"}`;
}

function wayLine(way: Way): string {
  if (way.source === undefined || way.destination === undefined) return way.at === undefined ? "" : `tree: ${way.at.toFixed(6)}`;
  const time = way.at === undefined ? "" : ` ${way.at.toFixed(6)}`;
  return `tree:${way.transport} ${written(way.source, way.sourcePort)} -> ${written(way.destination, way.destinationPort)}${time}`;
}

/** The lines of one message whose start line stands in `at`; and the line behind its tree. */
function messageFrom(lines: readonly string[], at: number, indent: number, first: string): { message: string[]; to: number } {
  const message = [first];
  let part = "";
  let to = at + 1;
  for (; to < lines.length; to++) {
    const line = lines[to] ?? "";
    const depth = indentOf(line);
    if (line.trim() === "" || frame.test(line) || depth < indent || start.test(line)) break;
    if (depth === indent) part = line.trim();
    else if (part.startsWith("Message Header") && depth <= indent + 4 && /^[ \t]*[A-Za-z][\w-]*:/u.test(line))
      message.push(line.trim());
    else if (part.startsWith("Message Body")) {
      const field = sdpField.exec(line);
      if (field === null) continue;
      if (!message.includes("")) message.push("");
      message.push(`${field[1]}=${field[2]}`);
    }
  }
  message.push("", "");
  return { message, to };
}

const nowhere: Way = {
  source: undefined,
  destination: undefined,
  sourcePort: undefined,
  destinationPort: undefined,
  transport: "UDP",
  at: undefined,
};

/** Lines with the trees of SIP packets as messages; the same lines when there is none. */
export function untree(lines: Lines): Lines {
  if (!lines.text.some((line) => start.test(line))) return lines;
  const text: string[] = [];
  const numbers: number[] = [];
  let way: Way = { ...nowhere };
  let icmp = false;
  for (let at = 0; at < lines.text.length;) {
    const line = lines.text[at] ?? "";
    if (frame.test(line)) {
      way = { ...nowhere };
      icmp = false;
    }
    if (rawText.test(line)) {
      at = indentedEnd(lines.text, at + 1);
      continue;
    }
    learn(way, line);
    icmp ||= line.startsWith("Internet Control Message Protocol");
    // What an ICMP error quotes was sent earlier, and is in the trace already.
    const tree = icmp ? undefined : treeAt(lines.text, at);
    for (const part of tree === undefined ? [line] : [wayLine(way), ...tree.message]) {
      text.push(part);
      numbers.push(lines.numbers?.[at] ?? at + 1);
    }
    at = tree?.to ?? at + 1;
  }
  return { text, numbers, exact: false };
}

/** The line behind those that are indented. */
function indentedEnd(lines: readonly string[], from: number): number {
  let to = from;
  while (to < lines.length && /^[ \t]/u.test(lines[to] ?? "")) to++;
  return to;
}

function treeAt(lines: readonly string[], at: number): { message: string[]; to: number } | undefined {
  const found = start.exec(lines[at] ?? "");
  return found === null ? undefined : messageFrom(lines, at, (found[1] ?? "").length, found[2] ?? "");
}
