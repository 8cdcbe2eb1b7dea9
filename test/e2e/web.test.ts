import axe, { type AxeResults } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { launchBrowser } from "../../scripts/browser.ts";
import { startWeb, type RunningWeb } from "../../src/adapters/web/server.ts";
import { webBot } from "../adapters/web-bot.ts";

// The playground in a real browser: what a person, a keyboard, a screen reader and a browser without a script get.

const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** An audit of a page takes seconds, on a busy machine many. */
const auditMs = 120_000;

let web: RunningWeb;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  web = await startWeb({ bot: webBot(), host: "127.0.0.1", port: 0 });
});

afterAll(async () => {
  await browser?.close();
  await web?.close();
});

/** Runs a visit and checks what holds on every page: no complaint in the console, no request to another host. */
async function visit(path: string, options: BrowserContextOptions, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ ...desktop, ...options, baseURL: web.url });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(web.url) && !request.url().startsWith("data:")) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(path);
  await act(page);
  await context.close();
  expect(complaints).toEqual([]);
}

const question = (page: Page) => page.getByRole("combobox", { name: "Ask about a SIP response" });

const focused = (page: Page) => page.evaluate("document.activeElement?.id");

/** Types as a person does: once the page has put the caret into the question. */
async function typed(page: Page, text: string): Promise<void> {
  await expect.poll(() => focused(page)).toBe("query");
  await page.keyboard.type(text);
}

describe("the question", () => {
  test("offers suggestions while typing; arrows choose one, Enter opens it, Back returns", async () => {
    await visit("/", {}, async (page) => {
      await typed(page, "183 ");
      const options = page.getByRole("listbox", { name: "Suggestions" }).getByRole("option");
      await options.first().waitFor();
      expect(await question(page).getAttribute("aria-expanded")).toBe("true");
      await expect.poll(() => page.getByRole("status").first().textContent()).toMatch(/\d suggestions|One suggestion/u);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      const active = await question(page).getAttribute("aria-activedescendant");
      expect(await page.locator(`#${active}`).getAttribute("aria-selected")).toBe("true");
      expect(await page.locator('[aria-selected="true"]').count()).toBe(1);
      const label = (await page.locator(`#${active} .said`).textContent()) ?? "";
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/${label.replaceAll(" ", "-")}?language=en`);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("183 Session Progress vs");
      await page.goBack();
      expect(new URL(page.url()).pathname).toBe("/");
    });
  });

  test("Escape closes the list, Up opens it at its end, Home goes back to the text, Enter then asks as typed", async () => {
    await visit("/", {}, async (page) => {
      const list = page.getByRole("listbox");
      await typed(page, "48");
      await list.waitFor();
      await page.keyboard.press("ArrowUp");
      expect(await question(page).getAttribute("aria-activedescendant")).toMatch(/^suggestion-[1-7]$/u);
      await page.keyboard.press("Home");
      expect(await question(page).getAttribute("aria-activedescendant")).toBeNull();
      await page.keyboard.press("Escape");
      expect(await list.isVisible()).toBe(false);
      expect(await question(page).inputValue()).toBe("48");
      await question(page).fill("busy");
      await list.waitFor();
      await page.keyboard.press("Enter");
      await page.waitForURL("**/486?language=en");
    });
  });

  test("a click on a suggestion opens it", async () => {
    await visit("/", {}, async (page) => {
      await typed(page, "503");
      await page.getByRole("option").first().click();
      await page.waitForURL("**/503?language=en");
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("503 Service Unavailable");
    });
  });

  test("the list shows what was typed last, whatever answer comes first", async () => {
    await visit("/", {}, async (page) => {
      await page.route("**/suggest?query=4&**", async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        await route.continue().catch(() => undefined);
      });
      await typed(page, "4");
      await page.waitForTimeout(120);
      await typed(page, "86");
      await page.getByRole("option", { name: "486 Busy Here" }).waitFor();
      await page.waitForTimeout(500);
      expect(await page.getByRole("option").first().textContent()).toContain("486 Busy Here");
    });
  });

  test("the slash key leads back to it from an answer", async () => {
    await visit("/486", {}, async (page) => {
      await page.keyboard.press("/");
      await typed(page, "600");
      expect(await question(page).inputValue()).toBe("600");
    });
  });

  test("a pasted SIP message is asked with its line breaks", async () => {
    await visit("/", {}, async (page) => {
      await page.evaluate(`{
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", "SIP/2.0 503 Service Unavailable\\r\\nVia: SIP/2.0/UDP 192.0.2.1\\r\\nCSeq: 1 INVITE\\r\\n");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      }`);
      await page.waitForURL("**/503?language=en**");
      expect(await page.getByRole("main").textContent()).toContain("Read as sip: 1 SIP message");
    });
  });
});

describe("an answer", () => {
  test("its choices lead on, the language switch stays on it, Back returns", async () => {
    await visit("/486", {}, async (page) => {
      await page.getByRole("navigation", { name: "Next" }).getByRole("link", { name: "486 / 600" }).click();
      await page.waitForURL("**/486-vs-600?language=en");
      await page.getByRole("link", { name: "日本語" }).click();
      await page.waitForURL("**/486-vs-600?language=ja");
      expect(await page.locator("html").getAttribute("lang")).toBe("ja");
      expect(await page.getByRole("link", { name: "日本語" }).getAttribute("aria-current")).toBe("true");
      await page.goBack();
      await page.goBack();
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("486 Busy Here");
    });
  });

  test("its link can be copied and opens the very same answer", async () => {
    await visit("/?query=one+way+audio", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      const title = await page.getByRole("heading", { level: 1 }).textContent();
      await page.getByRole("button", { name: "Copy link" }).click();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      const link = String(await page.evaluate("navigator.clipboard.readText()"));
      expect(link).toBe(`${web.url}/one-way-audio?language=en`);
      await page.goto(link);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(title);
    });
  });

  test("the skip link leads past the bar", async () => {
    await visit("/486", {}, async (page) => {
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      expect(await focused(page)).toBe("main");
    });
  });

  test("the codes of a comparison stand beside each other on a desktop and below each other on a phone", async () => {
    const tops = (page: Page) =>
      page.locator(".section").evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
    await visit("/183-vs-401", {}, async (page) => expect(new Set(await tops(page)).size).toBe(1));
    await visit("/183-vs-401", phone, async (page) => expect(new Set(await tops(page)).size).toBe(2));
  });
});

describe("a phone shows it without scrolling sideways, its targets large enough for a thumb", () => {
  const paths = ["/", "/486", "/183-vs-401", "/4xx", "/one-way-audio", "/799", "/403", "/proxy-problem"];
  const languages = ["en", "ja"];
  const cases = [320, 360, 390].flatMap((width) => languages.map((language) => ({ width, language })));

  test.each(cases)("$width px wide, $language", { timeout: auditMs }, async ({ width, language }) => {
    for (const path of paths) {
      await visit(`${path}?language=${language}`, { ...phone, viewport: { width, height: 700 } }, async (page) => {
        const targets = await page
          .locator("button:visible, .choice:visible, .languages a, .wall a, .brand, #query")
          .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ right, height }) => ({ right, height })));
        expect({
          path,
          wide: await page.evaluate("document.documentElement.scrollWidth"),
          cutOff: targets.filter(({ right }) => right > width),
          small: targets.filter(({ height }) => height < 44),
        }).toEqual({ path, wide: width, cutOff: [], small: [] });
      });
    }
  });
});

describe("without a script", () => {
  test("the form, the choices and the language switch work", async () => {
    await visit("/", { javaScriptEnabled: false }, async (page) => {
      await page.getByRole("searchbox", { name: "Ask about a SIP response" }).fill("183 vs 401");
      await page.getByRole("button", { name: "Ask" }).click();
      await page.waitForURL("**/183-vs-401?language=en");
      await page.getByRole("link", { name: "日本語" }).click();
      await page.waitForURL("**/183-vs-401?language=ja");
      await page.locator(".choices a").first().click();
      await page.waitForURL("**/183?language=ja");
      expect(await page.getByRole("button", { name: "リンクをコピー" }).isVisible()).toBe(false);
    });
  });
});

describe("accessibility", () => {
  const pages = {
    home: "/",
    code: "/486",
    comparison: "/183-vs-401",
    list: "/4xx",
    symptom: "/one-way-audio?language=ja",
    trouble: "/799",
    suggestions: "/proxy-problem",
  };

  for (const [width, device] of Object.entries({ desktop, phone })) {
    for (const colorScheme of ["light", "dark"] as const) {
      describe(`axe finds nothing to mend on a ${width}, ${colorScheme}`, () => {
        test.each(Object.entries(pages))("%s", { timeout: auditMs }, async (_, path) => {
          // Only here is the page's own policy set aside: axe is injected, which the policy rightly forbids.
          await visit(path, { ...device, colorScheme, bypassCSP: true }, async (page) => {
            expect(await violations(page)).toEqual([]);
          });
        });
      });
    }
  }

  test("axe finds nothing to mend while suggestions are open", { timeout: auditMs }, async () => {
    await visit("/", { bypassCSP: true }, async (page) => {
      await typed(page, "48");
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("ArrowDown");
      expect(await violations(page)).toEqual([]);
    });
  });
});

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  const found: AxeResults = await page.evaluate("axe.run()");
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
