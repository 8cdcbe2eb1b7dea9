import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readTrace } from "../../../src/core/trace/read.ts";
import { sdpOf } from "../../../src/core/trace/sdp.ts";
import { looksLikeTrace } from "../../../src/core/trace/text.ts";
import { splitLines } from "../../../src/core/trace/text/lines.ts";

const folder = fileURLToPath(new URL("../../fixtures/traces/text/", import.meta.url));
const samples = readdirSync(folder)
  .filter((name) => name.endsWith(".txt"))
  .map((name) => new Uint8Array(readFileSync(folder + name)));
const limits = { messages: 1000, bytes: 1_000_000 };

/** Asks a reading for everything it can tell, so that what is read lazily is read. */
function exhaust(bytes: Uint8Array): number {
  const { messages } = readTrace(bytes, limits);
  for (const message of messages) {
    void [message.faults, message.body, message.phrase, sdpOf(message)];
    for (const name of message.names) void [message.header(name.toLowerCase()), message.headers(name.toLowerCase())];
  }
  return messages.length;
}

const sample = fc.constantFrom(...samples);
const change = fc.record({
  at: fc.nat(),
  gone: fc.nat({ max: 40 }),
  put: fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.constantFrom("\r", "\n", "\r\n\r\n", "SIP/2.0 200 OK\r\n", "<", '"', "\\n", "#012", "0x0000:  ", "|", "]("),
    fc.string(),
  ),
});

function mutate(bytes: Uint8Array, changes: readonly { at: number; gone: number; put: Uint8Array | string }[]): Uint8Array {
  let all = [...bytes];
  for (const { at, gone, put } of changes) {
    const from = at % (all.length + 1);
    all = [...all.slice(0, from), ...(typeof put === "string" ? new TextEncoder().encode(put) : put), ...all.slice(from + gone)];
  }
  return Uint8Array.from(all);
}

describe("reading", () => {
  test("takes any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => exhaust(bytes) >= 0));
  });

  test("takes any text, and says whether it looks like a trace", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (text) => {
        exhaust(new TextEncoder().encode(text));
        expect(typeof looksLikeTrace(text)).toBe("boolean");
      }),
    );
  });

  test("takes traces cut, mangled and mixed", () => {
    fc.assert(
      fc.property(
        sample,
        fc.array(change, { minLength: 1, maxLength: 12 }),
        (bytes, changes) => exhaust(mutate(bytes, changes)) >= 0,
      ),
      { numRuns: 400 },
    );
  });

  test("finds in two traces after each other what it finds in both", () => {
    const plain = ["sngrep-export.txt", "asterisk-pjsip-logger.txt", "freeswitch-siptrace.txt", "baresip.txt", "tcpdump-A.txt"];
    const texts = plain.map((name) => new Uint8Array(readFileSync(folder + name)));
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.constantFrom(...texts), (one, other) => {
        const both = Uint8Array.from([...one, 10, 10, ...other]);
        expect(exhaust(both)).toBe(exhaust(one) + exhaust(other));
      }),
    );
  });
});

test("lines lose nothing but their ends", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "b", "\r", "\n", "\r\n")), (parts) => {
      const text = parts.join("");
      expect(splitLines(text).text.join("")).toBe(text.replaceAll(/[\r\n]/gu, ""));
    }),
  );
});
