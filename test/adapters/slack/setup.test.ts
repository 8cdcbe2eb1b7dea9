import { readFileSync } from "node:fs";

import * as index from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import * as bolt from "../../../src/adapters/slack/bolt.ts";
import { examineSlack } from "../../../src/adapters/slack/doctor.ts";
import { shortcuts } from "../../../src/adapters/slack/listeners.ts";
import { plainWords, wordsOfMessage } from "../../../src/adapters/slack/request.ts";
import { events, neededScopes, optionalScopes } from "../../../src/adapters/slack/scopes.ts";
import { Allowance } from "../../../src/chat/allowance.ts";
import { Taken } from "../../../src/chat/deduplicate.ts";
import { scrubbed } from "../../../src/chat/log.ts";
import { readState, writeState } from "../../../src/chat/state.ts";
import { startFakeSlack, type FakeSlack } from "../../fakes/slack/fake-slack.ts";

interface Manifest {
  features: { shortcuts: { callback_id: string; type: string }[]; slash_commands: { command: string; url?: string }[] };
  oauth_config: { scopes: { bot: string[]; bot_optional: string[] } };
  settings: {
    event_subscriptions: { bot_events: string[]; request_url?: string };
    interactivity: { request_url?: string; message_menu_options_url?: string };
    socket_mode_enabled: boolean;
  };
}

const manifest = (mode: string) =>
  JSON.parse(readFileSync(new URL(`../../../slack/manifest.${mode}.json`, import.meta.url), "utf8")) as Manifest;

describe.each(["socket", "http"])("the manifest for %s mode", (mode) => {
  const { features, oauth_config: oauth, settings } = manifest(mode);

  test("asks for the scopes that the code needs, marks the optional ones, and no more", () => {
    expect(oauth.scopes.bot.toSorted()).toEqual([...neededScopes, ...optionalScopes].toSorted());
    expect(oauth.scopes.bot_optional.toSorted()).toEqual(optionalScopes.toSorted());
  });

  test("subscribes to the events that the code listens to", () => {
    expect(settings.event_subscriptions.bot_events).toEqual([...events]);
  });

  test("names the shortcuts and the command", () => {
    expect(features.shortcuts.map((one) => [one.type, one.callback_id])).toEqual([
      ["message", shortcuts.explain],
      ["global", shortcuts.lookup],
    ]);
    expect(features.slash_commands.map(({ command }) => command)).toEqual(["/sip"]);
  });

  test("has addresses in HTTP mode only, all the same", () => {
    const addresses = [
      features.slash_commands[0]?.url,
      settings.event_subscriptions.request_url,
      settings.interactivity.request_url,
      settings.interactivity.message_menu_options_url,
    ];
    expect(new Set(addresses).size).toBe(1);
    expect(settings.socket_mode_enabled).toBe(addresses[0] === undefined);
    expect(settings.socket_mode_enabled).toBe(mode === "socket");
  });
});

describe("the doctor", () => {
  let slack: FakeSlack;
  beforeEach(async () => {
    slack = await startFakeSlack();
  });
  afterEach(() => slack.close());
  const examine = (overrides: object = {}) =>
    examineSlack({
      botToken: slack.botToken,
      delivery: { appToken: slack.appToken },
      apiUrl: slack.apiUrl,
      manifest: manifest("socket"),
      ...overrides,
    });

  test("finds nothing to mend where all is well", async () => {
    const found = await examine();
    expect(found.filter(({ ok }) => !ok)).toEqual([]);
    expect(found.map(({ name }) => name)).toContain("Slack socket");
  });

  test("names the token that is wrong, and where the right one is", async () => {
    const tokens = await examine({ botToken: "xoxb-wrong", delivery: { appToken: "xapp-wrong" } });
    expect(tokens.filter(({ ok }) => !ok).map(({ says }) => says.split(":")[0])).toEqual(["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]);
    expect(JSON.stringify(tokens)).not.toMatch(/xoxb-wrong|xapp-wrong/u);
  });

  test("names scopes that are missing, off or more than needed", async () => {
    const token = slack.tokens.get(slack.botToken);
    if (token) token.scopes = ["app_mentions:read", "chat:write", "im:history", "team:read", "users:read"];
    const said = (await examine()).map(({ name, ok, says }) => `${ok} ${name} ${says}`).join("\n");
    expect(said).toMatch(/false Slack scopes missing: commands/u);
    expect(said).toMatch(/off: files:read/u);
    expect(said).toMatch(/granted but unused: team:read/u);
  });

  const aboutSettings = async (kept: object, overrides: object = {}) => {
    slack.tokens.set("xoxe-1", { kind: "config", scopes: [], manifest: { ...kept } });
    const found = await examine({ configToken: "xoxe-1", ...overrides });
    return found.find(({ name }) => name === "Slack app settings");
  };

  test("says plainly what a bot's token does not show", async () => {
    const said = (await examine()).find(({ name }) => name === "Slack app settings");
    expect(said).toMatchObject({ ok: true, says: expect.stringMatching(/can't be seen.*SLACK_CONFIG_TOKEN/u) as string });
  });

  test.each(["socket", "http"])("finds settings that are those of the manifest (%s)", async (mode) => {
    const overrides = mode === "socket" ? {} : { delivery: { signingSecret: "s" }, manifest: manifest("http") };
    expect(await aboutSettings(manifest(mode), overrides)).toMatchObject({ ok: true });
  });

  test("names each setting that has drifted from the manifest", async () => {
    const { features, settings } = manifest("http");
    const drifted = {
      features: {
        app_home: { home_tab_enabled: false, messages_tab_read_only_enabled: true },
        shortcuts: [features.shortcuts[0]],
      },
      settings: { event_subscriptions: { bot_events: settings.event_subscriptions.bot_events.slice(1) } },
    };
    const overrides = { delivery: { signingSecret: "s" }, manifest: manifest("http") };
    const found = await aboutSettings(drifted, overrides);
    expect(found?.ok).toBe(false);
    for (const word of [
      "app_home_opened",
      "sip.lookup",
      "slash command",
      "interactivity is off",
      "request URL",
      "Home tab",
      "Messages tab",
    ])
      expect(found?.says).toContain(word);
    expect((await aboutSettings(manifest("http")))?.says).toContain("Socket Mode is off");
  });

  test("names a configuration token that has ended", async () => {
    slack.tokens.set("xoxe-1", { kind: "config", scopes: [], error: "token_expired" });
    const found = await examine({ configToken: "xoxe-1" });
    expect(found.filter(({ ok }) => !ok).map(({ says }) => says)).toEqual([expect.stringContaining("token_expired")]);
  });

  test("says when Slack is not to be reached", async () => {
    const found = await examine({ apiUrl: "http://127.0.0.1:9/api/" });
    expect(
      found
        .filter(({ ok }) => !ok)
        .map(({ says }) => says)
        .join("\n"),
    ).toMatch(/can't be reached/u);
  });
});

describe("what a button carries", () => {
  test("gives the question back", () => {
    expect(readState(writeState({ text: "183 vs 401", language: "ja" }, undefined))).toEqual({
      text: "183 vs 401",
      language: "ja",
    });
  });

  test("packs a pasted message into 1500 characters", () => {
    const text = `SIP/2.0 486 Busy Here\r\n${"Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKabc\r\n".repeat(60)}`;
    const state = writeState({ text, language: "en" }, "486");
    expect(state.length).toBeLessThanOrEqual(1500);
    expect(readState(state)?.text).toBe(text);
  });

  test("falls back to the address of what is longer still", () => {
    const text = Array.from({ length: 30_000 }, (_, n) => (n * 7919).toString(36)).join(" ");
    expect(readState(writeState({ text, language: "en" }, "486"))?.text).toBe("486");
    expect(writeState({ text: '"\\\n'.repeat(3000), language: "en" }, undefined).length).toBeLessThanOrEqual(1500);
  });

  test.each(["", "{}", "null", "[]", "{", '{"q":1,"l":"en"}', '{"z":"!!","l":"en"}'])("is not believed: %s", (state) => {
    expect(readState(state)).toBeUndefined();
  });
});

test("what was taken in hand is taken once, by any of its names, and forgotten in time", () => {
  let now = 0;
  const taken = new Taken(() => now);
  expect(taken.first("message C1 1", "event E1")).toBe(true);
  expect(taken.first("message C1 1", "event E2")).toBe(false);
  expect(taken.first("message C1 2", "event E1")).toBe(false);
  for (let n = 0; n < 50_000; n++) taken.first(`n${n}`);
  expect(taken.size).toBeLessThanOrEqual(20_001);
  now = 2 * 60 * 60 * 1000;
  expect(taken.first("n49999")).toBe(true);
  expect(taken.size).toBe(1);
});

test("an allowance refills with time, and its end is told once", () => {
  let now = 0;
  const allowance = new Allowance({ burst: 2, perSecond: 1 }, () => now);
  expect(["a", "a", "a", "a", "b"].map((person) => allowance.take(person))).toEqual(["yes", "yes", "no, say so", "no", "yes"]);
  now = 1000;
  expect(allowance.take("a")).toBe("yes");
  expect(allowance.take("a")).toBe("no");
});

test.each([
  ["<@U0BOT> 183 &amp; 401?", "183 & 401?"],
  ["<@U0BOT|sipsense>: &lt;sip:a@b&gt;", "<sip:a@b>"],
  ["see <http://example.com|example.com> and <https://example.org/a?b=1>", "see example.com and https://example.org/a?b=1"],
  ["<mailto:a@b.example|a@b.example> &amp;lt;", "a@b.example &lt;"],
])("%s was typed as %s", (sent, typed) => {
  expect(plainWords(sent, "U0BOT")).toBe(typed);
});

test("an alert bot's attachments are read", () => {
  expect(wordsOfMessage({ text: "", attachments: [{ title: "Trunk", text: "SIP 503" }, { fallback: "again" }] }, "U0BOT")).toBe(
    "Trunk\nSIP 503\nagain",
  );
});

test("nothing that looks like a token or a signed address gets into a log", () => {
  const says = scrubbed(
    "auth xoxb-1-2-abc failed, xapp-1-A, wss://wss.slack.com/link/?ticket=abc https://hooks.slack.com/commands/T1/2/abc",
  );
  expect(says).not.toMatch(/xoxb-1|xapp-1|ticket=abc|T1\/2/u);
});

test("the parts of Bolt loaded one by one are those that it exports", () => {
  const { App, SocketModeReceiver, isValidSlackRequest, LogLevel, webApi } = bolt;
  expect([App, SocketModeReceiver, isValidSlackRequest, LogLevel, webApi.WebClient, webApi.WebAPIPlatformError]).toEqual([
    index.App,
    index.SocketModeReceiver,
    index.isValidSlackRequest,
    index.LogLevel,
    index.webApi.WebClient,
    index.webApi.WebAPIPlatformError,
  ]);
});
