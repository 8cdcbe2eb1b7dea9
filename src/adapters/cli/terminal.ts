import type { Readable, Writable } from "node:stream";

import type { Answered, Bot } from "../../bot/answer.ts";
import type { Store } from "../../bot/store.ts";
import type { Tracer } from "../../bot/tracer.ts";
import { plainShort, plainText } from "../../reply/plain.ts";

/** What the terminal adapter is given: the bot, the other commands, and the streams it may use. */
export interface Terminal {
  readonly bot: () => Bot;
  /** Reads traces of any size a terminal's own user may want. */
  readonly tracer: () => Promise<Tracer>;
  readonly serve: () => Promise<number>;
  readonly doctor: () => Promise<number>;
  /** What the bot remembers. */
  readonly memory: () => Promise<Pick<Store, "erase" | "mentions" | "close">>;
  /** Discord's own chores: "register". */
  readonly discord: (deed: string | undefined) => Promise<number>;
  readonly version: () => string;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly errors: Writable & { readonly isTTY?: boolean };
  /** Whether colours are wanted at all (NO_COLOR, dumb terminals). */
  readonly colour: boolean;
  /** The reader's own languages, best first. */
  readonly languages: readonly string[];
}

/** Pretty on a terminal, plain in a pipe; of a failure only what the error line has not said. */
export async function show({ reply, outcome }: Answered, short: boolean, { output, colour }: Terminal): Promise<string> {
  const shown = outcome === "answered" ? reply : { ...reply, title: "", short: reply.short.slice(1), body: reply.body.slice(1) };
  if ((short ? shown.short : shown.body).length === 0) return "";
  if (output.isTTY !== true) return `${short ? plainShort(shown) : plainText(shown)}\n`;
  const { renderTerminal, renderTerminalShort } = await import("./render.ts");
  const style = { columns: output.columns ?? 80, colour };
  return short ? renderTerminalShort(shown, style) : renderTerminal(shown, style);
}
