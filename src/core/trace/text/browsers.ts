import { local } from "./address.ts";
import type { Frame } from "./frame.ts";
import { startIn } from "./start.ts";
import { timeOf } from "./time.ts";

// Consoles of browsers and apps that speak SIP over WebSocket: SIP.js, JsSIP, dart-sip-ua, SIPml5, react-native ones.

const told =
  /\b(received|recv|sending|sent|send(?:ing)?)\b[ \w]{0,30}\b(?:web ?socket|text|binary|sip)? ?(?:text |binary )?message ?(?:\([^)]{0,40}\))?\s*:/iu;
const sipml = /\b(SEND|recv) ?[:=]\s?/u;

/** The other end of the WebSocket is not printed. */
const server = "server";

export function browserFrame(line: string): Frame | undefined {
  const found = told.exec(line) ?? (startIn(line) === undefined ? null : sipml.exec(line));
  if (found === null) return undefined;
  const rest = line.slice(found.index + found[0].length);
  const start = startIn(rest);
  const inward = (found[1] ?? "").toLowerCase().startsWith("rec");
  return {
    shape: shapeOf(line),
    at: timeOf(line),
    source: inward ? server : local,
    destination: inward ? local : server,
    transport: /wss:/u.test(line) ? "wss" : "ws",
    start: start === undefined ? undefined : rest.slice(start.from, start.to),
  };
}

function shapeOf(line: string): string {
  if (/JsSIP/u.test(line)) return "jssip-console";
  if (/\| ?sip\.|SIP\.js/iu.test(line)) return "sip.js-console";
  return "websocket-console";
}
