import type { SipMessage } from "./message.ts";

// Numbers and dates of header fields, and what they may be at most (RFC 3261 §20, §25.1).

const largestCSeq = 2_147_483_647;
const largestDelta = 4_294_967_295;
const date = /^[A-Z][a-z]{2}, ?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/u;

function cseqFaults(message: SipMessage): string[] {
  const value = message.header("cseq");
  if (value === undefined) return [];
  const parts = /^(\d+)[ \t]+([^\s]+)$/u.exec(value);
  if (parts === null) return ["bad-cseq"];
  const faults = Number(parts[1]) > largestCSeq ? ["cseq-out-of-range"] : [];
  if (message.method !== undefined && parts[2] !== message.method) faults.push("cseq-method-mismatch");
  return faults;
}

function hopFaults(message: SipMessage): string[] {
  const value = message.header("max-forwards");
  if (value === undefined) return [];
  if (!/^\d+$/u.test(value)) return ["bad-max-forwards"];
  if (Number(value) > 255) return ["max-forwards-out-of-range"];
  return Number(value) === 0 ? ["max-forwards-zero"] : [];
}

/** Faults of CSeq, Max-Forwards, Expires, Retry-After, Warning and Date. */
export function numberFaults(message: SipMessage): string[] {
  const faults = [...cseqFaults(message), ...hopFaults(message)];
  for (const name of ["expires", "retry-after", "min-expires", "session-expires"]) {
    const digits = /^\d+/u.exec(message.header(name) ?? "")?.[0];
    if (digits !== undefined && Number(digits) > largestDelta) faults.push("number-out-of-range");
  }
  if (message.headers("warning").some((value) => !/^\d{3}[ \t]/u.test(value))) faults.push("bad-warning");
  const dated = message.header("date");
  if (dated !== undefined && !date.test(dated)) faults.push("bad-date");
  return faults;
}
