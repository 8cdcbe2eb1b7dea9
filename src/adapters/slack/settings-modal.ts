import type { types } from "@slack/bolt";

import { readChoices } from "../../bot/settings.ts";
import { record, text } from "../../chat/fields.ts";
import { faultOf } from "../../chat/log.ts";
import { timed } from "../../chat/timed.ts";
import type { Words } from "../../reply/words.ts";
import { actionPrefix } from "./actions.ts";
import { publishHome } from "./home.ts";
import { limits } from "./limits.ts";
import type { Parts } from "./parts.ts";
import { renderBlocks } from "./render.ts";
import { whoMay } from "./settings-words.ts";
import { plain } from "./view.ts";

export const settingsCallback = "sip.settings";
/** Stands for "no language chosen"; a select has no empty option. */
const everyones = "own";

/** Opens the settings for whoever may change them; false when somebody may not. */
export async function openSettings(parts: Parts, user: string, trigger: string): Promise<boolean> {
  const [may, words, settings] = await Promise.all([
    parts.people.maySet(user),
    parts.desk.words(user),
    parts.book.settings({ workspace: parts.workspace }),
  ]);
  if (!may) return false;
  const view: types.ModalView = {
    type: "modal",
    callback_id: settingsCallback,
    title: plain(words.say("slack.settings.title"), limits.view.title),
    submit: plain(words.say("slack.settings.save"), limits.view.submit),
    close: plain(words.say("slack.close"), limits.view.close),
    blocks: [
      select("language", words.say("slack.settings.language"), languageOptions(parts, words), settings.language ?? everyones),
      select("form", words.say("slack.settings.form"), formOptions(words), settings.form),
    ],
  };
  await parts.api.call((client) => client.views.open({ trigger_id: trigger, view }));
  return true;
}

type Saved = (
  response?: { response_action: "errors"; errors: Record<string, string> } | { response_action: "update"; view: types.ModalView },
) => Promise<void>;

/** The settings as somebody sent them: kept when they may, else a sentence says who may. */
export async function onSettingsSubmitted(parts: Parts, payload: unknown, ack: Saved): Promise<void> {
  const body = record(payload);
  const user = text(record(body["user"])["id"]) ?? "";
  await timed(parts, "settings", text(body["trigger_id"]), async () => {
    const words = await parts.desk.words(user);
    if (!(await parts.people.maySet(user))) {
      await ack({ response_action: "update", view: sentence(words, whoMay(parts)) });
      return "not allowed";
    }
    const values = record(record(record(body["view"])["state"])["values"]);
    const chosen = { language: chosenOf(values, "language"), form: chosenOf(values, "form") };
    try {
      await parts.book.change(
        { workspace: parts.workspace },
        {
          language: undefined,
          form: undefined,
          ...readChoices(chosen, parts.desk.bot.languages),
        },
      );
    } catch (fault) {
      parts.log.error(faultOf(fault), "settings could not be kept");
      await ack({ response_action: "errors", errors: { form: words.say("slack.settings.not-kept") } });
      return "not kept";
    }
    await ack();
    await publishHome(parts, user);
    return "kept";
  });
}

function chosenOf(values: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return text(record(record(record(values[name])[actionId(name)])["selected_option"])["value"]);
}

function actionId(name: string): string {
  return `${actionPrefix}setting.${name}`;
}

function select(name: string, label: string, options: types.PlainTextOption[], chosen: string): types.InputBlock {
  const initial = options.find((option) => option.value === chosen);
  return {
    type: "input",
    block_id: name,
    label: plain(label, limits.input.label),
    element: { type: "static_select", action_id: actionId(name), options, ...(initial ? { initial_option: initial } : {}) },
  };
}

function languageOptions({ desk: { bot } }: Parts, words: Words): types.PlainTextOption[] {
  const named = bot.languages.map((tag) => choice(bot.words(tag).say("language.name"), tag));
  return [choice(words.say("slack.settings.language.own"), everyones), ...named];
}

function formOptions(words: Words): types.PlainTextOption[] {
  return (["short", "full"] as const).map((form) => choice(words.say(`slack.settings.form.${form}`), form));
}

function choice(label: string, value: string): types.PlainTextOption {
  return { text: plain(label, limits.option.text), value };
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
