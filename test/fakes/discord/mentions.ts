/** Who a message names, and whom of those it may ping. */
import { wordsOf } from "./component-check.ts";
import { asStrings, isJson, type Json } from "./json.ts";
import type { FakeChannel } from "./types.ts";
import type { World } from "./world.ts";

export interface Mentions {
  users: string[];
  roles: string[];
  everyone: boolean;
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ""))];
}

/** Everyone whom the text names and who is there. */
function named(world: World, channel: FakeChannel, authorId: string, text: string): Mentions {
  const guild = world.guildOf(channel);
  const mayAll = world.may(channel, "mentionEveryone", authorId);
  return {
    users: idsIn(text, /<@!?(\d{1,20})>/gu).filter((id) => world.users.has(id)),
    roles: idsIn(text, /<@&(\d{1,20})>/gu).filter((id) => {
      const role = guild?.roles.get(id);
      return role !== undefined && (role.mentionable || mayAll);
    }),
    everyone: guild !== undefined && mayAll && /@(?:everyone|here)\b/u.test(text),
  };
}

export interface MentionInput {
  content: string;
  components: readonly Json[];
  /** undefined: everything that is named is pinged. */
  allowed?: unknown;
  /** Author of the message that is answered. */
  repliedTo?: string;
}

export function mentionsOf(world: World, channel: FakeChannel, authorId: string, input: MentionInput): Mentions {
  const all = named(world, channel, authorId, [input.content, ...wordsOf(input.components)].join("\n"));
  const { allowed, repliedTo } = input;
  const withReply = (users: readonly string[], yes: boolean): string[] =>
    yes && repliedTo !== undefined && world.users.has(repliedTo) ? [...new Set([...users, repliedTo])] : [...users];
  if (!isJson(allowed)) return { ...all, users: withReply(all.users, true) };
  const parse = asStrings(allowed["parse"]);
  const pick = (kind: "users" | "roles"): string[] =>
    parse.includes(kind) ? all[kind] : all[kind].filter((id) => asStrings(allowed[kind]).includes(id));
  return {
    users: withReply(pick("users"), allowed["replied_user"] === true),
    roles: pick("roles"),
    everyone: all.everyone && parse.includes("everyone"),
  };
}

/** allowed_mentions that can ping nobody. */
export function pingsNobody(allowed: unknown): boolean {
  if (!isJson(allowed)) return false;
  const { parse, users, roles, replied_user } = allowed;
  return (
    Array.isArray(parse) && [parse, asStrings(users), asStrings(roles)].every((one) => one.length === 0) && replied_user !== true
  );
}
