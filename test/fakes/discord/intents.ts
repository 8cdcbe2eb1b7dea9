export const intents = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildMessageReactions: 1 << 10,
  guildMessageTyping: 1 << 11,
  directMessages: 1 << 12,
  directMessageReactions: 1 << 13,
  directMessageTyping: 1 << 14,
  messageContent: 1 << 15,
} as const;

/** Bits that mean something: 0-16, 20, 21, 24, 25. */
export const knownIntents = 0x1_ff_ff | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

/** What must be switched on in the developer portal. */
export const privilegedIntents = {
  members: intents.guildMembers,
  presences: intents.guildPresences,
  messageContent: intents.messageContent,
} as const;
