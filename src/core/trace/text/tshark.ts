import { addressOf, wordsAround } from "./address.ts";
import type { Frame } from "./frame.ts";
import { timeOf } from "./time.ts";

// One packet in one line, as tshark prints it and Wireshark copies it: "… 192.0.2.1 → 192.0.2.2 SIP 400 Status: 180 Ringing".

const info = /\sSIP(?:\/\w{2,10})?\s+(?:\d{1,6}\s+)?(Request|Status): (.+)$/u;

export function tsharkFrame(line: string): Frame | undefined {
  const found = info.exec(line);
  if (found === null) return undefined;
  const [destination] = wordsAround(line, found.index, found.index);
  const before = line.slice(0, found.index).trimEnd();
  const arrow = before.slice(0, before.length - destination.length).trimEnd();
  const rest = arrow.replace(/(?:→|->)$/u, "").trimEnd();
  const [source] = wordsAround(rest, rest.length, rest.length);
  const text = (found[2] ?? "")
    .replace(/\|.*$/u, "")
    .replace(/, (?:in-dialog|with session description).*$/u, "")
    .trim();
  const start =
    found[1] === "Status"
      ? `SIP/2.0 ${text.replace(/(?<!\s)\s+\([^()]*\)$/u, "")}`
      : `${text.split(/\s+/u, 2).join(" ")} SIP/2.0`;
  return {
    shape: "tshark",
    at: timeOf(line) ?? relativeTime(line),
    source: addressOf(source),
    destination: addressOf(destination),
    transport: undefined,
    start,
  };
}

/** Seconds since the first packet: the second word of a line that begins with a number. */
function relativeTime(line: string): number | undefined {
  const found = /^\s*\d{1,9}\s+(\d{1,9}\.\d{1,9})\s/u.exec(line);
  return found === null ? undefined : Number(found[1]);
}
