import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

import { afterAll, describe, expect, test } from "vitest";

import { boundsFor, ThreadTracer } from "../../src/diagnosis/tracer.ts";
import { lineText } from "../../src/reply/document.ts";
import { plainText } from "../../src/reply/plain.ts";
import { bot } from "../bot-under-test.ts";

const capture = new Uint8Array(readFileSync(new URL("../fixtures/traces/gen-inv-603-decline.pcap", import.meta.url)));
const tracers: ThreadTracer[] = [];

function tracer(settings: Partial<ConstructorParameters<typeof ThreadTracer>[0]> = {}): ThreadTracer {
  const made = new ThreadTracer({ bot: () => bot, bounds: boundsFor(20), ...settings });
  tracers.push(made);
  return made;
}

afterAll(() => Promise.all(tracers.map((one) => one.close())));

const ask = (bytes: Uint8Array) => ({ bytes, languages: ["en"] });
const english = (reply: { readonly short: readonly Parameters<typeof lineText>[0][] }) => reply.short.map(lineText).join(" ");

describe("traces", () => {
  test("a small capture is read at once and comes back with verdict and ladder", async () => {
    const { outcome, codes, reply } = await tracer().trace(ask(capture));
    expect([outcome, codes]).toEqual(["answered", [603]]);
    expect(plainText(reply)).toContain("==603 Decline");
  });

  test("a packed one is read in a thread of its own, with the same answer", async () => {
    const one = tracer();
    const [plain, packed] = await Promise.all([one.trace(ask(capture)), one.trace(ask(gzipSync(capture)))]);
    expect(packed).toEqual(plain);
  });

  test("a gzip bomb comes back with a sentence, and the next trace is answered", async () => {
    const one = tracer({ bounds: boundsFor(2) });
    const bomb = gzipSync(Buffer.alloc(12_000_000));
    const [bombed, next] = await Promise.all([one.trace(ask(bomb)), one.trace(ask(gzipSync(capture)))]);
    expect(english(bombed.reply)).toContain("unpacks to more than 8 MB");
    expect(next.codes).toEqual([603]);
  });

  test("a broken gzip is named", async () => {
    expect(english((await tracer().trace(ask(new Uint8Array([0x1f, 0x8b, 8, 9, 9])))).reply)).toContain("gzip");
  });

  test("a packed capture that is cut off is read as far as it goes", async () => {
    const packed = gzipSync(capture);
    expect((await tracer().trace(ask(packed.subarray(0, packed.length - 12)))).outcome).toBe("answered");
  });

  test("a file over the limit is not read", async () => {
    const { outcome, reply } = await tracer({ bounds: boundsFor(1) }).trace(ask(new Uint8Array(1_000_001)));
    expect([outcome, english(reply)]).toEqual(["bad-input", expect.stringContaining("larger than 1 MB")]);
  });

  test("what holds no SIP says so, with what can be read", async () => {
    const { outcome, reply } = await tracer().trace(ask(new TextEncoder().encode("lorem ipsum\n".repeat(50))));
    expect([outcome, plainText(reply)]).toEqual(["nothing-found", expect.stringContaining(".pcapng")]);
  });

  test("record and report come when they are wanted", async () => {
    const { record, report } = await tracer().trace({ ...ask(capture), wants: ["record", "report"] });
    expect(record?.calls[0]).toMatchObject({ outcome: "failed", finalStatus: 603, firstFailure: 603, messages: 5 });
    expect(record?.calls[0]?.callId).toContain("@");
    expect(report).toMatch(/^# SIP trace report\n/u);
    expect(report).not.toMatch(/\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/u);
  });

  test("a drawing comes back as PNG, light or dark", async () => {
    const one = tracer();
    const { reply } = await one.trace(ask(capture));
    const drawing = reply.body.find((block) => block.kind === "drawing");
    const svg = drawing?.picture?.svg ?? "";
    const [light, dark] = await Promise.all([one.draw(svg), one.draw(svg, "dark")]);
    expect(Buffer.from(light).subarray(1, 4).toString()).toBe("PNG");
    expect(Buffer.compare(light, dark)).not.toBe(0);
    await expect(one.draw("no picture")).rejects.toThrow("could not be drawn");
  });
});

describe("a thread that goes wrong", () => {
  const scripted = (name: string, code: string) => {
    const file = join(tmpdir(), `sipsense-${process.pid}-${name}.mjs`);
    writeFileSync(file, `import { parentPort } from "node:worker_threads";\nparentPort.on("message", ({ id }) => { ${code} });`);
    return pathToFileURL(file);
  };
  const packed = gzipSync(capture);

  test("one that hangs is replaced; the trace is answered with a sentence", async () => {
    const one = tracer({ script: scripted("hangs", "for (;;);"), bounds: { ...boundsFor(2), timeMs: 300 } });
    expect(english((await one.trace(ask(packed))).reply)).toContain("gave up");
    expect(english((await one.trace(ask(packed))).reply)).toContain("gave up");
  });

  test("one that dies is replaced", async () => {
    const one = tracer({ script: scripted("dies", "process.exit(3);") });
    expect(english((await one.trace(ask(packed))).reply)).toContain("broke");
    expect(english((await one.trace(ask(packed))).reply)).toContain("broke");
  });

  test("one that eats its memory is ended, not the process", async () => {
    const eats = "const all = []; for (;;) all.push(Array.from({ length: 1e5 }, (_, at) => ({ at })));";
    const one = tracer({ script: scripted("eats", eats), bounds: { ...boundsFor(2), memoryMb: 32 } });
    expect(english((await one.trace(ask(packed))).reply)).toContain("memory");
  });

  test("more than can wait are told to come again", async () => {
    const one = tracer({ script: scripted("slow", "for (;;);"), bounds: { ...boundsFor(2), timeMs: 100 } });
    const all = await Promise.all(Array.from({ length: 30 }, () => one.trace(ask(packed))));
    expect(all.filter(({ reply }) => english(reply).includes("Too many"))).toHaveLength(12);
  });
});
