import { existsSync } from "node:fs";

import { chromium, type Browser } from "playwright-core";

// The system's Chromium, for the tests in a real browser and for the pictures of the README.

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** Starts Chromium; a sentence with the remedy when there is none. */
export async function launchBrowser(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(`No Chromium at ${executablePath}: install it ("apt-get install chromium") or name yours in CHROMIUM_PATH`);
  }
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", ...quiet] });
}
