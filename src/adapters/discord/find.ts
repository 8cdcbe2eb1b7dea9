import { isLong, isTrace, messageFor, messageForBytes, questionOf, type Question, type Wanted } from "./answering.ts";
import type { Click, Source } from "./custom-id.ts";
import type { Asker } from "./desk.ts";
import { codeOf } from "./faults.ts";
import type { Interaction } from "./interaction.ts";
import { notice, type Outgoing } from "./message.ts";
import type { Parts } from "./parts.ts";

/** The answer that a click asks for, and whether it may take longer than a click may wait. */
export interface Found {
  readonly long: boolean;
  readonly answer: () => Promise<Outgoing>;
}

/** The answer that a click asks for; `shareable`: a button may offer to show it to everybody. */
export function find(parts: Parts, interaction: Interaction, click: Click, shareable: boolean): Found {
  const { desk } = parts;
  const wanted: Wanted = { form: formOf(click), page: click.kind === "page" ? click.page : undefined };
  if (click.kind !== "run") return again(parts, baseOf(interaction, click, click.source, shareable), wanted);
  const [, sign, id = "", number] = /^trace ([@#])(\d{1,20}) (\d{1,5})$/u.exec(click.query) ?? [];
  if (sign !== undefined) {
    const source: Source = sign === "@" ? { kind: "message", id } : { kind: "kept", key: id };
    return again(parts, { ...baseOf(interaction, click, source, shareable), call: Number(number) - 1 }, wanted);
  }
  const answer = desk.again({ text: click.query, language: click.language });
  const show = async () => desk.show(answer, { form: await desk.form(interaction), share: shareable });
  return { long: false, answer: show };
}

/** The trace in a message of the channel, read again and diagnosed for whoever clicked. */
export function findTrace(parts: Parts, asker: Interaction, message: string): Found {
  const elsewhere: Source = { kind: "message", id: message };
  const question: Question = { text: "", files: [], asker, elsewhere, share: true };
  return { long: true, answer: () => orGone(parts, asker, () => traceIn(parts, question, message)) };
}

async function traceIn(parts: Parts, question: Question, message: string): Promise<Outgoing> {
  const { text, files } = await questionOf(parts, question.asker, message);
  if (files.length > 0 && !isTrace(text)) return messageFor(parts, { ...question, text, files });
  const { asker, elsewhere, share } = question;
  const shown = { form: await parts.desk.form(asker), share, elsewhere };
  return messageForBytes(parts, question, Buffer.from(text, "utf8"), shown);
}

function baseOf(asker: Interaction, { language }: Click, elsewhere: Source, share: boolean): Question {
  return { text: "", files: [], asker, language, elsewhere, share };
}

/** A question found again where its button says. */
function again(parts: Parts, question: Question, wanted: Wanted): Found {
  const { elsewhere } = question;
  switch (elsewhere.kind) {
    case "text":
      return asked(parts, { ...question, text: elsewhere.text }, wanted);
    case "message":
      return { long: true, answer: () => readAgain(parts, question, elsewhere.id, wanted) };
    case "kept":
      return remembered(parts, question, elsewhere.key, wanted);
  }
}

function remembered(parts: Parts, question: Question, key: string, wanted: Wanted): Found {
  const { desk, kept } = parts;
  const found = kept.find(key);
  if (found === undefined)
    return { long: false, answer: async () => notice(await desk.words(question.asker), "discord.old-button") };
  if ("reply" in found) return { long: false, answer: () => Promise.resolve(desk.showPage(found.reply, key, wanted.page ?? 0)) };
  if ("text" in found) return asked(parts, { ...question, text: found.text }, wanted);
  const show = async () => {
    const form = wanted.form ?? (await desk.form(question.asker));
    return messageForBytes(parts, question, found.bytes, { form, page: wanted.page, share: question.share });
  };
  return { long: true, answer: show };
}

function asked(parts: Parts, question: Question, wanted: Wanted): Found {
  return { long: isLong(parts, question), answer: () => messageFor(parts, question, wanted) };
}

function readAgain(parts: Parts, question: Question, id: string, wanted: Wanted): Promise<Outgoing> {
  return orGone(parts, question.asker, async () =>
    messageFor(parts, { ...question, ...(await questionOf(parts, question.asker, id)) }, wanted),
  );
}

async function orGone(parts: Parts, asker: Asker, work: () => Promise<Outgoing>): Promise<Outgoing> {
  try {
    return await work();
  } catch (fault) {
    parts.log.info({ code: codeOf(fault) }, "the message a button is about can't be read again");
    return notice(await parts.desk.words(asker), "discord.message-gone");
  }
}

function formOf({ kind }: Click): "short" | "full" | undefined {
  if (kind === "more" || kind === "page") return "full";
  return kind === "less" ? "short" : undefined;
}
