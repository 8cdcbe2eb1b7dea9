import { arrowFrame } from "./arrows.ts";
import { asteriskFrame } from "./asterisk.ts";
import { boxFrame } from "./boxes.ts";
import { browserFrame } from "./browsers.ts";
import { columnFrame } from "./columns.ts";
import type { Frame } from "./frame.ts";
import { sofiaFrame } from "./sofia.ts";
import { stackFrame } from "./stacks.ts";
import { tcpdumpFrame } from "./tcpdump.ts";
import { tsharkFrame } from "./tshark.ts";

type Recognizer = (line: string) => Frame | undefined;

/** One for each family of tools; the first that knows the line answers. */
const recognizers: readonly Recognizer[] = [
  asteriskFrame,
  tsharkFrame,
  sofiaFrame,
  tcpdumpFrame,
  arrowFrame,
  stackFrame,
  browserFrame,
  boxFrame,
  columnFrame,
];

/** Every frame has one of these somewhere; the test is quick, and most lines have none. */
const telling =
  /\d+ bytes|->|→|=>|>>|<<|[ \d]> |<---|ransmitting|eceived|ecv|RECV|Sent|sent|Sending|sending|SEND|SIP [Mm]essage|message (?:from|to)|IP6? |IN from|OUT to|Incoming|Outgoing|Message|(?:Request|Status): |[mo]="|time="|_?(?:ip|IP|stamp)\s?[:=|]/u;

/** Lines longer than this are no frames. */
const longest = 2000;

/** What a line says as the head of a message; undefined when it is no such line. */
export function frameOf(line: string): Frame | undefined {
  if (line.length < 5 || line.length > longest || !telling.test(line)) return undefined;
  for (const recognize of recognizers) {
    const frame = recognize(line);
    if (frame !== undefined) return frame;
  }
  return undefined;
}

/** Lines that close a message: rules of dashes, "--end msg--", a fence, Asterisk's count of headers. */
export function isEnd(line: string): boolean {
  const bare = line.trim();
  if (bare.length < 3) return false;
  return (
    /^(?:-{5,}|={5,}|_{5,}|\*{5,}|~{5,}|#{5,}|<-{3,}>?|-{3,}>)$/u.test(bare) ||
    /^-{2,}\s?end (?:of )?(?:msg|message)/iu.test(bare) ||
    /^--- \(\d+ headers/u.test(bare) ||
    /^(?:```|~~~)/u.test(bare)
  );
}
