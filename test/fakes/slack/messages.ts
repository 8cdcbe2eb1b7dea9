/** What apps write, however it comes in: checked as Slack checks it, kept, and told back to the app. */
import { checkBlocks } from "./block-kit.ts";
import { limits } from "./block-limits.ts";
import { messageChanged, messageDeleted, messageEvent } from "./events.ts";
import { asFlag, asJson, asList, asString } from "./json.ts";
import type { FakeChannel, FakeMessage, Json } from "./types.ts";
import { Refusal, type Workspace } from "./workspace.ts";

/** Refuses content that Slack refuses, and notes it: no app should ever send such a thing. */
export function checkContent(workspace: Workspace, method: string, args: Json): { text: string; blocks: Json[] } {
  const refuse = (code: string, problems: string[] = []): never => {
    workspace.violations.push(`${method}: ${code}${problems.length > 0 ? ` (${problems.join("; ")})` : ""}`);
    const messages = problems.map((problem) => `[ERROR] ${problem}`);
    throw new Refusal(code, problems.length > 0 ? { errors: problems, response_metadata: { messages } } : {});
  };
  const { blocks = [], text = "", attachments = [] } = args;
  if (!Array.isArray(blocks)) return refuse("invalid_blocks_format");
  if (typeof text !== "string") return refuse("invalid_arguments", ["must be a valid string [json-pointer:/text]"]);
  const problems = [
    ...checkBlocks(blocks),
    ...asList(attachments).flatMap((one, index) => checkBlocks(one["blocks"] ?? [], `/attachments/${index}/blocks`)),
  ];
  const code = problems.some((one) => one.startsWith("msg_blocks_too_long")) ? "msg_blocks_too_long" : "invalid_blocks";
  if (problems.length > 0) return refuse(code, problems);
  if (text.length > limits.messageText) return refuse("msg_too_long");
  if (text === "" && blocks.length === 0 && asList(attachments).length === 0) return refuse("no_text");
  if (text.trim() === "") workspace.violations.push(`${method}: no top-level text beside blocks`);
  return { text, blocks: asList(blocks) };
}

/** Metadata must be {event_type, event_payload}. */
export function checkMetadata(value: unknown): Json | undefined {
  if (value === undefined) return undefined;
  const metadata = asJson(value);
  const extra = Object.keys(metadata).filter((key) => key !== "event_type" && key !== "event_payload");
  if (asString(metadata["event_type"]) === "" || extra.length > 0) throw new Refusal("invalid_metadata_format");
  if (typeof metadata["event_payload"] !== "object") throw new Refusal("invalid_metadata_schema");
  return metadata;
}

/** The channel for writing, or why not. A user id opens the direct messages with that user. */
export function writable(workspace: Workspace, id: string): FakeChannel {
  const channel = workspace.channels.get(id) ?? directWith(workspace, id);
  if (!channel) throw new Refusal("channel_not_found");
  const member = workspace.isMember(channel);
  if (channel.kind !== "public" && !member) throw new Refusal("channel_not_found");
  if (channel.archived) throw new Refusal("is_archived");
  if (!member && !workspace.botHas("chat:write.public")) throw new Refusal("not_in_channel");
  return channel;
}

function directWith(workspace: Workspace, user: string): FakeChannel | undefined {
  if (!workspace.users.has(user)) return undefined;
  const isDirect = (one: FakeChannel): boolean => one.kind === "im" && workspace.isMember(one, user);
  return [...workspace.channels.values()].find(isDirect);
}

export interface Draft {
  channel: string;
  args: Json;
  via: FakeMessage["via"];
  method: string;
  ephemeralFor?: string;
}

/** Keeps a bot's message and tells the app about it. */
export function publish(workspace: Workspace, { channel, args, via, method, ephemeralFor }: Draft): FakeMessage {
  const { text, blocks } = checkContent(workspace, method, args);
  const metadata = checkMetadata(args["metadata"]);
  const threadTs = asString(args["thread_ts"]);
  if (threadTs && !/^\d+\.\d{6}$/u.test(threadTs)) throw new Refusal("invalid_thread_ts");
  const message = workspace.store({
    channel,
    ts: workspace.nextTs(),
    user: workspace.botUserId,
    botId: workspace.botId,
    text,
    blocks,
    deleted: false,
    history: [],
    reactions: [],
    files: [],
    via,
    ...(threadTs && { threadTs }),
    ...(metadata && { metadata }),
    ...(ephemeralFor && { ephemeralFor }),
    ...(args["reply_broadcast"] !== undefined && { replyBroadcast: asFlag(args["reply_broadcast"]) }),
    ...(args["unfurl_links"] !== undefined && { unfurlLinks: asFlag(args["unfurl_links"]) }),
    ...(args["unfurl_media"] !== undefined && { unfurlMedia: asFlag(args["unfurl_media"]) }),
  });
  if (!ephemeralFor) workspace.echo(messageEvent(workspace, message));
  return message;
}

export function change(workspace: Workspace, message: FakeMessage, args: Json, method: string): void {
  const { text, blocks } = checkContent(workspace, method, args);
  const metadata = checkMetadata(args["metadata"]);
  workspace.rewrite(message, text, blocks);
  if (metadata) message.metadata = metadata;
  if (!message.ephemeralFor) workspace.echo(messageChanged(workspace, message));
}

export function remove(workspace: Workspace, message: FakeMessage): void {
  message.deleted = true;
  if (!message.ephemeralFor) workspace.echo(messageDeleted(workspace, message));
}
