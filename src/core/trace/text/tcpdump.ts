import { addressOf, wordsAround } from "./address.ts";
import type { Frame } from "./frame.ts";
import { startIn } from "./start.ts";
import { timeOf } from "./time.ts";

// The head of a packet in tcpdump's output, also its second line under -v, and what is left when somebody cut it.

const dotted = /^\S{2,80}\.\w{1,6}$/u;
const opening = /(?:^|\s)IP6? (?:\(|\S{3,80} >\s*$)/u;

/** "192.0.2.1.5060 > 192.0.2.2.5060: SIP: INVITE …", or the first line under -v, which has no addresses yet. */
export function tcpdumpFrame(line: string): Frame | undefined {
  const at = line.indexOf(" > ");
  const [left, right] = at === -1 ? ["", ""] : wordsAround(line, at, at + 3);
  if (!dotted.test(left) || !right.endsWith(":") || !dotted.test(right.slice(0, -1))) {
    return opening.test(line) && timeOf(line) !== undefined ? { shape: "tcpdump", at: timeOf(line), loose: true } : undefined;
  }
  const rest = line.slice(at + 3 + right.length);
  const start = startIn(rest);
  return {
    shape: "tcpdump",
    at: timeOf(line.slice(0, at - left.length)),
    source: addressOf(left),
    destination: addressOf(right.slice(0, -1)),
    transport: /Flags \[|seq \d/u.test(rest.slice(0, 200)) ? "tcp" : "udp",
    start: start === undefined ? undefined : rest.slice(start.from, start.to),
    loose: true,
  };
}
