/** A real discord.js Client with the settings of a careful bot, pointed at the fake. */
import { Client, type ClientOptions, Events, GatewayIntentBits, Options, Partials } from "discord.js";

import type { FakeDiscord } from "./contract.ts";

const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits;

export function clientOf(discord: FakeDiscord, options: Partial<ClientOptions> = {}): Client {
  const made = new Client({
    intents: [Guilds, GuildMessages, DirectMessages, MessageContent],
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: { parse: [], repliedUser: false },
    failIfNotExists: false,
    makeCache: Options.cacheWithLimits({ MessageManager: 0 }),
    // The library spaces identifies by five seconds even after op 9: the fake has its own window.
    ws: { buildIdentifyThrottler: () => Promise.resolve({ waitForIdentify: () => Promise.resolve() }) },
    rest: { api: discord.api, retries: 0 },
    ...options,
  });
  // Without a listener an error event would throw.
  made.on(Events.Error, () => undefined);
  made.on(Events.ShardError, () => undefined);
  return made;
}

/** Resolves when the client has everything. */
export async function login(client: Client, token: string): Promise<Client<true>> {
  const ready = new Promise<Client<true>>((resolve) => {
    client.once(Events.ClientReady, resolve);
  });
  await client.login(token);
  return ready;
}
