import { restOptions } from "./api.ts";
import { keepSessions } from "./keep-session.ts";
import { Client, Options, type DiscordClient } from "./library.ts";

/** The gateway's intents, by Discord's numbers. */
export const intents = {
  guilds: 1,
  guildMessages: 1 << 9,
  reactions: 1 << 10,
  directMessages: 1 << 12,
  content: 1 << 15,
} as const;

export interface ClientSettings {
  readonly apiUrl: string;
  /** Requests a second; Discord allows a bot 50. */
  readonly perSecond: number;
  /** Undefined: as many shards as Discord recommends, all here. */
  readonly shards: Shards | undefined;
  /** Whether the text of messages that are not for us is asked for. */
  readonly content: boolean;
}

export interface Shards {
  readonly count: number;
  /** Which of them this process runs. */
  readonly ids: readonly number[];
}

/** A client that keeps in memory what permissions, names and threads need, and nothing else. */
export function makeClient({ apiUrl, perSecond, shards, content }: ClientSettings): DiscordClient {
  const client: DiscordClient = new Client({
    intents:
      intents.guilds | intents.guildMessages | intents.reactions | intents.directMessages | (content ? intents.content : 0),
    ...(shards === undefined ? { shards: "auto" as const } : { shards: [...shards.ids], shardCount: shards.count }),
    rest: restOptions(apiUrl, perSecond, 0),
    allowedMentions: { parse: [], repliedUser: false },
    failIfNotExists: false,
    waitGuildTimeout: 5000,
    makeCache: Options.cacheWithLimits({
      ApplicationCommandManager: 0,
      ApplicationEmojiManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      DMMessageManager: 0,
      EntitlementManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildForumThreadManager: 0,
      GuildInviteManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === client.user?.id },
      GuildMessageManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      GuildTextThreadManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadMemberManager: 0,
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === client.user?.id },
      VoiceStateManager: 0,
    }),
  });
  client.options.ws = { ...client.options.ws, buildStrategy: keepSessions };
  return client;
}
