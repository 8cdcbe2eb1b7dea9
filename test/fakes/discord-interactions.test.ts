/** Interactions over the fake's REST API: who may answer what, when, and how often. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { type FakeDiscord, type FakeInteraction, type FakeOptions, startFakeDiscord } from "./discord/fake-discord.ts";
import { asString } from "./discord/json.ts";
import { type Answer, type Ask, restOf } from "./discord/rest-client.ts";

let discord: FakeDiscord;
let ask: Ask;

const everywhere = { integration_types: [0, 1], contexts: [0, 1, 2] };
const query = { type: 3, name: "query", description: "d", required: true, autocomplete: true };
const commands = [
  {
    name: "sip",
    description: "d",
    ...everywhere,
    options: [query, { type: 5, name: "share", description: "d" }, { type: 11, name: "file", description: "d" }],
  },
  { name: "Explain SIP", type: 3, ...everywhere },
  {
    name: "sip-settings",
    description: "d",
    contexts: [0],
    default_member_permissions: "16",
    options: [{ type: 1, name: "watch", description: "d" }],
  },
];

async function start(options: FakeOptions = {}): Promise<void> {
  discord = await startFakeDiscord(options);
  ask = restOf(discord);
  await ask("PUT", `/applications/${discord.appId}/commands`, commands);
}
beforeEach(() => start());
afterEach(() => discord.close());

type Input = Parameters<FakeDiscord["interact"]>[0];

/** Begins an interaction and gives it before anything has come of it. */
function begun(input: Input = { command: "sip", options: { query: "183" } }): FakeInteraction {
  void discord.interact(input).catch(() => undefined);
  const last = [...discord.world.interactions.values()].at(-1);
  if (!last) throw new Error("nothing began");
  return last;
}

const quiet = { allowed_mentions: { parse: [] } };
const hello = { content: "hello", ...quiet };
const noToken = { token: "" };

const callback = (one: FakeInteraction, type: number, data?: unknown, more = ""): Promise<Answer> =>
  ask("POST", `/interactions/${one.id}/${one.token}/callback${more}`, { type, ...(data !== undefined && { data }) }, noToken);
const hook = (one: FakeInteraction, method: string, path = "", body?: unknown): Promise<Answer> =>
  ask(method, `/webhooks/${discord.appId}/${one.token}${path}`, body, noToken);
const original = "/messages/%40original";

describe("the first answer", () => {
  test("a message: 204, or with_response what became of it; a second is 40060", async () => {
    const one = begun();
    expect(await callback(one, 4, hello)).toMatchObject({ status: 204, text: "" });
    expect(one).toMatchObject({ state: "done", answer: 4, message: { content: "hello", type: 20 } });
    expect(await callback(one, 4, hello)).toMatchObject({ status: 400, code: 40_060 });
    const two = begun();
    const answer = await callback(two, 4, { ...hello, flags: 64 }, "?with_response=true");
    expect(answer).toMatchObject({
      status: 200,
      body: {
        interaction: { id: two.id, type: 2, response_message_ephemeral: true },
        resource: { type: 4, message: { content: "hello", flags: 64 } },
      },
    });
    expect(two.message?.ephemeralFor).toBe(discord.home.alice.id);
  });

  test("three seconds, not more; then the person reads that the application did not respond", async () => {
    const one = begun();
    discord.advance(3001);
    expect(await callback(one, 4, hello)).toMatchObject({ status: 404, code: 10_062 });
    expect(await callback({ ...one, token: "other" }, 4, hello)).toMatchObject({ status: 404, code: 10_062 });
    await discord.close();
    await start({ answerDeadlineMs: 30 });
    const silent = await discord.interact({ command: "sip", options: { query: "183" } });
    expect(silent.state).toBe("failed");
    expect(await callback(silent, 4, hello)).toMatchObject({ code: 10_062 });
  });

  test("an invalid answer is refused at its place, and may be mended in time", async () => {
    const one = begun();
    expect(await callback(one, 4, { content: "x".repeat(2001) })).toMatchObject({
      status: 400,
      errors: { "data.content": ["BASE_TYPE_MAX_LENGTH"] },
    });
    expect(await callback(one, 4, {})).toMatchObject({ code: 50_006 });
    expect(await callback(one, 4)).toMatchObject({ errors: { data: ["BASE_TYPE_REQUIRED"] } });
    expect(await callback(one, 12, {})).toMatchObject({ errors: { type: ["BASE_TYPE_CHOICES"] } });
    expect(await callback(one, 7, hello)).toMatchObject({ errors: { type: ["BASE_TYPE_CHOICES"] } });
    expect(await callback(one, 4, hello)).toMatchObject({ status: 204 });
  });

  test("deferred: thinking, then the edit is the answer; only EPHEMERAL may be set, and stays", async () => {
    const one = begun();
    expect(await callback(one, 5, { flags: 1 << 15 })).toMatchObject({ errors: { "data.flags": ["MESSAGE_FLAGS_INVALID"] } });
    await callback(one, 5, { flags: 64 });
    expect(one).toMatchObject({ state: "thinking", message: { flags: 64 | 128 } });
    const modern = { ...quiet, flags: 1 << 15, components: [{ type: 10, content: "hello" }] };
    expect(await hook(one, "PATCH", original, modern)).toMatchObject({ status: 200, body: { flags: 64 | (1 << 15) } });
    expect(one.state).toBe("done");
  });

  test("the first follow-up after a deferred answer is that answer", async () => {
    const one = begun();
    await callback(one, 5);
    await hook(one, "POST", "", hello);
    expect(one).toMatchObject({ state: "done", message: { content: "hello" }, followups: [] });
    await hook(one, "POST", "", { ...hello, flags: 64 });
    expect(one.followups).toMatchObject([{ content: "hello", ephemeralFor: discord.home.alice.id }]);
  });

  test("completion: 25 choices of 1 to 100, and nothing else", async () => {
    const input: Input = { complete: "sip", focused: "query", options: { query: "18" } };
    const choice = { name: "183", value: "183" };
    const of = (...choices: object[]): object => ({ choices });
    const one = begun(input);
    expect(await callback(one, 4, hello)).toMatchObject({ status: 400 });
    expect(await callback(one, 8, of(...Array.from({ length: 26 }, () => choice)))).toMatchObject({
      errors: { "data.choices": ["BASE_TYPE_MAX_LENGTH"] },
    });
    expect(await callback(one, 8, of({ ...choice, name: "" }))).toMatchObject({
      errors: { "data.choices.0.name": ["BASE_TYPE_REQUIRED"] },
    });
    expect(await callback(one, 8, of({ ...choice, value: "x".repeat(101) }))).toMatchObject({ status: 400 });
    expect(await callback(one, 8, of())).toMatchObject({ status: 204 });
    expect(one.choices).toEqual([]);
    expect(one.payload["data"]).toMatchObject({ options: [{ name: "query", value: "18", focused: true }] });
  });
});

describe("afterwards", () => {
  test("nothing before the first answer; nothing after fifteen minutes", async () => {
    const one = begun();
    expect(await hook(one, "POST", "", hello)).toMatchObject({ status: 404, code: 10_015 });
    await callback(one, 4, hello);
    discord.advance(15 * 60_000 - 1000);
    expect(await hook(one, "PATCH", original, hello)).toMatchObject({ status: 200 });
    discord.advance(1001);
    expect(await hook(one, "PATCH", original, hello)).toMatchObject({ status: 401, code: 50_027 });
    expect(await hook(one, "POST", "", hello)).toMatchObject({ status: 401, code: 50_027 });
  });

  test("read, edited, deleted by id and as @original", async () => {
    const one = begun();
    await callback(one, 4, hello);
    expect(await hook(one, "GET", original)).toMatchObject({ status: 200, body: { id: one.message?.id } });
    const more = asString((await hook(one, "POST", "?wait=true", hello)).body["id"]);
    expect(await hook(one, "PATCH", `/messages/${more}`, { content: "more", ...quiet })).toMatchObject({
      body: { content: "more" },
    });
    expect(await hook(one, "DELETE", original)).toMatchObject({ status: 204 });
    expect(await hook(one, "DELETE", original)).toMatchObject({ status: 404, code: 10_008 });
    expect(await hook(one, "GET", `/messages/${more}`)).toMatchObject({ status: 200 });
  });

  test("an ephemeral message is nobody else's: not listed, not told, not read by REST", async () => {
    const one = begun();
    await callback(one, 4, { ...hello, flags: 64 });
    const path = `/channels/${one.channelId}/messages`;
    expect((await ask("GET", path)).text).toBe("[]");
    expect(await ask("GET", `${path}/${one.message?.id}`)).toMatchObject({ code: 10_008 });
    expect(discord.messages()).toEqual([]);
  });
});
