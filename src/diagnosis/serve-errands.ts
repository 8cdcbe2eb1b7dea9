import { parentPort } from "node:worker_threads";

import type { Speaker } from "../bot/trace.ts";
import type { Errand, Result } from "./errand.ts";
import { run } from "./work.ts";

/** The worker's side: one errand after the other, each answered with its number. A fault of ours fails that errand only. */
export function serveErrands(bot: () => Speaker): void {
  const port = parentPort;
  if (port === null) throw new Error("this is the worker that reads traces; sipsense starts it itself");
  port.on("message", ({ id, errand }: { readonly id: number; readonly errand: Errand }) => {
    void run(bot, errand)
      .catch((): Result => ({ kind: "failed" }))
      .then((result) => port.postMessage({ id, result }));
  });
}
