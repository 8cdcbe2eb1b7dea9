import { text } from "../../chat/fields.ts";
import { timed } from "../../chat/timed.ts";
import { readDeed } from "../../reply/deed.ts";
import { isLong, messageFor, messageForBytes, questionOf, type Question, type Wanted } from "./answering.ts";
import { onDeed } from "./cards.ts";
import { readClick, type Click, type Source } from "./custom-id.ts";
import { codeOf } from "./faults.ts";
import { valuesOf, type Interaction } from "./interaction.ts";
import { notice, type Outgoing } from "./message.ts";
import type { Parts } from "./parts.ts";
import { isSettingsId, onSettingsClick } from "./settings.ts";

/** A click on a button of ours, or a choice in a select, wherever it stands. */
export async function onClick(parts: Parts, interaction: Interaction): Promise<void> {
  const id = text(interaction.data["custom_id"]) ?? "";
  if (isSettingsId(id)) {
    await timed(parts, "settings", interaction.id, () => onSettingsClick(parts, interaction, id));
    return;
  }
  const deed = readDeed(id);
  if (deed !== undefined) {
    await timed(parts, deed.kind, interaction.id, () => onDeed(parts, interaction, deed));
    return;
  }
  const click = readClick(id, valuesOf(interaction));
  if (click === undefined) {
    parts.observer.suppressed("not-for-us");
    await parts.responder.answer(interaction, notice(await parts.desk.words(interaction), "discord.old-button"), true);
    return;
  }
  await timed(parts, click.kind, interaction.id, () =>
    click.kind === "share" ? share(parts, interaction, click) : show(parts, interaction, click),
  );
}

/** Where a click's answer goes: in the place of what was clicked on, or, a reader's own question, to that reader. */
function goesInPlace({ direct, message }: Interaction, click: Click): boolean {
  if (message?.alone === true || direct) return true;
  return click.kind !== "run" && click.kind !== "language";
}

async function show(parts: Parts, interaction: Interaction, click: Click): Promise<string> {
  const { responder } = parts;
  const inPlace = goesInPlace(interaction, click);
  const alone = interaction.message?.alone === true || !inPlace;
  const found = await find(parts, interaction, click, alone && !interaction.direct);
  if (!found.long) {
    const message = await found.answer();
    if (message.pictures.length === 0)
      return (await (inPlace ? responder.replace(interaction, message) : responder.answer(interaction, message, true))).code;
  }
  const promised = await responder.defer(interaction, inPlace ? "edit" : "alone");
  if (promised.code !== "sent") return promised.code;
  return (await responder.settle(interaction, await found.answer(), inPlace ? "edit" : "new")).code;
}

interface Found {
  readonly long: boolean;
  readonly answer: () => Promise<Outgoing>;
}

/** The answer that a click asks for. */
async function find(parts: Parts, interaction: Interaction, click: Click, shareable: boolean): Promise<Found> {
  const { desk, kept } = parts;
  const wanted: Wanted = { form: formOf(click), page: click.kind === "page" ? click.page : undefined };
  const other = click.kind === "run" ? /^trace ([@#])(\d{1,20}) (\d{1,5})$/u.exec(click.query) : null;
  if (click.kind === "run" && other === null) {
    const answer = desk.again({ text: click.query, language: click.language });
    const form = wanted.form ?? (await desk.form(interaction));
    return { long: false, answer: () => Promise.resolve(desk.show(answer, { form, share: shareable })) };
  }
  const source: Source = click.kind === "run" ? sourceOfCall(other) : click.source;
  const call = other === null ? undefined : Number(other[3]) - 1;
  const base = { asker: interaction, language: click.language, elsewhere: source, share: shareable, call };
  if (source.kind === "text") return asked(parts, { ...base, text: source.text, files: [] }, wanted);
  if (source.kind === "message")
    return { long: true, answer: () => readAgain(parts, { ...base, text: "", files: [] }, source.id, wanted) };
  const question = kept.find(source.key);
  if (question === undefined)
    return { long: false, answer: async () => notice(await desk.words(interaction), "discord.old-button") };
  if ("reply" in question) {
    const page = wanted.page ?? 0;
    return { long: false, answer: () => Promise.resolve(desk.showPage(question.reply, source.key, page)) };
  }
  if ("text" in question) return asked(parts, { ...base, text: question.text, files: [] }, wanted);
  const form = wanted.form ?? (await desk.form(interaction));
  return {
    long: true,
    answer: () =>
      messageForBytes(parts, { ...base, text: "", files: [] }, question.bytes, { form, page: wanted.page, share: shareable }),
  };
}

function asked(parts: Parts, question: Question, wanted: Wanted): Found {
  return { long: isLong(parts, question), answer: () => messageFor(parts, question, wanted) };
}

function sourceOfCall(other: RegExpExecArray | null): Source {
  const [, sign = "", id = ""] = other ?? [];
  return sign === "@" ? { kind: "message", id } : { kind: "kept", key: id };
}

async function readAgain(parts: Parts, question: Question, id: string, wanted: Wanted): Promise<Outgoing> {
  try {
    return await messageFor(parts, { ...question, ...(await questionOf(parts, question.asker, id)) }, wanted);
  } catch (fault) {
    parts.log.info({ code: codeOf(fault) }, "the message a button is about can't be read again");
    return notice(await parts.desk.words(question.asker), "discord.message-gone");
  }
}

function formOf({ kind }: Click): "short" | "full" | undefined {
  if (kind === "more" || kind === "page") return "full";
  return kind === "less" ? "short" : undefined;
}

/** Shows an answer to everybody, once, and takes the private one away. */
async function share(parts: Parts, interaction: Interaction, click: Click): Promise<string> {
  const { responder, taken, observer } = parts;
  const promised = await responder.defer(interaction, "edit");
  if (promised.code !== "sent") return promised.code;
  if (!taken.first(`share ${interaction.channel} ${interaction.message?.id ?? ""} ${click.language}`)) {
    observer.suppressed("duplicate");
    return "shared before";
  }
  const { answer } = await find(parts, interaction, click, false);
  const sent = await responder.follow(interaction, await answer(), false);
  if (sent.code === "sent") await responder.remove(interaction);
  return sent.code;
}
