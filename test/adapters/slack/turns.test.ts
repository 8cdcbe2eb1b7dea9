import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { expect, test } from "vitest";

import { Turns } from "../../../src/adapters/slack/turns.ts";

test("between two pieces of work, what came in meanwhile is taken", async () => {
  const turns = new Turns();
  const happened: string[] = [];
  const server = createServer((_request, response) => {
    happened.push("came in");
    response.end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const asked: Promise<unknown>[] = [];
  const work = async (number: number) => {
    await turns.take();
    happened.push(`work ${number}`);
    if (number === 0) asked.push(fetch(url).then((response) => response.text()));
    // Hard work: nothing is read while it lasts.
    for (const end = performance.now() + 2; performance.now() < end;);
  };
  await Promise.all(Array.from({ length: 200 }, (_, number) => work(number)));
  await Promise.all(asked);
  server.close();
  expect(happened.filter((one) => one !== "came in")).toEqual(Array.from({ length: 200 }, (_, number) => `work ${number}`));
  expect(happened.indexOf("came in")).toBeLessThan(200);
});
