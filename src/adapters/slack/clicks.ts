import type { AckFn } from "@slack/bolt";

import type { Answer } from "../../chat/asking.ts";
import { record, records, text } from "../../chat/fields.ts";
import { readState } from "../../chat/state.ts";
import { timed } from "../../chat/timed.ts";
import type { Deed } from "../../reply/deed.ts";
import { parseAction, type SlackAction } from "./actions.ts";
import { orTrouble, privately, refused } from "./asking.ts";
import { hereOf, personOf, recapAgain, type Made } from "./channel-words.ts";
import { diagnoseMessage } from "./message-traces.ts";
import { notice, type Outgoing } from "./message.ts";
import type { Parts } from "./parts.ts";
import { showPicture } from "./pictures.ts";
import type { Sent } from "./respond.ts";
import { openSettings, turnToChannel } from "./settings-modal.ts";
import { channelSettingsButton, settingsButton } from "./settings-words.ts";
import { diagnoseFile, fileById, readTraceAsked, shareReport, type TraceAsked } from "./traces.ts";
import { answerView } from "./view.ts";

type Question = Exclude<SlackAction, { kind: "deed" }>;

interface Click {
  readonly user: string;
  readonly channel: string;
  readonly address: string;
  readonly trigger: string;
  readonly view: { readonly id: string; readonly type: string } | undefined;
  readonly message: { readonly ts: string; readonly thread: string | undefined; readonly ephemeral: boolean } | undefined;
}

/** A click on a button of ours, wherever it stands. */
export async function onClick(parts: Parts, payload: unknown, ack: AckFn<void>): Promise<void> {
  await ack();
  await parts.turns.take();
  const body = record(payload);
  const [pressed = {}] = records(body["actions"]);
  const click = readClick(body);
  const id = text(pressed["action_id"]) ?? "";
  if (id === settingsButton) {
    await openSettings(parts, click.user, click.trigger);
    return;
  }
  if (id === channelSettingsButton) {
    await turnToChannel(parts, click.user, click.view?.id ?? "", text(pressed["value"]) ?? "");
    return;
  }
  const action = parseAction(id, text(pressed["value"]));
  if (action === undefined) {
    parts.observer.suppressed("not-for-us");
    return;
  }
  if (await refused(parts, click.user, click.channel, click.address)) return;
  const tell = (message: Outgoing) => privately(parts, click.address, click.channel, click.user, message, click.message?.thread);
  const [kind, work] =
    action.kind === "deed"
      ? ([action.deed.kind, () => onDeed(parts, click, action.deed)] as const)
      : ([action.kind, () => onQuestion(parts, click, action)] as const);
  await timed(parts, kind, click.trigger, () => orTrouble(parts, click.user, tell, work));
}

async function onQuestion(parts: Parts, click: Click, action: Question): Promise<string> {
  const recap = action.kind === "share" ? await recapFor(parts, click, action.state) : undefined;
  if (recap !== undefined) return share(parts, click, recap);
  const answer = await answerTo(parts, click, action);
  if (answer === "told") return "sent";
  if (answer !== undefined) return click.view ? inView(parts, click, action, answer) : inMessage(parts, click, action, answer);
  const { address, channel, user } = click;
  return privately(parts, address, channel, user, notice(await parts.desk.words(user), "slack.old-button"));
}

function readClick(body: Readonly<Record<string, unknown>>): Click {
  const [view, container, message] = [record(body["view"]), record(body["container"]), record(body["message"])];
  const viewId = text(view["id"]);
  const ts = text(container["message_ts"]) ?? text(message["ts"]);
  return {
    user: text(record(body["user"])["id"]) ?? "",
    channel: text(record(body["channel"])["id"]) ?? text(container["channel_id"]) ?? "",
    address: text(body["response_url"]) ?? "",
    trigger: text(body["trigger_id"]) ?? "",
    view: viewId === undefined ? undefined : { id: viewId, type: text(view["type"]) ?? "modal" },
    message:
      ts === undefined
        ? undefined
        : {
            ts,
            thread: text(container["thread_ts"]) ?? text(message["thread_ts"]),
            ephemeral: container["is_ephemeral"] === true,
          },
  };
}

/** A button of a card: what it does everybody sees, what it says only whoever clicked. */
async function onDeed(parts: Parts, click: Click, deed: Deed): Promise<Sent> {
  if (deed.kind === "diagnose") return onDiagnose(parts, click, deed.message);
  const { user, channel, address, message } = click;
  const [watch, here, person] = await Promise.all([
    parts.watch.get(),
    hereOf(parts, channel, message?.thread),
    personOf(parts, user, channel),
  ]);
  const said = await watch.channel.deed(deed, here, person);
  if (deed.kind === "more" && deed.codes.length === 1) {
    const answer = parts.desk.again({ text: String(deed.codes[0]), language: said.language });
    return privately(parts, address, channel, user, parts.desk.show(answer, { form: "full", share: true }), message?.thread);
  }
  return privately(parts, address, channel, user, parts.desk.showWhole(said), message?.thread);
}

/** The trace in a card's message, diagnosed for whoever clicked. */
async function onDiagnose(parts: Parts, click: Click, ts: string): Promise<Sent> {
  const { user, channel, address, message } = click;
  const tell = (outgoing: Outgoing) => privately(parts, address, channel, user, outgoing, message?.thread);
  const languages = await parts.desk.languages(user, channel);
  const words = parts.desk.bot.words(parts.desk.bot.language(languages));
  const slow = () => void tell(notice(words, "trace.progress"));
  const answer = await diagnoseMessage(parts, { channel, thread: message?.thread, ts }, { languages, slow });
  if ("refused" in answer) return tell(notice(words, answer.refused, answer.values));
  return tell(parts.desk.show(answer, { form: await parts.desk.form(channel), share: true }));
}

/** The answer that a button asks for; "told" when it was given another way; undefined for a question we never wrote. */
async function answerTo(parts: Parts, click: Click, action: Question): Promise<Answer | "told" | undefined> {
  const kept = action.kind === "run" ? { text: action.query, language: action.language } : readState(action.state);
  if (kept === undefined) return undefined;
  const asked = action.kind === "language" ? { ...kept, language: action.tag } : kept;
  const trace = readTraceAsked(asked.text);
  return trace === undefined ? parts.desk.again(asked) : traceAgain(parts, click, trace, asked.language);
}

/** A diagnosis once more: the file or message is fetched again, nothing of it was kept. */
async function traceAgain(parts: Parts, click: Click, trace: TraceAsked, language: string): Promise<Answer | "told"> {
  const { user, channel, address, message } = click;
  const tell = (outgoing: Outgoing) => privately(parts, address, channel, user, outgoing, message?.thread);
  const words = parts.desk.bot.words(parts.desk.bot.language([language]));
  const wanted = { ...trace, languages: [language], slow: () => void tell(notice(words, "trace.progress")) };
  const answer =
    trace.message === undefined
      ? await diagnoseFile(parts, fileById(trace.file ?? ""), wanted)
      : await diagnoseMessage(parts, { channel, ...trace.message }, wanted);
  if ("refused" in answer) {
    await tell(notice(words, answer.refused, answer.values));
    return "told";
  }
  if (!trace.report || answer.report === undefined) return answer;
  const trouble = await shareReport(parts, { channel, thread: message?.thread ?? message?.ts }, answer, answer.report);
  if (trouble !== undefined) await tell(trouble);
  return "told";
}

// In a dialog the answer changes in place; from the Home tab a dialog opens.
async function inView(parts: Parts, { view, trigger }: Click, action: Question, answer: Answer): Promise<string> {
  const form = await formOf(parts, action);
  const modal = answerView(parts, answer, form, action.kind === "page" ? action.page : 0);
  await parts.api.call((client) =>
    view?.type === "home"
      ? client.views.open({ trigger_id: trigger, view: modal })
      : client.views.update({ view_id: view?.id ?? "", view: modal }),
  );
  return "sent";
}

async function inMessage(parts: Parts, click: Click, action: Question, answer: Answer): Promise<string> {
  const alone = click.message?.ephemeral === true;
  const direct = click.channel.startsWith("D");
  const form = await formOf(parts, action);
  if (action.kind === "share") {
    const message = parts.desk.show(answer, { form, share: false });
    return share(parts, click, { message, reply: answer.answered.reply });
  }
  const moved = action.kind === "run" || action.kind === "language";
  // One reader's question must not change what the others see: it is answered to that reader.
  if (moved && !alone && !direct) {
    const shown = parts.desk.show(answer, { form, share: true });
    return privately(parts, click.address, click.channel, click.user, shown, click.message?.thread);
  }
  const shown = parts.desk.show(answer, { form, page: action.kind === "page" ? action.page : 0, share: alone });
  const sent = click.address === "" ? "no_address" : await parts.responder.reply(click.address, "replace", shown);
  if (sent === "sent" || alone || click.message === undefined) return sent;
  return parts.responder.update(click.channel, click.message.ts, shown);
}

async function formOf({ desk }: Parts, { kind }: Question): Promise<"short" | "full"> {
  if (kind === "more" || kind === "page") return "full";
  return kind === "less" ? "short" : desk.form();
}

async function recapFor(parts: Parts, { user, channel, message }: Click, state: string): Promise<Made | undefined> {
  const asked = readState(state);
  return asked && recapAgain(parts, asked, { user, channel, thread: message?.thread });
}

/** Shows an answer to the channel, once, with its picture, and takes the private one away. */
async function share(parts: Parts, click: Click, { message, reply }: Made): Promise<Sent> {
  const { responder, taken, observer } = parts;
  if (!taken.first(`share ${click.channel} ${click.message?.ts ?? ""} ${message.text}`)) {
    observer.suppressed("duplicate");
    return "shared before";
  }
  const to = { channel: click.channel, thread: click.message?.thread };
  const replied = click.address === "" ? "no_address" : await responder.reply(click.address, "public", message, to.thread);
  const sent = replied === "sent" ? replied : await responder.post(to, message);
  if (sent === "sent" && click.address !== "") await responder.remove(click.address);
  if (sent === "sent" && reply !== undefined) await showPicture(parts, to, reply);
  return sent;
}
