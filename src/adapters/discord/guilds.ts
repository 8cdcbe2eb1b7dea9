import type { DiscordClient } from "./library.ts";

/** A channel or thread as the gateway described it. */
export interface Where {
  readonly guild: string | undefined;
  readonly channel: string;
  /** Of a thread or forum post: the channel it is in. */
  readonly parent: string | undefined;
  readonly name: string | undefined;
}

/** What the client knows of servers, from its own memory alone. */
export class Guilds {
  readonly #client: DiscordClient;

  constructor(client: DiscordClient) {
    this.#client = client;
  }

  /** The language a server is set to ("ja"). */
  locale(guild: string | undefined): string | undefined {
    return guild === undefined ? undefined : this.#client.guilds.cache.get(guild)?.preferredLocale;
  }

  where(channel: string, guild: string | undefined): Where {
    const known = this.#client.channels.cache.get(channel);
    if (known === undefined || known.isDMBased()) return { guild, channel, parent: undefined, name: undefined };
    const parent = known.isThread() ? (known.parentId ?? undefined) : undefined;
    const named = known.isThread() ? (known.parent?.name ?? known.name) : known.name;
    return { guild: guild ?? known.guildId, channel, parent, name: named };
  }

  /** The role that Discord made for the bot: people mention it when they mean the bot. */
  ownRole(guild: string | undefined): string | undefined {
    const { user } = this.#client;
    if (guild === undefined || user === null) return undefined;
    return this.#client.guilds.cache.get(guild)?.roles.botRoleFor(user)?.id;
  }
}
