import type { ParsedMessage } from "./parsed-message.ts";

/** What is wrong with a message, by name (RFC 3261 §7, §8.1.1, §20). */
export function faultsOf(message: ParsedMessage): readonly string[] {
  const { layout } = message;
  const faults = [...layout.notes];
  if (message.callId === "") faults.push("no-call-id");
  return faults;
}
