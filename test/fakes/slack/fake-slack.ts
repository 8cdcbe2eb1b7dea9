import type { FakeSlack, FakeSlackOptions } from "./types.ts";

export type * from "./types.ts";

/** A strict Slack on loopback: Web API, Socket Mode, HTTP events. It refuses what Slack refuses. */
export function startFakeSlack(_options: FakeSlackOptions = {}): Promise<FakeSlack> {
  return Promise.reject(new Error("not written yet"));
}
