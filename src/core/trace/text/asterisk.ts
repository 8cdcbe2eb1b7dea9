import { addressIn, local, transportIn } from "./address.ts";
import type { Frame } from "./frame.ts";
import { timeOf } from "./time.ts";

// chan_sip's "sip set debug on", res_pjsip's "pjsip set logger on" and "pjsip show history entry".

const chanSipRead = /<--- SIP read from (.{3,90}?) ?--->/u;
const chanSipSent =
  /(?:Ret|Reliably T|T)ransmitting(?: #\d+)? \((?:no )?(?:NAT|force_rport|[\w-]{1,20})\) to (\S{3,80}?)(?: --->|:?$)/u;
const pjsip = /<--- (Received|Transmitting) SIP (?:request|response|message)? ?\(\d+ bytes\) (?:from|to) (\S{3,90}) --->/u;
const history = /<--- History Entry \d+ (Received from|Sent to) (\S{3,80}) at (\d{9,11}(?:\.\d{1,9})?)/u;

function way(inward: boolean, peer: string | undefined): Pick<Frame, "source" | "destination"> {
  return inward ? { source: peer, destination: local } : { source: local, destination: peer };
}

export function asteriskFrame(line: string): Frame | undefined {
  const read = chanSipRead.exec(line);
  if (read !== null) {
    const peer = read[1] ?? "";
    return {
      shape: "asterisk-chan_sip",
      at: timeOf(line),
      transport: transportIn(peer),
      ...way(true, addressIn(peer.replace(/^[A-Za-z]+:/u, ""))),
    };
  }
  const logged = pjsip.exec(line);
  if (logged !== null) {
    const peer = logged[2] ?? "";
    const address = addressIn(peer.replace(/^[A-Za-z]+:/u, ""));
    return { shape: "asterisk-pjsip", at: timeOf(line), transport: transportIn(peer), ...way(logged[1] === "Received", address) };
  }
  const sent = chanSipSent.exec(line);
  if (sent !== null) return { shape: "asterisk-chan_sip", at: timeOf(line), ...way(false, addressIn(sent[1] ?? "")) };
  const entry = history.exec(line);
  if (entry !== null) {
    return { shape: "asterisk-pjsip", at: Number(entry[3]), ...way(entry[1] === "Received from", addressIn(entry[2] ?? "")) };
  }
  return undefined;
}
