import type { types } from "@slack/bolt";

import { readChoices, type Choices } from "../../bot/settings.ts";
import type { Scope } from "../../bot/store.ts";
import { record, text } from "../../chat/fields.ts";
import { faultOf } from "../../chat/log.ts";
import { soon } from "../../chat/patience.ts";
import { timed } from "../../chat/timed.ts";
import type { Words } from "../../reply/words.ts";
import { actionPrefix } from "./actions.ts";
import { publishHome } from "./home.ts";
import { limits } from "./limits.ts";
import type { Parts } from "./parts.ts";
import { button } from "./render-buttons.ts";
import { renderBlocks } from "./render.ts";
import { channelSettingsButton, fieldNames, fieldOptions, whoMay, wider, type FieldName } from "./settings-words.ts";
import { plain } from "./view.ts";

export const settingsCallback = "sip.settings";

/** A dialog must open, and a form be acknowledged, within 3 s of the click: everything is asked for at once, and no longer. */
const patienceMs = 1200;
const ackWithinMs = 2600;

/**
 * Opens the settings for whoever may change them: for managers those of everybody, with a way to those of the channel
 * they are in; for members of a channel those of the channel. False when somebody may not.
 */
export async function openSettings(parts: Parts, user: string, trigger: string, channel?: string): Promise<boolean> {
  const [manager, member, words] = await Promise.all([
    parts.people.maySet(user),
    isOpen(parts, channel),
    parts.desk.wordsWithin(patienceMs, user, channel),
  ]);
  if (!manager && !member) return false;
  const view = await settingsView(parts, words, manager ? undefined : channel, manager ? channel : undefined);
  await parts.api.call((client) => client.views.open({ trigger_id: trigger, view }));
  return true;
}

/** Turns an open dialog to the settings of a channel. */
export async function turnToChannel(parts: Parts, user: string, viewId: string, channel: string): Promise<void> {
  const [may, words] = await Promise.all([maySet(parts, user, channel), parts.desk.words(user, channel)]);
  if (!may) return;
  const view = await settingsView(parts, words, channel, undefined);
  await parts.api.call((client) => client.views.update({ view_id: viewId, view }));
}

async function settingsView(
  parts: Parts,
  words: Words,
  channel: string | undefined,
  wayTo: string | undefined,
): Promise<types.ModalView> {
  const chosen = (await soon(patienceMs, choicesAt(parts, { workspace: parts.workspace, channel }))) ?? {};
  const way: types.ActionsBlock[] =
    wayTo === undefined
      ? []
      : [{ type: "actions", elements: [button(channelSettingsButton, words.say("slack.settings.to-channel"), wayTo)] }];
  return {
    type: "modal",
    callback_id: settingsCallback,
    ...(channel === undefined ? {} : { private_metadata: channel }),
    title: plain(words.say(channel === undefined ? "slack.settings.title" : "slack.settings.title-channel"), limits.view.title),
    submit: plain(words.say("slack.settings.save"), limits.view.submit),
    close: plain(words.say("slack.close"), limits.view.close),
    blocks: [...way, ...fieldNames.map((name) => select(parts, words, name, chosen, channel !== undefined))],
  };
}

type Saved = (
  response?: { response_action: "errors"; errors: Record<string, string> } | { response_action: "update"; view: types.ModalView },
) => Promise<void>;

/** The settings as somebody sent them: kept when they may, else a sentence says who may. */
export async function onSettingsSubmitted(parts: Parts, payload: unknown, ack: Saved): Promise<void> {
  const body = record(payload);
  const user = text(record(body["user"])["id"]) ?? "";
  const view = record(body["view"]);
  const channel = text(view["private_metadata"]);
  const ackBy = Date.now() + ackWithinMs;
  await timed(parts, "settings", text(body["trigger_id"]), async () => {
    const [words, may] = await Promise.all([parts.desk.wordsWithin(patienceMs, user, channel), maySet(parts, user, channel)]);
    if (!may) {
      await ack({ response_action: "update", view: sentence(words, whoMay(parts)) });
      return "not allowed";
    }
    const values = record(record(view["state"])["values"]);
    const keeping = keep(parts, { workspace: parts.workspace, channel }, sentChoices(parts, values));
    const kept = await soon(ackBy - Date.now(), keeping);
    if (kept === false) {
      await ack({ response_action: "errors", errors: { form: words.say("slack.settings.not-kept") } });
      return "not kept";
    }
    await (kept === undefined ? ack({ response_action: "update", view: sentence(words, "slack.settings.slow") }) : ack());
    if (await keeping) await publishHome(parts, user);
    return "kept";
  });
}

/** Whether they could be kept. */
async function keep({ book, log }: Parts, scope: Scope, choices: Choices): Promise<boolean> {
  try {
    await book.change(scope, choices);
    return true;
  } catch (fault) {
    log.error(faultOf(fault), "settings could not be kept");
    return false;
  }
}

/** Whoever is in a channel may settle it, but not one shared with others; that and what holds for everybody is the managers'. */
async function maySet(parts: Parts, user: string, channel: string | undefined): Promise<boolean> {
  const [member, manager] = await Promise.all([isOpen(parts, channel), parts.people.maySet(user)]);
  return member || manager;
}

/** A channel that is not shared with others, as far as Slack tells in time. */
async function isOpen({ channels }: Parts, channel: string | undefined): Promise<boolean> {
  return channel !== undefined && (await channels.info(channel)).shared === false;
}

async function choicesAt({ book }: Parts, scope: Scope): Promise<Choices> {
  const all = await book.chosen(scope.workspace);
  const own = all.find((one) => one.scope.channel === scope.channel && one.scope.thread === undefined);
  return own?.choices ?? {};
}

/** What was sent for each field; what is left to the wider layer, or was not on the form, is taken back. */
function sentChoices({ desk }: Parts, values: Readonly<Record<string, unknown>>): Choices {
  const sent = Object.fromEntries(
    fieldNames.map((name) => {
      const value = chosenOf(values, name);
      return [name, name === "quietMinutes" && value !== undefined ? Number(value) : value];
    }),
  );
  const read = readChoices(sent, desk.bot.languages);
  return Object.fromEntries(fieldNames.map((name) => [name, read[name]]));
}

function chosenOf(values: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return text(record(record(record(values[name])[actionId(name)])["selected_option"])["value"]);
}

function actionId(name: string): string {
  return `${actionPrefix}setting.${name}`;
}

function select(parts: Parts, words: Words, name: FieldName, chosen: Choices, inChannel: boolean): types.InputBlock {
  const options = fieldOptions(parts, words, name, inChannel);
  const value = String(chosen[name] ?? wider);
  const initial = options.find((option) => option.value === value) ?? options[0];
  return {
    type: "input",
    block_id: name,
    label: plain(words.say(`slack.settings.${name}`), limits.input.label),
    element: { type: "static_select", action_id: actionId(name), options, ...(initial ? { initial_option: initial } : {}) },
  };
}

function sentence(words: Words, key: string): types.ModalView {
  return {
    type: "modal",
    callback_id: "sip.said",
    title: plain(words.say("slack.settings.title"), limits.view.title),
    close: plain(words.say("slack.close"), limits.view.close),
    blocks: renderBlocks([{ kind: "text", text: words.line(key) }], words.language),
  };
}
