import type { FakeChannel, FakeFile, FakeSlack, FakeUser } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** What an app with every base and optional scope has. */
export const allScopes = [
  "commands",
  "chat:write",
  "app_mentions:read",
  "channels:history",
  "groups:history",
  "im:history",
  "mpim:history",
  "channels:read",
  "groups:read",
  "im:read",
  "files:read",
  "files:write",
  "reactions:read",
  "reactions:write",
  "users:read",
  "team:read",
] as const;

export function addUser(workspace: Workspace, user: Partial<FakeUser> & { id: string }): FakeUser {
  const name = user.name ?? user.id.toLowerCase();
  const whole = { name, realName: name, locale: "en-US", tz: "Europe/London", isAdmin: false, isBot: false, ...user };
  workspace.users.set(user.id, whole);
  return whole;
}

export function addChannel(workspace: Workspace, channel: Partial<FakeChannel> & { id: string }): FakeChannel {
  const everyone = [workspace.botUserId, "U0ALICE", "U0BOB"];
  const defaults = { name: channel.id.toLowerCase(), kind: "public", members: everyone, archived: false, shared: false } as const;
  const whole = { ...defaults, ...channel, members: [...(channel.members ?? everyone)] };
  workspace.channels.set(channel.id, whole);
  return whole;
}

export const addFile = (workspace: Workspace, file: Parameters<FakeSlack["addFile"]>[0]): FakeFile => {
  const content = typeof file.content === "string" ? new TextEncoder().encode(file.content) : file.content;
  const filetype = file.name.split(".").at(-1) ?? "";
  const defaults = { mimetype: "text/plain", filetype, size: content.length, user: "U0ALICE", mode: "hosted" };
  const whole = { id: workspace.nextId("F"), ...defaults, channels: [], downloads: [], ...file, content };
  workspace.files.set(whole.id, whole);
  return whole;
};

/** Two people (one Japanese), the bot, and channels of every kind that matters. */
export function seed(workspace: Workspace): void {
  addUser(workspace, { id: workspace.botUserId, name: workspace.botName, isBot: true });
  addUser(workspace, { id: "U0ALICE", name: "alice", realName: "Alice", isAdmin: true });
  addUser(workspace, { id: "U0BOB", name: "bob", realName: "Bob", locale: "ja-JP", tz: "Asia/Tokyo" });
  addChannel(workspace, { id: "C0ONCALL", name: "on-call" });
  addChannel(workspace, { id: "C0SHARED", name: "with-partner", shared: true });
  addChannel(workspace, { id: "C0OUTSIDE", name: "outside", members: ["U0ALICE", "U0BOB"] });
  addChannel(workspace, { id: "C0ARCHIVE", name: "old", archived: true });
  addChannel(workspace, { id: "G0SECRET", name: "secret", kind: "private" });
  addChannel(workspace, { id: "D0ALICE", kind: "im", members: [workspace.botUserId, "U0ALICE"] });
  addChannel(workspace, { id: "D0BOB", kind: "im", members: [workspace.botUserId, "U0BOB"] });
}
