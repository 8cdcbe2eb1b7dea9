/** Who we are and what is there. */
import { channelJson, guildJson, userJson, wholeMember } from "./payloads.ts";
import { basePermissions } from "./permissions.ts";
import { refuse } from "./refusal.ts";
import { type Call, type Handler, ok, param } from "./route.ts";
import type { FakeGuild, Json } from "./types.ts";
import type { World } from "./world.ts";

export function applicationFlags(world: World): number {
  const on = world.options.privileged ?? ["messageContent", "members"];
  // The limited kinds: what an app in fewer than 100 guilds has.
  const bits = { presences: 1 << 13, members: 1 << 15, messageContent: 1 << 19 };
  return on.reduce((sum, name) => sum | bits[name], 0);
}

export function applicationJson(world: World): Json {
  const bot = world.users.get(world.botId);
  return {
    id: world.appId,
    name: "sipsense",
    icon: null,
    description: "",
    summary: "",
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: "0".repeat(64),
    flags: applicationFlags(world),
    approximate_guild_count: world.guilds.size,
    interactions_endpoint_url: null,
    team: null,
    integration_types_config: { "0": {}, "1": {} },
    ...(bot && { bot: userJson(bot) }),
  };
}

/** A guild that the bot is in; 10004 otherwise. */
export function guildOf(call: Call): FakeGuild {
  const guild = call.world.guilds.get(param(call, "guild"));
  if (!guild) throw refuse(10_004);
  if (!guild.members.has(call.world.botId)) throw refuse(50_001);
  return guild;
}

const gatewayUrl = (world: World): string => `${world.origin.replace("http", "ws")}/gateway`;

const gatewayBot: Handler = ({ world }) => {
  const { shards = 1, maxConcurrency = 1, sessionStarts = 1000 } = world.options;
  return ok({
    url: gatewayUrl(world),
    shards,
    session_start_limit: {
      total: 1000,
      remaining: Math.max(0, sessionStarts - world.sessionsStarted),
      reset_after: 86_400_000,
      max_concurrency: maxConcurrency,
    },
  });
};

/** Guilds of the bot, by rising id, 200 at most: `after` goes on. */
const ownGuilds: Handler = ({ world, query }) => {
  const after = BigInt(query["after"] ?? 0);
  const ours = [...world.guilds.values()].filter((one) => one.members.has(world.botId) && BigInt(one.id) > after);
  const page = ours
    .toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1))
    .slice(0, Number(query["limit"] ?? 200));
  return ok(
    page.map((guild) => {
      const permissions = String(basePermissions(guild, world.botId));
      return { id: guild.id, name: guild.name, icon: null, banner: null, owner: false, permissions, features: [] };
    }),
  );
};

const member: Handler = (call) => {
  const { world } = call;
  const guild = guildOf(call);
  const id = param(call, "user");
  if (!world.users.has(id)) throw refuse(10_013);
  const found = wholeMember(world, guild, id);
  if (!found) throw refuse(10_007);
  return ok(found);
};

const user: Handler = (call) => {
  const found = call.world.users.get(param(call, "user"));
  if (!found) throw refuse(10_013);
  return ok(userJson(found));
};

const me: Handler = ({ world }) => {
  const bot = world.users.get(world.botId);
  if (!bot) throw refuse(10_013);
  return ok({ ...userJson(bot), verified: true, mfa_enabled: false, email: null, flags: 0 });
};

export const readRoutes: Readonly<Record<string, Handler>> = {
  "GET /gateway": ({ world }) => ok({ url: gatewayUrl(world) }),
  "GET /gateway/bot": gatewayBot,
  "GET /applications/@me": ({ world }) => ok(applicationJson(world)),
  "GET /oauth2/applications/@me": ({ world }) => ok(applicationJson(world)),
  "GET /users/@me": me,
  "GET /users/@me/guilds": ownGuilds,
  "GET /users/:user": user,
  "GET /guilds/:guild": (call) => ok(guildJson(call.world, guildOf(call))),
  "GET /guilds/:guild/channels": (call) =>
    ok([...guildOf(call).channels.values()].filter((one) => !one.thread).map((one) => channelJson(call.world, one))),
  "GET /guilds/:guild/roles": (call) => ok(guildJson(call.world, guildOf(call))["roles"]),
  "GET /guilds/:guild/members/:user": member,
  "GET /guilds/:guild/threads/active": (call) => {
    const threads = [...guildOf(call).channels.values()].filter((one) => one.thread && !one.thread.archived);
    return ok({ threads: threads.map((one) => channelJson(call.world, one)), members: [] });
  },
};
