import { fileURLToPath } from "node:url";

import axe, { type AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { launchBrowser } from "../../scripts/browser.ts";
import { startWeb, type RunningWeb } from "../../src/adapters/web/server.ts";
import { boundsFor, ThreadTracer } from "../../src/diagnosis/tracer.ts";
import { webBot } from "../adapters/web-bot.ts";

// A trace on the page in a real browser: chosen, dropped, pasted, with and without a script.

const capture = fileURLToPath(new URL("../fixtures/traces/gen-k-404-no-route.pcap", import.meta.url));
const bot = webBot();
const tracer = new ThreadTracer({ bot: () => bot, bounds: boundsFor(20) });
let web: RunningWeb;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  web = await startWeb({ bot, traces: { tracer, largest: 20_000_000 }, host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await browser?.close();
  await web?.close();
  await tracer.close();
});

/** A visit on which the page may complain of nothing and ask nobody else. */
async function visit(options: Parameters<Browser["newContext"]>[0], act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("request", (request) => {
    if (!request.url().startsWith(web.url) && !request.url().startsWith("data:")) complaints.push(request.url());
  });
  await page.goto(`${web.url}/?language=en`);
  await act(page);
  await context.close();
  expect(complaints).toEqual([]);
}

async function choose(page: Page): Promise<void> {
  await page.setInputFiles("#trace-file", capture);
  await page.getByRole("button", { name: "Diagnose" }).click();
  await page.locator(".drawing img").waitFor();
}

describe("a trace on the page", () => {
  test.each([true, false])("a file shows verdict and picture, another call is one button away (script: %s)", async (script) => {
    await visit({ javaScriptEnabled: script }, async (page) => {
      await choose(page);
      expect(
        await page.locator(".drawing img").evaluate((image) => "naturalWidth" in image && Number(image.naturalWidth) > 300),
      ).toBe(true);
      await page.locator("button[name=call]").first().click();
      await page
        .getByText(/Call \d of 2\./u)
        .first()
        .waitFor();
    });
  });

  test("a file dropped anywhere is read", async () => {
    await visit({}, async (page) => {
      await page.evaluate(`{
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["SIP/2.0 486 Busy Here\\r\\nVia: SIP/2.0/UDP 192.0.2.1\\r\\nCSeq: 1 INVITE\\r\\n\\r\\n"], "a.txt"));
        document.querySelector("footer").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      }`);
      await page.waitForURL("**/trace");
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("486");
    });
  });

  test("the report comes as a file", async () => {
    await visit({}, async (page) => {
      await choose(page);
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator("button[name=wants]").click()]);
      expect(download.suggestedFilename()).toMatch(/^sip-trace-.+\.md$/u);
    });
  });

  test.each([
    ["light", 1280],
    ["dark", 390],
  ] as const)(
    "axe finds nothing to mend, %s, %i px wide, and nothing is cut off",
    { timeout: 120_000 },
    async (colorScheme, width) => {
      await visit({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true }, async (page) => {
        await choose(page);
        expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
        await page.addScriptTag({ content: axe.source });
        const { violations }: AxeResults = await page.evaluate("axe.run()");
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
      });
    },
  );
});
