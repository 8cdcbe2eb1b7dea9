import type { Limits, Reading } from "./reading.ts";
import { expand } from "./text/expand.ts";
import { undump } from "./text/hex.ts";
import { unjson } from "./text/json.ts";
import { ladderEvents } from "./text/ladder.ts";
import { splitLines, type Lines } from "./text/lines.ts";
import { unrecord } from "./text/records.ts";
import { untree } from "./text/tree.ts";
import { unwrap } from "./text/unwrap.ts";
import { Walk } from "./text/walk.ts";

function linesOf(text: string): Lines {
  const bare = unwrap(text);
  const json = unjson(bare);
  if (json !== undefined) return json;
  const lines = splitLines(bare);
  return untree(expand(undump(unrecord(bare === text ? lines : { ...lines, exact: false }))));
}

/** Why a text holds no message, when there is a word for it. */
function emptiness(text: string, lines: readonly string[]): string {
  if (text.trim() === "") return "empty";
  if (lines.some((line) => /^v=0\s*$/u.test(line))) return "only-sdp";
  return lines.some((line) => /^(?:Via|Call-ID|CSeq|From)\s?:/iu.test(line)) ? "no-start-line" : "no-sip";
}

/** The shape of frames, else what a log without messages is by its words. */
function formatOf(text: string, shape: string | undefined, messages: boolean, events: boolean): string {
  if (messages || !events) return shape ?? "sip";
  if (/opensips/iu.test(text)) return "opensips-xlog";
  return /kamailio|<script>|\{\d+ \d+ [A-Z]+ \S+\}/u.test(text) ? "kamailio-xlog" : "log";
}

/** Reads SIP messages out of text in any of the shapes people paste; `foreign` when it was no Unicode. Never throws; cost is linear. */
export function readText(text: string, limits: Limits, foreign = false): Reading {
  const over = text.length > limits.bytes;
  const lines = linesOf(over ? text.slice(0, limits.bytes) : text);
  const found = new Walk({ ...lines, foreign }, limits).run();
  const { messages, shape, events } = found;
  const drawn = messages.length === 0 && events.every(({ kind }) => kind !== "response") ? ladderEvents(lines.text) : [];
  const heard = drawn.length > 0 ? drawn : events;
  const skipped = [...found.skipped];
  if (messages.length === 0 && heard.length === 0) skipped.push({ at: "line 1", reason: emptiness(text, lines.text) });
  return {
    format: drawn.length > 0 ? "ladder" : formatOf(text, shape, messages.length > 0, events.length > 0),
    messages,
    skipped,
    truncated: over || found.truncated || messages.at(-1)?.faults.includes("body-cut") === true,
    media: [],
    unreachable: found.unreachable,
    events: heard,
    encrypted: [],
    packets: 0,
  };
}

/** A quick look: does this text hold a trace, rather than a question about a code? */
export function looksLikeTrace(text: string): boolean {
  if (!/[\r\n]|\\n|#012/u.test(text) && text.length < 200) return false;
  if (
    !/SIP\/2\.0|SIP [a-z/]*message|(?:Request|Status)-Line|SIP(?:\/SDP)? \d+ (?:Request|Status)|0x0000|-{2,}>|─{2,}|\{\d+ \d+ [A-Z]+ /u.test(
      text,
    )
  )
    return false;
  const { messages, events } = readText(text.slice(0, 65_536), { messages: 3, bytes: 65_536 });
  if (messages.some((message) => !message.startLineOnly && message.names.length > 1)) return true;
  return messages.length > 1 || events.length > 2;
}
