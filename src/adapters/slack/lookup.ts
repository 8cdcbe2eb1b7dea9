import type { AckFn, types, ViewOutput } from "@slack/bolt";

import { ask } from "../../chat/asking.ts";
import { record, text } from "../../chat/fields.ts";
import { soon } from "../../chat/patience.ts";
import { timed } from "../../chat/timed.ts";
import { actionPrefix } from "./actions.ts";
import { limits } from "./limits.ts";
import type { Parts } from "./parts.ts";
import { answerView, plain } from "./view.ts";

export const lookupCallback = "sip.lookup";
export const queryAction = `${actionPrefix}query`;
const queryBlock = "query";
const offered = 20;
/** A dialog must open within 3 s of the click; its language is worth no more waiting than this. */
const patienceMs = 800;

/** "Look up a SIP code": a dialog that completes while somebody types. */
export async function onLookup(parts: Parts, shortcut: unknown, ack: AckFn<void>): Promise<void> {
  await ack();
  const body = record(shortcut);
  const user = text(record(body["user"])["id"]) ?? "";
  await timed(parts, "shortcut", text(body["trigger_id"]), async () => {
    const words = await parts.desk.wordsWithin(patienceMs, user);
    const element: types.ExternalSelect = {
      type: "external_select",
      action_id: queryAction,
      min_query_length: 1,
      focus_on_load: true,
      placeholder: plain(words.say("slack.lookup.placeholder"), 150),
    };
    const view: types.ModalView = {
      type: "modal",
      callback_id: lookupCallback,
      title: plain(words.say("slack.title"), limits.view.title),
      submit: plain(words.say("slack.lookup.submit"), limits.view.submit),
      close: plain(words.say("slack.close"), limits.view.close),
      blocks: [{ type: "input", block_id: queryBlock, label: plain(words.say("slack.lookup.label"), 200), element }],
    };
    await parts.api.call((client) => client.views.open({ trigger_id: text(body["trigger_id"]) ?? "", view }));
    return "sent";
  });
}

/** What the typed letters may become. From memory only: Slack waits while somebody types. */
export async function onOptions(parts: Parts, payload: unknown, ack: AckFn<{ options: types.PlainTextOption[] }>): Promise<void> {
  const body = record(payload);
  const typed = (text(body["value"]) ?? "").trim().slice(0, limits.option.value);
  const languages = (await soon(patienceMs, parts.desk.languages(text(record(body["user"])["id"]) ?? ""))) ?? [];
  const found = parts.desk.bot.suggest(typed, languages, offered).filter(({ query }) => query.length <= limits.option.value);
  const options = found.map(({ label, query, detail }): types.PlainTextOption => ({
    text: plain(label, limits.option.text),
    value: query,
    ...(detail === "" ? {} : { description: plain(detail, limits.option.description) }),
  }));
  // Whatever was typed may be asked as well.
  const asTyped =
    found.some(({ query }) => query === typed) || typed === "" ? [] : [{ text: plain(typed, limits.option.text), value: typed }];
  await ack({ options: [...options, ...asTyped] });
}

/** The dialog's question, answered in the dialog. */
export async function onLookupSubmitted(
  parts: Parts,
  payload: unknown,
  ack: (response: { response_action: "update"; view: types.ModalView }) => Promise<void>,
): Promise<void> {
  const body = record(payload);
  const user = text(record(body["user"])["id"]) ?? "";
  await timed(parts, "lookup", text(body["trigger_id"]), async () => {
    const chosen = record(record(valuesOf(body["view"])[queryBlock])[queryAction])["selected_option"];
    const question = text(record(chosen)["value"]) ?? "help";
    const [languages = [], form = "short"] = await Promise.all([
      soon(patienceMs, parts.desk.languages(user)),
      soon(patienceMs, parts.desk.form()),
    ]);
    const answer = ask(parts.desk.bot, question, languages);
    await ack({ response_action: "update", view: answerView(parts, answer, form, 0) });
    return "sent";
  });
}

function valuesOf(view: unknown): ViewOutput["state"]["values"] | Readonly<Record<string, unknown>> {
  return record(record(record(view)["state"])["values"]);
}
