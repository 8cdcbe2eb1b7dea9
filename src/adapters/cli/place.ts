import type { Scope } from "../../bot/store.ts";

/** slack:T024BE7LD, then a channel, then a thread, each after a slash; undefined for anything else. */
export function readScope(given: string): Scope | undefined {
  const [workspace = "", channel, thread, ...more] = given.split("/");
  const whole = /^(?:slack|discord):\w+$/u.test(workspace) && more.length === 0;
  const parts = [channel, thread].every((part) => part === undefined || /^[\w.]+$/u.test(part));
  return whole && parts ? { workspace, channel, thread } : undefined;
}
