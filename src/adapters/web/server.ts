import type { Bot } from "../../bot/answer.ts";
import { createApp, type Traces } from "./app.tsx";
import { listen, type Running } from "./listener.ts";

export type { Running as RunningWeb } from "./listener.ts";

export interface WebSettings {
  readonly bot: Bot;
  /** Without it the page takes no traces. */
  readonly traces?: Traces | undefined;
  readonly host: string;
  readonly port: number;
}

/** Serves the playground. Throws a sentence with the remedy when the port can't be had. */
export function startWeb({ bot, traces, host, port }: WebSettings): Promise<Running> {
  return listen(createApp(bot, report, traces).fetch, { host, port });
}

function report(fault: unknown): void {
  process.stderr.write(`playground: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
}
