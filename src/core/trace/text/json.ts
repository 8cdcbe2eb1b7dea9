import { octetsOf } from "../octets.ts";
import { isHeader } from "./header-lines.ts";
import { splitLines, type Lines } from "./lines.ts";
import { startIn } from "./start.ts";
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
const times =
  /^(?:frame\.time_epoch|@?timestamp|time|date|ts|create[_-]?date|micro[_-]?ts|captured?[_-]?at|\w{0,20}_(?:timestamp|time))$/iu;

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function address(host: Json | undefined, port: Json | undefined): string | undefined {
  if (typeof host !== "string" || !/^[\w.:[\]-]{2,80}$/u.test(host)) return undefined;
  if (typeof port !== "number" && typeof port !== "string" && !/[.:]/u.test(host)) return undefined;
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

/** The Elastic Common Schema: { "source": { "ip": …, "port": … } }. */
function endpoint(entries: readonly [string, Json][], side: RegExp): string | undefined {
  const one = entries.find(([key, value]) => side.test(key) && isObject(value))?.[1];
  if (!isObject(one)) return undefined;
  const inner = Object.entries(one);
  return address(pick(inner, /^(?:ip|addr|address|host)$/iu), pick(inner, /^port$/iu));
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
    source: address(pick(entries, sources), pick(entries, sourcePorts)) ?? endpoint(entries, sources) ?? above.source,
    destination:
      address(pick(entries, destinations), pick(entries, destinationPorts)) ??
      endpoint(entries, destinations) ??
      above.destination,
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

/** "SIP/2.0 " or a method in Base64, and enough behind it. */
const base64Sip =
  /^(?:U0lQLzIuM|SU5WSVRF|QUNL|QllF|Q0FOQ0VM|UkVHSVNURVIg|T1BUSU9OUy|U1VCU0NSSUJF|Tk9USUZZ|UFVCTElTSC|TUVTU0FHR|SU5GTy|UFJBQ0|VVBEQVRF|UkVGRVIg)[A-Za-z0-9+/]{40,}={0,2}$/u;

function unbase64(value: string): string {
  try {
    return new TextDecoder().decode(octetsOf(atob(value)));
  } catch {
    return value;
  }
}

/** The text a value stands for: itself, Base64 of it, its octets as numbers (journald), or its lines as a list. */
function writtenAs(value: Json): string | undefined {
  if (typeof value === "string") return base64Sip.test(value) ? unbase64(value) : value;
  if (!Array.isArray(value)) return undefined;
  const [first] = value as readonly Json[];
  if (typeof first === "number" && value.every(isOctet)) return new TextDecoder().decode(Uint8Array.from(value.filter(isOctet)));
  const lines = typeof first === "string" && startsSip.test(first) && !first.includes("\n") && value.length > 3;
  return lines && value.every((one) => typeof one === "string") ? value.join("\n") : undefined;
}

function isOctet(value: Json): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 256;
}

/** The lines of the message that a value is; none for most values. */
function messageOf({ value, beside }: Item): string[] | undefined {
  const written = writtenAs(value);
  if (written !== undefined) {
    return startsSip.test(written) ? [frameLine(beside), ...splitLines(written.trimStart()).text, ""] : undefined;
  }
  const block = isObject(value) ? value["sip.msg_hdr"] : undefined;
  return isObject(value) && typeof block === "string" ? [frameLine(beside), ...dissected(value, block), "", ""] : undefined;
}

/** Lines of every message in a value, in order. */
function linesOf(root: Json): string[] {
  const messages: string[][] = [];
  const stack: Item[] = [{ value: root, beside: nothing, depth: 0 }];
  for (let visited = 0; visited < mostValues; visited++) {
    const item = stack.pop();
    if (item === undefined) break;
    const message = messageOf(item);
    if (message === undefined) for (const inner of insideOf(item)) stack.push(inner);
    else messages.push(message);
  }
  // Beside a whole message its start line may stand once more ("firstLine").
  const starts = new Set(messages.filter(isWhole).map((message) => message[1]));
  return messages.filter((message) => isWhole(message) || !starts.has(message[1])).flat();
}

/** Frame, start line, and more than the empty line that ends every message. */
function isWhole(message: readonly string[]): boolean {
  return message.length > 3;
}

/** One line of a log in each record (Docker, journald): the lines of the key in which start lines stand. */
function spread(roots: readonly Json[]): string[][] {
  const key = roots
    .filter(isObject)
    .flatMap((root) => Object.entries(root))
    .find(([, value]) => startIn(firstLine(writtenAs(value) ?? "")) !== undefined)?.[0];
  if (key === undefined) return [];
  return roots.map((root) => {
    const value = isObject(root) ? writtenAs(root[key] ?? null) : undefined;
    if (!isObject(root) || value === undefined) return [];
    const { text } = splitLines(value === "" ? "\n" : value);
    return startIn(text[0] ?? "") === undefined ? [...text] : [frameLine(besideOf(root, nothing)), ...text];
  });
}

function firstLine(text: string): string {
  return text.split(/\r?\n/u, 1)[0] ?? "";
}

/** The value of a text; a log's "[" that closes in the middle is none, and told from one without the cost of an error. */
function parse(text: string): Json | undefined {
  const last = text.trimEnd().at(-1);
  if (last !== "}" && last !== "]") return undefined;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what JSON.parse gives is Json by its grammar
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** What tells that SIP may be in a text of JSON: as itself, in Base64 (three ways to fall on its groups), as octets. */
const telling = /SIP\/2\.0|U0lQLzIuM|NJUC8yLj|TSVAvMi4w|83,\s?73,\s?80,\s?47,\s?50/u;

interface Root {
  readonly value: Json;
  /** The line it stands in, from 1. */
  readonly line: number;
}

/** Values of a text that is JSON as a whole, or line by line; of a list of records each one. */
function rootsOf(text: string): Root[] {
  const whole = parse(text);
  if (Array.isArray(whole)) return whole.map((value: Json) => ({ value, line: 1 }));
  if (whole !== undefined) return [{ value: whole, line: 1 }];
  const roots: Root[] = [];
  splitLines(text).text.forEach((line, index) => {
    const value = /^\s*[{[]/u.test(line) ? parse(line.trim().replace(/,$/u, "")) : undefined;
    if (value !== undefined) roots.push({ value, line: index + 1 });
  });
  return roots;
}

/** The messages of a text that is JSON as a whole or line by line, as lines; undefined for any other text. */
export function unjson(text: string): Lines | undefined {
  const first = text.trimStart()[0];
  if ((first !== "{" && first !== "[") || !telling.test(text)) return undefined;
  const roots = rootsOf(text);
  const whole = roots.map((root) => linesOf(root.value));
  const found = whole.some((lines) => lines.some(isHeader)) || roots.length < 3 ? whole : spread(roots.map(({ value }) => value));
  const out = found.flatMap((lines, index) => lines.map((line) => ({ line, number: roots[index]?.line ?? 1 })));
  return out.length === 0
    ? undefined
    : { text: out.map(({ line }) => line), numbers: out.map(({ number }) => number), exact: false };
}
