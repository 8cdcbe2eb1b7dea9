import * as discord from "discord.js";
import { expect, test } from "vitest";

import * as library from "../../../src/adapters/discord/library.ts";

test("the parts of discord.js that are loaded one by one are those of its index", () => {
  const { RestClient, ShardEvents, ...rest } = library;
  expect(ShardEvents).toMatchObject({ Closed: "closed", Hello: "hello" });
  expect(RestClient).toBe(discord.REST);
  for (const [name, part] of Object.entries(rest)) {
    if (typeof part === "function") expect(part).toBe(discord[name as keyof typeof discord]);
    else expect(part).toEqual(discord[name as keyof typeof discord]);
  }
});
