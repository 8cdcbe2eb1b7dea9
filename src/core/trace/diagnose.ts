import { callsOf } from "./calls.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { Reading } from "./reading.ts";

/** Calls, what became of them, and what an expert would point at. Pure; never throws. */
export function diagnose(reading: Reading): Diagnosis {
  const calls = callsOf(reading.messages);
  return { reading, calls, findings: [], telling: calls.find((call) => call.outcome !== "ok") ?? calls[0] };
}
