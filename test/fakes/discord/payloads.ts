/** What Discord's JSON says of users, guilds and channels. */
import { permissionsIn } from "./permissions.ts";
import { momentOf } from "./snowflake.ts";
import { channelTypes, type FakeChannel, type FakeGuild, type FakeMember, type FakeUser, type Json } from "./types.ts";
import type { World } from "./world.ts";

export const iso = (ms: number): string => new Date(ms).toISOString().replace("Z", "000+00:00");

export function userJson(user: FakeUser): Json {
  return {
    id: user.id,
    username: user.username,
    global_name: user.bot ? null : user.globalName,
    discriminator: user.bot ? "0001" : "0",
    avatar: null,
    public_flags: 0,
    ...(user.bot && { bot: true }),
  };
}

export function memberJson(member: FakeMember, joinedAt: number, now: number): Json {
  const until = member.timedOutUntil ?? 0;
  return {
    nick: member.nick ?? null,
    avatar: null,
    banner: null,
    roles: [...member.roles],
    joined_at: iso(joinedAt),
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
    communication_disabled_until: until > now ? iso(until) : null,
  };
}

/** A member with the user inside. */
export function wholeMember(world: World, guild: FakeGuild, userId: string): Json | undefined {
  const member = guild.members.get(userId);
  const user = world.users.get(userId);
  if (!member || !user) return undefined;
  return { ...memberJson(member, momentOf(guild.id), world.now()), user: userJson(user) };
}

function roleJson(
  role: { id: string; name: string; permissions: bigint; position: number; managed: boolean; mentionable: boolean },
  botId?: string,
): Json {
  return {
    id: role.id,
    name: role.name,
    permissions: String(role.permissions),
    position: role.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    managed: role.managed,
    mentionable: role.mentionable,
    flags: 0,
    ...(role.managed && botId !== undefined && { tags: { bot_id: botId } }),
  };
}

function threadJson(channel: FakeChannel): Json {
  const { thread } = channel;
  if (!thread) return {};
  return {
    owner_id: thread.ownerId,
    message_count: thread.messageCount,
    total_message_sent: thread.messageCount,
    member_count: thread.members.size,
    applied_tags: [...thread.appliedTags],
    thread_metadata: {
      archived: thread.archived,
      auto_archive_duration: thread.autoArchiveMinutes,
      archive_timestamp: iso(thread.createdAt),
      create_timestamp: iso(thread.createdAt),
      locked: thread.locked,
      ...(channel.kind === "privateThread" && { invitable: thread.invitable }),
    },
    flags: 0,
    member_ids_preview: [...thread.members].slice(0, 3),
  };
}

export function channelJson(world: World, channel: FakeChannel): Json {
  const shared = { id: channel.id, type: channelTypes[channel.kind], last_message_id: channel.lastMessageId ?? null };
  if (channel.guildId === undefined) {
    const recipients = channel.recipients.flatMap((id) => {
      const user = world.users.get(id);
      return user ? [userJson(user)] : [];
    });
    return { ...shared, recipients, ...(channel.kind === "groupDm" && { name: channel.name, owner_id: channel.recipients[0] }) };
  }
  const inGuild = {
    ...shared,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId ?? null,
    rate_limit_per_user: channel.slowmode,
  };
  if (channel.thread) return { ...inGuild, ...threadJson(channel) };
  return {
    ...inGuild,
    topic: channel.topic || null,
    position: channel.position,
    nsfw: channel.nsfw,
    flags: channel.requiresTag ? 1 << 4 : 0,
    permission_overwrites: channel.overwrites.map((one) => ({
      id: one.id,
      type: one.type === "role" ? 0 : 1,
      allow: String(one.allow),
      deny: String(one.deny),
    })),
    ...((channel.kind === "forum" || channel.kind === "media") && {
      available_tags: channel.tags.map((tag) => ({ ...tag, moderated: false, emoji_id: null, emoji_name: null })),
      default_reaction_emoji: null,
      default_sort_order: null,
      default_forum_layout: 0,
    }),
    ...((channel.kind === "voice" || channel.kind === "stage") && { bitrate: 64_000, user_limit: 0, rtc_region: null }),
  };
}

function guildBase(guild: FakeGuild, botId: string): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: [...guild.roles.values()].map((role) => roleJson(role, botId)),
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    public_updates_channel_id: null,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
  };
}

export function guildJson(world: World, guild: FakeGuild): Json {
  return guildBase(guild, world.botId);
}

/** The guild as GUILD_CREATE tells it: with channels, threads the bot may see, and the bot as a member. */
export function guildCreateJson(world: World, guild: FakeGuild): Json {
  const all = [...guild.channels.values()];
  const seen = all.filter((one) => one.thread && !one.thread.archived && world.may(one, "viewChannel"));
  const bot = wholeMember(world, guild, world.botId);
  return {
    ...guildBase(guild, world.botId),
    joined_at: iso(momentOf(guild.id)),
    large: guild.members.size > 250,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: bot ? [bot] : [],
    channels: all.filter((one) => !one.thread).map((one) => channelJson(world, one)),
    threads: seen.map((one) => channelJson(world, one)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** Permissions as the decimal text Discord uses. */
export function permissionText(world: World, channel: FakeChannel, userId: string): string {
  return String(permissionsIn(world.guildOf(channel), channel, userId, world.now()));
}
