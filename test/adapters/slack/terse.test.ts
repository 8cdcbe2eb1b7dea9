import { readFileSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { startSlack, type RunningSlack } from "../../../src/adapters/slack/slack.ts";
import { listen, type Running } from "../../../src/adapters/web/listener.ts";
import { readGlobs, usualChannels } from "../../../src/bot/watch/channels.ts";
import { makeLog } from "../../../src/chat/log.ts";
import { boundsFor, ThreadTracer } from "../../../src/diagnosis/tracer.ts";
import { bot } from "../../bot-under-test.ts";
import { TerseSlack, type Json } from "../../fakes/terse-slack.ts";
import { MemoryStore } from "../../memory-store.ts";
import { checkMessage } from "./block-limits.ts";
import { wordsOf } from "./slack-under-test.ts";

const nothing = () => undefined;
const observer = { received: nothing, answered: nothing, suppressed: nothing, platformError: nothing, slowedDown: nothing };

let slack: TerseSlack;
let adapter: RunningSlack;
let tracer: ThreadTracer;
let store: MemoryStore;
let log: string[];

async function connect(mode: "socket" | "http"): Promise<void> {
  log = [];
  tracer = new ThreadTracer({ bot: () => bot, bounds: boundsFor(2) });
  store = new MemoryStore();
  adapter = await startSlack({
    bot,
    tracer,
    largestTrace: 2_000_000,
    botToken: "anything",
    delivery: mode === "socket" ? { appToken: "anything-else" } : { signingSecret: slack.signingSecret },
    apiUrl: `${slack.apiUrl}/`,
    store: () => Promise.resolve(store),
    log: makeLog("debug", { write: (line) => void log.push(line) }),
    observer,
    watching: {
      holder: "terse",
      globs: readGlobs(usualChannels),
      pace: { burstMs: 10, updateMs: 10 },
      counts: { card: nothing, heard: nothing, feedback: nothing },
    },
    lost: nothing,
    delays: [],
  });
}

const posted = (at = 0) => slack.until(() => slack.callsOf("chat.postMessage")[at]);
const replied = (at = 0) => slack.until(() => slack.replies[at]);
const said = (message: Json) => wordsOf({ text: String(message["text"]), blocks: message["blocks"] });
const sound = (message: Json) => checkMessage({ text: String(message["text"]), blocks: message["blocks"] });

beforeEach(async () => {
  slack = await TerseSlack.start();
});
afterEach(async () => {
  await adapter.close();
  await tracer.close();
  await slack.close();
});

describe("a Slack that says as little as it may, over a socket", () => {
  beforeEach(() => connect("socket"));

  test("a mention without anything optional is answered in its thread", async () => {
    await slack.event({ type: "app_mention", user: "U1", text: "<@UBOT> 486", ts: "1700000001.000100", channel: "C1" });
    const message = await posted();
    expect(message).toMatchObject({ channel: "C1", thread_ts: "1700000001.000100" });
    expect(said(message)).toContain("486 Busy Here");
    sound(message);
  });

  test("a command of the needed fields alone is answered at its address, wherever that is", async () => {
    const payload = { command: "/sip", text: "486", user_id: "U1", channel_id: "C1", response_url: slack.responseUrl };
    expect(await slack.envelope("slash_commands", payload, { accepts_response_payload: true })).toEqual({});
    expect(said(await replied())).toContain("486 Busy Here");
    sound(await replied());
  });

  test("a command without any words, user or channel of ours does not stop the next one", async () => {
    await slack.envelope("slash_commands", { command: "/sip", response_url: slack.responseUrl });
    await slack.envelope("slash_commands", { command: "/sip", text: "486", user_id: "U1", response_url: slack.responseUrl });
    expect(said(await replied(1))).toContain("486 Busy Here");
  });

  test("what nobody listens to is acknowledged all the same", async () => {
    const user = { id: "U1" };
    for (const payload of [
      { type: "view_closed", user, view: { id: "V1", callback_id: "another" } },
      { type: "view_submission", user, view: { id: "V1", callback_id: "another" } },
      { type: "block_actions", user, actions: [{ type: "button", action_id: "another", block_id: "b" }] },
      { type: "message_action", user, callback_id: "another", message: {} },
      { type: "shortcut", user, callback_id: "another" },
      { type: "block_suggestion", user, action_id: "another", value: "4" },
      { type: "interactive_message", user, callback_id: "another", actions: [{ type: "button", name: "a" }] },
      { type: "something_new" },
      {},
    ])
      await slack.envelope("interactive", payload);
    await slack.event({ type: "team_join", user: { id: "U2" } });
    await slack.event({ type: "message" });
    await slack.envelope("something_new", {});
  });

  test("codes are explained where events name neither workspace nor the kind of channel", async () => {
    await slack.event({ type: "message", user: "U1", text: "SIP 503 from carrier A", ts: "1700000002.000100", channel: "C1" });
    expect(await posted()).toMatchObject({ channel: "C1", thread_ts: "1700000002.000100" });
    sound(await posted());
  });

  test("a channel is shared when only Slack's description of it says so", async () => {
    slack.says.set("conversations.info", ({ channel }) => ({
      ok: true,
      channel: { id: channel, name: "inc-partner", is_ext_shared: true },
    }));
    await slack.event({ type: "message", user: "U1", text: "SIP 503 from carrier A", ts: "1700000003.000100", channel: "C1" });
    await slack.event({ type: "app_mention", user: "U1", text: "<@UBOT> 486", ts: "1700000004.000100", channel: "C1" });
    await posted();
    expect(store.rows).toEqual([]);
  });

  test("an alert of blocks alone is explained by the shortcut", async () => {
    await slack.envelope("interactive", {
      type: "message_action",
      callback_id: "sip.explain",
      user: { id: "U1" },
      channel: { id: "C1" },
      response_url: slack.responseUrl,
      message: {
        ts: "1700000005.000100",
        blocks: [
          { type: "header", text: { type: "plain_text", text: "Trunk 7" } },
          { type: "section", fields: [{ type: "mrkdwn", text: "*Last*\n`SIP/2.0 486 Busy Here`" }] },
        ],
      },
    });
    expect(said(await replied())).toContain("486 Busy Here");
  });

  test("a picture goes to whatever address Slack gives for it, with a description", async () => {
    const trace = readFileSync(new URL("../../fixtures/traces/gen-inv-603-decline.pcap", import.meta.url));
    slack.download = trace;
    const file = { id: "F1", name: "call.pcap", url_private: `${slack.apiUrl.replace("127.0.0.1", "localhost")}/files-pri/F1` };
    await slack.event({
      type: "app_mention",
      user: "U1",
      text: "<@UBOT>",
      ts: "1700000006.000100",
      channel: "C1",
      files: [file],
    });
    const [done] = await slack.until(
      () => [slack.callsOf("files.completeUploadExternal")].find(({ length }) => length > 0),
      20_000,
    );
    expect(done).toMatchObject({ channel_id: "C1", thread_ts: "1700000006.000100", files: [{ id: "FNEW" }] });
    const [asked] = slack.callsOf("files.getUploadURLExternal");
    expect(asked?.["alt_txt"]).toContain("603");
    expect(slack.uploaded[0]?.subarray(1, 4).toString()).toBe("PNG");
    expect(asked?.["length"]).toBe(String(slack.uploaded[0]?.length));
  });
});

describe("a Slack that says as little as it may, by HTTP", () => {
  let web: Running;
  beforeEach(async () => {
    await connect("http");
    const { handler } = adapter;
    web = await listen(() => new Response(null, { status: 404 }), {
      host: "127.0.0.1",
      port: 0,
      first: handler ?? (() => false),
    });
  });
  afterEach(() => web.close());

  const form = "application/x-www-form-urlencoded";

  test.each(["/slack/events", "/slack/events/", "/slack/events?from=slack"])("events are taken at %s", async (path) => {
    const event = { type: "app_mention", user: "U1", text: "<@UBOT> 486", ts: "1700000001.000100", channel: "C1" };
    const body = JSON.stringify({ type: "event_callback", event });
    expect((await slack.post(`${web.url}${path}`, body, "application/json; charset=utf-8")).status).toBe(200);
    expect(said(await posted())).toContain("486 Busy Here");
  });

  test("forms are read however their type is spelt", async () => {
    const command = new URLSearchParams({ command: "/sip", text: "486", user_id: "U1", response_url: slack.responseUrl });
    const answer = await slack.post(
      `${web.url}/slack/events`,
      command.toString(),
      "Application/X-WWW-Form-Urlencoded; charset=UTF-8",
    );
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(said(await replied())).toContain("486 Busy Here");
    const payload = { type: "block_actions", user: { id: "U1" }, actions: [{ type: "button", action_id: "another" }] };
    const click = new URLSearchParams({ payload: JSON.stringify(payload) });
    expect((await slack.post(`${web.url}/slack/events`, click.toString(), form)).status).toBe(200);
  });

  test("what comes while it ends is left for whoever comes after", async () => {
    await adapter.close();
    const event = { type: "app_mention", user: "U1", text: "<@UBOT> 486", ts: "1700000001.000100", channel: "C1" };
    const body = JSON.stringify({ type: "event_callback", event });
    expect((await slack.post(`${web.url}/slack/events`, body, "application/json")).status).toBe(503);
    expect(slack.callsOf("chat.postMessage")).toEqual([]);
  });
});
