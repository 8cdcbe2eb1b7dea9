import { addressOf, wordsAround } from "./address.ts";
import type { Frame } from "./frame.ts";
import { startIn } from "./start.ts";
import { timeOf } from "./time.ts";

// The head of a packet in tcpdump's output, also its second line under -v, and what is left when somebody cut it.

const dotted = /^\S{2,80}\.\w{1,6}$/u;
const opening = /(?:^|\s)IP6? (?:\(|\S{3,80} >\s*$)/u;
/** An ICMP error; what stands behind it was sent earlier. */
const error = /: ICMP6?,? .{0,120}\bunreachable\b/u;
/** " > " of one line that are looked at: link layer, tunnels, the packet itself. */
const mostPairs = 4;

interface Pair {
  readonly left: string;
  readonly right: string;
  readonly at: number;
}

/** The innermost pair of addresses: with -e those of Ethernet stand before it, in a tunnel those of its ends. */
function pairIn(line: string): Pair | undefined {
  let found: Pair | undefined;
  let at = line.indexOf(" > ");
  for (let tries = 0; at !== -1 && tries < mostPairs; tries++) {
    const [left, right] = wordsAround(line, at, at + 3);
    if (dotted.test(left) && right.endsWith(":") && dotted.test(right.slice(0, -1))) found = { left, right, at };
    at = line.indexOf(" > ", at + 3);
  }
  return found;
}

/** "192.0.2.1.5060 > 192.0.2.2.5060: SIP: INVITE …", or the first line under -v, which has no addresses yet. */
export function tcpdumpFrame(line: string): Frame | undefined {
  const pair = pairIn(line);
  if (pair === undefined) {
    return opening.test(line) && timeOf(line) !== undefined ? { shape: "tcpdump", at: timeOf(line), loose: true } : undefined;
  }
  const { left, right, at } = pair;
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
    quotes: error.test(line),
  };
}
