import { splitLines, type Lines } from "./lines.ts";
import { timeOf } from "./time.ts";

// Exports and logs in JSON: Homer's transactions, records of a log server, one object in each line. Every string that is
// a SIP message is taken out, with the addresses and the time that stand beside it.

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

interface Beside {
  readonly source: string | undefined;
  readonly destination: string | undefined;
  readonly transport: string | undefined;
  readonly at: number | undefined;
}

/** Values that are visited of one input, and how deep: an export has tens for each message. */
const mostValues = 500_000;
const deepest = 16;

const startsSip = /^\s*(?:SIP\/2\.0 [1-6]\d\d|[A-Z]{3,12} [^\s]{3,400} SIP\/2\.0)/u;
const sources = /^(?:ip(?:v6)?\.src|(?:src|source|from|local)[._-]?(?:ip|addr|address|host)?)$/iu;
const sourcePorts = /^(?:(?:udp|tcp)\.srcport|(?:src|source|from)[._-]?port)$/iu;
const destinations = /^(?:ip(?:v6)?\.dst|(?:dst|dest|destination|to|remote)[._-]?(?:ip|addr|address|host)?)$/iu;
const destinationPorts = /^(?:(?:udp|tcp)\.dstport|(?:dst|dest|destination|to)[._-]?port)$/iu;
const times = /^(?:frame\.time_epoch|@?timestamp|time|date|ts|create[_-]?date|micro[_-]?ts|captured?[_-]?at|_time)$/iu;

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function address(host: Json | undefined, port: Json | undefined): string | undefined {
  if (typeof host !== "string" || !/^[\w.:[\]-]{2,80}$/u.test(host)) return undefined;
  if (typeof port !== "number" && typeof port !== "string") return /:\d{1,5}$/u.test(host) ? host : `${host}:5060`;
  return `${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}:${String(port)}`;
}

/** Seconds from a number in seconds, milliseconds, micro- or nanoseconds, or from a date as text. */
function seconds(value: Json | undefined): number | undefined {
  if (typeof value === "string") return /^\d{10,19}(?:\.\d{1,9})?$/u.test(value) ? seconds(Number(value)) : timeOf(value);
  if (typeof value !== "number" || value < 1e8) return undefined;
  const digits = Math.floor(Math.log10(value)) + 1;
  return value / 10 ** Math.max(0, Math.ceil((digits - 10) / 3) * 3);
}

function pick(entries: readonly [string, Json][], pattern: RegExp): Json | undefined {
  return entries.find(([key, value]) => pattern.test(key) && value !== null && value !== "")?.[1];
}

/** Objects whose keys tell of what stands beside them: Homer's, and the layers of tshark -T json. */
const headers = ["protocol_header", "frame", "ip", "ipv6", "udp", "tcp"];

/** What an object says of the message in it: its own keys, and those of the headers beside it. */
function besideOf(object: { readonly [key: string]: Json }, above: Beside): Beside {
  const inner = headers.map((key) => object[key]).filter(isObject);
  const entries = [object, ...inner].flatMap((one) => Object.entries(one));
  const whole = pick(entries, /^timeSeconds$/u);
  const fraction = pick(entries, /^timeUseconds$/u);
  const exact = typeof whole === "number" ? whole + (typeof fraction === "number" ? fraction / 1e6 : 0) : undefined;
  const protocol = pick(entries, /^(?:protocol|proto|transport)$/iu);
  return {
    source: address(pick(entries, sources), pick(entries, sourcePorts)) ?? above.source,
    destination: address(pick(entries, destinations), pick(entries, destinationPorts)) ?? above.destination,
    transport: protocol === 6 || protocol === "6" ? "TCP" : typeof protocol === "string" ? protocol : above.transport,
    at: exact ?? seconds(pick(entries, times)) ?? above.at,
  };
}

function frameLine(beside: Beside): string {
  const time = beside.at === undefined ? "" : ` ${beside.at.toFixed(6)}`;
  if (beside.source === undefined || beside.destination === undefined) return `json:${time}`;
  return `json:${(beside.transport ?? "UDP").slice(0, 8)} ${beside.source} -> ${beside.destination}${time}`;
}

/** tshark's JSON has start line and header block apart, and the description as fields. */
function dissected(object: { readonly [key: string]: Json }, block: string): string[] {
  const start = object["sip.Request-Line"] ?? object["sip.Status-Line"];
  return [typeof start === "string" ? start : "", ...splitLines(block.trimEnd()).text];
}

interface Item {
  readonly value: Json;
  readonly beside: Beside;
  readonly depth: number;
}

const nothing: Beside = { source: undefined, destination: undefined, transport: undefined, at: undefined };

/** What is inside a value, the last first, so that a stack gives it in order. */
function insideOf({ value, beside, depth }: Item): Item[] {
  if (depth >= deepest) return [];
  const values = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  const own = isObject(value) ? besideOf(value, beside) : beside;
  return values.toReversed().map((one: Json) => ({ value: one, beside: own, depth: depth + 1 }));
}

/** The lines of the message that a value is; none for most values. */
function messageOf({ value, beside }: Item): string[] | undefined {
  if (typeof value === "string") {
    return startsSip.test(value) ? [frameLine(beside), ...splitLines(value.trimStart()).text, ""] : undefined;
  }
  const block = isObject(value) ? value["sip.msg_hdr"] : undefined;
  return isObject(value) && typeof block === "string" ? [frameLine(beside), ...dissected(value, block), "", ""] : undefined;
}

/** Lines of every message in a value, in order. */
function linesOf(root: Json): string[] {
  const out: string[] = [];
  const stack: Item[] = [{ value: root, beside: nothing, depth: 0 }];
  for (let visited = 0; visited < mostValues; visited++) {
    const item = stack.pop();
    if (item === undefined) break;
    const message = messageOf(item);
    for (const line of message ?? []) out.push(line);
    if (message === undefined) for (const inner of insideOf(item)) stack.push(inner);
  }
  return out;
}

function parse(text: string): Json | undefined {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what JSON.parse gives is Json by its grammar
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The messages of a text that is JSON as a whole or line by line, as lines; undefined for any other text. */
export function unjson(text: string): Lines | undefined {
  const first = text.trimStart()[0];
  if ((first !== "{" && first !== "[") || !text.includes("SIP/2.0")) return undefined;
  const whole = parse(text);
  const out: string[] = [];
  const numbers: number[] = [];
  const roots =
    whole === undefined
      ? splitLines(text).text.map((line) => (/^\s*[{[]/u.test(line) ? parse(line.trim().replace(/,$/u, "")) : undefined))
      : [whole];
  roots.forEach((root, index) => {
    for (const line of root === undefined ? [] : linesOf(root)) {
      out.push(line);
      numbers.push(index + 1);
    }
  });
  return out.length === 0 ? undefined : { text: out, numbers, exact: false };
}
