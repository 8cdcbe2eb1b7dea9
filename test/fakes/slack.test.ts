/** The fake Slack refuses what Slack refuses: shown with raw requests. See slack-bolt.test.ts for Slack's own clients. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { type FakeSlack, startFakeSlack } from "./slack/fake-slack.ts";
import { asJson, asString, parseJson } from "./slack/json.ts";

let slack: FakeSlack;
beforeEach(async () => {
  slack = await startFakeSlack();
});
afterEach(() => slack.close());

interface Answer {
  status: number;
  error: string | undefined;
  body: Record<string, unknown>;
  headers: Headers;
}

async function call(method: string, args: object, token = slack.botToken): Promise<Answer> {
  const response = await fetch(slack.apiUrl + method, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(args),
  });
  const body = asJson(parseJson(await response.text()));
  return {
    status: response.status,
    error: body["ok"] === true ? undefined : asString(body["error"]),
    body,
    headers: response.headers,
  };
}

async function respond(url: string | undefined, body: object): Promise<number> {
  const headers = { "content-type": "application/json" };
  return (await fetch(url ?? "", { method: "POST", headers, body: JSON.stringify(body) })).status;
}

const channel = "C0ONCALL";
const modal = { type: "modal", title: { type: "plain_text", text: "T" }, blocks: [{ type: "divider" }] };
const click = [
  { type: "actions", elements: [{ type: "button", action_id: "go", value: "v", text: { type: "plain_text", text: "Go" } }] },
];

/** Nobody is connected: things still get their trigger and response_url, only the ack is missing. */
async function command(text = "183"): Promise<{ triggerId: string; responseUrl: string }> {
  const { triggerId = "", responseUrl = "" } = await slack.socket.sendCommand({ text });
  return { triggerId, responseUrl };
}

describe("tokens and scopes", () => {
  test("no token, a wrong one, one of the wrong kind", async () => {
    expect((await call("auth.test", {}, "")).error).toBe("not_authed");
    expect((await call("auth.test", {}, "xoxb-other")).error).toBe("invalid_auth");
    expect((await call("apps.connections.open", {})).error).toBe("not_allowed_token_type");
    expect((await call("auth.test", {}, slack.appToken)).error).toBe("not_allowed_token_type");
    expect((await call("no.such", {})).error).toBe("unknown_method");
  });

  test.each(["account_inactive", "token_revoked", "token_expired"])("%s, whatever is called", async (error) => {
    const token = slack.tokens.get(slack.botToken);
    if (token) token.error = error;
    expect((await call("auth.test", {})).error).toBe(error);
    expect((await call("chat.postMessage", { channel, text: "x" })).error).toBe(error);
  });

  test("a missing scope is named, and every answer carries the scopes", async () => {
    await slack.close();
    slack = await startFakeSlack({ scopes: ["commands", "chat:write"] });
    const answer = await call("users.info", { user: "U0BOB" });
    expect(answer.body).toMatchObject({ error: "missing_scope", needed: "users:read", provided: "commands,chat:write" });
    expect(answer.headers.get("x-oauth-scopes")).toBe("commands,chat:write");
    expect(answer.headers.get("x-accepted-oauth-scopes")).toBe("users:read");
    expect((await call("conversations.history", { channel })).error).toBe("missing_scope");
    expect((await call("reactions.add", { channel, name: "eyes", timestamp: "1.000000" })).error).toBe("missing_scope");
  });

  test("broken requests", async () => {
    const post = async (body: string, type: string): Promise<unknown> => {
      const headers = { authorization: `Bearer ${slack.botToken}`, "content-type": type };
      return (await fetch(`${slack.apiUrl}chat.postMessage`, { method: "POST", headers, body })).json();
    };
    expect(await post("{", "application/json")).toMatchObject({ error: "invalid_json" });
    expect(await post("[]", "application/json")).toMatchObject({ error: "json_not_object" });
    expect(await post("x", "text/plain")).toMatchObject({ error: "invalid_form_data" });
    expect(
      await post(new URLSearchParams({ channel, blocks: "nonsense" }).toString(), "application/x-www-form-urlencoded"),
    ).toMatchObject({
      error: "invalid_blocks_format",
    });
    expect((await call("chat.postMessage", { text: "x" })).error).toBe("invalid_arguments");
  });
});

describe("messages", () => {
  test.each([
    ["C0NOWHERE", "channel_not_found"],
    ["C0OUTSIDE", "not_in_channel"],
    ["C0ARCHIVE", "is_archived"],
  ])("to %s: %s", async (id, error) => {
    expect((await call("chat.postMessage", { channel: id, text: "x" })).error).toBe(error);
    expect((await call("chat.postEphemeral", { channel: id, user: "U0ALICE", text: "x" })).error).toBe(error);
  });

  test("bad content is refused with Slack's words and is a violation", async () => {
    const answer = await call("chat.postMessage", {
      channel,
      text: "x",
      blocks: [{ type: "section", text: { type: "mrkdwn", text: "" } }],
    });
    expect(answer.body).toMatchObject({
      error: "invalid_blocks",
      errors: ["must be more than 0 characters [json-pointer:/blocks/0/text/text]"],
    });
    expect((await call("chat.postMessage", { channel })).error).toBe("no_text");
    expect((await call("chat.postMessage", { channel, text: "x".repeat(4001) })).error).toBe("msg_too_long");
    expect((await call("chat.postMessage", { channel, text: "x", metadata: { event_type: "" } })).error).toBe(
      "invalid_metadata_format",
    );
    expect(slack.violations).toHaveLength(3);
    await call("chat.postMessage", { channel, blocks: [{ type: "divider" }] });
    await call("chat.postMessage", { channel, text: "x", colour: "red" });
    expect(slack.violations.slice(3)).toEqual([
      "chat.postMessage: no top-level text beside blocks",
      "chat.postMessage: unknown argument colour",
    ]);
    expect(slack.answers()).toHaveLength(2);
  });

  test("kept with metadata, changed, deleted; nobody else's", async () => {
    const metadata = { event_type: "answer", event_payload: { q: "183" } };
    const ts = asString(
      (await call("chat.postMessage", { channel, text: "a", metadata, thread_ts: "1700000000.000001" })).body["ts"],
    );
    expect(slack.answers(channel)[0]).toMatchObject({ text: "a", metadata, threadTs: "1700000000.000001" });
    expect((await call("chat.update", { channel, ts, text: "b", blocks: click })).error).toBeUndefined();
    expect(slack.answers(channel)[0]).toMatchObject({ text: "b", history: [{ text: "a" }] });
    expect((await call("chat.update", { channel, ts: "1.000000", text: "b" })).error).toBe("message_not_found");
    const { ts: foreign } = slack.addMessage({ text: "mine" });
    expect((await call("chat.update", { channel, ts: foreign, text: "b" })).error).toBe("cant_update_message");
    expect((await call("chat.delete", { channel, ts: foreign })).error).toBe("cant_delete_message");
    expect((await call("chat.delete", { channel, ts })).error).toBeUndefined();
    expect((await call("chat.delete", { channel, ts })).error).toBe("message_not_found");
    const ghost = asString((await call("chat.postEphemeral", { channel, user: "U0BOB", text: "x" })).body["message_ts"]);
    expect((await call("chat.update", { channel, ts: ghost, text: "b" })).error).toBe("message_not_found");
    slack.addUser({ id: "U0EVE" });
    expect((await call("chat.postEphemeral", { channel, user: "U0EVE", text: "x" })).error).toBe("user_not_in_channel");
  });

  test("reactions: once, on what is there", async () => {
    const { ts } = slack.addMessage({ text: "x" });
    const args = { channel, timestamp: ts, name: "eyes" };
    expect((await call("reactions.remove", args)).error).toBe("no_reaction");
    expect((await call("reactions.add", args)).error).toBeUndefined();
    expect((await call("reactions.add", args)).error).toBe("already_reacted");
    expect((await call("reactions.add", { ...args, name: "no such" })).error).toBe("invalid_name");
    expect((await call("reactions.add", { ...args, timestamp: "1.000000" })).error).toBe("message_not_found");
  });

  test("history is for listed apps: once a minute", async () => {
    slack.addMessage({ text: "x" });
    expect((await call("conversations.history", { channel })).body["messages"]).toHaveLength(1);
    const again = await call("conversations.history", { channel });
    expect([again.status, again.error, again.headers.get("retry-after")]).toEqual([429, "ratelimited", "60"]);
    slack.advance(61_000);
    expect((await call("conversations.history", { channel })).error).toBeUndefined();
  });
});

describe("views", () => {
  test("a trigger works once, for three seconds", async () => {
    const { triggerId } = await command();
    expect((await call("views.open", { trigger_id: "1.x", view: modal })).error).toBe("invalid_trigger_id");
    expect((await call("views.open", { trigger_id: triggerId, view: modal })).error).toBeUndefined();
    expect((await call("views.open", { trigger_id: triggerId, view: modal })).error).toBe("exchanged_trigger_id");
    const late = await command();
    slack.advance(3001);
    expect((await call("views.open", { trigger_id: late.triggerId, view: modal })).error).toBe("expired_trigger_id");
  });

  test("bad views, stale hashes, views that are gone", async () => {
    const { triggerId: trigger_id } = await command();
    const bad = await call("views.open", { trigger_id, view: { ...modal, blocks: [] } });
    expect(asJson(bad.body["response_metadata"])["messages"]).toEqual([
      "[ERROR] must provide at least 1 item(s) [json-pointer:/view/blocks]",
    ]);
    const { id, hash } = asJson((await call("views.open", { trigger_id, view: modal })).body["view"]);
    expect((await call("views.update", { view_id: id, hash, view: modal })).error).toBeUndefined();
    expect((await call("views.update", { view_id: id, hash, view: modal })).error).toBe("hash_conflict");
    expect((await call("views.update", { view_id: "V0", view: modal })).error).toBe("not_found");
    expect((await call("views.publish", { user_id: "U0ALICE", view: modal })).error).toBe("invalid_arguments");
    expect((await call("views.publish", { user_id: "U0ALICE", view: { type: "home", blocks: [] } })).error).toBeUndefined();
  });

  test("three modals high and no more", async () => {
    const view = { ...modal, blocks: click };
    await call("views.open", { trigger_id: (await command()).triggerId, view });
    const push = async (): Promise<string | undefined> => {
      const top = slack.views.at(-1);
      if (!top) return "no view";
      const { triggerId } = await slack.socket.sendAction({ actionId: "go", view: top });
      return (await call("views.push", { trigger_id: triggerId, view })).error;
    };
    expect([await push(), await push(), await push()]).toEqual([undefined, undefined, "push_limit_reached"]);
  });
});

describe("response_url", () => {
  test("five uses, ephemeral unless told, refused when used up or old", async () => {
    const { responseUrl } = await command();
    expect(await respond(responseUrl, { text: "a" })).toBe(200);
    expect(await respond(responseUrl, { text: "b", response_type: "in_channel" })).toBe(200);
    expect(await respond(responseUrl, { text: "", blocks: [{ type: "nonsense" }] })).toBe(400);
    expect(await respond(responseUrl, {})).toBe(400);
    expect(await respond(responseUrl, { text: "c" })).toBe(200);
    expect(await respond(responseUrl, { text: "d" })).toBe(404);
    expect(slack.callsOf("response_url").at(-1)?.error).toBe("used_url");
    expect(slack.messages(channel).map((one) => one.ephemeralFor)).toEqual(["U0ALICE", undefined, "U0ALICE"]);
    const old = await command();
    slack.advance(30 * 60_000 + 1);
    expect(await respond(old.responseUrl, { text: "e" })).toBe(404);
    expect(slack.callsOf("response_url").at(-1)?.error).toBe("expired_url");
  });

  test("replaces or deletes the message it came from", async () => {
    await call("chat.postMessage", { channel, text: "a", blocks: click });
    const message = slack.answers(channel)[0];
    if (!message) throw new Error("nothing was posted");
    const { responseUrl } = await slack.socket.sendAction({ actionId: "go", message });
    expect(await respond(responseUrl, { replace_original: true, text: "b" })).toBe(200);
    expect(slack.answers(channel)).toMatchObject([{ text: "b", blocks: [] }]);
    await expect(slack.socket.sendAction({ actionId: "go", message })).rejects.toThrow("no element go");
    expect(await respond(responseUrl, { delete_original: true })).toBe(200);
    expect(slack.answers(channel)).toEqual([]);
  });
});

describe("files", () => {
  test("private files want a token with files:read; without one there is a log-in page", async () => {
    const file = slack.addFile({ name: "trace.pcap", content: "bytes" });
    const info = asJson((await call("files.info", { file: file.id })).body["file"]);
    const address = asString(info["url_private_download"]);
    const headers = { authorization: `Bearer ${slack.botToken}` };
    expect(await (await fetch(address, { headers })).text()).toBe("bytes");
    expect((await fetch(address)).headers.get("content-type")).toContain("text/html");
    expect(file.downloads.map((one) => one.authorized)).toEqual([true, false]);
    expect((await call("files.info", { file: "F0" })).error).toBe("file_not_found");
  });

  test("an upload that is not whole is not taken", async () => {
    const { file_id } = (await call("files.getUploadURLExternal", { filename: "a.txt", length: 5 })).body;
    expect((await call("files.completeUploadExternal", { files: [{ id: file_id }] })).error).toBe("file_upload_size_mismatch");
  });
});
