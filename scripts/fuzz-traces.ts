import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

import { diagnose } from "../src/core/trace/diagnose.ts";
import { readTrace } from "../src/core/trace/read.ts";
import { sdpOf } from "../src/core/trace/sdp.ts";
import { looksLikeTrace } from "../src/core/trace/text.ts";

// A million mutated traces, pasted text and captures: none may throw, none may take over 100 ms for each 64 KiB, memory
// must not grow. `npm run fuzz:traces -- 50000 7` reads fewer, from another seed; a third argument names one more
// folder of traces to mutate. A slow reading is done again before it counts: it may have met a garbage collection.

const count = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? 1);
const kept = mkdtempSync(`${tmpdir()}/sipsense-fuzz-`);
const limits = { messages: 20_000, bytes: 1_000_000 };
const slowest = 100;
const unit = 65_536;

let state = seed >>> 0;
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

function pick<T>(items: readonly T[]): T {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

function filesOf(folder: string): Uint8Array[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => new Uint8Array(readFileSync(`${folder}/${entry.name}`)));
}

const fixtures = fileURLToPath(new URL("../test/fixtures/traces", import.meta.url));
const more = process.argv[4];
const seeds = [...filesOf(`${fixtures}/text`), ...filesOf(fixtures), ...(more === undefined ? [] : filesOf(more))].map((bytes) =>
  bytes.subarray(0, unit),
);
const pieces = [
  "\r",
  "\n",
  "\r\n\r\n",
  "\r\n",
  " ",
  "\t",
  "SIP/2.0 200 OK\r\n",
  "INVITE sip:a@b SIP/2.0\r\n",
  "Content-Length: 99999\r\n",
  "Via: ",
  "v=0\r\n",
  "<--- ",
  " --->",
  "recv 10 bytes from udp/[",
  '"',
  "\\",
  "\\r\\n",
  "#012",
  "..",
  "0x0000:  ",
  "|",
  "&lt;",
  "](sip:",
  "<sip:a|",
  ",",
  ";",
  "{",
  "[",
  "\u0000",
  "ü",
  "-->",
].map((text) => new TextEncoder().encode(text));

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(
    Math.min(
      unit,
      parts.reduce((sum, part) => sum + part.length, 0),
    ),
  );
  let at = 0;
  for (const part of parts) {
    const own = part.subarray(0, all.length - at);
    all.set(own, at);
    at += own.length;
  }
  return all;
}

function repeated(part: Uint8Array, times: number): Uint8Array {
  return joined(...Array.from({ length: times }, () => part));
}

function mutate(bytes: Uint8Array): Uint8Array {
  const at = random(bytes.length + 1);
  const before = bytes.subarray(0, at);
  const after = bytes.subarray(at);
  switch (random(9)) {
    case 0:
      return joined(before, after.subarray(1 + random(40)));
    case 1:
      return joined(before, pick(pieces), after);
    case 2:
      return joined(before, Uint8Array.of(random(256), random(256)), after.subarray(2));
    case 3:
      return joined(after, before);
    case 4:
      return joined(bytes, pick(seeds));
    case 5:
      return repeated(before.subarray(-(1 + random(300))), 1 + random(20));
    case 6:
      return joined(before, repeated(pick(pieces), 1 + random(random(40) === 0 ? 20_000 : 50)), after);
    case 7:
      return before;
    default: {
      const own = bytes.slice();
      for (let flips = random(12); flips > 0; flips--) own[random(own.length)] = random(256);
      return own;
    }
  }
}

function trace(): Uint8Array {
  let bytes = pick(seeds);
  for (let turns = 1 + random(5); turns > 0; turns--) bytes = mutate(bytes);
  return bytes;
}

/** Reads and asks for all that is read lazily; milliseconds of processor time, for 64 KiB of it. */
function timed(bytes: Uint8Array): number {
  const from = process.cpuUsage();
  const reading = readTrace(bytes, limits);
  for (const message of reading.messages.slice(0, 200)) {
    void [message.faults, message.body, message.phrase, sdpOf(message), message.names];
    for (const name of ["via", "from", "contact", "warning"]) message.headers(name);
  }
  diagnose(reading);
  if (bytes.length < 4000) looksLikeTrace(new TextDecoder().decode(bytes));
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000 / Math.max(1, bytes.length / unit);
}

let worst = 0;
let faults = 0;

/** Names a fault and keeps its bytes, so that it can be looked at. */
function report(what: string, bytes: Uint8Array): void {
  faults++;
  const file = `${kept}/${faults}.bin`;
  writeFileSync(file, bytes);
  process.stdout.write(`${what}: ${file}\n`);
}

for (const bytes of seeds) timed(bytes);
let peak = 0;
const started = performance.now();
for (let read = 0; read < count; read++) {
  const bytes = trace();
  try {
    let ms = timed(bytes);
    for (let again = 0; ms > slowest && again < 3; again++) ms = Math.min(ms, timed(bytes));
    worst = Math.max(worst, ms);
    if (ms > slowest) report(`${ms.toFixed(1)} ms`, bytes);
  } catch (error) {
    report(`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, bytes);
  }
  if (read % 1000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
}
const minutes = (performance.now() - started) / 60_000;
process.stdout.write(
  `${count} traces (seed ${seed}): ${faults} faults, slowest ${worst.toFixed(1)} ms, ${Math.round(peak / 2 ** 20)} MB, ${minutes.toFixed(1)} min\n`,
);
process.exitCode = faults === 0 ? 0 : 1;
