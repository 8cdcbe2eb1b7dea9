/** The fake as Slack's own Bolt meets it: the same things by Socket Mode and by HTTP, and what only one of them has. */
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";

import { events, type FakeSlack, type Json, startFakeSlack } from "./slack/fake-slack.ts";
import { asJson, asString, parseJson } from "./slack/json.ts";

const channel = "C0ONCALL";
const text = (words: string): { type: "plain_text"; text: string } => ({ type: "plain_text", text: words });
const deadline = 400;

let slack: FakeSlack;
let app: App | undefined;
beforeEach(async () => {
  slack = await startFakeSlack({ ackDeadlineMs: deadline });
});
afterEach(async () => {
  await app?.stop();
  app = undefined;
  await slack.close();
});

const quiet = { logLevel: LogLevel.ERROR };

async function start(mode: "socket" | "http", prepare: (app: App) => void): Promise<FakeSlack["socket"] | FakeSlack["http"]> {
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const receiver =
    mode === "socket"
      ? new SocketModeReceiver({
          appToken: slack.appToken,
          clientPingTimeout: 300,
          ...quiet,
          installerOptions: { clientOptions },
        })
      : new HTTPReceiver({ signingSecret: slack.signingSecret, ...quiet });
  app = new App({ token: slack.botToken, clientOptions, receiver, deferInitialization: true, ignoreSelf: false, ...quiet });
  prepare(app);
  await app.init();
  const server: unknown = await app.start({ port: 0, host: "127.0.0.1" });
  if (mode === "socket") return slack.socket;
  slack.http.target = `http://127.0.0.1:${portOf(server)}/slack/events`;
  return slack.http;
}

function portOf(server: unknown): number {
  if (typeof server !== "object" || server === null || !("address" in server) || typeof server.address !== "function") return 0;
  return Number(asJson(server.address())["port"]);
}

const modal = {
  type: "modal" as const,
  callback_id: "lookup",
  title: text("Look up"),
  submit: text("Go"),
  notify_on_close: true,
  blocks: [
    {
      type: "input" as const,
      block_id: "code",
      label: text("Code"),
      element: { type: "external_select" as const, action_id: "pick", min_query_length: 1 },
    },
  ],
};

describe.each(["socket", "http"] as const)("%s mode", (mode) => {
  test("a command, its ephemeral ack, a click on the answer", async () => {
    const sender = await start(mode, (bolt) => {
      bolt.command("/sip", async ({ ack, command, respond }) => {
        await ack();
        const button = { type: "button" as const, action_id: "share", text: text("Share"), value: command.text };
        await respond({ text: command.text, blocks: [{ type: "actions", elements: [button] }] });
      });
      bolt.action("share", async ({ ack, respond }) => {
        await ack();
        await respond({ text: "shared", response_type: "in_channel" });
      });
    });
    expect(await sender.sendCommand({ text: "183 & <x>" })).toMatchObject({ acked: true, payload: {} });
    const answer = await slack.until(() => slack.answers(channel)[0]);
    expect(answer).toMatchObject({ text: "183 &amp; &lt;x&gt;", ephemeralFor: "U0ALICE", via: "response_url" });
    await sender.sendAction({ actionId: "share", message: answer });
    await slack.until(() => slack.answers(channel).some((one) => one.text === "shared" && !one.ephemeralFor));
    expect(slack.violations).toEqual([]);
  });

  test("a mention comes twice with one ts, escaped; the answer is echoed with bot_id", async () => {
    const heard: Json[] = [];
    const sender = await start(mode, (bolt) => {
      bolt.use(async ({ body, next }) => {
        heard.push(asJson(asJson(body)["event"]));
        await next();
      });
      bolt.event("app_mention", async ({ event, client }) => {
        await client.apiCall("chat.postMessage", { channel: event.channel, thread_ts: event.ts, text: "early media" });
      });
    });
    const { message, delivered } = await sender.say({ text: "@sipsense 183 & 401? see https://a.example/x, sip:bob@b.example" });
    expect(delivered.map((one) => one.acked)).toEqual([true, true]);
    expect(message.text).toBe("<@U0SIPSENSE> 183 &amp; 401? see <https://a.example/x>, sip:<mailto:bob@b.example|bob@b.example>");
    expect(heard.slice(0, 2).map((one) => one["type"])).toEqual(expect.arrayContaining(["message", "app_mention"]));
    expect(new Set(heard.slice(0, 2).map((one) => one["ts"]))).toEqual(new Set([message.ts]));
    const echo = await slack.until(() => heard.find((one) => one["bot_id"] === slack.botId));
    expect(echo).toMatchObject({ text: "early media", thread_ts: message.ts });
  });

  test("shortcuts, a modal, suggestions, errors, closing", async () => {
    const sender = await start(mode, (bolt) => {
      bolt.shortcut("look_up", async ({ ack, client, shortcut }) => {
        await ack();
        await client.views.open({ trigger_id: shortcut.trigger_id, view: modal });
      });
      bolt.options("pick", async ({ ack, options }) => ack({ options: [{ text: text(options.value), value: options.value }] }));
      bolt.view("lookup", async ({ ack }) => ack({ response_action: "errors", errors: { code: "No such code" } }));
      bolt.view({ callback_id: "lookup", type: "view_closed" }, async ({ ack }) => ack());
    });
    await sender.sendShortcut({ callbackId: "look_up" });
    const view = await slack.until(() => slack.views[0]);
    const suggested = await sender.sendOptions({ view, blockId: "code", actionId: "pick", value: "486" });
    expect(suggested.payload).toMatchObject({ options: [{ value: "486" }] });
    const values = { code: { pick: { type: "external_select", selected_option: { value: "486" } } } };
    expect((await sender.sendView({ view, values })).payload).toMatchObject({ response_action: "errors" });
    expect(view.open).toBe(true);
    await sender.sendView({ view, kind: "view_closed" });
    expect(view.open).toBe(false);
    await expect(sender.sendView({ view })).rejects.toThrow("not an open modal");
    await sender.sendShortcut({ callbackId: "look_up", message: slack.addMessage({ text: "486?" }) });
    expect(slack.violations).toEqual([]);
  });

  test("no ack within the deadline, and bad things inside an ack, are violations", async () => {
    const sender = await start(mode, (bolt) => {
      bolt.command("/late", async ({ ack }) => {
        await new Promise((resolve) => setTimeout(resolve, deadline + 150));
        await ack();
      });
      bolt.command("/bad", async ({ ack }) => ack({ text: "x", blocks: [{ type: "section", text: text("") }] }));
    });
    expect(await sender.sendCommand({ command: "/late", text: "" })).toMatchObject({ acked: false });
    expect(slack.violations[0]).toMatch(/no (?:ack|answer) within 400 ms: slash_commands \/late/u);
    if (mode === "socket") await slack.until(() => slack.violations.some((one) => /^ack of env-\S+ after \d+ ms$/u.test(one)));
    await sender.sendCommand({ command: "/bad", text: "" });
    expect(slack.violations.join("\n")).toContain("ack: invalid_blocks (must be more than 0 characters");
    expect(slack.answers()).toEqual([]);
  });

  test("duplicates and retries carry the same event_id", async () => {
    const ids: unknown[] = [];
    const retries: unknown[] = [];
    const sender = await start(mode, (bolt) => {
      bolt.event("app_home_opened", async ({ body, context }) => {
        ids.push(body.event_id);
        retries.push(context.retryNum ?? 0);
      });
    });
    const event = events.appHomeOpened("U0ALICE", "D0ALICE");
    await sender.sendEvent(event, { eventId: "Ev1", duplicate: true });
    await sender.sendEvent(event, { eventId: "Ev1", retryAttempt: 2, retryReason: "timeout" });
    await slack.until(() => ids.length === 3);
    expect([ids, retries]).toEqual([
      ["Ev1", "Ev1", "Ev1"],
      [0, 0, 2],
    ]);
  });
});

describe("Socket Mode", () => {
  const open = async (): Promise<{ socket: WebSocket; heard: Json[] }> => {
    const headers = { authorization: `Bearer ${slack.appToken}` };
    const { url } = asJson(await (await fetch(`${slack.apiUrl}apps.connections.open`, { method: "POST", headers })).json());
    const socket = new WebSocket(asString(url));
    const heard: Json[] = [];
    socket.on("message", (data) => heard.push(asJson(parseJson(Buffer.isBuffer(data) ? data.toString() : ""))));
    await slack.until(() => heard.length > 0);
    return { socket, heard };
  };
  const event = events.appHomeOpened("U0ALICE", "D0ALICE");

  test("a ticket opens one socket; ten sockets are enough", async () => {
    const { socket, heard } = await open();
    expect(heard[0]).toMatchObject({ type: "hello", num_connections: 1, connection_info: { app_id: slack.appId } });
    const again = new WebSocket(socket.url);
    const refused = new Promise<string>((resolve) => {
      again.on("error", (error) => resolve(error.message));
    });
    expect(await refused).toContain("401");
    for (let count = 1; count < 10; count++) await open();
    expect((await open()).heard[0]).toMatchObject({ type: "disconnect", reason: "too_many_websockets" });
  });

  test("each event goes to one socket; wrong and second acks are violations", async () => {
    const [one, two] = [await open(), await open()];
    for (const { socket } of [one, two]) {
      socket.on("message", (data) => {
        const { envelope_id } = asJson(parseJson(Buffer.isBuffer(data) ? data.toString() : ""));
        if (envelope_id) socket.send(JSON.stringify({ envelope_id }));
      });
    }
    await Promise.all([1, 2, 3, 4].map(async () => slack.socket.sendEvent(event)));
    expect([one.heard.length, two.heard.length]).toEqual([3, 3]);
    expect(slack.violations).toEqual([]);
    one.socket.send(JSON.stringify({ envelope_id: slack.socket.acks[0]?.envelopeId }));
    one.socket.send("hello?");
    await slack.until(() => slack.violations.length === 2);
    expect(slack.violations.join("\n")).toMatch(/a second ack: env-.*\nan unknown message on the socket: no JSON/u);
  });

  test("what was on its way when a socket went is sent again with retry_attempt", async () => {
    const first = await open();
    const sent = slack.socket.sendEvent(event, { eventId: "Ev7" });
    await slack.until(() => first.heard.length === 2);
    slack.socket.drop();
    await slack.until(() => slack.socket.size === 0);
    const { socket, heard } = await open();
    const envelope = await slack.until(() => heard[1]);
    expect(envelope).toMatchObject({
      type: "events_api",
      retry_attempt: 1,
      retry_reason: "timeout",
      payload: { event_id: "Ev7" },
    });
    socket.send(JSON.stringify({ envelope_id: envelope["envelope_id"] }));
    expect((await sent).acked).toBe(true);
    expect(slack.violations).toEqual([]);
  });

  test("app_rate_limited has no payload.event; a deaf Slack answers no ping", async () => {
    const { socket, heard } = await open();
    void slack.socket.sendAppRateLimited();
    expect(await slack.until(() => heard[1])).toMatchObject({ type: "events_api", payload: { type: "app_rate_limited" } });
    expect(asJson(heard[1]?.["payload"])).not.toHaveProperty("event");
    let pongs = 0;
    socket.on("pong", () => pongs++);
    socket.ping();
    await slack.until(() => pongs === 1);
    slack.socket.deafen(true);
    socket.ping();
    await slack.until(() => slack.socket.pings === 2);
    expect(pongs).toBe(1);
  });

  test.each(["warning", "refresh_requested", "link_disabled", "too_many_websockets"] as const)(
    "after disconnect %s the app comes back, events wait for it",
    async (reason) => {
      const opened: string[] = [];
      await start("socket", (bolt) => {
        bolt.event("app_home_opened", async ({ event: heard }) => {
          opened.push(heard.user);
        });
      });
      slack.socket.disconnect(reason);
      await slack.until(() => slack.socket.size === 0);
      slack.socket.refuseNext(1, { error: "internal_error" });
      expect((await slack.socket.sendEvent(event)).acked).toBe(true);
      expect([opened, slack.socket.opened]).toEqual([["U0ALICE"], 2]);
      expect(slack.callsOf("apps.connections.open").map((one) => one.error)).toEqual([undefined, "internal_error", undefined]);
    },
  );
});

describe("HTTP mode", () => {
  test("signatures and timestamps are the app's to check: the fake sends bad ones too", async () => {
    await start("http", (bolt) => bolt.event("app_home_opened", async () => undefined));
    const event = events.appHomeOpened("U0ALICE", "D0ALICE");
    const status = async (signing: Parameters<FakeSlack["http"]["postEvent"]>[1]): Promise<number> =>
      (await slack.http.postEvent(event, signing)).status;
    expect(await status({})).toBe(200);
    expect(await status({ signature: "bad" })).toBe(401);
    expect(await status({ signature: "missing" })).toBe(401);
    expect(await status({ skewSeconds: -600 })).toBe(401);
    expect(await slack.http.urlVerification("abc")).toMatchObject({ status: 200, body: '{"challenge":"abc"}' });
    expect((await slack.http.sslCheck()).status).toBe(200);
  });
});
