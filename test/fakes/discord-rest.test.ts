/** The REST API's door, its planned failures, its limits, and the registering of commands. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { failures, type FakeDiscord, type FakeOptions, startFakeDiscord } from "./discord/fake-discord.ts";
import { asList, asString } from "./discord/json.ts";
import { type Ask, restOf } from "./discord/rest-client.ts";

let discord: FakeDiscord;
let ask: Ask;
let oncall: string;

async function start(options: FakeOptions = {}): Promise<void> {
  discord = await startFakeDiscord(options);
  ask = restOf(discord);
  oncall = `/channels/${discord.home.channels.oncall.id}`;
}
beforeEach(() => start());
afterEach(() => discord.close());

async function restart(options: FakeOptions): Promise<void> {
  await discord.close();
  await start(options);
}

const quiet = { allowed_mentions: { parse: [] } };

async function sent(body: object = { content: "hello", ...quiet }, channel = oncall): Promise<string> {
  const answer = await ask("POST", `${channel}/messages`, body);
  expect(answer.status, answer.text).toBe(200);
  return `${channel}/messages/${asString(answer.body["id"])}`;
}

describe("the door", () => {
  test("without a good token everything but interactions is 401", async () => {
    expect(await ask("GET", "/users/@me", undefined, { token: "wrong" })).toMatchObject({ status: 401, code: 0 });
    expect(await ask("POST", `${oncall}/messages`, { content: "x" }, { token: "" })).toMatchObject({ status: 401 });
    expect(await ask("POST", "/interactions/1/x/callback", { type: 4 }, { token: "" })).toMatchObject({
      status: 404,
      code: 10_062,
    });
  });

  test("no such route, no such method, no snowflake, no JSON", async () => {
    expect(await ask("GET", "/nowhere")).toMatchObject({ status: 404, code: 0 });
    expect(await ask("DELETE", "/gateway/bot")).toMatchObject({ status: 405, code: 0 });
    expect(await ask("GET", "/channels/oncall")).toMatchObject({
      status: 400,
      code: 50_035,
      errors: { channel_id: ["NUMBER_TYPE_COERCE"] },
    });
    expect(await ask("POST", `${oncall}/messages`, "{")).toMatchObject({ status: 400, code: 50_109 });
  });

  test("a 204 has neither a body nor a type", async () => {
    const message = await sent();
    const { status, text: body, headers } = await ask("DELETE", message);
    expect([status, body, headers.get("content-type")]).toEqual([204, "", null]);
  });

  test("a field that Discord does not know is taken, and noted", async () => {
    await sent({ content: "x", contnet: "x", ...quiet });
    expect(discord.violations).toEqual(["POST /channels/:channel/messages: unknown field contnet"]);
  });
});

test("the bot's guilds are told page by page, and only its own", async () => {
  const { guild } = discord.home;
  const more = discord.addGuild();
  const listed = async (query: string): Promise<unknown[]> =>
    asList(JSON.parse((await ask("GET", `/users/@me/guilds${query}`)).text)).map((one) => one["id"]);
  expect(await listed("")).toEqual([guild.id, more.id]);
  expect(await listed("?limit=1")).toEqual([guild.id]);
  expect(await listed(`?after=${guild.id}`)).toEqual([more.id]);
});

describe("failures and limits", () => {
  const send = (): ReturnType<Ask> => ask("POST", `${oncall}/messages`, { content: "x", ...quiet });

  test("planned ones: 429 of three kinds, 5xx, a cut, done but not told", async () => {
    const route = "POST /channels/:channel/messages";
    discord.failNext(route, failures.rateLimited(0.1));
    const limited = await send();
    expect(limited).toMatchObject({ status: 429, body: { global: false, retry_after: 0.1 } });
    expect(limited.headers.get("retry-after")).toBe("0.1");
    discord.failNext(route, failures.globallyLimited(0.1));
    expect((await send()).headers.get("x-ratelimit-global")).toBe("true");
    discord.failNext(route, failures.cloudflare(1));
    const proxy = await send();
    expect([proxy.status, proxy.headers.get("content-type")]).toEqual([429, "text/html; charset=utf-8"]);
    discord.failNext(/messages$/u, failures.server(503));
    expect(await send()).toMatchObject({ status: 503, body: {} });
    discord.failNext(route, { drop: true });
    await expect(send()).rejects.toThrow("fetch failed");
    expect(discord.answers()).toEqual([]);
    discord.failNext(route, { status: 502, afterwards: true });
    expect(await send()).toMatchObject({ status: 502 });
    expect(discord.answers()).toHaveLength(1);
    await send();
    expect(discord.answers()).toHaveLength(2);
  });

  test("a route's own limit: its headers count down, then 429, then it is free again", async () => {
    await restart({ limits: { perRoute: 2, windowMs: 1000 } });
    const left = [];
    for (let index = 0; index < 3; index++) {
      const { status, headers } = await send();
      left.push([status, headers.get("x-ratelimit-remaining")]);
    }
    expect(left).toEqual([
      [200, "1"],
      [200, "0"],
      [429, "0"],
    ]);
    expect(await ask("GET", oncall)).toMatchObject({ status: 200 });
    discord.advance(1001);
    expect(await send()).toMatchObject({ status: 200 });
  });

  test("the bot's global limit, and the ban after too many invalid requests", async () => {
    await restart({ limits: { global: 2 }, invalidRequests: 3 });
    await send();
    await send();
    expect(await send()).toMatchObject({ status: 429, body: { global: true } });
    discord.advance(1001);
    for (let index = 0; index < 2; index++) await ask("GET", "/users/@me", undefined, { token: "bad" });
    const banned = await send();
    expect(banned).toMatchObject({ status: 429, body: {} });
    discord.advance(11 * 60_000);
    expect(await send()).toMatchObject({ status: 200 });
  });
});

describe("commands", () => {
  const sip = { name: "sip", description: "Explain", name_localizations: { ja: "障害" } };

  test("PUT keeps the ids of what stays; localisations are told to who asks", async () => {
    const path = `/applications/${discord.appId}/commands`;
    const first = asList(JSON.parse((await ask("PUT", path, [sip])).text));
    const again = asList(
      JSON.parse(
        (
          await ask("PUT", path, [
            { ...sip, description: "New" },
            { name: "Explain SIP", type: 3 },
          ])
        ).text,
      ),
    );
    expect(again[0]).toMatchObject({ id: first[0]?.["id"], description: "New", type: 1 });
    expect(again[0]?.["version"]).not.toBe(first[0]?.["version"]);
    expect((await ask("GET", path)).text).not.toContain("障害");
    expect((await ask("GET", `${path}?with_localizations=true`)).text).toContain("障害");
    expect(await ask("PUT", path, [sip, sip])).toMatchObject({
      status: 400,
      errors: { "1": ["APPLICATION_COMMANDS_DUPLICATE_NAME"] },
    });
    expect(discord.commands.get("")).toHaveLength(2);
  });

  test("one by one, and for one guild; not for a guild without the bot", async () => {
    const { guild, elsewhere } = discord.home;
    const path = `/applications/${discord.appId}/guilds/${guild.id}/commands`;
    const made = await ask("POST", path, sip);
    expect(made).toMatchObject({ status: 201, body: { guild_id: guild.id } });
    expect(await ask("POST", path, sip)).toMatchObject({ status: 200, body: { id: made.body["id"] } });
    const one = `${path}/${asString(made.body["id"])}`;
    expect(await ask("PATCH", one, { description: "x".repeat(101) })).toMatchObject({ status: 400 });
    expect(await ask("PATCH", one, { description: "Better" })).toMatchObject({
      status: 200,
      body: { description: "Better", name: "sip" },
    });
    expect(await ask("DELETE", one)).toMatchObject({ status: 204 });
    expect(await ask("DELETE", one)).toMatchObject({ status: 404, code: 10_063 });
    expect(await ask("GET", `/applications/${discord.appId}/guilds/${elsewhere.id}/commands`)).toMatchObject({ code: 50_001 });
    expect(await ask("PUT", "/applications/1/commands", [])).toMatchObject({ status: 403 });
  });
});
