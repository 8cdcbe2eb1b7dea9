import { parseArgs } from "node:util";

export type Command = "explain" | "detect" | "trace" | "serve" | "doctor" | "forget" | "recap" | "discord" | "help" | "version";

export interface Arguments {
  readonly command: Command;
  /** What stands after the command, as one text; undefined when nothing does. */
  readonly query: string | undefined;
  readonly json: boolean;
  readonly batch: boolean;
  readonly short: boolean;
  /** Whether `detect` says what it weighed. */
  readonly why: boolean;
  /** What can't be undone is confirmed beforehand. */
  readonly yes: boolean;
  readonly language: string | undefined;
  readonly trace: TraceOptions;
}

/** What `trace` shall give beside, or in place of, the answer. */
export interface TraceOptions {
  /** The ladder alone. */
  readonly text: boolean;
  readonly report: boolean;
  readonly redact: boolean;
  readonly svg: string | undefined;
  readonly png: string | undefined;
  /** Which call, from 1. */
  readonly call: number | undefined;
}

const commands: readonly Command[] = ["explain", "detect", "trace", "serve", "doctor", "forget", "recap", "discord", "help"];

/** Reads the command line. Throws an Error with one clear line when an option is unknown or lacks its value. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: true,
    options: {
      json: { type: "boolean", default: false },
      batch: { type: "boolean", default: false },
      short: { type: "boolean", short: "s", default: false },
      why: { type: "boolean", default: false },
      yes: { type: "boolean", short: "y", default: false },
      language: { type: "string", short: "l" },
      help: { type: "boolean", short: "h", default: false },
      version: { type: "boolean", short: "v", default: false },
      text: { type: "boolean", default: false },
      report: { type: "boolean", default: false },
      "no-redact": { type: "boolean", default: false },
      svg: { type: "string" },
      png: { type: "string" },
      call: { type: "string" },
    },
  });
  const first = commands.find((command) => command === positionals[0]);
  const rest = first === undefined ? positionals : positionals.slice(1);
  const fallback: Command = positionals.length === 0 && !values.batch && !values.json ? "help" : "explain";
  return {
    command: values.version ? "version" : values.help ? "help" : (first ?? fallback),
    query: rest.length === 0 ? undefined : rest.join(" "),
    json: values.json,
    batch: values.batch,
    short: values.short,
    why: values.why,
    yes: values.yes,
    language: values.language,
    trace: {
      text: values.text,
      report: values.report,
      redact: !values["no-redact"],
      svg: values.svg,
      png: values.png,
      call: callNumber(values.call),
    },
  };
}

function callNumber(text: string | undefined): number | undefined {
  if (text === undefined || /^[1-9]\d{0,8}$/u.test(text)) return text === undefined ? undefined : Number(text);
  throw new Error("--call takes the number of a call, from 1");
}
