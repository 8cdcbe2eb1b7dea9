import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import type * as Discord from "discord.js";

// The parts of discord.js in use, loaded one by one: its index loads builders, sharding and every structure as well, a
// tenth of the time that the start takes. Types come from the index; a test holds that these are the same things.
const load = createRequire(import.meta.url);
const index = load.resolve("discord.js");
const loadOfDiscord = createRequire(index);

type Module = typeof Discord;
type ShardEvent = keyof Discord.ManagerShardEventsMap;
// The index hides these names behind older ones of its own.
type ShardEvents = {
  readonly [Name in "Closed" | "Hello"]: {
    [Event in ShardEvent]: `${Event}` extends Lowercase<Name> ? Event : never;
  }[ShardEvent];
};
const client: Pick<Module, "Client"> = { Client: load(join(dirname(index), "client/Client.js")) };
const options: Pick<Module, "Options"> = { Options: load(join(dirname(index), "util/Options.js")) };
const status: Pick<Module, "Status"> = { Status: load(join(dirname(index), "util/Status.js")) };
const rest: Pick<Module, "DefaultRestOptions" | "DiscordAPIError" | "HTTPError" | "RateLimitError" | "REST"> =
  loadOfDiscord("@discordjs/rest");
const gateway: Pick<Module, "SimpleShardingStrategy"> & { readonly WebSocketShardEvents: ShardEvents } =
  loadOfDiscord("@discordjs/ws");
const api: Pick<Module, "GatewayDispatchEvents"> = loadOfDiscord("discord-api-types/v10");

export const { Client } = client;
export const { Options } = options;
export const { Status } = status;
export const { DefaultRestOptions, DiscordAPIError, HTTPError, RateLimitError, REST: RestClient } = rest;
export const { SimpleShardingStrategy, WebSocketShardEvents: ShardEvents } = gateway;
export const { GatewayDispatchEvents } = api;
export type SimpleShardingStrategy = Discord.SimpleShardingStrategy;
export type { Client as DiscordClient, REST as Rest } from "discord.js";
/** The library's own manager of connections, below the client's. */
export type GatewayManager = ConstructorParameters<typeof SimpleShardingStrategy>[0];
