import type { FakeChannel, FakeGuild } from "./types.ts";

export const permissions = {
  kickMembers: 1n << 1n,
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  addReactions: 1n << 6n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  useExternalEmojis: 1n << 18n,
  connect: 1n << 20n,
  useApplicationCommands: 1n << 31n,
  manageThreads: 1n << 34n,
  createPublicThreads: 1n << 35n,
  createPrivateThreads: 1n << 36n,
  sendMessagesInThreads: 1n << 38n,
  useExternalApps: 1n << 50n,
} as const;
export type Permission = keyof typeof permissions;

export const everything = Object.values(permissions).reduce((all, one) => all | one, 0n);

export function bits(...names: readonly Permission[]): bigint {
  return names.reduce((all, name) => all | permissions[name], 0n);
}

/** What everybody may do in a guild of ours. */
export const usual = bits(
  "addReactions",
  "viewChannel",
  "sendMessages",
  "embedLinks",
  "attachFiles",
  "readMessageHistory",
  "useExternalEmojis",
  "connect",
  "useApplicationCommands",
  "createPublicThreads",
  "createPrivateThreads",
  "sendMessagesInThreads",
  "useExternalApps",
);

const inDm = bits("viewChannel", "sendMessages", "embedLinks", "attachFiles", "readMessageHistory", "addReactions");
const whenTimedOut = bits("viewChannel", "readMessageHistory");

/** Permissions of a member before any channel has its say. */
export function basePermissions(guild: FakeGuild, userId: string): bigint {
  const member = guild.members.get(userId);
  if (guild.ownerId === userId) return everything;
  const ids = [guild.id, ...(member?.roles ?? [])];
  const all = ids.reduce((sum, id) => sum | (guild.roles.get(id)?.permissions ?? 0n), 0n);
  return all & permissions.administrator ? everything : all;
}

function overwritten(base: bigint, channel: FakeChannel, guild: FakeGuild, userId: string): bigint {
  const apply = (now: bigint, ids: readonly string[], type: "role" | "member"): bigint => {
    const those = channel.overwrites.filter((one) => one.type === type && ids.includes(one.id));
    const deny = those.reduce((sum, one) => sum | one.deny, 0n);
    const allow = those.reduce((sum, one) => sum | one.allow, 0n);
    return (now & ~deny) | allow;
  };
  const roles = guild.members.get(userId)?.roles ?? [];
  return apply(apply(apply(base, [guild.id], "role"), roles, "role"), [userId], "member");
}

/** What follows from what is missing: nothing can be done in a channel that cannot be seen. */
function implied(now: bigint, isThread: boolean): bigint {
  if (!(now & permissions.viewChannel)) return 0n;
  const speak = isThread ? permissions.sendMessagesInThreads : permissions.sendMessages;
  return now & speak ? now : now & ~bits("mentionEveryone", "embedLinks", "attachFiles");
}

/** Permissions of a user in a channel of a guild; a thread's are those of its channel. */
export function permissionsIn(guild: FakeGuild | undefined, channel: FakeChannel, userId: string, now: number): bigint {
  if (!guild) return inDm;
  const member = guild.members.get(userId);
  if (!member) return 0n;
  const base = basePermissions(guild, userId);
  if (base === everything) return everything;
  const parent = channel.thread ? guild.channels.get(channel.parentId ?? "") : channel;
  const own = implied(overwritten(base, parent ?? channel, guild, userId), channel.thread !== undefined);
  const hidden = channel.kind === "privateThread" && !channel.thread?.members.has(userId) && !(own & permissions.manageThreads);
  if (hidden) return 0n;
  return (member.timedOutUntil ?? 0) > now ? own & whenTimedOut : own;
}
