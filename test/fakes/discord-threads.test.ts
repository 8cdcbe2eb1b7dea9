/** Threads, forum posts, reactions and files by REST. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { bits, type FakeDiscord, type FakeOptions, startFakeDiscord } from "./discord/fake-discord.ts";
import { asJson, asString } from "./discord/json.ts";
import { type Ask, restOf } from "./discord/rest-client.ts";

let discord: FakeDiscord;
let ask: Ask;
let oncall: string;

async function start(options: FakeOptions = {}): Promise<void> {
  discord = await startFakeDiscord(options);
  ask = restOf(discord);
  oncall = `/channels/${discord.home.channels.oncall.id}`;
}
beforeEach(() => start({ maxUpload: 1000 }));
afterEach(() => discord.close());

const quiet = { allowed_mentions: { parse: [] } };

async function sent(body: object = { content: "hello", ...quiet }, channel = oncall): Promise<string> {
  const answer = await ask("POST", `${channel}/messages`, body);
  expect(answer.status, answer.text).toBe(200);
  return `${channel}/messages/${asString(answer.body["id"])}`;
}

describe("threads", () => {
  test("one thread a message; in it the message's channel decides", async () => {
    const { channels, alice } = discord.home;
    const asked = discord.say(channels.oncall, alice, "183?");
    const path = `${oncall}/messages/${asked.id}/threads`;
    expect(await ask("POST", path, { name: "" })).toMatchObject({ status: 400, errors: { name: ["BASE_TYPE_REQUIRED"] } });
    expect(await ask("POST", path, { name: "x".repeat(101) })).toMatchObject({ status: 400 });
    const made = await ask("POST", path, { name: "183", auto_archive_duration: 60 });
    expect(made).toMatchObject({ status: 201, body: { id: asked.id, type: 11, parent_id: channels.oncall.id } });
    expect(await ask("POST", path, { name: "183" })).toMatchObject({ status: 400, code: 160_004 });
    await sent(undefined, `/channels/${asked.id}`);
    channels.oncall.overwrites.push({ id: discord.botId, type: "member", allow: 0n, deny: bits("sendMessagesInThreads") });
    expect(await ask("POST", `/channels/${asked.id}/messages`, { content: "x" })).toMatchObject({ code: 50_013 });
    await sent();
  });

  test("a channel without the right to open threads", async () => {
    const { noThreads } = discord.home.channels;
    const asked = discord.say(noThreads, discord.home.alice, "183?");
    const path = `/channels/${noThreads.id}/messages/${asked.id}/threads`;
    expect(await ask("POST", path, { name: "t" })).toMatchObject({ status: 403, code: 50_013 });
  });

  test("a forum takes posts, with a message and known tags", async () => {
    const { forum } = discord.home.channels;
    const path = `/channels/${forum.id}/threads`;
    const message = { content: "What is 183?", ...quiet };
    expect(await ask("POST", path, { name: "183" })).toMatchObject({ errors: { message: ["BASE_TYPE_REQUIRED"] } });
    expect(await ask("POST", path, { name: "183", message, applied_tags: ["1"] })).toMatchObject({ status: 400 });
    expect(await ask("POST", path, { name: "183", message: { content: "x".repeat(2001) } })).toMatchObject({
      errors: { "message.content": ["BASE_TYPE_MAX_LENGTH"] },
    });
    const post = await ask("POST", path, { name: "183", message, applied_tags: [forum.tags[0]?.id] });
    expect(post).toMatchObject({ status: 201, body: { message: { content: "What is 183?", id: post.body["id"] } } });
    forum.requiresTag = true;
    expect(await ask("POST", path, { name: "183", message })).toMatchObject({ code: 40_067 });
  });

  test("an archived thread opens when written to, unless it is locked", async () => {
    const { channels, alice } = discord.home;
    const thread = discord.startThread(channels.oncall, alice, "old");
    if (!thread.thread) throw new Error("no thread");
    const path = `/channels/${thread.id}`;
    const message = await sent(undefined, path);
    thread.thread.archived = true;
    expect(await ask("PATCH", message, { content: "x", ...quiet })).toMatchObject({ status: 400, code: 50_083 });
    await sent(undefined, path);
    expect(thread.thread.archived).toBe(false);
    Object.assign(thread.thread, { archived: true, locked: true });
    expect(await ask("POST", `${path}/messages`, { content: "x" })).toMatchObject({ status: 403, code: 160_005 });
  });
});

test("a post of a person: the first message has the post's id; a channel that goes takes everything with it", async () => {
  const { forum } = discord.home.channels;
  const first = discord.startPost(forum, discord.home.alice, "183?", "What is 183?");
  expect(first.id).toBe(first.channelId);
  expect(await ask("GET", `/channels/${first.channelId}/messages/${first.id}`)).toMatchObject({
    body: { content: "What is 183?" },
  });
  const thread = discord.world.channels.get(first.channelId);
  if (thread) discord.removeChannel(thread);
  expect(await ask("POST", `/channels/${first.channelId}/messages`, { content: "x", ...quiet })).toMatchObject({ code: 10_003 });
});

describe("reactions and typing", () => {
  test("one reaction of a kind; an emoji that is none; no right to add a new one", async () => {
    const path = await sent();
    const wave = encodeURIComponent("👋");
    for (const _ of [1, 2]) expect(await ask("PUT", `${path}/reactions/${wave}/@me`)).toMatchObject({ status: 204 });
    expect(discord.answers()[0]?.reactions).toEqual([{ emoji: "👋", userId: discord.botId }]);
    expect(await ask("PUT", `${path}/reactions/wave/@me`)).toMatchObject({ status: 400, code: 10_014 });
    discord.home.channels.oncall.overwrites.push({ id: discord.botId, type: "member", allow: 0n, deny: bits("addReactions") });
    const eyes = encodeURIComponent("👀");
    expect(await ask("PUT", `${path}/reactions/${eyes}/@me`)).toMatchObject({ status: 403, code: 50_013 });
    expect(await ask("POST", `${oncall}/typing`)).toMatchObject({ status: 204 });
    expect(discord.world.typing).toEqual([discord.home.channels.oncall.id]);
  });
});

describe("files", () => {
  const form = (body: object, ...files: [name: string, content: string][]): FormData => {
    const made = new FormData();
    made.append("payload_json", JSON.stringify(body));
    files.forEach(([name, content], index) => made.append(`files[${index}]`, new Blob([content], { type: "text/plain" }), name));
    return made;
  };

  test("uploaded, shown by attachment://, downloaded, dropped by an edit", async () => {
    const body = {
      ...quiet,
      flags: 1 << 15,
      components: [{ type: 13, file: { url: "attachment://ladder.txt" } }],
      attachments: [{ id: 0, filename: "ladder.txt", description: "A call" }],
    };
    const answer = await ask("POST", `${oncall}/messages`, undefined, { form: form(body, ["ladder.txt", "INVITE →"]) });
    expect(answer).toMatchObject({
      status: 200,
      body: { attachments: [{ filename: "ladder.txt", description: "A call", content_type: "text/plain" }] },
    });
    const [message] = discord.answers();
    const url = message?.files[0]?.url ?? "";
    expect(asJson(message?.components[0]?.["file"])["url"]).toBe(url);
    expect(await (await fetch(url)).text()).toBe("INVITE →");
    const path = `${oncall}/messages/${message?.id}`;
    expect(await ask("PATCH", path, { attachments: [], ...quiet })).toMatchObject({ status: 200, body: { attachments: [] } });
    expect(discord.violations).toEqual([]);
  });

  test("no right to attach; too large", async () => {
    const { noFiles } = discord.home.channels;
    const small = form({ content: "x" }, ["a.txt", "x"]);
    expect(await ask("POST", `/channels/${noFiles.id}/messages`, undefined, { form: small })).toMatchObject({ code: 50_013 });
    const large = form({ content: "x" }, ["a.txt", "x".repeat(1001)]);
    expect(await ask("POST", `${oncall}/messages`, undefined, { form: large })).toMatchObject({ status: 413, code: 40_005 });
  });

  test("the CDN: HEAD, a lying size, faults, a redirect, an address that is over", async () => {
    const { channels, alice } = discord.home;
    const gone = { filename: "b.txt", content: "x", fault: { status: 404 } };
    const away = { filename: "c.txt", content: "x", fault: { redirectTo: "http://elsewhere.example/c.txt" } };
    const message = discord.say(channels.oncall, alice, "look", {
      files: [{ filename: "a.txt", content: "abc", size: 9 }, gone, away],
    });
    const [plain, missing, moved] = message.files.map((one) => one.url);
    const head = await fetch(plain ?? "", { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), head.headers.get("content-type")]).toEqual([
      200,
      "3",
      "text/plain; charset=utf-8",
    ]);
    expect(message.files[0]?.size).toBe(9);
    expect((await fetch(missing ?? "")).status).toBe(404);
    const redirect = await fetch(moved ?? "", { redirect: "manual" });
    expect([redirect.status, redirect.headers.get("location")]).toEqual([302, "http://elsewhere.example/c.txt"]);
    await fetch(plain ?? "", { headers: { authorization: `Bot ${discord.token}` } });
    expect(discord.violations).toEqual(["the CDN was sent a token"]);
    discord.advance(25 * 3_600_000);
    expect((await fetch(plain ?? "")).status).toBe(404);
  });
});
