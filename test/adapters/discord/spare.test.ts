import { afterEach, describe, expect, test } from "vitest";

import { spare, SpareDiscord, type SpareOptions } from "../../fakes/spare-discord.ts";
import { MemoryStore } from "../../memory-store.ts";
import { attachTo, type Attached } from "./discord-under-test.ts";

const posts = /^POST \/channels\/\d+\/messages$/u;
const callbacks = /^POST \/interactions\/.*\/callback$/u;

let discord: SpareDiscord;
let under: Attached | undefined;
afterEach(async () => {
  await under?.adapter.close();
  under = undefined;
  await discord.close();
});

async function start(options: SpareOptions = {}): Promise<Attached> {
  discord = await SpareDiscord.start(options);
  under = await attachTo({ token: spare.token, api: discord.api });
  return under;
}

const said = (call: { readonly body: Readonly<Record<string, unknown>> }) => JSON.stringify(call.body);

describe("another server than Discord's, which tells and knows the least", () => {
  test("takes the commands, though it can't tell which it has", async () => {
    await start();
    const [put] = discord.callsTo(/^PUT \/applications\/\d+\/commands$/u);
    expect(put && said(put)).toContain("Explain SIP");
  });

  test("is answered when somebody mentions the bot, and explained to where incidents are", async () => {
    await start();
    const asked = discord.say(`<@${spare.bot}> 486`);
    const [answer] = await discord.until(() => discord.callsTo(posts).length > 0 && discord.callsTo(posts));
    expect(answer && said(answer)).toContain("486 Busy Here");
    expect(answer?.body["message_reference"]).toMatchObject({ message_id: asked });
    discord.say("SIP/2.0 503 Service Unavailable", { channel_id: spare.incident });
    await discord.until(() => discord.callsTo(posts).some((call) => call.path.includes(spare.incident)));
  });

  test.each([
    ["a command", { data: { id: "1", name: "sip", type: 1, options: [{ name: "query", type: 3, value: "486" }] } }],
    ["a click", { type: 3, data: { custom_id: "m:en:=486", component_type: 2 }, message: { id: "1090000000000000099" } }],
    ["a command of nobody", { member: undefined, data: { id: "1", name: "sip", options: [{ name: "query", value: "486" }] } }],
    ["an app of no name", { application_id: undefined, data: { name: "sip", options: [{ name: "query", value: "486" }] } }],
  ])("sends %s, which is answered", async (_name, interaction) => {
    await start();
    const id = discord.interact(interaction);
    const [answer] = await discord.until(() => discord.callsTo(callbacks).length > 0 && discord.callsTo(callbacks));
    expect(answer?.path).toContain(id);
    expect(answer && said(answer)).toContain("486");
  });

  test("sends null for what it does not have", async () => {
    await start();
    discord.say(`<@${spare.bot}> 486`, { webhook_id: null, application_id: null, referenced_message: null, type: 0 });
    await discord.until(() => discord.callsTo(posts)[0]);
    discord.interact({ guild_id: null, member: null, user: { id: spare.person }, context: null, locale: "ja", data: ask("486") });
    const answer = await discord.until(() => discord.callsTo(callbacks)[0]);
    // A direct message with the bot: nobody else reads along.
    expect(Number(answer.body["data"] && (answer.body["data"] as { flags: number }).flags) & 64).toBe(0);
    expect(said(answer)).toMatch(/[ぁ-ん]/u);
  });

  test("sends what the library can't read, and that harms nothing", async () => {
    await start();
    for (const t of [
      "MESSAGE_CREATE",
      "INTERACTION_CREATE",
      "CHANNEL_UPDATE",
      "THREAD_CREATE",
      "GUILD_ROLE_UPDATE",
      "MESSAGE_UPDATE",
    ])
      discord.tell(t, { id: "1", guild_id: spare.guild });
    discord.tell("GUILD_MEMBERS_CHUNK", {});
    discord.say(`<@${spare.bot}> 486`);
    await discord.until(() => discord.callsTo(posts)[0]);
  });

  test("tells of an edit no more than what changed: the message is read again, and its card goes", async () => {
    await start({
      answer: ({ method, path }) =>
        method === "GET" && path.startsWith(`/channels/${spare.incident}/messages/`)
          ? { status: 200, body: JSON.stringify({ id: path.split("/").at(-1), author: { id: spare.person }, type: 0 }) }
          : undefined,
    });
    const id = discord.say("SIP/2.0 503 Service Unavailable", { channel_id: spare.incident });
    await discord.until(() => discord.callsTo(posts)[0]);
    discord.tell("MESSAGE_UPDATE", { id, channel_id: spare.incident, guild_id: spare.guild, content: "wrong channel, sorry" });
    await discord.until(() => discord.callsTo(/^DELETE \/channels\//u)[0]);
  });

  test("speaks of a channel it never named: the channel is asked for, once", async () => {
    const unknown = "1090000000000000077";
    await start({
      answer: ({ method, path }) =>
        method === "GET" && path === `/channels/${unknown}`
          ? { status: 200, body: JSON.stringify({ id: unknown, type: 0, guild_id: spare.guild, name: "inc-77" }) }
          : undefined,
    });
    discord.say("SIP/2.0 503 Service Unavailable", { channel_id: unknown });
    await discord.until(() => discord.callsTo(posts).some((call) => call.path.includes(unknown)));
    discord.say("SIP/2.0 404 Not Found", { channel_id: unknown });
    await discord.until(() => discord.callsTo(posts).filter((call) => call.path.includes(unknown)).length === 2);
    expect(discord.callsTo(/^GET \/channels\//u)).toHaveLength(1);
  });
});

function ask(query: string) {
  return { id: "1", name: "sip", type: 1, options: [{ name: "query", type: 3, value: query }] };
}

describe("the gateway", () => {
  test.each([
    ["with a slash at the end", (origin: string) => `${origin}/`],
    ["with a path", (origin: string) => `${origin}/gateway`],
  ])("is found %s", async (_name, gateway) => {
    await start({ gateway });
    discord.say(`<@${spare.bot}> 486`);
    await discord.until(() => discord.callsTo(posts)[0]);
  });

  test("is resumed where READY says, with what was heard last", async () => {
    await start({ ready: (origin) => ({ resume_gateway_url: `${origin}/resume` }) });
    discord.cut();
    const resumed = await discord.until(() => discord.heard.find(({ op }) => op === 6));
    expect(resumed.path).toMatch(/^\/resume\?/u);
    discord.say(`<@${spare.bot}> 486`);
    await discord.until(() => discord.callsTo(posts)[0]);
  });

  test("asks for a sign of life, and gets it at once", async () => {
    await start();
    discord.op(1);
    await discord.until(() => discord.heard.some(({ op }) => op === 1), 2000);
  });
});

describe("429", () => {
  test.each([
    ["in the body alone", { body: JSON.stringify({ message: "slow", retry_after: 0.6, global: false }) }],
    ["in the body, longer than in the header", { headers: { "retry-after": "0" }, body: JSON.stringify({ retry_after: 0.6 }) }],
  ])("says how long to wait %s: no call is made before", async (_name, told) => {
    await start({
      answer: ({ method, path }, calls) =>
        posts.test(`${method} ${path}`) && calls.filter((one) => one.path === path).length === 1
          ? { status: 429, ...told }
          : undefined,
    });
    discord.say(`<@${spare.bot}> 486`);
    const [first, second] = await discord.until(() => discord.callsTo(posts).length === 2 && discord.callsTo(posts));
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(600);
  });

  test("that says nothing at all is not insisted on", async () => {
    await start({
      answer: ({ method, path }, calls) =>
        posts.test(`${method} ${path}`) && calls.filter((one) => one.path === path).length === 1 ? { status: 429 } : undefined,
    });
    discord.say(`<@${spare.bot}> 486`);
    const [first, second] = await discord.until(() => discord.callsTo(posts).length === 2 && discord.callsTo(posts));
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(900);
  });
});

test("an answer without content that calls itself JSON is an answer", async () => {
  await start({
    answer: ({ method, path }) =>
      callbacks.test(`${method} ${path}`) ? { status: 204, headers: { "content-type": "application/json" } } : undefined,
  });
  discord.interact({ data: ask("486") });
  await discord.until(() => under?.log.join("").includes('"outcome":"sent"'));
  expect(discord.callsTo(callbacks)).toHaveLength(1);
});

test("a message that was clicked on changes by what is new alone; of an older form, what it held goes", async () => {
  await start();
  const data = { custom_id: "m:en:=486", component_type: 2 };
  discord.interact({ type: 3, data, message: { id: "1090000000000000099", flags: 32_768 } });
  const plain = await discord.until(() => discord.callsTo(callbacks)[0]);
  expect(plain.body["data"]).not.toHaveProperty("content");
  expect(plain.body["data"]).not.toHaveProperty("embeds");
  discord.interact({ type: 3, data, message: { id: "1090000000000000098", flags: 0 } });
  const cleared = await discord.until(() => discord.callsTo(callbacks)[1]);
  expect(cleared.body["data"]).toMatchObject({ content: null, embeds: null });
});

test("a command that came late is promised at once: Discord's three seconds run from the click", async () => {
  const store = new MemoryStore();
  store.allSettings = () => new Promise((resolve) => setTimeout(() => resolve([]), 1200));
  discord = await SpareDiscord.start();
  under = await attachTo({ token: spare.token, api: discord.api }, { store });
  const late = String((BigInt(Date.now() - 1700 - 1_420_070_400_000) << 22n) + 7n);
  discord.interact({ id: late, data: ask("486") });
  const first = await discord.until(() => discord.callsTo(callbacks)[0]);
  expect(first.body["type"]).toBe(5);
  await discord.until(() => discord.callsTo(/^PATCH \/webhooks\//u)[0]);
});
