import type { Bot } from "../../bot/answer.ts";
import { record, records, text } from "../../chat/fields.ts";
import type { Finding } from "../../chat/finding.ts";
import { restOptions, shaped, type Api } from "./api.ts";
import { commands } from "./commands.ts";
import { badToken, codeOf, isDeadToken } from "./faults.ts";
import { inviteLink, needed, permissionNames, permissions } from "./invite.ts";
import { RestClient } from "./library.ts";
import { permissionsIn } from "./permissions.ts";
import { isSame } from "./register.ts";

export interface DoctorSettings {
  readonly token: string;
  readonly apiUrl: string;
  readonly shards: { readonly count: number; readonly ids: readonly number[] } | undefined;
}

type Call = Api["call"];
/** Servers whose channels are looked at. */
const mostGuilds = 20;
/** Switched on in the developer portal: for verified apps, for the rest. */
const contentFlags = (1 << 18) | (1 << 19);

/** Looks at everything of Discord's that can be looked at, and says what to mend. */
export async function examineDiscord(settings: DoctorSettings, bot: Bot): Promise<Finding[]> {
  const rest = new RestClient(restOptions(settings.apiUrl, 50)).setToken(settings.token);
  const call: Call = (method, path, options) => rest[method](path, shaped(options ?? {}));
  try {
    const application = record(await call("get", "/applications/@me"));
    const id = text(application["id"]) ?? "";
    const me = record(await call("get", "/users/@me"));
    return [
      { name: "Discord token", ok: true, says: `${text(me["username"]) ?? "a bot"}, application ${id}` },
      intent(application),
      { name: "Discord invite", ok: true, says: inviteLink(id) },
      await shards(call, settings),
      await registered(call, id, bot),
      ...(await guilds(call, text(me["id"]) ?? "", id)),
    ];
  } catch (fault) {
    const says = isDeadToken(fault)
      ? badToken
      : `Discord can't be reached (${codeOf(fault)}): check the network, DISCORD_API_URL and discordstatus.com`;
    return [{ name: "Discord token", ok: false, says }];
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

function intent(application: Readonly<Record<string, unknown>>): Finding {
  const name = "Discord intents";
  const on = (Number(application["flags"] ?? 0) & contentFlags) !== 0;
  // Only watching needs it: whoever wants none is not told to mend anything.
  return {
    name,
    ok: true,
    says: on
      ? "Message Content is on: channels can be watched"
      : "Message Content is off: mentions and commands work, watching channels does not. To watch: developer portal, your application, Bot, Privileged Gateway Intents, Message Content Intent; then restart",
  };
}

async function shards(call: Call, { shards: own }: DoctorSettings): Promise<Finding> {
  const name = "Discord gateway";
  const gateway = record(await call("get", "/gateway/bot"));
  const limit = record(gateway["session_start_limit"]);
  const [wanted, left] = [Number(gateway["shards"] ?? 1), Number(limit["remaining"] ?? 0)];
  if (left < (own?.ids.length ?? wanted))
    return { name, ok: false, says: `only ${left} connections are left today: restart seldom` };
  const says =
    own === undefined
      ? `${wanted} shard${wanted === 1 ? "" : "s"}, all in one process`
      : `shards ${own.ids.join(", ")} of ${own.count}`;
  const few = own !== undefined && own.count < wanted;
  return few
    ? { name, ok: false, says: `${says}; Discord recommends ${wanted}: raise DISCORD_SHARD_COUNT in every process` }
    : { name, ok: true, says: `${says}; ${left} connections left today` };
}

async function registered(call: Call, application: string, bot: Bot): Promise<Finding> {
  const name = "Discord commands";
  const query = new URLSearchParams({ with_localizations: "true" });
  const there = records(await call("get", `/applications/${application}/commands`, { query }));
  const same = isSame(there, commands(bot));
  return same
    ? { name, ok: true, says: "registered" }
    : { name, ok: false, says: "not registered, or of another version: start the bot, or run sipsense discord register" };
}

async function guilds(call: Call, me: string, application: string): Promise<Finding[]> {
  const all = records(await call("get", "/users/@me/guilds"));
  if (all.length === 0)
    return [{ name: "Discord servers", ok: false, says: `the bot is in none: open ${inviteLink(application)}` }];
  const findings: Finding[] = [];
  for (const guild of all.slice(0, mostGuilds)) {
    const id = text(guild["id"]) ?? "";
    const name = `Discord server ${text(guild["name"]) ?? id}`;
    try {
      findings.push({ name, ...(await channels(call, id, me)) });
    } catch (fault) {
      findings.push({ name, ok: false, says: `can't be looked at (${codeOf(fault)})` });
    }
  }
  return findings;
}

/** Which channels of a server lack what, by name. */
async function channels(call: Call, guild: string, me: string): Promise<{ readonly ok: boolean; readonly says: string }> {
  const [server, member, list] = await Promise.all([
    call("get", `/guilds/${guild}`),
    call("get", `/guilds/${guild}/members/${me}`),
    call("get", `/guilds/${guild}/channels`),
  ]);
  const talked = records(list).filter((channel) => [0, 5, 15].includes(Number(channel["type"])));
  const lacking = talked.flatMap((channel) => {
    const may = permissionsIn({ guild: record(server), member: record(member), channel, me });
    const missing = needed.filter((name) => (may & permissions[name]) === 0n).map((name) => permissionNames[name]);
    // A channel that the bot does not see may be none of its business.
    return missing.length === 0 || missing.includes(permissionNames.viewChannel)
      ? []
      : [`#${text(channel["name"]) ?? "?"}: ${missing.join(", ")}`];
  });
  const seen = `${talked.length} channels`;
  if (lacking.length === 0) return { ok: true, says: `${seen}, nothing missing where the bot can see` };
  return {
    ok: false,
    says: `missing in ${lacking.slice(0, 20).join("; ")} (Server Settings, Roles, or the channel's Permissions)`,
  };
}
