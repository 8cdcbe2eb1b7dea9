/** The fake as a real discord.js Client meets it. */
import {
  ApplicationCommandOptionType,
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  Options,
  Partials,
} from "discord.js";
import { afterEach, beforeEach, expect, test } from "vitest";

import { type FakeDiscord, failures, startFakeDiscord, textOf } from "./discord/fake-discord.ts";

let discord: FakeDiscord;
const clients: Client[] = [];
const nobody = { parse: [], repliedUser: false };

function client(options: Partial<ClientOptions> = {}): Client {
  const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits;
  const made = new Client({
    intents: [Guilds, GuildMessages, DirectMessages, MessageContent],
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: nobody,
    failIfNotExists: false,
    makeCache: Options.cacheWithLimits({ MessageManager: 0 }),
    rest: { api: discord.api, retries: 0 },
    ...options,
  });
  made.on(Events.Error, () => undefined);
  clients.push(made);
  return made;
}

async function login(made: Client): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve) => {
    made.once(Events.ClientReady, resolve);
  });
  await made.login(discord.token);
  return ready;
}

/** What goes wrong in a handler fails the test as a violation. */
function on(bot: Client, handle: (interaction: Interaction) => Promise<void>): void {
  bot.on(Events.InteractionCreate, (interaction) => {
    handle(interaction).catch((error: unknown) => discord.violations.push(String(error)));
  });
}

beforeEach(async () => {
  discord = await startFakeDiscord();
});
afterEach(async () => {
  for (const one of clients.splice(0)) await one.destroy();
  await discord.close();
});

test("a client logs in, sees its guild with channels, and answers a mention with a reply", async () => {
  const bot = await login(client());
  expect(bot.user.id).toBe(discord.botId);
  const { guild, channels, alice } = discord.home;
  expect(bot.guilds.cache.get(guild.id)?.channels.cache.size).toBe(guild.channels.size);
  bot.on(Events.MessageCreate, (message) => {
    if (message.mentions.users.has(bot.user.id)) void message.reply(`about ${message.content.replace(/<@\d+> ?/u, "")}`);
  });
  const asked = discord.say(channels.oncall, alice, "@sipsense 183 vs 401");
  const answer = await discord.until(() => discord.answerTo(asked));
  expect(answer).toMatchObject({ content: "about 183 vs 401", mentions: [], type: 19 });
  expect(discord.violations).toEqual([]);
  discord.assertPingsNobody();
});

test("a slash command: registered, completed, deferred, answered, followed up", async () => {
  const bot = await login(client());
  const type = ApplicationCommandOptionType.String as const;
  const query = { type, name: "query", description: "What to look up", required: true, autocomplete: true as const };
  await bot.application.commands.set([{ name: "sip", description: "Explain", options: [query] }]);
  on(bot, async (interaction) => {
    if (interaction.isAutocomplete()) {
      await interaction.respond([{ name: `${interaction.options.getFocused()}3 Session Progress`, value: "183" }]);
    } else if (interaction.isChatInputCommand()) {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply(`${interaction.locale}: ${interaction.options.getString("query", true)}`);
      await interaction.followUp({ content: "and more", flags: MessageFlags.Ephemeral });
    }
  });
  const { bob } = discord.home;
  const completed = await discord.interact({ complete: "sip", focused: "query", options: { query: "18" } });
  expect(completed.choices).toEqual([{ name: "183 Session Progress", value: "183" }]);
  const shown = await discord.interact({ command: "sip", options: { query: "183" }, user: bob });
  expect(shown).toMatchObject({ state: "done", answer: 5, message: { content: "ja: 183", ephemeralFor: bob.id } });
  const more = await discord.until(() => shown.followups[0]);
  expect(textOf(more)).toBe("and more");
  expect(discord.violations).toEqual([]);
  discord.assertPingsNobody();
});

test("a refusal comes as a DiscordAPIError with Discord's code and words", async () => {
  const bot = await login(client());
  const channel = await bot.channels.fetch(discord.home.channels.oncall.id);
  if (!channel?.isSendable()) throw new Error("no channel");
  await expect(channel.send("x".repeat(2001))).rejects.toThrow("content[BASE_TYPE_MAX_LENGTH]: Must be 2000 or fewer in length.");
  await expect(channel.send("")).rejects.toMatchObject({ code: 50_006, status: 400 });
  discord.failNext("POST /channels/:channel/messages", failures.missingPermissions);
  await expect(channel.send("x")).rejects.toMatchObject({ code: 50_013, status: 403 });
});
