import type { types } from "@slack/bolt";

import type { Block } from "../../reply/document.ts";
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
  const off = parts.scopes.off.map((scope) => words.line(`slack.scope.${scope}`));
  const blocks: Block[] = [
    { kind: "heading", text: [{ text: reply.title }] },
    { kind: "text", text: words.line("slack.home.ways") },
    ...reply.body,
    { kind: "heading", text: words.line("slack.settings.title") },
    {
      kind: "facts",
      facts: [
        { label: words.say("slack.settings.language"), value: [{ text: settings.language }] },
        { label: words.say("slack.settings.form"), value: [{ text: settings.form }] },
      ],
    },
    ...(off.length === 0 ? [] : [{ kind: "list", label: words.say("slack.home.off"), ordered: false, items: off } as const]),
  ];
  return renderBlocks(blocks, words.language);
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
