import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { FakeMessage, FakeUser } from "../../fakes/discord/fake-discord.ts";
import { textOf } from "../../fakes/discord/fake-discord.ts";
import { MemoryStore } from "../../memory-store.ts";
import { connect, type UnderTest } from "./discord-under-test.ts";

describe("/sip-settings", () => {
  let under: UnderTest;
  beforeEach(async () => {
    under = await connect();
  });
  afterEach(() => under.closeClean());

  const open = async (user?: FakeUser): Promise<FakeMessage> => {
    const { message } = await under.discord.interact({ command: "sip-settings", user: user ?? under.discord.home.owner });
    if (message === undefined) throw new Error("no panel");
    return message;
  };

  test("shows what holds and where it comes from; a choice holds at once, for the server or for one channel", async () => {
    const { discord } = under;
    const { owner, alice, channels } = discord.home;
    const panel = await open();
    expect(panel.ephemeralFor).toBe(owner.id);
    expect(textOf(panel)).toMatch(/\*\*Quiet time:\*\* 30 minutes · the default/u);
    await discord.interact({ select: "set:guild:quietMinutes", values: ["60"], on: panel, user: owner });
    expect(textOf(panel)).toMatch(/60 minutes · set for this server/u);
    await discord.interact({ button: "set:channel", on: panel, user: owner });
    await discord.interact({ select: "set:channel:form", values: ["full"], on: panel, user: owner });
    expect(textOf(panel)).toMatch(/in full at once · set for this channel/u);
    const full = await discord.interact({ command: "sip", options: { query: "486" }, user: alice, channel: channels.oncall });
    expect(full.message && textOf(full.message)).toContain("What to do");
    const elsewhere = await discord.interact({
      command: "sip",
      options: { query: "486" },
      user: alice,
      channel: channels.incidents,
    });
    expect(elsewhere.message && textOf(elsewhere.message)).not.toContain("What to do");
    await discord.interact({ select: "set:channel:form", values: ["inherit"], on: panel, user: owner });
    expect(textOf(panel)).not.toContain("set for this channel");
  });

  test("is offered only to who may manage channels, and holds that for every click", async () => {
    const { discord } = under;
    await expect(open(discord.home.alice)).rejects.toThrow(/hidden/u);
    const panel = await open();
    const { message } = await discord.interact({
      select: "set:guild:form",
      values: ["full"],
      on: { ...panel, ephemeralFor: discord.home.alice.id },
      user: discord.home.alice,
    });
    expect(message && textOf(message)).toContain("Manage Channels");
  });

  test("chooses the language of answers for people whose own is not known", async () => {
    const { discord } = under;
    const { owner, alice, channels } = discord.home;
    const panel = await open();
    await discord.interact({ select: "set:guild:language", values: ["ja"], on: panel, user: owner });
    const message = discord.say(channels.oncall, alice, "@sipsense 486");
    expect(textOf(await discord.until(() => discord.answerTo(message)))).toMatch(/[ぁ-ん]/u);
  });

  test("says so when a choice can't be kept", async () => {
    const store = new MemoryStore();
    store.keepSettings = () => Promise.reject(new Error("disk full"));
    const other = await connect({ store });
    const { discord } = other;
    const { message: panel } = await discord.interact({ command: "sip-settings", user: discord.home.owner });
    if (panel === undefined) throw new Error("no panel");
    const { message } = await discord.interact({
      select: "set:guild:form",
      values: ["full"],
      on: panel,
      user: discord.home.owner,
    });
    expect(message && textOf(message)).toContain("could not be saved");
    await other.closeClean();
  });
});
