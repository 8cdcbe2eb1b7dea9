import { isCapture, readCapture } from "./capture.ts";
import { validityOf, type Validity } from "./faults.ts";
import { readRaw } from "./raw.ts";
import type { Limits, Reading } from "./reading.ts";
import { readText } from "./text.ts";
import { decode, isBinary } from "./text/decode.ts";

function reading(format: string): Reading {
  return {
    format,
    messages: [],
    skipped: [],
    truncated: false,
    media: [],
    unreachable: [],
    events: [],
    encrypted: [],
    packets: 0,
  };
}

/** Reads whatever was pasted or uploaded; gzip is undone before. Never throws; cost is linear in the bytes. */
export function readTrace(bytes: Uint8Array, limits: Limits): Reading {
  if (isCapture(bytes)) return readCapture(bytes, limits);
  const over = bytes.length > limits.bytes;
  const own = over ? bytes.subarray(0, limits.bytes) : bytes;
  const raw = readRaw(own, limits);
  if (raw !== undefined) return { ...reading("sip"), messages: raw, truncated: over };
  const { text, foreign } = decode(own);
  const found = readText(text, limits, foreign);
  const cut = over || found.truncated;
  if (found.messages.length > 0 || found.events.length > 0 || !isBinary(own)) return { ...found, truncated: cut };
  return { ...reading("unknown"), skipped: [{ at: "byte 0", reason: "binary" }], truncated: over };
}

/** How RFC 4475 would class what was read: its worst message; a description alone is odd, anything else is no SIP. */
export function validityOfReading({ messages, skipped }: Reading): Validity {
  if (messages.length === 0) return skipped.some(({ reason }) => reason === "only-sdp") ? "tolerated" : "invalid";
  const all = new Set(messages.map((message) => validityOf(message)));
  if (all.has("invalid")) return "invalid";
  return all.has("tolerated") ? "tolerated" : "valid";
}
