import { existsSync } from "node:fs";

import { readGlobs, usualChannels, type Glob } from "./bot/watch/channels.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** Every setting; .env.example lists the same ones, a test compares them. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  /** Folder of what the bot must remember. */
  readonly dataFolder: string;
  /** PostgreSQL in the folder's stead; undefined: none. */
  readonly databaseUrl: string | undefined;
  /** Mentions, cards and feedback are forgotten after so many days. */
  readonly retentionDays: number;
  /** Names of channels that are watched without being asked to. */
  readonly watchChannels: readonly Glob[];
  /** Largest trace that is read, in megabytes. */
  readonly traceMaxMb: number;
  /** Undefined: no Slack. */
  readonly slack: SlackConfig | undefined;
  /** Undefined: no Discord. */
  readonly discord: DiscordConfig | undefined;
}

export interface SlackConfig {
  readonly botToken: string;
  /** With an app-level token Slack delivers over a socket, with a signing secret by HTTP. */
  readonly delivery: { readonly appToken: string } | { readonly signingSecret: string };
  readonly apiUrl: string;
  readonly installer: string | undefined;
  /** Shows the doctor the app's settings; nothing else uses it. */
  readonly configToken: string | undefined;
}

export interface DiscordConfig {
  readonly token: string;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  /** Undefined: as many as Discord recommends, all in this process. */
  readonly shards: { readonly count: number; readonly ids: readonly number[] } | undefined;
}

// Checked by hand, not by zod: loading that would take a fifth of the time until the bot is ready.
interface Setting {
  readonly usual?: string;
  /** What a value must look like, and the words for one that does not. */
  readonly fits?: (value: string) => boolean;
  readonly must?: string;
}

const settings = {
  HOST: { usual: "127.0.0.1" },
  PORT: {
    usual: "3000",
    fits: (value) => /^\d{1,5}$/u.test(value) && Number(value) <= 65_535,
    must: "must be a number from 0 to 65535",
  },
  LOG_LEVEL: { usual: "info", fits: isLevel, must: "must be debug, info, warn or error" },
  DATA_DIR: { usual: ".sipsense" },
  DATABASE_URL: {
    fits: isPostgres,
    must: "must be an address such as postgres://user:password@host:5432/database",
  },
  RETENTION_DAYS: {
    usual: "90",
    fits: (value) => /^[1-9]\d{0,3}$/u.test(value),
    must: "must be a number of days from 1 to 9999",
  },
  WATCH_CHANNELS: {
    usual: usualChannels,
    fits: areGlobs,
    must: "must be names of channels with * ? or [0-9] in them, separated by commas",
  },
  TRACE_MAX_MB: {
    usual: "20",
    fits: (value) => /^[1-9]\d{0,2}$/u.test(value),
    must: "must be a number of megabytes from 1 to 999",
  },
  SLACK_BOT_TOKEN: {
    fits: (value) => /^(?!xapp-|xox[pe]-)\S+$/u.test(value),
    must: "is the Bot User OAuth Token, which starts with xoxb-",
  },
  SLACK_APP_TOKEN: { fits: (value) => /^(?!xox)\S+$/u.test(value), must: "is the app-level token, which starts with xapp-" },
  SLACK_SIGNING_SECRET: { fits: (value) => /^\S+$/u.test(value), must: "must not contain spaces" },
  SLACK_API_URL: {
    usual: "https://slack.com/api/",
    fits: isSafeAddress,
    must: "must be an https address; http is taken on this machine only, because the token goes there",
  },
  SLACK_INSTALLER: { fits: (value) => /^[UW][A-Z0-9]+$/u.test(value), must: "is a Slack member ID such as U024BE7LH" },
  SLACK_CONFIG_TOKEN: {
    fits: (value) => /^xoxe\S+$/u.test(value),
    must: "is an app configuration token, which starts with xoxe",
  },
  DISCORD_TOKEN: {
    fits: (value) => /^(?!Bot\b|[0-9a-f]{64}$)\S+$/iu.test(value),
    must: "is the bot's token (developer portal, your application, Bot, Reset Token), not the public key, and without the word Bot",
  },
  DISCORD_API_URL: {
    usual: "https://discord.com/api",
    fits: isSafeAddress,
    must: "must be an https address; http is taken on this machine only, because the token goes there",
  },
  DISCORD_SHARDS: {
    fits: (value) => /^\d{1,5}(?:-\d{1,5})?(?:\s*,\s*\d{1,5}(?:-\d{1,5})?)*$/u.test(value),
    must: "is a list of shard numbers from 0, such as 0,1 or 0-3",
  },
  DISCORD_SHARD_COUNT: { fits: (value) => /^[1-9]\d{0,4}$/u.test(value), must: "is how many shards all processes have together" },
} as const satisfies Readonly<Record<string, Setting>>;
type Given = Readonly<Partial<Record<string, string>>>;

/** Names of all settings, as .env.example must list them. */
export const settingNames: readonly string[] = Object.keys(settings);

/** Reads the environment, and a file .env beside it, once. Throws one Error that names every setting that is wrong; an empty value counts as unset. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = surroundings()): Config {
  const given: Partial<Record<string, string>> = {};
  const wrong: string[] = [];
  for (const [name, { usual, fits, must = "" }] of Object.entries<Setting>(settings)) {
    const value = [environment[name]?.trim(), usual].find((one) => one !== undefined && one !== "");
    if (value === undefined) continue;
    if (fits?.(value) === false) wrong.push(`${name} ${must}`);
    given[name] = value;
  }
  if (wrong.length > 0) throw toMend(wrong);
  const { HOST = "", PORT, LOG_LEVEL = "", DATA_DIR = "", DATABASE_URL, RETENTION_DAYS } = given;
  const logLevel = isLevel(LOG_LEVEL) ? LOG_LEVEL : "info";
  const watchChannels = readGlobs(given.WATCH_CHANNELS ?? "");
  return {
    host: HOST,
    port: Number(PORT),
    logLevel,
    dataFolder: DATA_DIR,
    databaseUrl: DATABASE_URL,
    retentionDays: Number(RETENTION_DAYS),
    watchChannels,
    traceMaxMb: Number(given.TRACE_MAX_MB),
    slack: slackConfig(given),
    discord: discordConfig(given),
  };
}

/** The environment, completed from .env in the working directory; what the environment sets wins. */
function surroundings(): Readonly<Record<string, string | undefined>> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return process.env;
}

function slackConfig(given: Given): SlackConfig | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = given;
  if (botToken === undefined && appToken === undefined && signingSecret === undefined) return undefined;
  if (botToken === undefined) {
    throw toMend(["SLACK_BOT_TOKEN is missing: copy the Bot User OAuth Token from OAuth & Permissions"]);
  }
  const delivery = appToken === undefined ? signingSecret && { signingSecret } : { appToken };
  if (!delivery) {
    throw toMend([
      "SLACK_APP_TOKEN is missing (for Socket Mode: Basic Information, App-Level Tokens, scope connections:write), or SLACK_SIGNING_SECRET (for HTTP mode)",
    ]);
  }
  const { SLACK_API_URL: apiUrl = "", SLACK_INSTALLER: installer, SLACK_CONFIG_TOKEN: configToken } = given;
  return { botToken, delivery, apiUrl: apiUrl.endsWith("/") ? apiUrl : `${apiUrl}/`, installer, configToken };
}

function discordConfig(given: Given): DiscordConfig | undefined {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl = "" } = given;
  const shards = discordShards(given);
  if (token === undefined) return undefined;
  // The library puts the version behind it.
  return { token, apiUrl: apiUrl.replace(/\/+$/u, "").replace(/\/v\d{1,2}$/u, ""), shards };
}

function discordShards({ DISCORD_SHARDS: list, DISCORD_SHARD_COUNT: total }: Given): DiscordConfig["shards"] {
  if (list === undefined && total === undefined) return undefined;
  if (total === undefined) throw toMend(["DISCORD_SHARD_COUNT is missing: how many shards all processes have together"]);
  const count = Number(total);
  const ranges = (list ?? `0-${count - 1}`).split(",").map((range) => range.trim().split("-").map(Number));
  if (ranges.some(([from = 0, to = from]) => to < from || to >= count))
    throw toMend([`DISCORD_SHARDS goes from 0 to ${count - 1}, because DISCORD_SHARD_COUNT is ${count}`]);
  const ids = ranges.flatMap(([from = 0, to = from]) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
  return { count, ids: [...new Set(ids)] };
}

function toMend(wrong: readonly string[]): Error {
  return new Error(`Settings to mend (see .env.example): ${wrong.join("; ")}`);
}

function isLevel(value: string): value is LogLevel {
  return ["debug", "info", "warn", "error"].includes(value);
}

function areGlobs(list: string): boolean {
  try {
    readGlobs(list);
    return true;
  } catch {
    return false;
  }
}

function isPostgres(address: string): boolean {
  return URL.canParse(address) && /^postgres(?:ql)?:$/u.test(new URL(address).protocol);
}

// A token must not cross a network in clear.
function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const loopback = hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
  return protocol === "https:" || (protocol === "http:" && loopback);
}
