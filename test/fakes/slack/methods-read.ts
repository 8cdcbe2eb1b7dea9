import { messageBody } from "./events.ts";
import { asFlag, asString } from "./json.ts";
import { type Call, type Method, missingScope, needScope } from "./method.ts";
import type { FakeChannel, Json } from "./types.ts";
import { Refusal } from "./workspace.ts";

const prefix = { public: "channels", private: "groups", im: "im", mpim: "mpim" } as const;
/** Apps that are not listed in Slack's directory: one call a minute, 15 messages each. */
const historyEveryMs = 60_000;
const historyLimit = 15;

/** The channel for reading, with the scope its kind needs. */
function readable({ workspace, args, token }: Call, right: "read" | "history"): FakeChannel {
  const channel = workspace.channels.get(asString(args["channel"]));
  if (!Object.values(prefix).some((kind) => token.scopes.includes(`${kind}:${right}`))) {
    throw missingScope(token, [`${prefix[channel?.kind ?? "public"]}:${right}`]);
  }
  if (!channel) throw new Refusal("channel_not_found");
  needScope(token, `${prefix[channel.kind]}:${right}`);
  if (channel.kind !== "public" && !workspace.isMember(channel)) throw new Refusal("channel_not_found");
  return channel;
}

function history(call: Call, thread?: string): Json {
  const { workspace, name } = call;
  const channel = readable(call, "history");
  if (!workspace.isMember(channel)) throw new Refusal("not_in_channel");
  const last = workspace.historyReads.get(name);
  if (last !== undefined && workspace.now() - last < historyEveryMs) throw new Refusal("ratelimited", { retry_after: 60 }, 429);
  workspace.historyReads.set(name, workspace.now());
  const seen = workspace.messages.filter((one) => one.channel === channel.id && !one.deleted && !one.ephemeralFor);
  const wanted = seen.filter((one) => (thread ? one.threadTs === thread || one.ts === thread : !one.threadTs));
  if (thread && wanted.length === 0) throw new Refusal("thread_not_found");
  const order = thread ? wanted : wanted.toReversed();
  // Times are compared as texts: ten digits, a dot, six digits. The message a thread begins with is always there.
  const { oldest = "", latest = "", inclusive = "", limit = historyLimit, include_all_metadata: metadata } = call.args;
  const edges = inclusive !== "" && asFlag(inclusive) ? [asString(oldest), asString(latest)] : [];
  const within = order.filter(
    ({ ts }) =>
      ts === thread ||
      edges.includes(ts) ||
      ((oldest === "" || ts > asString(oldest)) && (latest === "" || ts < asString(latest))),
  );
  const size = Math.min(historyLimit, Number(limit));
  const messages = within.slice(0, size).map((one) => {
    const { metadata: kept, ...body } = messageBody(workspace, one);
    return metadata !== undefined && asFlag(metadata) && kept !== undefined ? { ...body, metadata: kept } : body;
  });
  return { messages, has_more: within.length > size };
}

const paging = ["cursor", "limit", "oldest", "latest", "inclusive", "include_all_metadata"];

export const readMethods: Readonly<Record<string, Method>> = {
  "auth.test": {
    scopes: [],
    required: [],
    optional: [],
    run: ({ workspace }) => ({
      url: `${workspace.origin}/`,
      team: workspace.team.name,
      user: workspace.botName,
      team_id: workspace.team.id,
      user_id: workspace.botUserId,
      bot_id: workspace.botId,
      is_enterprise_install: false,
    }),
  },
  "team.info": {
    scopes: ["team:read"],
    required: [],
    optional: ["team", "domain"],
    run: ({ workspace }) => ({ team: { ...workspace.team, email_domain: "", icon: { image_default: true } } }),
  },
  "bots.info": {
    scopes: ["users:read"],
    required: [],
    optional: ["bot", "team_id"],
    run({ workspace, args }) {
      if (args["bot"] !== workspace.botId) throw new Refusal("bot_not_found");
      const { appId, botId, botName, botUserId } = workspace;
      return { bot: { id: botId, deleted: false, name: botName, app_id: appId, user_id: botUserId } };
    },
  },
  "users.info": {
    scopes: ["users:read"],
    required: ["user"],
    optional: ["include_locale"],
    run({ workspace, args }) {
      const user = workspace.users.get(asString(args["user"]));
      if (!user) throw new Refusal("user_not_found");
      const { id, name, realName, tz, isAdmin, isBot, locale } = user;
      const profile = { real_name: realName, display_name: name };
      const body = { id, team_id: workspace.team.id, name, real_name: realName, deleted: false, tz, profile };
      const flags = { is_admin: isAdmin, is_owner: false, is_bot: isBot };
      return { user: { ...body, ...flags, ...(asFlag(args["include_locale"]) && { locale }) } };
    },
  },
  "conversations.info": {
    scopes: [],
    required: ["channel"],
    optional: ["include_locale", "include_num_members"],
    run(call) {
      const { id, name, kind, members, archived, shared } = readable(call, "read");
      const is_member = members.includes(call.workspace.botUserId);
      const kinds = {
        is_channel: kind === "public",
        is_group: kind === "private",
        is_im: kind === "im",
        is_mpim: kind === "mpim",
      };
      const states = { is_private: kind !== "public", is_archived: archived, is_ext_shared: shared, is_member };
      return { channel: { id, name, ...kinds, ...states, num_members: members.length } };
    },
  },
  "conversations.members": {
    scopes: [],
    required: ["channel"],
    optional: ["cursor", "limit"],
    run: (call) => ({ members: [...readable(call, "read").members], response_metadata: { next_cursor: "" } }),
  },
  "conversations.history": {
    scopes: [],
    required: ["channel"],
    optional: paging,
    run: (call) => history(call),
  },
  "conversations.replies": {
    scopes: [],
    required: ["channel", "ts"],
    optional: paging,
    run: (call) => history(call, asString(call.args["ts"])),
  },
  "apps.manifest.export": {
    scopes: [],
    token: "config",
    required: ["app_id"],
    optional: [],
    run({ workspace, args, token }) {
      if (args["app_id"] !== workspace.appId) throw new Refusal("invalid_app_id");
      return { manifest: token.manifest ?? {} };
    },
  },
  "apps.connections.open": {
    scopes: ["connections:write"],
    token: "app",
    required: [],
    optional: ["debug_reconnects"],
    run({ workspace }) {
      const ticket = workspace.nextId("ticket-");
      workspace.tickets.add(ticket);
      return { url: `${workspace.origin.replace("http", "ws")}/link/?ticket=${ticket}&app_id=${workspace.appId}` };
    },
  },
};
