import { createServer, get } from "node:http";

import { afterEach, describe, expect, test } from "vitest";

import { startWeb } from "../../src/adapters/web/server.ts";
import { webBot } from "./web-bot.ts";

const bot = webBot();
const host = "127.0.0.1";
const running: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

async function start(): Promise<string> {
  const web = await startWeb({ bot, host, port: 0 });
  running.push(() => web.close());
  return web.url;
}

describe("the server", () => {
  test("says where it is, and answers there", async () => {
    const url = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
    expect(await (await fetch(`${url}/livez`)).text()).toBe("ok");
  });

  test("names the port and the remedy when the port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, host, resolve));
    running.push(() => new Promise((resolve) => other.close(() => resolve())));
    const bound = other.address();
    const port = typeof bound === "object" ? (bound?.port ?? 0) : 0;
    await expect(startWeb({ bot, host, port })).rejects.toThrow(
      `Port ${port} on ${host} is taken: stop what uses it, or start with PORT=${port + 1}`,
    );
  });

  test("names the remedy when the host is not this machine's", async () => {
    await expect(startWeb({ bot, host: "192.0.2.1", port: 0 })).rejects.toThrow(
      "192.0.2.1 is no address of this machine: start with HOST=127.0.0.1",
    );
  });

  test("reads a question of 10,000 Japanese characters", async () => {
    const url = await start();
    const response = await fetch(`${url}/?query=${encodeURIComponent("話".repeat(10_000))}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("<form");
  });

  test("stops at once, though a browser keeps its connection open", async () => {
    const web = await startWeb({ bot, host, port: 0 });
    await (await fetch(`${web.url}/486`)).text();
    const before = performance.now();
    await web.close();
    expect(performance.now() - before).toBeLessThan(1500);
    await expect(fetch(`${web.url}/livez`)).rejects.toThrow("fetch failed");
  });

  test("a raw path that climbs out of the tree meets a clear page", async () => {
    const url = new URL(await start());
    const status = await new Promise((resolve, reject) => {
      get({ host, port: url.port, path: "/../../etc/passwd" }, (response) => resolve(response.resume().statusCode)).on(
        "error",
        reject,
      );
    });
    expect(status).toBe(404);
  });
});
