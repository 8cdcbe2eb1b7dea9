import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

import type { Bot } from "../../bot/answer.ts";
import { Watcher, type Message } from "../../bot/detect.ts";

interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
}

interface Item {
  readonly id: unknown;
  readonly message: Message;
}

/**
 * JSON lines of { id, text, channel? or channel_context?, thread?, author?, platform? } in, the codes of each message out, one line each.
 * Exit 2 when the file or a line could not be read; the other lines are still done.
 */
export async function detectLines(bot: Bot, streams: Streams, file: string | undefined, why: boolean): Promise<number> {
  const watcher = new Watcher(bot.catalog);
  const source = file === undefined || file === "-" ? streams.input : createReadStream(file, "utf8");
  const failed = once(source, "error").then(([error]) => (error instanceof Error ? error.message : String(error)));
  let number = 0;
  let bad = 0;
  try {
    for await (const line of createInterface({ input: source, crlfDelay: Infinity })) {
      number++;
      if (line.trim() === "") continue;
      const item = readItem(line);
      if (item === undefined) {
        bad++;
        streams.errors.write(`sipsense: line ${number} is not a JSON object with "id" and a string "text"\n`);
        continue;
      }
      const found = `${JSON.stringify({ id: item.id, ...watcher.detect(item.message, why) })}\n`;
      if (!streams.output.write(found)) await once(streams.output, "drain");
    }
  } catch {
    streams.errors.write(`sipsense: ${await failed}\n`);
    return 2;
  }
  return bad === 0 ? 0 : 2;
}

function readItem(line: string): Item | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || !("id" in value) || !("text" in value) || typeof value.text !== "string")
    return undefined;
  return { id: value.id, message: { text: value.text, ...known(value) } };
}

function textOf(value: object, name: string): string | undefined {
  const said: unknown = Reflect.get(value, name);
  return typeof said === "string" ? said : undefined;
}

/** What else is known of a message ("channel_context": what kind of channel, where its name is not known); what has the wrong type is as if it were not there. */
function known(value: object): Omit<Message, "text"> {
  const channel = textOf(value, "channel") ?? textOf(value, "channel_context");
  const thread =
    "thread" in value && Array.isArray(value.thread) ? value.thread.filter((code) => typeof code === "number") : undefined;
  const author = "author" in value && value.author === "bot" ? "bot" : "human";
  const platform =
    "platform" in value && (value.platform === "slack" || value.platform === "discord") ? value.platform : undefined;
  return { channel, thread, author, platform };
}
