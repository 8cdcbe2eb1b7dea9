import type { Transport } from "../message.ts";
import { addressOf, transportIn, wordsAround } from "./address.ts";
import type { Frame } from "./frame.ts";
import { startIn } from "./start.ts";
import { timeOf } from "./time.ts";

// "A:port -> B:port" with whatever stands around it: ngrep, sngrep, baresip, Homer's text export, sipgrep, captagent.

const arrow = /-{1,4}>|=>|→|⇒|<-{1,4}|<=|←/u;
const host = /^(?:(?:udp|tcp|tls|wss?|sctp)[:/])?\[?[0-9A-Za-z:.*_-]{1,64}\]?:\d{1,5}$/iu;

function bare(text: string): string {
  return text.replace(/^[([]+(?=\d+\.)/u, "").replace(/(?<![,;:)])[,;:)]+$/u, "");
}

function shapeOf(line: string): string {
  if (/^[UTI] /u.test(line)) return "ngrep";
  if (line.startsWith("json:")) return "json";
  if (line.startsWith("hex:")) return "hex-dump";
  if (line.startsWith("tree:")) return "tshark-V";
  if (line.startsWith("proto:")) return "homer-text";
  if (/^(?:UDP|TCP|TLS|WSS?) /u.test(line)) return "baresip";
  if (/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d/u.test(line)) return "sngrep";
  return "arrows";
}

function transportOf(shape: string, before: string, after: string): Transport | undefined {
  if (shape === "ngrep") return before.startsWith("T") ? "tcp" : "udp";
  return transportIn(before) ?? transportIn(after);
}

/** ngrep's line for ICMP, whose hosts have no ports: type and code stand behind them. */
const icmp = /^I (?:\S{10} \S{8,18} )?(\S{3,45}) -> (\S{3,45}) \d{1,3}:\d{1,3}(?:\s|$)/u;

export function arrowFrame(line: string): Frame | undefined {
  const error = icmp.exec(line);
  if (error !== null) {
    const [, from = "", to = ""] = error;
    return { shape: "ngrep", at: timeOf(line), source: addressOf(from), destination: addressOf(to), loose: true, quotes: true };
  }
  const found = arrow.exec(line);
  if (found === null) return undefined;
  const [before, after] = wordsAround(line, found.index, found.index + found[0].length);
  const left = bare(before);
  const right = bare(after);
  if (!host.test(left) || !host.test(right)) return undefined;
  const back = /[<←]/u.test(found[0]);
  const rest = line.slice(line.indexOf(after, found.index) + after.length);
  const start = startIn(rest);
  const shape = shapeOf(line);
  return {
    shape,
    at: timeOf(line),
    source: addressOf(back ? right : left),
    destination: addressOf(back ? left : right),
    transport: transportOf(shape, line.slice(0, found.index), rest.slice(0, 40)),
    start: start === undefined ? undefined : rest.slice(start.from, start.to),
    loose: shape === "ngrep",
  };
}
