import { createReadStream } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import type { Readable } from "node:stream";

import type { Traced } from "../../bot/tracer.ts";
import { lineText, type Block } from "../../reply/document.ts";
import type { Arguments, TraceOptions } from "./arguments.ts";
import { show, type Terminal } from "./terminal.ts";

/** More than this is not taken into memory. */
const largest = 1_000_000_000;

/** Diagnoses a file, or stdin for "-". Exit 0 read, 1 no SIP in it, 2 not readable or bad use, with one clear line on stderr. */
export async function traceFile(read: Arguments, terminal: Terminal): Promise<number> {
  const { query: file, trace: options } = read;
  if (file === undefined) return complain(terminal, "trace needs a file, or - for stdin. See: sipsense help");
  const bytes = await bytesOf(file, terminal.input);
  if (typeof bytes === "string") return complain(terminal, bytes);
  const tracer = await terminal.tracer();
  const notice = reporter(terminal, read);
  try {
    const traced = await tracer.trace({
      bytes,
      languages: read.language === undefined ? terminal.languages : [read.language, ...terminal.languages],
      call: options.call === undefined ? undefined : options.call - 1,
      bare: !options.redact,
      wants: [...(read.json ? (["record"] as const) : []), ...(options.report ? (["report"] as const) : [])],
      slow: notice.show,
    });
    notice.clear();
    const trouble = troubleOf(traced, options);
    if (trouble !== undefined) {
      if (read.json && traced.record !== undefined) terminal.output.write(await shown(traced, read, terminal));
      return complain(terminal, trouble, traced.outcome === "nothing-found" ? 1 : 2);
    }
    await writePictures(traced, options, (svg) => tracer.draw(svg));
    terminal.output.write(await shown(traced, read, terminal));
    return 0;
  } catch (error) {
    return complain(terminal, error instanceof Error ? error.message : String(error));
  } finally {
    await tracer.close();
  }
}

function troubleOf({ outcome, reply, callCount }: Traced, { call }: TraceOptions): string | undefined {
  if (outcome !== "answered") return reply.short.map((line) => lineText(line)).join(" ");
  if (call !== undefined && call > callCount) return `there is no call ${call}: the trace has ${callCount}`;
  return undefined;
}

async function shown(traced: Traced, { json, short, trace: { text, report } }: Arguments, terminal: Terminal): Promise<string> {
  if (json && traced.record !== undefined) return `${JSON.stringify(traced.record, null, 2)}\n`;
  if (report && traced.report !== undefined) return traced.report;
  if (text) return `${drawing(traced)?.text ?? ""}\n`;
  return show(traced, short, terminal);
}

function drawing({ reply }: Traced): Extract<Block, { kind: "drawing" }> | undefined {
  return reply.body.find((block) => block.kind === "drawing");
}

async function writePictures(
  traced: Traced,
  { svg, png }: TraceOptions,
  draw: (svg: string) => Promise<Uint8Array>,
): Promise<void> {
  if (svg === undefined && png === undefined) return;
  const picture = drawing(traced)?.picture;
  if (picture === undefined) throw new Error("a single message has no ladder to draw");
  if (svg !== undefined) await writeFile(svg, picture.svg);
  if (png !== undefined) await writeFile(png, await draw(picture.svg));
}

/** The bytes of a file or of stdin, or a sentence that says why not. */
async function bytesOf(file: string, input: Readable): Promise<Uint8Array | string> {
  try {
    if (file === "-") return await readAll(input, "stdin");
    const about = await stat(file);
    if (about.isDirectory()) return `${file} is a directory: name the capture or log in it`;
    if (about.size > largest) return tooLarge(file);
    if (!about.isFile()) return await readAll(createReadStream(file), file);
    return await readFile(file);
  } catch (error) {
    return said(error, file);
  }
}

async function readAll(input: Readable, name: string): Promise<Uint8Array | string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of input) {
    const bytes = part instanceof Uint8Array ? part : Buffer.from(String(part));
    size += bytes.length;
    if (size > largest) return tooLarge(name);
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function tooLarge(name: string): string {
  return `${name} is larger than 1 GB: cut it down to the call in question, for example with editcap or a filter on its Call-ID`;
}

function said(error: unknown, file: string): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return `there is no file ${file}`;
  if (code === "EACCES" || code === "EPERM") return `${file} may not be read by this user`;
  return `${file} can't be read: ${error instanceof Error ? error.message : String(error)}`;
}

function complain({ errors }: Terminal, sentence: string, code: 1 | 2 = 2): number {
  errors.write(`sipsense: ${sentence}\n`);
  return code;
}

/** On a terminal, a word when it takes a while; gone when it is done. */
function reporter({ errors, bot, languages }: Terminal, { language }: Arguments): { show?: () => void; clear: () => void } {
  let told = false;
  if (errors.isTTY !== true) return { clear: () => undefined };
  return {
    show: () => {
      told = true;
      const speaker = bot();
      const words = speaker.words(speaker.language(language === undefined ? languages : [language]));
      errors.write(words.say("trace.progress"));
    },
    clear: () => {
      if (told) errors.write("\r\u001B[2K");
    },
  };
}
