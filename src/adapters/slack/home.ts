import type { types } from "@slack/bolt";

import type { Block, Line } from "../../reply/document.ts";
import type { Words } from "../../reply/words.ts";
import { limits } from "./limits.ts";
import type { Parts } from "./parts.ts";
import { renderBlocks } from "./render.ts";
import { settingsButton, settingsInWords, whoMay } from "./settings-words.ts";
import { plain } from "./view.ts";

/** Somebody opened the App Home. */
export async function onHomeOpened(parts: Parts, user: string | undefined, tab: unknown): Promise<void> {
  if (user !== undefined && (tab === undefined || tab === "home")) await publishHome(parts, user);
}

/** Shows somebody their Home: what can be asked, how this workspace answers, what is off. */
export async function publishHome(parts: Parts, user: string): Promise<void> {
  const [words, may] = await Promise.all([parts.desk.words(user), parts.people.maySet(user)]);
  const blocks = [...(await homeBlocks(parts, words)), ...settingsRow(parts, words, may)].slice(0, limits.view.blocks);
  await parts.api.call((client) => client.views.publish({ user_id: user, view: { type: "home", blocks } }));
}

async function homeBlocks(parts: Parts, words: Words): Promise<types.KnownBlock[]> {
  const { reply } = parts.desk.bot.answer({ text: "help", language: words.language });
  const settings = settingsInWords(parts, words, await parts.book.settings({ workspace: parts.workspace }));
  const channels = await channelLines(parts, words);
  const off = parts.scopes.off.map((scope) => words.line(`slack.scope.${scope}`));
  const blocks: Block[] = [
    { kind: "heading", text: [{ text: reply.title }] },
    { kind: "text", text: words.line("slack.home.ways") },
    ...reply.body,
    { kind: "heading", text: words.line("slack.settings.title") },
    { kind: "facts", facts: settings.map(({ label, value }) => ({ label, value: [{ text: value }] })) },
    ...(channels.length === 0
      ? []
      : [{ kind: "list", label: words.say("slack.home.channels"), ordered: false, items: channels } as const]),
    ...(off.length === 0 ? [] : [{ kind: "list", label: words.say("slack.home.off"), ordered: false, items: off } as const]),
  ];
  return renderBlocks(blocks, words.language);
}

const mostChannels = 12;

/** Channels that chose something about the watch for themselves. */
async function channelLines(parts: Parts, words: Words): Promise<Line[]> {
  const now = Date.now();
  const chosen = (await parts.book.chosen(parts.workspace)).flatMap(({ scope, choices }) => {
    const { watch, mutedUntil = 0 } = choices;
    const says = mutedUntil > now ? "muted" : watch;
    return scope.channel === undefined || scope.thread !== undefined || says === undefined
      ? []
      : [{ channel: scope.channel, says }];
  });
  const lines = chosen.slice(0, mostChannels).map(async ({ channel, says }): Promise<Line> => {
    const { name } = await parts.channels.info(channel);
    return words.line(`slack.home.channel.${says}`, { channel: name === undefined ? channel : `#${name}` });
  });
  const rest = chosen.length - mostChannels;
  return [...(await Promise.all(lines)), ...(rest > 0 ? [words.line("slack.home.more-channels", { count: rest })] : [])];
}

function settingsRow(parts: Parts, words: Words, may: boolean): types.KnownBlock[] {
  if (!may) return renderBlocks([{ kind: "text", text: words.line(whoMay(parts)), quiet: true }], words.language);
  const button: types.Button = {
    type: "button",
    action_id: settingsButton,
    text: plain(words.say("slack.settings.change"), limits.button.text),
  };
  return [{ type: "actions", elements: [button] }];
}
