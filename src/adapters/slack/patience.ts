import { setTimeout as pause } from "node:timers/promises";

import { codeOf, fixFor, waitOf } from "./faults.ts";

/** Milliseconds between tries to reach Slack; after the last one it counts as down. */
export const usualDelays: readonly number[] = [500, 1000, 2000, 4000, 8000];

/** Tries a connection until it stands, waits longer each time; throws a sentence with the remedy when it won't. */
export async function insist<T>(
  what: string,
  attempt: () => Promise<T>,
  options: {
    readonly delays: readonly number[];
    readonly signal?: AbortSignal | undefined;
    readonly failed: (code: string) => void;
  },
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (fault) {
      const code = codeOf(fault);
      options.failed(code);
      const fix = fixFor(code);
      if (fix !== undefined) throw new Error(`Slack refuses ${what} (${code}): ${fix}`, { cause: fault });
      const delay = options.delays[tries];
      if (delay === undefined) {
        throw new Error(
          `Slack can't be reached for ${what} (${code}), after ${tries + 1} tries: check the network and status.slack.com`,
          {
            cause: fault,
          },
        );
      }
      const asked = waitOf(fault);
      await pause(
        asked === undefined ? delay : Math.min(asked, 60) * 1000,
        undefined,
        options.signal ? { signal: options.signal } : {},
      );
    }
  }
}
