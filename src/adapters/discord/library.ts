import type { REST } from "discord.js";
import * as discord from "discord.js";

export const { Client, DiscordAPIError, GatewayDispatchEvents, HTTPError, Options, RateLimitError, Status } = discord;
export type { Client as DiscordClient } from "discord.js";
export type Rest = REST;
export const RestClient = discord.REST;
