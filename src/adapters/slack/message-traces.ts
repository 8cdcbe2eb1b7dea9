import { holdsTrace } from "../../bot/watch/trace-in-message.ts";
import { record, records, text } from "../../chat/fields.ts";
import type { Log } from "../../chat/log.ts";
import { codeOf, mayPass, neededScope } from "./faults.ts";
import { wordsOverheard } from "./heard.ts";
import type { Parts } from "./parts.ts";
import { filesOf, plainWords, type SharedFile } from "./request.ts";
import { diagnoseBytes, diagnoseFile, type Wanted } from "./traces.ts";

/** Where a message stands. */
export interface Standing {
  readonly channel: string;
  /** The message that its thread begins with; undefined where it begins one or stands in none. */
  readonly thread: string | undefined;
  readonly ts: string;
}

interface Refusal {
  readonly refused: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** Whoever clicked does not wait longer for it. */
const withinMs = 10_000;

/** The diagnosis of the trace in a message, which is read again for it; or the key of the sentence that says why there is none. */
export async function diagnoseMessage(parts: Parts, standing: Standing, wanted: Wanted) {
  const found = await readAgain(parts, standing);
  if ("refused" in found) return found;
  const { words, files } = found;
  const [file] = files;
  if (file !== undefined && !(await holdsTrace(words))) return diagnoseFile(parts, file, wanted);
  if (words.trim() === "") return gone;
  const { thread, ts } = standing;
  const again = `trace:${ts}${thread === undefined || thread === ts ? "" : `/${thread}`}`;
  return diagnoseBytes(parts, Buffer.from(words, "utf8"), again, wanted);
}

const gone: Refusal = { refused: "slack.message.gone" };

async function readAgain(
  { api, botUser, log }: Parts,
  { channel, thread, ts }: Standing,
): Promise<{ readonly words: string; readonly files: readonly SharedFile[] } | Refusal> {
  const only = { oldest: ts, latest: ts, inclusive: true, limit: 5 };
  try {
    const read = await api.call((client) => client.conversations.replies({ channel, ts: thread ?? ts, ...only }), {
      before: Date.now() + withinMs,
    });
    const message = records(read.messages).find((one) => one["ts"] === ts);
    // A message with replies that is deleted stays as a stone.
    if (message === undefined || text(message["subtype"]) === "tombstone") return gone;
    return { words: plainWords(wordsOverheard(record(message)), botUser), files: filesOf(message["files"]) };
  } catch (fault) {
    return refusalOf(fault, log);
  }
}

function refusalOf(fault: unknown, log: Log): Refusal {
  const code = codeOf(fault);
  log.info({ code }, "the message of a card can't be read again");
  if (code === "missing_scope")
    return { refused: "slack.message.scope", values: { scope: neededScope(fault) ?? "channels:history" } };
  return mayPass(code) ? { refused: "slack.message.later" } : gone;
}
