// discord.js with nothing on top, as the benchmark's peer: it takes every event and answers every command with fixed words.
import { Client, GatewayIntentBits, Partials } from "discord.js";

const { DISCORD_TOKEN, DISCORD_API_URL } = process.env;
const { Guilds, GuildMessages, GuildMessageReactions, DirectMessages, MessageContent } = GatewayIntentBits;
const client = new Client({
  intents: [Guilds, GuildMessages, GuildMessageReactions, DirectMessages, MessageContent],
  partials: [Partials.Channel],
  rest: { api: DISCORD_API_URL },
});
client.on("messageCreate", () => {});
client.on("interactionCreate", (interaction) => {
  void interaction.reply({ content: "fixed words" });
});
client.once("clientReady", () => process.stdout.write("ready http://127.0.0.1:0/readyz\n"));
await client.login(DISCORD_TOKEN);
process.on("message", () => process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage().rss }));
