import { addressIn, local, transportIn } from "./address.ts";
import type { Frame } from "./frame.ts";
import { timeOf } from "./time.ts";

// Sofia-SIP's transport log: FreeSWITCH ("sofia profile x siptrace on"), drachtio, flexisip, sofia-sip's own tools.

const head =
  /(?:^|\s)(recv|send|received|sent) \d{1,9} bytes (?:from|to) (\w{2,4})\/(\S{2,80})(?: at (\d\d:\d\d:\d\d(?:\.\d{1,9})?))?/u;

export function sofiaFrame(line: string): Frame | undefined {
  const found = head.exec(line);
  if (found === null) return undefined;
  const peer = addressIn(found[3] ?? "");
  const inward = found[1]?.startsWith("rec") === true;
  // A date before the frame is worth more than the bare clock inside it.
  const at = timeOf(line.slice(0, found.index + 1)) ?? timeOf(found[4] ?? "");
  return {
    shape: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{1,9} (?:recv|send) /u.test(line) ? "drachtio" : "freeswitch-siptrace",
    at,
    source: inward ? peer : local,
    destination: inward ? local : peer,
    transport: transportIn(found[2] ?? ""),
  };
}
