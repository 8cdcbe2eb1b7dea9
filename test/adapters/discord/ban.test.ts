import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { Api, restOptions, usualManners } from "../../../src/adapters/discord/api.ts";
import { codeOf } from "../../../src/adapters/discord/faults.ts";
import { RestClient } from "../../../src/adapters/discord/library.ts";
import { makeLog } from "../../../src/chat/log.ts";
import { spare, SpareDiscord } from "../../fakes/spare-discord.ts";

// Discord bans an address at 10,000 requests without effect in ten minutes.

let discord: SpareDiscord;
let api: Api;
const refused = { status: 403, body: JSON.stringify({ code: 50_013, message: "Missing Permissions" }) };
const faults: string[] = [];

beforeAll(async () => {
  discord = await SpareDiscord.start({ answer: ({ path }) => (path.startsWith("/channels/") ? refused : undefined) });
  const rest = new RestClient(restOptions(discord.api, Infinity, 0)).setToken(spare.token);
  const observer = {
    received: () => undefined,
    answered: () => undefined,
    suppressed: () => undefined,
    slowedDown: () => undefined,
    platformError: (code: string) => void faults.push(code),
  };
  const log = makeLog("error", { write: () => undefined });
  const manners = { slowFrom: 200, stopAt: 400, turnMs: 10 };
  api = new Api({ rest, apiUrl: discord.api, log, observer, dead: () => undefined, manners });
});
afterAll(async () => {
  api.close();
  await discord.close();
});

const post = (n: number) => api.call("post", `/channels/${n}/messages`, { body: {} });

/** So many calls that Discord refuses, all at once; why each failed. */
async function refuse(times: number): Promise<string[]> {
  const all = await Promise.allSettled(Array.from({ length: times }, (_, n) => post(n + 1)));
  return all.map((one) => (one.status === "rejected" ? codeOf(one.reason) : "sent"));
}

describe("requests without effect", () => {
  test("have limits far below Discord's", () => {
    expect(usualManners.stopAt).toBeLessThanOrEqual(5000);
    expect(usualManners.slowFrom).toBeLessThan(usualManners.stopAt);
  });

  test("are made at once while there are few; from a number on, one by one; from another on none goes out, clicks neither", async () => {
    expect(new Set(await refuse(200))).toEqual(new Set(["50013"]));
    const before = Date.now();
    await Promise.all(Array.from({ length: 20 }, () => api.call("get", "/gateway/bot")));
    expect(Date.now() - before).toBeGreaterThanOrEqual(180);
    // Those that wait for their turn see what those before them met.
    const codes = await refuse(400);
    expect(codes.filter((code) => code === "50013").length).toBeLessThanOrEqual(250);
    expect(codes.at(-1)).toBe("holding-back");
    const sent = discord.calls.length;
    const last = [
      post(1),
      api.call("get", "/gateway/bot"),
      api.answer("post", "/interactions/1/token/callback", { body: { type: 6 } }),
    ];
    for (const one of await Promise.allSettled(last))
      expect(one.status === "rejected" && codeOf(one.reason)).toBe("holding-back");
    expect(discord.calls).toHaveLength(sent);
    expect(faults).toContain("holding-back");
  });
});
