import { setTimeout as pause } from "node:timers/promises";

/** The promise, or an error when it takes longer. The loser's own failure is not left unhandled. */
export async function within<T>(milliseconds: number, promise: Promise<T>, what: string): Promise<T> {
  const timer = new AbortController();
  promise.catch(() => undefined);
  const late = pause(milliseconds, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`${what} took longer than ${milliseconds} ms`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}

/** The value if it comes in time, else undefined: for what is nice to have. */
export async function soon<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  try {
    return await within(milliseconds, promise, "");
  } catch {
    return undefined;
  }
}
