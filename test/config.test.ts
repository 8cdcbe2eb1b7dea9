import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { readConfig, settingNames } from "../src/config.ts";

describe("settings", () => {
  test(".env.example lists exactly the settings that exist, each with a comment", () => {
    const example = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
    expect([...example.matchAll(/^#?\s?([A-Z][A-Z_]+)=/gmu)].map((match) => match[1])).toEqual([...settingNames]);
    for (const name of settingNames) expect(example).toMatch(new RegExp(`^# .+\\n${name}=`, "mu"));
  });

  test("without any, the playground is for this machine only", () => {
    const memory = { dataFolder: ".sipsense", databaseUrl: undefined, retentionDays: 90 };
    const alone = { host: "127.0.0.1", port: 3000, logLevel: "info", slack: undefined, ...memory };
    expect(readConfig({})).toMatchObject(alone);
    expect(readConfig({ PORT: "", HOST: " ", SLACK_BOT_TOKEN: "" })).toMatchObject(alone);
  });

  test.each(["seventy", "70000", "-1", "3000.5"])("PORT=%s is refused by name", (port) => {
    expect(() => readConfig({ PORT: port })).toThrow(/PORT/u);
  });

  test("Slack comes over a socket with an app-level token, by HTTP with a signing secret", () => {
    const bot = { SLACK_BOT_TOKEN: "xoxb-1" };
    expect(readConfig({ ...bot, SLACK_APP_TOKEN: "xapp-1", SLACK_SIGNING_SECRET: "s" }).slack?.delivery).toEqual({
      appToken: "xapp-1",
    });
    expect(readConfig({ ...bot, SLACK_SIGNING_SECRET: "s" }).slack?.delivery).toEqual({ signingSecret: "s" });
  });

  test.each([
    [{ SLACK_APP_TOKEN: "xapp-1" }, /SLACK_BOT_TOKEN is missing/u],
    [{ SLACK_SIGNING_SECRET: "s" }, /SLACK_BOT_TOKEN is missing/u],
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, /SLACK_APP_TOKEN is missing.*SLACK_SIGNING_SECRET/u],
    [{ SLACK_BOT_TOKEN: "xapp-1", SLACK_APP_TOKEN: "xapp-1" }, /SLACK_BOT_TOKEN.*xoxb-/u],
    [{ SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xoxb-1" }, /SLACK_APP_TOKEN.*xapp-/u],
    [{ SLACK_API_URL: "http://slack.example.com/api/" }, /SLACK_API_URL/u],
    [{ SLACK_API_URL: "http://127.0.0.1.example.com/api/" }, /SLACK_API_URL/u],
    [{ LOG_LEVEL: "loud" }, /LOG_LEVEL/u],
    [{ DATABASE_URL: "mysql://localhost/sipsense" }, /DATABASE_URL.*postgres:/u],
    [{ DATABASE_URL: "sipsense" }, /DATABASE_URL/u],
    [{ RETENTION_DAYS: "0" }, /RETENTION_DAYS/u],
    [{ WATCH_CHANNELS: "inc-*, sev[0-9" }, /WATCH_CHANNELS/u],
  ])("%j is refused by name", (environment, says) => {
    expect(() => readConfig(environment)).toThrow(says);
  });

  test.each(["postgres://bot:secret@db.example.com/sipsense", "postgresql://127.0.0.1:5432/sipsense?sslmode=disable"])(
    "DATABASE_URL=%s is taken",
    (address) => expect(readConfig({ DATABASE_URL: address }).databaseUrl).toBe(address),
  );

  test.each([
    "https://slack.example.com/api",
    "http://127.0.0.1:4000/api/",
    "http://localhost:4000/api/",
    "http://[::1]:4000/api/",
  ])("SLACK_API_URL=%s is taken", (address) => {
    const { slack } = readConfig({ SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", SLACK_API_URL: address });
    expect(slack?.apiUrl.endsWith("/")).toBe(true);
  });

  test("Discord needs its token alone", () => {
    const { discord } = readConfig({ DISCORD_TOKEN: "a.b.c" });
    expect(discord).toEqual({ token: "a.b.c", apiUrl: "https://discord.com/api", shards: undefined });
    expect(readConfig({ DISCORD_TOKEN: "a.b.c", DISCORD_API_URL: "http://127.0.0.1:5/api/v10/" }).discord?.apiUrl).toBe(
      "http://127.0.0.1:5/api",
    );
  });

  test.each([
    [{ DISCORD_SHARD_COUNT: "3" }, { count: 3, ids: [0, 1, 2] }],
    [
      { DISCORD_SHARD_COUNT: "8", DISCORD_SHARDS: "0, 4-6" },
      { count: 8, ids: [0, 4, 5, 6] },
    ],
  ])("%j names this process's shards", (environment, shards) => {
    expect(readConfig({ DISCORD_TOKEN: "a.b.c", ...environment }).discord?.shards).toEqual(shards);
  });

  test.each([
    [{ DISCORD_TOKEN: "Bot a.b.c" }, /DISCORD_TOKEN/u],
    [{ DISCORD_TOKEN: "f".repeat(64) }, /DISCORD_TOKEN.*public key/u],
    [{ DISCORD_TOKEN: "a.b.c", DISCORD_API_URL: "http://discord.example.com/api" }, /DISCORD_API_URL/u],
    [{ DISCORD_TOKEN: "a.b.c", DISCORD_SHARDS: "0" }, /DISCORD_SHARD_COUNT is missing/u],
    [{ DISCORD_TOKEN: "a.b.c", DISCORD_SHARDS: "2", DISCORD_SHARD_COUNT: "2" }, /DISCORD_SHARDS goes from 0 to 1/u],
    [{ DISCORD_TOKEN: "a.b.c", DISCORD_SHARDS: "first", DISCORD_SHARD_COUNT: "2" }, /DISCORD_SHARDS/u],
  ])("%j is refused by name, what to mend said", (environment, says) => {
    expect(() => readConfig(environment)).toThrow(says);
  });
});
