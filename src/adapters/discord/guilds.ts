import { record, text } from "../../chat/fields.ts";
import type { Api } from "./api.ts";
import { codeOf, mayPass } from "./faults.ts";
import type { DiscordClient } from "./library.ts";

const remembered = 1000;
const threads: ReadonlySet<unknown> = new Set([10, 11, 12]);

/** A channel or thread as the gateway described it. */
export interface Where {
  readonly guild: string | undefined;
  readonly channel: string;
  /** Of a thread or forum post: the channel it is in. */
  readonly parent: string | undefined;
  readonly name: string | undefined;
}

/** What is known of servers: from the client's memory, and of channels that the gateway never named what was learnt. */
export class Guilds {
  readonly #client: DiscordClient;
  readonly #api: Pick<Api, "call">;
  readonly #learnt = new Map<string, Where | undefined>();
  readonly #learning = new Map<string, Promise<void>>();

  constructor(client: DiscordClient, api: Pick<Api, "call">) {
    this.#client = client;
    this.#api = api;
  }

  /** The language a server is set to ("ja"). */
  locale(guild: string | undefined): string | undefined {
    return guild === undefined ? undefined : this.#client.guilds.cache.get(guild)?.preferredLocale;
  }

  where(channel: string, guild: string | undefined): Where {
    const known = this.#client.channels.cache.get(channel);
    if (known === undefined) return this.#learnt.get(channel) ?? { guild, channel, parent: undefined, name: undefined };
    if (known.isDMBased()) return { guild, channel, parent: undefined, name: undefined };
    const parent = known.isThread() ? (known.parentId ?? undefined) : undefined;
    const named = known.isThread() ? (known.parent?.name ?? known.name) : known.name;
    return { guild: guild ?? known.guildId, channel, parent, name: named };
  }

  /** Asks once for a channel that the gateway did not name; the gateway names all that we see, so this is seldom. */
  learn(channel: string, guild: string): Promise<void> | undefined {
    if (this.#client.channels.cache.has(channel) || this.#learnt.has(channel)) return undefined;
    const known = this.#learning.get(channel);
    if (known !== undefined) return known;
    const learning = this.#learn(channel, guild);
    this.#learning.set(channel, learning);
    return learning;
  }

  async #learn(channel: string, guild: string): Promise<void> {
    try {
      this.#learnt.set(channel, await this.#ask(channel, guild));
    } catch (fault) {
      // What passes by itself is asked again with the next message.
      if (!mayPass(codeOf(fault))) this.#learnt.set(channel, undefined);
    }
    this.#learning.delete(channel);
    if (this.#learnt.size > remembered) this.#learnt.delete(this.#learnt.keys().next().value ?? "");
  }

  async #ask(channel: string, guild: string): Promise<Where> {
    const said = record(await this.#api.call("get", `/channels/${channel}`));
    const above = text(said["parent_id"]);
    const own = text(said["name"]);
    if (above === undefined || !threads.has(said["type"])) return { guild, channel, parent: undefined, name: own };
    await this.learn(above, guild);
    return { guild, channel, parent: above, name: this.where(above, guild).name ?? own };
  }

  /** The role that Discord made for the bot: people mention it when they mean the bot. */
  ownRole(guild: string | undefined): string | undefined {
    const { user } = this.#client;
    if (guild === undefined || user === null) return undefined;
    return this.#client.guilds.cache.get(guild)?.roles.botRoleFor(user)?.id;
  }
}
