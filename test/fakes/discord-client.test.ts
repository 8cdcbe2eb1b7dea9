/** The fake as a real discord.js Client meets it: what it asks, how it answers, how it comes back. */
import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  ContainerBuilder,
  Events,
  FileBuilder,
  GatewayIntentBits,
  type Interaction,
  type Message,
  MessageFlags,
  ModalBuilder,
  SectionBuilder,
  SeparatorBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { clientOf, login as loginOf } from "./discord/client-under-test.ts";
import { controls, type FakeDiscord, failures, type FakeOptions, startFakeDiscord, textOf } from "./discord/fake-discord.ts";

let discord: FakeDiscord;
const clients: Client[] = [];

const client = (options: Parameters<typeof clientOf>[1] = {}): Client => {
  const made = clientOf(discord, options);
  clients.push(made);
  return made;
};

const login = (made: Client): Promise<Client<true>> => loginOf(made, discord.token);

async function restart(options: FakeOptions): Promise<void> {
  await discord.close();
  discord = await startFakeDiscord(options);
}

/** What goes wrong in a handler fails the test as a violation. */
const carefully =
  <T>(handle: (value: T) => Promise<unknown>) =>
  (value: T): void => {
    handle(value).catch((error: unknown) => discord.violations.push(String(error)));
  };

/** Answers each mention with how many it has answered. */
function answering(bot: Client): void {
  let count = 0;
  const answer = async (message: Message): Promise<void> => {
    if (message.author.bot || !message.mentions.users.has(discord.botId)) return;
    count += 1;
    await message.reply(`answer ${count} to ${message.content.replace(/<@\d+> ?/u, "")}`);
  };
  bot.on(Events.MessageCreate, carefully(answer));
}

beforeEach(async () => {
  discord = await startFakeDiscord({ identifyWindowMs: 0 });
});
afterEach(async () => {
  for (const one of clients.splice(0)) await one.destroy();
  await discord.close();
});

describe("asking and answering", () => {
  test("a client logs in, sees its guild with channels, and answers a mention with a reply", async () => {
    const bot = await login(client());
    expect(bot.user.id).toBe(discord.botId);
    const { guild, channels, alice } = discord.home;
    expect(bot.guilds.cache.get(guild.id)?.channels.cache.size).toBe(guild.channels.size);
    answering(bot);
    const asked = discord.say(channels.oncall, alice, "@sipsense 183 vs 401");
    const answer = await discord.until(() => discord.answerTo(asked));
    expect(answer).toMatchObject({ content: "answer 1 to 183 vs 401", mentions: [], type: 19 });
    const direct = discord.say(discord.home.dm, alice, "@sipsense 183");
    expect(await discord.until(() => discord.answerTo(direct))).toMatchObject({ content: "answer 2 to 183" });
    expect(discord.violations).toEqual([]);
    discord.assertPingsNobody();
  });

  test("a slash command: registered, completed, deferred, answered, followed up", async () => {
    const bot = await login(client());
    const type = ApplicationCommandOptionType.String as const;
    const query = { type, name: "query", description: "What to look up", required: true, autocomplete: true as const };
    await bot.application.commands.set([{ name: "sip", description: "Explain", options: [query] }]);
    const handle = async (interaction: Interaction): Promise<void> => {
      if (interaction.isAutocomplete()) {
        await interaction.respond([{ name: `${interaction.options.getFocused()}3 Session Progress`, value: "183" }]);
      } else if (interaction.isChatInputCommand()) {
        await interaction.deferReply({ flags: MessageFlags.Ephemeral });
        await interaction.editReply(`${interaction.locale}: ${interaction.options.getString("query", true)}`);
        await interaction.followUp({ content: "and more", flags: MessageFlags.Ephemeral });
      }
    };
    bot.on(Events.InteractionCreate, carefully(handle));
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

  test("a message command answered in Components V2 with a file; a button, a modal, its submission", async () => {
    const bot = await login(client());
    await bot.application.commands.set([{ name: "Explain SIP", type: ApplicationCommandType.Message }]);
    const handle = async (interaction: Interaction): Promise<void> => {
      if (interaction.isMessageContextMenuCommand()) {
        const more = new ButtonBuilder().setCustomId("more").setLabel("More").setStyle(ButtonStyle.Primary);
        const note = new ButtonBuilder().setCustomId("note").setLabel("Note").setStyle(ButtonStyle.Secondary);
        const text = new TextDisplayBuilder().setContent(interaction.targetMessage.content);
        const container = new ContainerBuilder()
          .setAccentColor(0xcc_00_00)
          .addSectionComponents(new SectionBuilder().addTextDisplayComponents(text).setButtonAccessory(more))
          .addSeparatorComponents(new SeparatorBuilder())
          .addFileComponents(new FileBuilder().setURL("attachment://ladder.txt"))
          .addActionRowComponents(new ActionRowBuilder<ButtonBuilder>().addComponents(note));
        const files = [new AttachmentBuilder(Buffer.from("INVITE"), { name: "ladder.txt", description: "A ladder" })];
        await interaction.reply({ components: [container], files, flags: MessageFlags.IsComponentsV2, withResponse: true });
      } else if (interaction.isButton() && interaction.customId === "more") {
        await interaction.update({ components: [new TextDisplayBuilder().setContent("longer")], files: [] });
      } else if (interaction.isButton()) {
        const input = new TextInputBuilder().setCustomId("words").setLabel("Words").setStyle(TextInputStyle.Short);
        const row = new ActionRowBuilder<TextInputBuilder>().addComponents(input);
        await interaction.showModal(new ModalBuilder().setCustomId("m").setTitle("Note").addComponents(row));
      } else if (interaction.isModalSubmit()) {
        await interaction.reply({ content: interaction.fields.getTextInputValue("words"), flags: MessageFlags.Ephemeral });
      }
    };
    bot.on(Events.InteractionCreate, carefully(handle));
    const target = discord.say(discord.home.channels.oncall, discord.home.alice, "488 Not Acceptable Here");
    const { message } = await discord.interact({ menu: "Explain SIP", target });
    if (!message) throw new Error(discord.violations.join());
    expect(textOf(message)).toBe("488 Not Acceptable Here");
    expect(controls(message).map((one) => one["label"])).toEqual(["More", "Note"]);
    expect(await (await fetch(message.files[0]?.url ?? "")).text()).toBe("INVITE");
    const modal = await discord.interact({ button: "Note", on: message });
    expect(modal.modal).toMatchObject({ title: "Note" });
    const noted = await discord.interact({ submit: modal, fields: { words: "seen" } });
    expect(noted.message).toMatchObject({ content: "seen", ephemeralFor: discord.home.alice.id });
    await discord.interact({ button: "More", on: message });
    expect(textOf(message)).toBe("longer");
    expect(discord.violations).toEqual([]);
    discord.assertPingsNobody();
  });

  test("a refusal comes as a DiscordAPIError with Discord's code and words", async () => {
    const bot = await login(client());
    const channel = await bot.channels.fetch(discord.home.channels.oncall.id);
    if (!channel?.isSendable()) throw new Error("no channel");
    const tooLong = "content[BASE_TYPE_MAX_LENGTH]: Must be 2000 or fewer in length.";
    await expect(channel.send("x".repeat(2001))).rejects.toThrow(tooLong);
    await expect(channel.send("")).rejects.toMatchObject({ code: 50_006, status: 400 });
    discord.failNext("POST /channels/:channel/messages", failures.missingPermissions);
    await expect(channel.send("x")).rejects.toMatchObject({ code: 50_013, status: 403 });
    // Waited out by the library, all three.
    for (const failure of [failures.rateLimited(0.05), failures.globallyLimited(0.05), failures.cloudflare(0.05)]) {
      discord.failNext("POST /channels/:channel/messages", failure);
      await channel.send({ content: "x", nonce: "n", enforceNonce: true });
    }
    expect(discord.answers()).toHaveLength(1);
  });
});

describe("coming back", () => {
  test("after a cut, op 7 or a zombie it resumes, and each question asked meanwhile is answered once", async () => {
    await restart({ identifyWindowMs: 0, heartbeatMs: 150 });
    const bot = await login(client());
    answering(bot);
    const { channels, alice } = discord.home;
    const faults = [() => discord.dropSocket(), () => discord.reconnect(), () => discord.zombie(), () => discord.closeWith(4000)];
    for (const [index, fault] of faults.entries()) {
      fault();
      const asked = discord.say(channels.oncall, alice, `@sipsense ${index}`);
      await discord.until(() => discord.resumes.length === index + 1 && discord.answerTo(asked));
    }
    expect(discord.answers().map((one) => one.content)).toEqual([0, 1, 2, 3].map((index) => `answer ${index + 1} to ${index}`));
    expect(discord.identifies).toHaveLength(1);
  });

  test("after op 9 false it begins anew, and what was said meanwhile is lost", async () => {
    const bot = await login(client());
    answering(bot);
    const { channels, alice } = discord.home;
    discord.invalidSession(false);
    discord.say(channels.oncall, alice, "@sipsense lost");
    await discord.until(() => discord.identifies.length === 2 && discord.connected === 1);
    const asked = discord.say(channels.oncall, alice, "@sipsense heard");
    await discord.until(() => discord.answerTo(asked));
    expect(discord.answers().map((one) => one.content)).toEqual(["answer 1 to heard"]);
  });

  const finals: [code: number, words: string, options: FakeOptions, intents?: number][] = [
    [4014, "disallowed intents", { privileged: [] }],
    [4013, "invalid intents", {}, 1 << 30],
  ];
  test.each(finals)("%i is final: login rejects with %s", async (_code, words, options, asked) => {
    await restart(options);
    const made = client(asked === undefined ? {} : { intents: asked });
    await expect(made.login(discord.token)).rejects.toThrow(words);
    expect(discord.connected).toBe(0);
  });

  test("a wrong token is final before the gateway, and at it", async () => {
    await expect(client().login("wrong")).rejects.toThrow("invalid token");
    discord.refuseIdentify(4004);
    await expect(client().login(discord.token)).rejects.toThrow("Authentication failed");
  });
});

test("two shards in one client, with max_concurrency 2, hear their own guilds and no other's", async () => {
  await restart({ shards: 2, maxConcurrency: 2 });
  const guilds = [discord.home.guild, discord.addGuild(), discord.addGuild()];
  const bot = await login(client({ shards: "auto", intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages] }));
  answering(bot);
  expect(bot.guilds.cache.size).toBe(3);
  expect(discord.identifies.map((one) => [one.shard, one.count])).toEqual([
    [0, 2],
    [1, 2],
  ]);
  const asked = guilds.map((guild) => discord.say(discord.addChannel({ guild }), discord.home.owner, "@sipsense 183"));
  for (const one of asked) await discord.until(() => discord.answerTo(one));
  expect(discord.answers()).toHaveLength(3);
  expect(discord.violations).toEqual([]);
});
