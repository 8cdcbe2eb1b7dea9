import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

const program = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const folder = fileURLToPath(new URL("../fixtures/traces/", import.meta.url));
const capture = join(folder, "gen-inv-603-decline.pcap");
const two = join(folder, "gen-k-404-no-route.pcap");

async function trace(args: readonly string[], input: string | Buffer = "") {
  return new Promise<{ code: number; output: string; errors: string }>((resolve) => {
    const child = execFile(process.execPath, [program, "trace", ...args], (error, output, errors) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, output, errors });
    });
    child.stdin?.end(input);
  });
}

describe("sipsense trace", () => {
  test("a capture is answered with verdict, proof and ladder, without an address", async () => {
    const { code, output, errors } = await trace([capture]);
    expect([code, errors]).toEqual([0, ""]);
    expect(output).toMatch(/603 Decline/u);
    expect(output).toMatch(/^! +\d+\.\d{3} +\|<==603 Decline=/mu);
    expect(output).not.toMatch(/\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/u);
  });

  test("--json has the documented shape, hosts and Call-IDs as in the input", async () => {
    const { code, output } = await trace([capture, "--json"]);
    expect(code).toBe(0);
    const record = JSON.parse(output);
    expect(record).toMatchObject({ format: "pcap", messages: 5, skipped: [], truncated: false });
    expect(record.verdict).toEqual(expect.any(String));
    const [call] = record.calls;
    expect(call).toMatchObject({
      kind: "call",
      outcome: "failed",
      finalStatus: 603,
      firstFailure: 603,
      statuses: [100, 180, 603],
    });
    expect(call.hosts).toEqual(expect.arrayContaining([expect.stringMatching(/^\d+\.\d+\.\d+\.\d+:\d+$/u)]));
    expect(call).toMatchObject({ messages: 5, retransmissions: 0, start: expect.any(Number), end: expect.any(Number) });
    for (const finding of call.findings) {
      expect(finding).toMatchObject({ id: expect.any(String), severity: expect.any(String), text: expect.any(String) });
      expect(finding.evidence.every((index: number) => index >= 0 && index < 5)).toBe(true);
    }
  });

  test("--json of a file without SIP is a record without messages, and still says so on stderr", async () => {
    const { code, output, errors } = await trace([program, "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({ messages: 0, calls: [], verdict: "" });
    expect(errors).toMatch(/no SIP message/u);
  });

  test("- reads stdin; --text is the ladder alone; --no-redact shows addresses", async () => {
    const { output } = await trace(["-", "--text", "--no-redact"], readFileSync(capture));
    expect(output.split("\n")[0]).toMatch(/^ *\d+\.\d+\.\d+\.\d+ +\d+\.\d+\.\d+\.\d+$/u);
  });

  test("--svg and --png write the picture", async () => {
    const out = mkdtempSync(join(tmpdir(), "sipsense-"));
    const { code } = await trace([capture, "--svg", join(out, "a.svg"), "--png", join(out, "a.png")]);
    expect(code).toBe(0);
    expect(readFileSync(join(out, "a.svg"), "utf8")).toMatch(/^<svg /u);
    expect(readFileSync(join(out, "a.png")).subarray(1, 4).toString()).toBe("PNG");
  });

  test("--call shows another call, --report is Markdown, -l another language", async () => {
    const { output } = await trace([two, "--call", "2", "--report", "-l", "ja"]);
    expect(output).toMatch(/^# SIP トレースレポート\n/u);
    expect(output).toContain("2 件中 2 件目");
  });

  test.each([
    ["a directory", [folder], 2, /is a directory/u],
    ["a file that is not there", ["/nowhere/x.pcap"], 2, /there is no file/u],
    ["no file at all", [], 2, /needs a file/u],
    ["a call that is not there", [capture, "--call", "7"], 2, /no call 7/u],
    ["a call without a number", [capture, "--call", "first"], 2, /--call takes the number/u],
    ["a file without SIP", [program], 1, /no SIP message/u],
  ])("%s ends with one clear line", async (_name, args, expected, says) => {
    const { code, output, errors } = await trace(args);
    expect([code, output]).toEqual([expected, ""]);
    expect(errors).toMatch(says);
    expect(errors.trim().split("\n")).toHaveLength(1);
  });
});
