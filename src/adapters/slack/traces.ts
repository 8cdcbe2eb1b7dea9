import type { Answer } from "../../chat/asking.ts";
import { reportName } from "../../reply/diagnosis/report.ts";
import { notice, type Outgoing } from "./message.ts";
import type { Parts } from "./parts.ts";
import type { SharedFile } from "./request.ts";
import type { Post } from "./respond.ts";

// A file's question is written "trace:F024BE7LH", "trace:F024BE7LH 3" for its third call, "trace:F024BE7LH report": the
// buttons carry it, and the file is fetched again. A trace in a message is written "trace:1712345678.000100", in a thread
// "trace:1712345678.000100/1712345600.000200", and the message is read again. Nothing of either is kept here.

export interface TraceAsked {
  /** A file's id, or the message that holds the trace. */
  readonly file?: string | undefined;
  readonly message?: { readonly ts: string; readonly thread: string | undefined } | undefined;
  readonly call: number | undefined;
  readonly report: boolean;
}

/** Reads the question of a button about a trace; undefined for any other. */
export function readTraceAsked(text: string): TraceAsked | undefined {
  const match = /^trace:(?:([A-Z0-9]{1,40})|(\d{1,20}\.\d{1,10})(?:\/(\d{1,20}\.\d{1,10}))?)(?: (report|\d{1,9}))?$/u.exec(text);
  if (match === null) return undefined;
  const [, file, ts, thread, more] = match;
  const report = more === "report";
  return {
    file,
    message: ts === undefined ? undefined : { ts, thread },
    call: more === undefined || report ? undefined : Number(more),
    report,
  };
}

/** How a diagnosis is asked for. */
export interface Wanted {
  readonly languages: readonly string[];
  readonly call?: number | undefined;
  readonly report?: boolean | undefined;
  /** Called once when it takes over a second. */
  readonly slow?: (() => void) | undefined;
}

/** The diagnosis of a shared file, or the key of the sentence that says why there is none. */
export async function diagnoseFile(parts: Parts, file: SharedFile, wanted: Wanted) {
  const read = await parts.files.read(file);
  if ("refused" in read) return read;
  return diagnoseBytes(parts, read.bytes, `trace:${file.id}`, wanted);
}

/** The diagnosis of what was read; `again` is the question that reads it once more. */
export async function diagnoseBytes(parts: Parts, bytes: Uint8Array, again: string, wanted: Wanted) {
  const traced = await parts.tracer.trace({
    bytes,
    languages: wanted.languages,
    call: wanted.call === undefined ? undefined : wanted.call - 1,
    again,
    wants: wanted.report === true ? ["report"] : [],
    slow: wanted.slow,
  });
  const text = wanted.call === undefined ? again : `${again} ${wanted.call}`;
  return { answered: traced, asked: { text, language: traced.language }, report: traced.report };
}

/** A file whose id alone is known: Slack tells the rest. */
export function fileById(id: string): SharedFile {
  return { id, name: "", filetype: "", mimetype: "", size: 0, url: undefined, external: false, hidden: true };
}

/** The report as a file for all who see the answer; a word where it can't be shared. */
export async function shareReport(parts: Parts, to: Post, { answered }: Answer, report: string): Promise<Outgoing | undefined> {
  const words = parts.desk.bot.words(answered.language);
  if (!parts.scopes.has("files:write")) return notice(words, "slack.scope.files:write");
  try {
    const bytes = new TextEncoder().encode(report);
    await parts.uploads.share(to, { name: reportName(answered.reply), bytes, title: words.say("trace.report"), alt: undefined });
    return undefined;
  } catch {
    return notice(words, "slack.file.not-shared");
  }
}
