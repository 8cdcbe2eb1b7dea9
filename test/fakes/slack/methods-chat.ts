import { messageBody } from "./events.ts";
import { asString } from "./json.ts";
import { change, publish, remove, writable } from "./messages.ts";
import type { Call, Method } from "./method.ts";
import type { FakeMessage } from "./types.ts";
import { Refusal, type Workspace } from "./workspace.ts";

const content = ["text", "blocks", "attachments", "parse", "link_names", "metadata"];
const posting = [...content, "thread_ts", "unfurl_links", "unfurl_media", "mrkdwn", "username", "icon_emoji", "icon_url"];

function standing(workspace: Workspace, channel: string, ts: string): FakeMessage {
  const message = workspace.find(channel, ts);
  if (!message || message.deleted || message.ephemeralFor) throw new Refusal("message_not_found");
  return message;
}

/** The bot's own message, in a channel where it may still write. */
function own({ workspace, args }: Call, refusal: string): FakeMessage {
  const channel = workspace.channels.get(asString(args["channel"]));
  if (!channel) throw new Refusal("channel_not_found");
  if (channel.archived) throw new Refusal("is_archived");
  const message = standing(workspace, channel.id, asString(args["ts"]));
  if (message.botId !== workspace.botId) throw new Refusal(refusal);
  return message;
}

function checkCustomAuthor({ token, args }: Call): void {
  const custom = ["username", "icon_emoji", "icon_url"].some((name) => args[name] !== undefined);
  if (custom && !token.scopes.includes("chat:write.customize"))
    throw new Refusal("missing_scope", { needed: "chat:write.customize" });
}

const postMessage: Method = {
  scopes: ["chat:write"],
  required: ["channel"],
  optional: [...posting, "reply_broadcast"],
  run(call) {
    const { workspace, args, name } = call;
    checkCustomAuthor(call);
    const channel = writable(workspace, asString(args["channel"]));
    const message = publish(workspace, { channel: channel.id, args, via: "api", method: name });
    return { channel: channel.id, ts: message.ts, message: messageBody(workspace, message) };
  },
};

const postEphemeral: Method = {
  scopes: ["chat:write"],
  required: ["channel", "user"],
  optional: posting,
  run(call) {
    const { workspace, args, name } = call;
    checkCustomAuthor(call);
    const channel = writable(workspace, asString(args["channel"]));
    const user = asString(args["user"]);
    if (!workspace.isMember(channel, user)) throw new Refusal("user_not_in_channel");
    const message = publish(workspace, { channel: channel.id, args, via: "api", method: name, ephemeralFor: user });
    return { message_ts: message.ts };
  },
};

const update: Method = {
  scopes: ["chat:write"],
  required: ["channel", "ts"],
  optional: [...content, "reply_broadcast", "file_ids"],
  run(call) {
    const { workspace, args, name } = call;
    const message = own(call, "cant_update_message");
    const both = args["blocks"] !== undefined && args["text"] !== undefined;
    if (!both && message.blocks.length > 0) workspace.violations.push(`${name}: needs text and blocks, every time`);
    change(workspace, message, args, name);
    return { channel: message.channel, ts: message.ts, text: message.text, message: messageBody(workspace, message) };
  },
};

const deletion: Method = {
  scopes: ["chat:write"],
  required: ["channel", "ts"],
  optional: [],
  run(call) {
    const message = own(call, "cant_delete_message");
    remove(call.workspace, message);
    return { channel: message.channel, ts: message.ts };
  },
};

function reactionOf({ workspace, args }: Call): { message: FakeMessage; name: string; index: number } {
  const channel = workspace.channels.get(asString(args["channel"]));
  if (!channel) throw new Refusal("channel_not_found");
  if (channel.archived) throw new Refusal("is_archived");
  if (!workspace.isMember(channel)) throw new Refusal(channel.kind === "public" ? "not_in_channel" : "channel_not_found");
  const name = asString(args["name"]);
  if (!/^[\w+'-]+(?:::skin-tone-[2-6])?$/u.test(name)) throw new Refusal("invalid_name");
  const message = standing(workspace, channel.id, asString(args["timestamp"]));
  const index = message.reactions.findIndex((one) => one.name === name && one.user === workspace.botUserId);
  return { message, name, index };
}

const reacting = { scopes: ["reactions:write"], required: ["channel", "timestamp", "name"], optional: [] };

export const chatMethods: Readonly<Record<string, Method>> = {
  "chat.postMessage": postMessage,
  "chat.postEphemeral": postEphemeral,
  "chat.update": update,
  "chat.delete": deletion,
  "reactions.add": {
    ...reacting,
    run(call) {
      const { message, name, index } = reactionOf(call);
      if (index !== -1) throw new Refusal("already_reacted");
      message.reactions.push({ name, user: call.workspace.botUserId });
      return {};
    },
  },
  "reactions.remove": {
    ...reacting,
    run(call) {
      const { message, index } = reactionOf(call);
      if (index === -1) throw new Refusal("no_reaction");
      message.reactions.splice(index, 1);
      return {};
    },
  },
};
