/** What the bot may do in servers, and why each is asked for. */
export const permissions = {
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  addReactions: 1n << 6n,
  sendMessagesInThreads: 1n << 38n,
} as const;

/** Their names as Discord's settings show them. */
export const permissionNames: Readonly<Record<keyof typeof permissions, string>> = {
  viewChannel: "View Channels",
  sendMessages: "Send Messages",
  embedLinks: "Embed Links",
  attachFiles: "Attach Files",
  readMessageHistory: "Read Message History",
  addReactions: "Add Reactions",
  sendMessagesInThreads: "Send Messages in Threads",
};

/** Without these nothing can be answered in a channel; the others only make answers poorer. */
export const needed: readonly (keyof typeof permissions)[] = ["viewChannel", "sendMessages", "readMessageHistory"];

/** The link that adds the bot to a server, with exactly these permissions. */
export function inviteLink(application: string): string {
  const bits = Object.values(permissions).reduce((sum, bit) => sum | bit, 0n);
  return `https://discord.com/oauth2/authorize?client_id=${application}&scope=bot+applications.commands&permissions=${bits}`;
}
