/** What tests see of the fake Discord. Everything mutable here may be changed by a test at any time. */
import type { Json } from "./json.ts";

export type { Json } from "./json.ts";

export interface FakeUser {
  id: string;
  username: string;
  globalName: string;
  bot: boolean;
  /** What the person's own client is set to. */
  locale: string;
  /** Takes no direct messages: 50007. */
  dmsClosed: boolean;
  /** Has the app installed for themselves. */
  installed: boolean;
}

export interface FakeRole {
  id: string;
  name: string;
  permissions: bigint;
  position: number;
  mentionable: boolean;
  managed: boolean;
}

export interface FakeMember {
  userId: string;
  roles: string[];
  nick?: string;
  /** Unix ms. */
  timedOutUntil?: number;
}

export interface Overwrite {
  id: string;
  /** Whose: a role's or a member's. */
  type: "role" | "member";
  allow: bigint;
  deny: bigint;
}

export const channelTypes = {
  text: 0,
  dm: 1,
  voice: 2,
  groupDm: 3,
  category: 4,
  announcement: 5,
  announcementThread: 10,
  thread: 11,
  privateThread: 12,
  stage: 13,
  forum: 15,
  media: 16,
} as const;
export type ChannelKind = keyof typeof channelTypes;

export interface FakeThread {
  ownerId: string;
  archived: boolean;
  locked: boolean;
  autoArchiveMinutes: number;
  invitable: boolean;
  members: Set<string>;
  messageCount: number;
  appliedTags: string[];
  createdAt: number;
}

export interface FakeChannel {
  id: string;
  kind: ChannelKind;
  name: string;
  guildId?: string;
  /** Category, or a thread's channel. */
  parentId?: string;
  topic: string;
  position: number;
  nsfw: boolean;
  overwrites: Overwrite[];
  /** Seconds. */
  slowmode: number;
  /** DMs. */
  recipients: string[];
  /** Forums. */
  tags: { id: string; name: string }[];
  requiresTag: boolean;
  lastMessageId?: string;
  thread?: FakeThread;
}

export interface FakeGuild {
  id: string;
  name: string;
  ownerId: string;
  locale: string;
  roles: Map<string, FakeRole>;
  members: Map<string, FakeMember>;
  channels: Map<string, FakeChannel>;
  unavailable: boolean;
  /** Whether the bot is a member, and whether its commands are there (applications.commands). */
  installed: boolean;
}

export interface FakeFile {
  id: string;
  filename: string;
  contentType: string;
  /** What Discord says the size is; the content may lie. */
  size: number;
  content: Uint8Array;
  description?: string;
  url: string;
  /** What the CDN does instead of serving it. */
  fault?: { status?: number; delayMs?: number; redirectTo?: string; drop?: boolean; stallAfter?: number };
  downloads: { method: string; authorization: string }[];
}

export interface FakeMessage {
  id: string;
  channelId: string;
  guildId?: string;
  authorId: string;
  webhookId?: string;
  /** Sent by the app under test. */
  own: boolean;
  type: number;
  content: string;
  embeds: Json[];
  components: Json[];
  files: FakeFile[];
  flags: number;
  nonce?: string | number;
  reference?: { messageId: string; channelId: string; guildId?: string };
  /** Of whom it pinged. */
  mentions: string[];
  mentionRoles: string[];
  mentionEveryone: boolean;
  createdAt: number;
  editedAt?: number;
  /** The one who sees it; nobody else does. */
  ephemeralFor?: string;
  interaction?: { id: string; userId: string; type: number; name?: string };
  deleted: boolean;
  /** What it said before, oldest first. */
  history: { content: string; embeds: Json[]; components: Json[] }[];
  reactions: { emoji: string; userId: string }[];
  /** The thread that was made from it. */
  threadId?: string;
}

/** One request to the REST API. */
export interface FakeCall {
  method: string;
  /** "POST /channels/:channel/messages"; what came when it is none that we know. */
  route: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  files: { name: string; filename: string; contentType: string; size: number }[];
  authorized: boolean;
  at: number;
  status: number;
  /** Discord's JSON code when it was refused. */
  code?: number;
  answer?: unknown;
}

export interface Failure {
  /** An HTTP status. */
  status?: number;
  /** Discord's JSON code; without one the answer is an HTML page, as from a proxy on the way. */
  code?: number;
  message?: string;
  body?: string;
  headers?: Record<string, string>;
  /** Wait so long before any answer (real time). Alone: slow, but the call succeeds. */
  delayMs?: number;
  /** Cut the connection instead of answering. */
  drop?: boolean;
  /** Do what was asked and only then answer so: the app cannot know whether it was done. */
  afterwards?: boolean;
  /** How many calls; 1 unless told. Infinity until `heal()`. */
  times?: number;
}

/** A route ("POST /channels/:channel/messages"), a pattern over "POST /channels/1/messages", or a question about the call. */
export type Match = string | RegExp | ((call: FakeCall) => boolean);

export interface FakeOptions {
  token?: string;
  /** What is switched on in the developer portal. Message content and members unless told. */
  privileged?: readonly ("messageContent" | "members" | "presences")[];
  /** What gateway/bot recommends. */
  shards?: number;
  maxConcurrency?: number;
  /** Identifies that are left today. */
  sessionStarts?: number;
  /** How long one identify keeps the next of its key away. 5000 unless told; 0: no such rule. */
  identifyWindowMs?: number;
  heartbeatMs?: number;
  /** First answer to an interaction. */
  answerDeadlineMs?: number;
  /** Requests per route and per second overall; not enforced unless told. */
  limits?: { perRoute?: number; windowMs?: number; global?: number };
  /** Requests without effect (401, 403, 429) in ten minutes before the address is banned. */
  invalidRequests?: number;
  /** Bytes of one file; 10 MiB unless told. */
  maxUpload?: number;
  /** Unix ms; Date.now unless told. `advance` adds to it. */
  now?: () => number;
  /** false: no guild, no people but the bot. */
  seed?: boolean;
  /** Keep what was asked and answered. true unless told; false for benches. */
  record?: boolean;
}
