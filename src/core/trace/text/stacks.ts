import { addressIn, local, transportIn } from "./address.ts";
import type { Frame } from "./frame.ts";
import { timeOf } from "./time.ts";

// Logs of SIP stacks in phones and tools: PJSIP, belle-sip (Linphone), SIPp, sipgo, resiprocate, eXosip.

const pjsua = /\b(RX|TX) \d{1,7} bytes (?:Request|Response) msg \S{1,60} \(\w+\) (?:from|to) (\w{2,4}) (\S{3,80}?):?\s*$/u;
const belleIn = /received \[\d+\] new bytes from \[(\w{2,4}):\/\/([^\]\s]{3,80})\]/u;
const belleOut = /message sent to \[(\w{2,4}):\/\/([^\]\s]{3,80})\]/u;
const sipp = /^(UDP|TCP|TLS|SCTP) message (sent|received) \[?\(?\d+\]?\)? ?(?:bytes)?/u;

function frame(shape: string, line: string, inward: boolean, peer: string | undefined, transport: string): Frame {
  return {
    shape,
    at: timeOf(line),
    source: inward ? peer : local,
    destination: inward ? local : peer,
    transport: transportIn(transport),
  };
}

export function stackFrame(line: string): Frame | undefined {
  const pj = pjsua.exec(line);
  if (pj !== null) return frame("pjsua", line, pj[1] === "RX", addressIn(pj[3] ?? ""), pj[2] ?? "");
  const received = belleIn.exec(line);
  if (received !== null) return frame("belle-sip", line, true, addressIn(received[2] ?? ""), received[1] ?? "");
  const sent = belleOut.exec(line);
  if (sent !== null) return frame("belle-sip", line, false, addressIn(sent[2] ?? ""), sent[1] ?? "");
  const tool = sipp.exec(line);
  if (tool !== null) return frame("sipp", line, tool[2] === "received", undefined, tool[1] ?? "");
  return undefined;
}
