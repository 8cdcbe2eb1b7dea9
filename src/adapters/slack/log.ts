import type { Logger as BoltLogger } from "@slack/bolt";

import { scrubbed, type Log } from "../../chat/log.ts";
import { LogLevel } from "./bolt.ts";

type Reported = Parameters<BoltLogger["info"]>;

/** Bolt's own words. Its debug lines hold whole payloads and are never written, whatever the level. */
export function boltLogger(log: Log): BoltLogger {
  const says = (parts: Reported) =>
    scrubbed(parts.map((part) => (part instanceof Error ? part.message : typeof part === "string" ? part : "")).join(" "));
  return {
    debug: () => undefined,
    info: (...parts) => log.debug({ from: "bolt" }, says(parts)),
    warn: (...parts) => log.warn({ from: "bolt" }, says(parts)),
    // What fails for good is told by whoever called; Bolt calls every closed socket an error.
    error: (...parts) => log.warn({ from: "bolt" }, says(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

/** For whoever only looks: what goes wrong is a finding, not a line in a log. */
export const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
