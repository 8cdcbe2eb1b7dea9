import { addressIn, addressOf, local, transportIn } from "./address.ts";
import type { Frame } from "./frame.ts";
import { timeOf } from "./time.ts";

// SBCs, gateways and desk phones: AudioCodes, Oracle (Acme Packet), Cisco (ccsip, Unified CM), BroadWorks, Snom, Bria, and whoever says
// "received from" or "sent to" an address.

const audioCodes = /-{2,4} (Incoming|Outgoing) SIP Message (?:from|to) (\S{3,80}) /u;
const oracle = /\bOn \[\d+:\d+\](\S{3,60}) (received from|sent to) (\S{3,60})/u;
const cisco = /^(Sent|Received):\s*$/u;
const callManager = /\b(Incoming|Outgoing) SIP (UDP|TCP|TLS) message (?:from|to) (\S{3,60}) on port (\d{1,5})/u;
const broadWorks = /\b(udp|tcp|tls) \d{1,7} Bytes (IN from|OUT to) (\S{3,60})/iu;
const bria = /\b(SENT?D?|RECEIVED?|RECV) (?:>>|<<) (\S{3,60})/u;
const spoken =
  /\b(received|receive|recv(?:'d)?|incoming|read|rx|sent|send|sending|outgoing|transmitting|tx)\b[^\n]{0,80}?\b(?:from|to|on|via)\b[ :]{1,3}(\S[^\n]{2,160})$/iu;

function frame(shape: string, line: string, inward: boolean, peer: string | undefined, own = local): Frame {
  return {
    shape,
    at: timeOf(line),
    source: inward ? peer : own,
    destination: inward ? own : peer,
    transport: transportIn(line),
  };
}

export function boxFrame(line: string): Frame | undefined {
  const codes = audioCodes.exec(line);
  if (codes !== null) return frame("audiocodes", line, codes[1] === "Incoming", addressIn(codes[2] ?? ""));
  const acme = oracle.exec(line);
  if (acme !== null)
    return frame("oracle-sbc", line, acme[2] === "received from", addressIn(acme[3] ?? ""), addressIn(acme[1] ?? ""));
  const ccsip = cisco.exec(line);
  if (ccsip !== null) return { shape: "cisco", ...way(ccsip[1] === "Received") };
  const manager = callManager.exec(line);
  if (manager !== null) return frame("cisco", line, manager[1] === "Incoming", addressOf(`${manager[3]}:${manager[4]}`));
  const broad = broadWorks.exec(line);
  if (broad !== null) return frame("broadworks", line, broad[2] === "IN from", addressIn(broad[3] ?? ""));
  const arrows = bria.exec(line);
  if (arrows !== null) return frame("bria", line, arrows[1]?.startsWith("REC") === true, addressIn(arrows[2] ?? ""));
  return spokenFrame(line);
}

function way(inward: boolean): Pick<Frame, "source" | "destination"> {
  return inward ? { source: "peer", destination: local } : { source: local, destination: "peer" };
}

/** "Received from udp:192.0.2.1:5060 at …", "Sent to …": only where an address with a port stands and little else. */
function spokenFrame(line: string): Frame | undefined {
  if (line.length > 240) return undefined;
  const found = spoken.exec(line);
  if (found === null || !/:\d{2,5}\b/u.test(found[2] ?? "")) return undefined;
  const peer = addressIn((found[2] ?? "").replace(/^(?:udp|tcp|tls|wss?|sctp|ip\/port|ip|address|addr|peer|host)[:/=]+/iu, ""));
  if (peer === undefined) return undefined;
  return frame("log", line, /^(?:rec|inc|read|rx)/iu.test(found[1] ?? ""), peer);
}
