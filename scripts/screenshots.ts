import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { Browser } from "playwright-core";

import { startWeb } from "../src/adapters/web/server.ts";
import { Bot } from "../src/bot/answer.ts";
import { pastes } from "../src/bot/paste.ts";
import { boundsFor, ThreadTracer } from "../src/diagnosis/tracer.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { launchBrowser } from "./browser.ts";

// Makes the README's pictures in docs/pictures from the built data: `npm run pictures`. The Japanese one needs a Japanese
// font on the machine, such as Noto Sans CJK ("apt-get install fonts-noto-cjk").

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly colorScheme: "light" | "dark";
  readonly width: number;
  readonly height: number;
  readonly scale?: number;
}

const pictures: readonly Picture[] = [
  { name: "home-light", path: "/?language=en", colorScheme: "light", width: 1440, height: 1010 },
  { name: "comparison-dark", path: "/183-vs-401?language=en", colorScheme: "dark", width: 1440, height: 1160 },
  { name: "response-ja", path: "/486?language=ja", colorScheme: "light", width: 1440, height: 1010 },
  { name: "phone", path: "/503?language=en", colorScheme: "dark", width: 390, height: 844, scale: 2 },
];

const folder = fileURLToPath(new URL("../docs/pictures/", import.meta.url));
mkdirSync(folder, { recursive: true });
const bot = new Bot(loadKnowledge());
bot.readPastes(pastes);
const tracer = new ThreadTracer({ bot: () => bot, bounds: boundsFor(20) });
const web = await startWeb({ bot, traces: { tracer, largest: 20_000_000 }, host: "127.0.0.1", port: 0 });
const browser = await launchBrowser();
try {
  for (const picture of pictures) await take(picture, browser, web.url);
} finally {
  await browser.close();
  await web.close();
  await tracer.close();
}

async function take({ name, path, colorScheme, width, height, scale = 1 }: Picture, from: Browser, url: string): Promise<void> {
  const context = await from.newContext({
    colorScheme,
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.goto(`${url}${path}`);
  // No blinking caret and no focus ring in a picture.
  await page.evaluate("document.activeElement?.blur()");
  await page.screenshot({ path: `${folder}${name}.png`, animations: "disabled", caret: "hide" });
  await context.close();
}
