/** The gateway's own rules, met by a bare WebSocket: coming back. */
import { once } from "node:events";

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";

import { type FakeDiscord, intents, startFakeDiscord } from "./discord/fake-discord.ts";
import { asJson, asString, type Json } from "./discord/json.ts";
import { Socket } from "./discord/socket-client.ts";

let discord: FakeDiscord;
const sockets: Socket[] = [];

function open(path?: string): Socket {
  const socket = new Socket(discord, path);
  sockets.push(socket);
  return socket;
}

const wanted = intents.guilds | intents.guildMessages | intents.directMessages | intents.messageContent;
const identity = (more: object = {}): object => ({
  token: discord.token,
  intents: wanted,
  properties: { os: "linux", browser: "t", device: "t" },
  ...more,
});

async function connected(more: object = {}): Promise<{ socket: Socket; ready: Json }> {
  const socket = open();
  await socket.hears(10);
  socket.send(2, identity(more));
  return { socket, ready: asJson((await socket.hears("READY"))["d"]) };
}

beforeEach(async () => {
  discord = await startFakeDiscord({ identifyWindowMs: 0 });
});
afterEach(async () => {
  for (const one of sockets.splice(0)) one.end();
  await discord.close();
});

describe("coming back", () => {
  const resume = (ready: Json, seq: number): object => ({ token: discord.token, session_id: ready["session_id"], seq });

  test("a resume replays what was missed, in order, then RESUMED; s goes on", async () => {
    const { channels, alice } = discord.home;
    const { socket, ready } = await connected();
    discord.dropSocket();
    await socket.closes();
    for (const text of ["one", "two"]) discord.say(channels.oncall, alice, text);
    const again = open();
    await again.hears(10);
    again.send(6, resume(ready, 2));
    await again.hears("RESUMED");
    discord.say(channels.oncall, alice, "three");
    await again.hears("MESSAGE_CREATE", 2);
    const told = again.heard.filter((one) => one["op"] === 0);
    expect(told.map((one) => [one["s"], one["t"]])).toEqual([
      [3, "MESSAGE_CREATE"],
      [4, "MESSAGE_CREATE"],
      [5, "RESUMED"],
      [6, "MESSAGE_CREATE"],
    ]);
    expect(discord.resumes).toEqual([{ shard: 0, seq: 2, replayed: 2 }]);
  });

  test("no resume of an unknown session, nor one that ended by 1000, nor from beyond the last s", async () => {
    const { socket, ready } = await connected();
    const strange = open();
    await strange.hears(10);
    strange.send(6, { ...resume(ready, 2), session_id: "unknown" });
    expect((await strange.hears(9))["d"]).toBe(false);
    const ahead = open();
    await ahead.hears(10);
    ahead.send(6, resume(ready, 99));
    expect(await ahead.closes()).toBe(4007);
    socket.cut(1000);
    await socket.closes();
    await discord.until(() => discord.connected === 0);
    strange.send(6, resume(ready, 2));
    expect((await strange.hears(9, 1))["d"]).toBe(false);
  });

  test("op 7; op 9 that may and may not be resumed; a code of one's choice", async () => {
    const { socket, ready } = await connected();
    discord.reconnect();
    await socket.hears(7);
    discord.invalidSession(true);
    expect((await socket.hears(9))["d"]).toBe(true);
    socket.send(6, resume(ready, 2));
    await socket.hears("RESUMED");
    discord.invalidSession(false);
    expect((await socket.hears(9, 1))["d"]).toBe(false);
    socket.send(6, resume(ready, 2));
    expect((await socket.hears(9, 2))["d"]).toBe(false);
    const other = await connected();
    discord.closeWith(4009);
    expect(await other.socket.closes()).toBe(4009);
  });

  test("a zombie neither hears nor speaks; what it missed comes with the resume", async () => {
    const { socket, ready } = await connected();
    discord.zombie();
    socket.send(1, 2);
    discord.say(discord.home.channels.oncall, discord.home.alice, "anybody?");
    const again = open();
    await again.hears(10);
    again.send(6, resume(ready, 2));
    await again.hears("MESSAGE_CREATE");
    expect([socket.all(11), socket.all("MESSAGE_CREATE")]).toEqual([[], []]);
  });

  test("a session that nobody takes up for three minutes is over", async () => {
    const { ready } = await connected();
    discord.dropSocket();
    await discord.until(() => discord.connected === 0);
    discord.advance(3 * 60_000 + 1);
    const again = open();
    await again.hears(10);
    again.send(6, resume(ready, 2));
    expect((await again.hears(9))["d"]).toBe(false);
  });

  test("a heartbeat lets go of what was heard", async () => {
    const { socket, ready } = await connected();
    socket.send(1, 2);
    await socket.hears(11);
    const again = open();
    await again.hears(10);
    again.send(6, resume(ready, 1));
    expect((await again.hears(9))["d"]).toBe(false);
    expect(asString(ready["session_id"])).not.toBe("");
  });

  test("identifies and resumes can be refused, and the whole gateway be down", async () => {
    discord.refuseIdentify(4004);
    const socket = open();
    await socket.hears(10);
    socket.send(2, identity());
    expect(await socket.closes()).toBe(4004);
    discord.gatewayDown(true);
    const ws = new WebSocket(`${discord.origin.replace("http", "ws")}/gateway?v=10&encoding=json`);
    const [error] = (await once(ws, "error")) as [Error];
    expect(error.message).toContain("503");
    discord.gatewayDown(false);
    await connected();
  });
});
