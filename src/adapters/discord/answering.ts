import type { Answered } from "../../bot/answer.ts";
import type { Answer } from "../../chat/asking.ts";
import { record } from "../../chat/fields.ts";
import { fits, type Source } from "./custom-id.ts";
import type { Asker, Shown } from "./desk.ts";
import type { Question as KeptQuestion } from "./kept.ts";
import { notice, type Outgoing } from "./message.ts";
import type { Parts } from "./parts.ts";
import { filesOf, wordsOfMessage, type SharedFile } from "./request.ts";

/** A question in full: words, a file that goes before them, and where both are found again. */
export interface Question {
  readonly text: string;
  readonly files: readonly SharedFile[];
  readonly asker: Asker;
  /** Chosen for the answer; else the asker's own. */
  readonly language?: string | undefined;
  /** The message that holds the question, or the key to keep it under. */
  readonly elsewhere: Source;
  readonly share: boolean;
  /** Of a trace with several calls: which one. */
  readonly call?: number | undefined;
}

/** How a question is to be shown: a page of its full form, or the form that holds there. */
export type Wanted = Pick<Shown, "page"> & { readonly form?: Shown["form"] | undefined };

/** Whether answering may take longer than a click or a command may wait. */
export function isLong(parts: Parts, { text, files }: Pick<Question, "text" | "files">): boolean {
  return files.length > 0 || (parts.tracer !== undefined && isTrace(text));
}

/** The answer to words and files. Files come first: whoever shares one asks about it; a screenshot beside a pasted trace is no question. */
export async function messageFor(parts: Parts, question: Question, wanted: Wanted = {}): Promise<Outgoing> {
  const { desk } = parts;
  const { text, asker, language, elsewhere } = question;
  const shown = { form: wanted.form ?? (await desk.form(asker)), page: wanted.page, share: question.share, elsewhere };
  const [file] = isTrace(text) ? question.files.filter((one) => parts.files.takes(one)) : question.files;
  if (file !== undefined) return messageForFile(parts, question, file, shown);
  if (isLong(parts, question)) {
    const traced = await diagnosed(parts, question, Buffer.from(text, "utf8"));
    if (traced?.outcome === "answered") {
      keep(parts, elsewhere, { text, language: traced.language });
      return desk.showFrom(traced, elsewhere, shown);
    }
  }
  const answer = await desk.answer(text, asker, language);
  const { outcome, address } = answer.answered;
  if (outcome === "answered" && address !== undefined) parts.recent.add(asker.user, address);
  if (!fits(answer.asked.text)) keep(parts, elsewhere, answer.asked);
  return desk.show(answer, shown);
}

async function messageForFile(parts: Parts, question: Question, file: SharedFile, shown: Shown): Promise<Outgoing> {
  const read = await parts.files.read(file);
  if ("refused" in read) return notice(await wordsFor(parts, question), read.refused, read.values);
  keep(parts, question.elsewhere, { bytes: read.bytes, language: question.language ?? "" });
  return messageForBytes(parts, question, read.bytes, shown);
}

function keep({ kept }: Parts, elsewhere: Source, question: KeptQuestion): void {
  if (elsewhere.kind === "kept") kept.keep(elsewhere.key, question);
}

/** The diagnosis of a file; where traces can't be read, of its text what one answer can say. */
export async function messageForBytes(parts: Parts, question: Question, bytes: Uint8Array, shown: Shown): Promise<Outgoing> {
  const { desk } = parts;
  const traced = await diagnosed(parts, question, bytes);
  if (traced !== undefined) return desk.showFrom(traced, question.elsewhere, shown);
  if (bytes.includes(0)) return notice(await wordsFor(parts, question), "discord.file.capture");
  const answer: Answer = await desk.answer(Buffer.from(bytes).toString("utf8"), question.asker, question.language);
  if (answer.answered.outcome === "bad-input") return notice(await wordsFor(parts, question), "discord.file.no-sip");
  return desk.showFrom(answer.answered, question.elsewhere, shown);
}

async function diagnosed(
  parts: Parts,
  { asker, language, elsewhere, call }: Question,
  bytes: Uint8Array,
): Promise<Answered | undefined> {
  if (parts.tracer === undefined) return undefined;
  const own = await parts.desk.languages(asker);
  const again =
    elsewhere.kind === "text" ? undefined : `trace ${elsewhere.kind === "message" ? `@${elsewhere.id}` : `#${elsewhere.key}`}`;
  return parts.tracer.trace({ bytes, languages: language === undefined ? own : [language, ...own], call, again });
}

async function wordsFor({ desk }: Parts, { asker, language }: Question) {
  return language === undefined ? desk.words(asker) : desk.bot.words(desk.bot.language([language]));
}

/** Whether a text is SIP as it stands on the wire or in a log, more than a line of it. */
export function isTrace(text: string): boolean {
  return text.includes("\n") && /\bSIP\/2\.0\b/u.test(text);
}

/** The question of a message that holds one, read again. Throws what the API throws. */
export async function questionOf(parts: Parts, asker: Asker, id: string): Promise<Pick<Question, "text" | "files">> {
  const message = record(await parts.api.call("get", `/channels/${asker.channel}/messages/${id}`));
  return questionIn(message);
}

/** Words and files of a message, those of a forwarded one too. */
export function questionIn(message: Readonly<Record<string, unknown>>): Pick<Question, "text" | "files"> {
  const snapshots = Array.isArray(message["message_snapshots"]) ? message["message_snapshots"] : [];
  const forwarded = snapshots.flatMap((one: unknown) => filesOf(record(record(one)["message"])["attachments"]));
  return { text: wordsOfMessage(message), files: [...filesOf(message["attachments"]), ...forwarded] };
}
