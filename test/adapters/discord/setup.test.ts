import { readFileSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { commands } from "../../../src/adapters/discord/commands.ts";
import { examineDiscord } from "../../../src/adapters/discord/doctor.ts";
import { inviteLink } from "../../../src/adapters/discord/invite.ts";
import { registerAlone } from "../../../src/adapters/discord/register.ts";
import { bot } from "../../bot-under-test.ts";
import { startFakeDiscord, type FakeDiscord } from "../../fakes/discord/fake-discord.ts";

const puts = "PUT /applications/:app/commands";
let discord: FakeDiscord;
beforeEach(async () => {
  discord = await startFakeDiscord({ identifyWindowMs: 0 });
});
afterEach(() => discord.close());
const access = () => ({ token: discord.token, apiUrl: discord.api, shards: undefined });

describe("commands", () => {
  test("are registered once, and again only when they changed", async () => {
    expect(await registerAlone(access(), bot)).toBe("registered");
    expect(await registerAlone(access(), bot)).toBe("unchanged");
    expect(discord.callsOf(puts)).toHaveLength(1);
    const [first] = discord.commands.get("") ?? [];
    if (first !== undefined) first["description"] = "older";
    expect(await registerAlone(access(), bot)).toBe("registered");
    expect(discord.violations).toEqual([]);
  });

  test("have names and descriptions in every language, by Discord's rules", () => {
    for (const command of commands(bot)) {
      const options = Array.isArray(command["options"]) ? (command["options"] as Record<string, unknown>[]) : [];
      for (const one of [command, ...options]) {
        const names = [one["name"], ...Object.values(one["name_localizations"] ?? {})] as string[];
        for (const name of names.filter(() => command["type"] === 1))
          expect(name).toMatch(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u);
        const says = [one["description"], ...Object.values(one["description_localizations"] ?? {})] as (string | undefined)[];
        for (const words of says.filter((word) => word !== undefined)) expect(words.length).toBeLessThanOrEqual(100);
      }
    }
    const [sip] = commands(bot);
    expect(JSON.stringify(sip)).toContain("質問");
    expect(sip?.["contexts"]).toEqual([0, 1, 2]);
  });

  test("that Discord refuses for the token say what to mend", async () => {
    await expect(registerAlone({ token: "wrong", apiUrl: discord.api }, bot)).rejects.toThrow(/DISCORD_TOKEN/u);
  });
});

test("the README's invite link asks for exactly the permissions that the bot uses", () => {
  const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
  expect(readme).toContain(inviteLink("APPLICATION_ID"));
});

describe("the doctor", () => {
  const finding = (all: Awaited<ReturnType<typeof examineDiscord>>, name: string) => all.find((one) => one.name.startsWith(name));

  test("says what is there, and what is missing in which channel", async () => {
    await registerAlone(access(), bot);
    const all = await examineDiscord(access(), bot);
    expect(finding(all, "Discord token")?.ok).toBe(true);
    expect(finding(all, "Discord intents")?.says).toContain("is on");
    expect(finding(all, "Discord commands")?.says).toBe("registered");
    expect(finding(all, "Discord invite")?.says).toBe(inviteLink(discord.appId));
    const server = finding(all, "Discord server Fake Telecom");
    expect(server?.ok).toBe(false);
    expect(server?.says).toContain("#readonly: Send Messages");
    expect(server?.says).toContain("#no-history: Read Message History");
    expect(server?.says).not.toContain("#oncall");
    expect(server?.says).not.toContain("#hidden");
  });

  test("says how to switch on what is off, and when commands are not there", async () => {
    const other = await startFakeDiscord({ privileged: [], identifyWindowMs: 0 });
    const all = await examineDiscord({ token: other.token, apiUrl: other.api, shards: { count: 1, ids: [0] } }, bot);
    expect(finding(all, "Discord intents")?.says).toContain("Privileged Gateway Intents");
    expect(finding(all, "Discord commands")?.says).toContain("sipsense discord register");
    await other.close();
  });

  test("says what to do about a wrong token", async () => {
    const [only] = await examineDiscord({ ...access(), token: "wrong" }, bot);
    expect(only).toMatchObject({ ok: false });
    expect(only?.says).toContain("DISCORD_TOKEN");
  });
});
