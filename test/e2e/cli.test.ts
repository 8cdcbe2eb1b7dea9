import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

const program = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

interface Run {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the built program as a user would. */
async function sipsense(args: readonly string[], input = "", environment: Record<string, string> = {}): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, ...args],
      { env: { ...process.env, ...environment }, maxBuffer: 64 * 1024 * 1024 },
      (error, output, errors) => {
        resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, output, errors });
      },
    );
    child.stdin?.end(input);
  });
}

describe("sipsense explain", () => {
  test("a query without a command is explained, verdict first, in plain text when piped", async () => {
    const { code, output, errors } = await sipsense(["183", "vs", "401"]);
    expect(code).toBe(0);
    expect(errors).toBe("");
    expect(output).toMatch(/^183 Session Progress vs 401 Unauthorized\n/u);
    // oxlint-disable-next-line eslint/no-control-regex -- no colour codes in a pipe
    expect(output).not.toMatch(/\u001B/u);
  });

  test.each(["en", "ja"])("--json in %s has every section of a comparison", async (language) => {
    const { code, output } = await sipsense(["explain", "183 vs 401", "--json", "--language", language]);
    expect(code).toBe(0);
    const answer = JSON.parse(output);
    expect(answer).toMatchObject({ query: "183 vs 401", language, kind: "comparison", codes: [183, 401], causes: [] });
    expect(answer.reply.title).toContain("183 Session Progress");
    const { section } = {
      section: answer.reply.body.map((block: { label?: string; kind: string }) => block.label ?? block.kind),
    };
    const labels =
      language === "en"
        ? ["When you see it", "What to do", "Key differences", "How to tell which you have", "Sources"]
        : ["出典"];
    for (const label of labels) expect(section).toContain(label);
    for (const choice of ["183", "401"]) expect(JSON.stringify(answer.reply.body.at(-1))).toContain(`"command":"${choice}"`);
    expect(answer.text).toContain(language === "en" ? "A 401" : "401 ");
  });

  test("--short is three lines at most", async () => {
    const { output } = await sipsense(["503", "--short"]);
    expect(output.trim().split("\n").length).toBeLessThanOrEqual(3);
    expect(output).toMatch(/^503 Service Unavailable · /u);
  });

  test("exit 1 and one clear line when nothing is found, exit 2 when the use is wrong", async () => {
    const unknown = await sipsense(["799"]);
    expect(unknown.code).toBe(1);
    expect(unknown.errors.trim().split("\n")).toHaveLength(1);
    expect(unknown.errors).toContain("There is no SIP response code 799");
    expect(unknown.output).toContain("Nearest");
    for (const args of [["explain", ""], ["--nonsense"], ["explain", "--json"], ["explain", "--language"]]) {
      const { code, errors } = await sipsense(args);
      expect(code, args.join(" ")).toBe(2);
      expect(errors.trim().split("\n"), args.join(" ")).toHaveLength(1);
    }
  });

  test("hostile text is answered, not run", async () => {
    for (const text of ["<script>alert(1)</script>", "../../etc/passwd", "@everyone", "x".repeat(10_000), "$(reboot)"]) {
      const { code, errors } = await sipsense(["explain", "--json", "--", text]);
      expect([1, 2]).toContain(code);
      expect(errors.trim().split("\n")).toHaveLength(1);
      expect(errors).not.toMatch(/\n\s+at /u);
    }
  });

  test("a pasted message on stdin is explained", async () => {
    const { output } = await sipsense(["explain", "-"], "SIP/2.0 488 Not Acceptable Here\r\nVia: SIP/2.0/UDP 192.0.2.1\r\n\r\n");
    expect(output).toMatch(/^488 Not Acceptable Here/u);
  });

  test("--batch answers a line each, keeps ids, names a bad line and goes on", async () => {
    const lines = [
      { id: 1, query: "486" },
      { id: "b", query: "183 vs 401", language: "ja" },
      "nonsense",
      { id: 3, query: "flurbnitz" },
    ];
    const { code, output, errors } = await sipsense(
      ["explain", "--batch"],
      lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"),
    );
    expect(code).toBe(2);
    expect(errors).toContain("line 3");
    expect(
      output
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { id: 1, kind: "response", codes: [486], language: "en" },
      { id: "b", kind: "comparison", language: "ja" },
      { id: 3, kind: "trouble", codes: [] },
    ]);
  });
});

describe("the other commands", () => {
  test("help, version and doctor answer", async () => {
    expect((await sipsense(["help"])).output).toContain("sipsense 183 vs 401");
    expect((await sipsense([])).output).toContain("Usage");
    expect((await sipsense(["--version"])).output).toMatch(/^\d+\.\d+\.\d+/u);
    const doctor = await sipsense(["doctor"], "", { PORT: "0" });
    expect(doctor.code).toBe(0);
    expect(doctor.output).toContain("100 response codes");
    expect((await sipsense(["doctor"], "", { PORT: "many" })).code).toBe(2);
    const noDatabase = await sipsense(["doctor"], "", { PORT: "0", DATABASE_URL: "postgres://sip:secret@127.0.0.1:1/sip" });
    expect(noDatabase.code).toBe(2);
    expect(noDatabase.output).toMatch(/^FIX Memory: .*PostgreSQL can't be reached/mu);
    expect(noDatabase.output).not.toContain("secret");
  });

  test("detect reads messages by line, names a bad line and goes on; --why says what was weighed", async () => {
    const lines = [
      JSON.stringify({ id: 1, text: "SIP 503 and Q.850 cause 34", channel: "voip" }),
      "nonsense",
      JSON.stringify({ id: "b", text: "port 5060" }),
    ];
    const { code, output, errors } = await sipsense(["detect"], lines.join("\n"));
    expect(code).toBe(2);
    expect(errors).toContain("line 2");
    const found = output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(found).toMatchObject([
      { id: 1, codes: [503], causes: [34], explain: [503], mentions: [{ code: 503, start: 4, end: 7 }] },
      { id: "b", codes: [], causes: [], explain: [], mentions: [] },
    ]);
    expect(Object.keys(found[0])).toEqual(["id", "codes", "causes", "explain", "mentions"]);
    const why = JSON.parse((await sipsense(["detect", "--why"], lines[0])).output);
    expect(why.why[0]).toMatchObject({ code: 503, start: 4 });
    expect(why.why[0].reasons.length).toBeGreaterThan(0);
  });

  test("detect reads a file, and says in one line when there is none", async () => {
    const { code, output } = await sipsense([
      "detect",
      fileURLToPath(new URL("../fixtures/messages/dev.jsonl", import.meta.url)),
    ]);
    expect(code).toBe(0);
    expect(output.trim().split("\n").length).toBeGreaterThan(400);
    const missing = await sipsense(["detect", "/no/such/file"]);
    expect(missing.code).toBe(2);
    expect(missing.errors.trim().split("\n")).toHaveLength(1);
  });

  test("serve says its address in one line and stops cleanly on Ctrl-C", async () => {
    const child = spawn(process.execPath, [program, "serve"], {
      env: { ...process.env, PORT: "0" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    while (!said.includes("\n")) await once(child.stdout, "data");
    expect(said.trim().split("\n")).toHaveLength(1);
    const url = /http:\/\/127\.0\.0\.1:\d+/u.exec(said)?.[0] ?? "";
    expect((await fetch(`${url}/486`)).status).toBe(200);
    child.kill("SIGINT");
    expect((await once(child, "exit"))[0]).toBe(0);
  });

  test("serve names the port and the remedy when it is taken", async () => {
    const squatter = createServer().listen(0, "127.0.0.1");
    await once(squatter, "listening");
    const { port } = squatter.address() as { port: number };
    const { code, errors } = await sipsense(["serve"], "", { PORT: String(port) });
    squatter.close();
    expect(code).toBe(2);
    expect(errors).toContain(String(port));
    expect(errors).toMatch(/PORT=\d+/u);
    expect(errors.trim().split("\n")).toHaveLength(1);
  });
});
