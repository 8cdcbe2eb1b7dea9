import type { Log } from "./log.ts";
import type { Observer } from "./observer.ts";

/** Does one piece of work, counted and logged by its id: what was asked stays out of both. */
export async function timed(
  { log, observer }: { readonly log: Log; readonly observer: Observer },
  kind: string,
  id: string | undefined,
  work: () => Promise<string>,
): Promise<void> {
  const start = performance.now();
  const outcome = await work();
  const ms = performance.now() - start;
  observer.answered(kind, ms);
  log.info({ event: id, kind, outcome, ms: Math.round(ms) }, "answered");
}
