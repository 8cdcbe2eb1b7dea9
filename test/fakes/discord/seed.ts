/** People, guilds and channels. */
import { intents } from "./intents.ts";
import { channelJson, guildCreateJson, guildJson, wholeMember } from "./payloads.ts";
import { bits, usual } from "./permissions.ts";
import { snowflake } from "./snowflake.ts";
import { tellThread } from "./threads.ts";
import type { FakeChannel, FakeGuild, FakeRole, FakeUser, Overwrite } from "./types.ts";
import type { World } from "./world.ts";

/** Sunday 2020-09-13: guild n is born n milliseconds later, so that n is also its shard (modulo the count). */
const firstGuild = 1_600_000_028_160;

export type UserInput = Partial<FakeUser> & { username: string };

export function addUser(world: World, input: UserInput): FakeUser {
  const user: FakeUser = {
    id: world.nextId(),
    globalName: input.username,
    bot: false,
    locale: "en-US",
    dmsClosed: false,
    installed: false,
    ...input,
  };
  world.users.set(user.id, user);
  return user;
}

export interface GuildInput {
  id?: string;
  name?: string;
  locale?: string;
  owner?: FakeUser;
  members?: readonly FakeUser[];
  /** false: the bot is not in it; its user-installed commands may still come from there. */
  installed?: boolean;
  /** What everybody may do. */
  everyone?: bigint;
  /** What the bot's own role may do; nothing more than everyone unless told. */
  bot?: bigint;
  /** Not there when the bot starts. */
  unavailable?: boolean;
}

const role = (id: string, name: string, permissions: bigint, more: Partial<FakeRole> = {}): FakeRole => ({
  id,
  name,
  permissions,
  position: 0,
  mentionable: false,
  managed: false,
  ...more,
});

export function addGuild(world: World, input: GuildInput = {}): FakeGuild {
  const { installed = true } = input;
  const id = input.id ?? snowflake(firstGuild + world.guilds.size);
  const owner = input.owner ?? [...world.users.values()].find((one) => !one.bot) ?? addUser(world, { username: "owner" });
  const botRole = role(world.nextId(), "sipsense", input.bot ?? 0n, { managed: true, position: 1 });
  const people = [owner, ...(input.members ?? [])];
  const guild: FakeGuild = {
    id,
    name: input.name ?? `guild ${world.guilds.size}`,
    ownerId: owner.id,
    locale: input.locale ?? "en-US",
    roles: new Map([
      [id, role(id, "@everyone", input.everyone ?? usual)],
      [botRole.id, botRole],
    ]),
    members: new Map(people.map((one) => [one.id, { userId: one.id, roles: [] }])),
    channels: new Map(),
    unavailable: input.unavailable ?? false,
    installed,
  };
  if (installed) guild.members.set(world.botId, { userId: world.botId, roles: [botRole.id] });
  world.guilds.set(id, guild);
  return guild;
}

/** GUILD_CREATE: the bot was added, or the guild is back. */
export function tellGuild(world: World, guild: FakeGuild): void {
  if (guild.unavailable || !guild.members.has(world.botId)) return;
  world.dispatch({ t: "GUILD_CREATE", d: guildCreateJson(world, guild), intents: intents.guilds, guildId: guild.id });
}

export type ChannelInput = Partial<Omit<FakeChannel, "thread" | "tags" | "guildId">> & {
  guild?: FakeGuild;
  tags?: readonly string[];
  /** What everybody is denied here. */
  deny?: bigint;
  /** What the bot itself is denied here. */
  denyBot?: bigint;
};

export function addChannel(world: World, input: ChannelInput): FakeChannel {
  const { guild, tags = [], deny, denyBot, overwrites = [], ...rest } = input;
  const own: Overwrite[] = [];
  if (guild && deny !== undefined) own.push({ id: guild.id, type: "role", allow: 0n, deny });
  if (denyBot !== undefined) own.push({ id: world.botId, type: "member", allow: 0n, deny: denyBot });
  const channel: FakeChannel = {
    id: world.nextId(),
    kind: guild ? "text" : "dm",
    name: "channel",
    topic: "",
    position: guild?.channels.size ?? 0,
    nsfw: false,
    slowmode: 0,
    recipients: [],
    requiresTag: false,
    ...rest,
    tags: tags.map((name) => ({ id: world.nextId(), name })),
    overwrites: [...overwrites, ...own],
    ...(guild && { guildId: guild.id }),
  };
  world.channels.set(channel.id, channel);
  guild?.channels.set(channel.id, channel);
  return channel;
}

export function tellChannel(world: World, t: "CHANNEL_CREATE" | "CHANNEL_UPDATE" | "CHANNEL_DELETE", channel: FakeChannel): void {
  if (channel.guildId === undefined) return;
  world.dispatch({ t, d: channelJson(world, channel), intents: intents.guilds, guildId: channel.guildId });
}

/** What everybody and the bot may do here has changed. */
export function tellPermissions(world: World, guild: FakeGuild): void {
  const where = { intents: intents.guilds, guildId: guild.id };
  for (const one of guildJson(world, guild)["roles"] as unknown[]) {
    world.dispatch({ t: "GUILD_ROLE_UPDATE", d: { guild_id: guild.id, role: one }, ...where });
  }
  // Of itself the bot hears without the members intent.
  const bot = wholeMember(world, guild, world.botId);
  if (bot) world.dispatch({ t: "GUILD_MEMBER_UPDATE", d: { guild_id: guild.id, ...bot }, ...where });
}

export function removeChannel(world: World, channel: FakeChannel): void {
  world.guildOf(channel)?.channels.delete(channel.id);
  world.channels.delete(channel.id);
  for (const message of world.byChannel.get(channel.id) ?? []) message.deleted = true;
  if (channel.thread) tellThread(world, "THREAD_DELETE", channel);
  else tellChannel(world, "CHANNEL_DELETE", channel);
}

/** The DM of somebody with the bot. */
export function dmOf(world: World, user: FakeUser): FakeChannel {
  const found = [...world.channels.values()].find(
    (one) => one.kind === "dm" && one.recipients.length === 1 && one.recipients[0] === user.id,
  );
  return found ?? addChannel(world, { kind: "dm", name: user.username, recipients: [user.id] });
}

export function addBot(world: World): FakeUser {
  return addUser(world, { id: world.botId, username: "sipsense", bot: true });
}

export type Home = ReturnType<typeof seed>;

/** One guild with two people (one Japanese) and a channel of every kind that matters. */
export function seed(world: World) {
  const owner = addUser(world, { username: "olga" });
  const alice = addUser(world, { username: "alice", globalName: "Alice" });
  const bob = addUser(world, { username: "bob", globalName: "Bob", locale: "ja" });
  // Has the app for herself, and is in no guild with the bot.
  const carol = addUser(world, { username: "carol", globalName: "Carol", installed: true });
  const guild = addGuild(world, { name: "Fake Telecom", owner, members: [alice, bob] });
  const channel = (name: string, more: Omit<ChannelInput, "guild" | "name"> = {}): FakeChannel =>
    addChannel(world, { guild, name, ...more });
  const category = channel("on-call", { kind: "category" });
  const channels = {
    oncall: channel("oncall", { parentId: category.id }),
    incidents: channel("incidents", { parentId: category.id, topic: "SIP trunks" }),
    news: channel("news", { kind: "announcement" }),
    forum: channel("questions", { kind: "forum", tags: ["sip", "isup"] }),
    voice: channel("bridge", { kind: "voice" }),
    /** The bot may look but not speak. */
    readonly: channel("readonly", { denyBot: bits("sendMessages", "sendMessagesInThreads") }),
    /** The bot sees nothing of it. */
    hidden: channel("hidden", { denyBot: bits("viewChannel") }),
    noEmbeds: channel("no-embeds", { denyBot: bits("embedLinks") }),
    noFiles: channel("no-files", { denyBot: bits("attachFiles") }),
    noHistory: channel("no-history", { denyBot: bits("readMessageHistory") }),
    noThreads: channel("no-threads", { denyBot: bits("createPublicThreads", "createPrivateThreads") }),
  };
  const elsewhere = addGuild(world, { name: "Elsewhere", owner: carol, installed: false });
  const lobby = addChannel(world, { guild: elsewhere, name: "lobby" });
  return {
    guild,
    owner,
    alice,
    bob,
    carol,
    channels,
    dm: dmOf(world, alice),
    dmOfBob: dmOf(world, bob),
    /** A guild without the bot, where carol uses what she installed. */
    elsewhere,
    lobby,
    /** A conversation of carol and bob without the bot. */
    groupDm: addChannel(world, { kind: "groupDm", name: "two of us", recipients: [carol.id, bob.id] }),
  };
}
