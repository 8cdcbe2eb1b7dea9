/** People write, change, delete and use the app. */
import type { FakeDiscord, Ref } from "./contract.ts";
import { begin, type InteractInput, settle } from "./interact.ts";
import { removeMessages, tell, touch, typed, userMessage } from "./messages.ts";
import { tellReaction } from "./routes-messages.ts";
import type { Home } from "./seed.ts";
import { addThread } from "./threads.ts";
import type { World } from "./world.ts";

export function find<T extends { id: string }>(all: ReadonlyMap<string, T>, ref: Ref<T>): T {
  const found = typeof ref === "string" ? all.get(ref) : ref;
  if (!found) throw new Error(`the fake has no ${typeof ref === "string" ? ref : "such thing"}`);
  return found;
}

type Talk = Pick<
  FakeDiscord,
  | "messages"
  | "answers"
  | "answerTo"
  | "say"
  | "edit"
  | "react"
  | "remove"
  | "repeat"
  | "startThread"
  | "startPost"
  | "unfurl"
  | "interact"
>;

/** Where and by whom, from what it is about. */
function aboutOf(input: InteractInput): { channelId?: string; userId?: string | undefined } {
  if ("submit" in input) return input.submit;
  if ("target" in input) return { channelId: input.target.channelId };
  return "on" in input ? { channelId: input.on.channelId, userId: input.on.ephemeralFor } : {};
}

export function talk(world: World, home: Home | undefined): Talk {
  const messages: Talk["messages"] = (channel) => {
    const all =
      channel === undefined ? [...world.messages.values()] : (world.byChannel.get(find(world.channels, channel).id) ?? []);
    return all.filter((one) => !one.deleted && one.ephemeralFor === undefined);
  };
  const answers: Talk["answers"] = (channel) => messages(channel).filter((one) => one.own);
  return {
    messages,
    answers,
    answerTo: (message) =>
      world.replies.get(message.id)?.find((one) => !one.deleted && one.ephemeralFor === undefined) ??
      (message.threadId === undefined ? undefined : answers(message.threadId)[0]),
    say(channel, user, text, more) {
      return userMessage(world, find(world.channels, channel), typeof user === "string" ? user : user.id, text, more);
    },
    edit(message, text) {
      const { content, embeds, components } = message;
      message.history.push({ content, embeds, components });
      message.content = typed(world, text);
      touch(world, message);
    },
    react(message, user, emoji) {
      const userId = find(world.users, user).id;
      message.reactions.push({ emoji, userId });
      tellReaction(world, "MESSAGE_REACTION_ADD", find(world.channels, message.channelId), message, userId, emoji);
    },
    remove: (...gone) => removeMessages(world, gone),
    repeat: (message) => tell(world, "MESSAGE_CREATE", message),
    startThread(parent, user, name, from) {
      const channel = find(world.channels, parent);
      return addThread(world, { parent: channel, name, ownerId: find(world.users, user).id, ...(from && { from }) });
    },
    startPost(forum, user, name, text, more) {
      const channel = find(world.channels, forum);
      const ownerId = typeof user === "string" ? user : user.id;
      const post = addThread(world, { parent: channel, name, ownerId });
      return userMessage(world, post, ownerId, text, { ...more, id: post.id });
    },
    unfurl(message) {
      message.embeds = [{ type: "link", url: "https://a.example", title: "A preview" }];
      tell(world, "MESSAGE_UPDATE", message);
    },
    interact(input) {
      const about = aboutOf(input);
      const where = input.channel ?? world.channels.get(about.channelId ?? "") ?? home?.channels.oncall;
      const who = input.user ?? world.users.get(about.userId ?? "") ?? home?.alice;
      if (!where || !who) throw new Error("say which channel and which user");
      return settle(begin(world, input, where, who), world.options.answerDeadlineMs ?? 3000, input.settleMs ?? 5000);
    },
  };
}
