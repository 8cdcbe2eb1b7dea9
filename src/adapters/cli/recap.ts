import { writeFile } from "node:fs/promises";
import type { Writable } from "node:stream";

import type { Bot } from "../../bot/answer.ts";
import { recap, recapSpan, type Recap } from "../../bot/recap.ts";
import type { Place, Store } from "../../bot/store.ts";
import type { Reply } from "../../reply/document.ts";
import { plainText } from "../../reply/plain.ts";
import { readScope } from "./place.ts";

export interface Recapping {
  readonly bot: () => Bot;
  readonly memory: () => Promise<Pick<Store, "mentions" | "close">>;
  readonly output: Writable;
  readonly errors: Writable;
}

export interface RecapAsked {
  /** "slack:T024BE7LD/C024BE91L 2h". */
  readonly query: string | undefined;
  /** As text in place of JSON. */
  readonly text: boolean;
  /** A file for the timeline. */
  readonly svg: string | undefined;
  readonly language: string;
}

/** What was said in a channel or thread, as JSON. Gives the exit code: 1 when nothing was. */
export async function recapCommand(asked: RecapAsked, terminal: Recapping): Promise<number> {
  const { bot, errors, output } = terminal;
  const known = bot();
  const language = known.language([asked.language]);
  const complain = (sentence: string) => errors.write(`sipsense: ${sentence}\n`);
  const [given = "", ...time] = (asked.query ?? "").trim().split(/\s+/u);
  const scope = readScope(given);
  const place: Place | undefined = scope?.channel === undefined ? undefined : { ...scope, channel: scope.channel };
  const span = place && recapSpan(time.join(" "), place);
  if (place === undefined || span === undefined) {
    complain(known.words(language).say(place === undefined ? "cli.recap-usage" : "cli.recap-time"));
    return 2;
  }
  try {
    const store = await terminal.memory();
    const made = await recap(store, place, span, Date.now(), { bot: known, language });
    await store.close();
    if (asked.svg !== undefined) await writeFile(asked.svg, pictureOf(made.reply));
    output.write(
      asked.text ? `${plainText(made.reply)}\n` : `${JSON.stringify(toJson(given, made.recap, made.reply), null, 2)}\n`,
    );
    return made.recap.messages === 0 ? 1 : 0;
  } catch (fault) {
    complain(fault instanceof Error ? fault.message : String(fault));
    return 2;
  }
}

function pictureOf({ body }: Reply): string {
  return body.flatMap((block) => (block.kind === "drawing" && block.picture ? [block.picture.svg] : []))[0] ?? "";
}

/** Times as ISO 8601, in UTC. */
function toJson(place: string, { since, until, messages, codes, story, timeline }: Recap, reply: Reply) {
  const time = (at: number) => new Date(at).toISOString();
  return {
    place,
    since: time(since),
    until: time(until),
    messages,
    codes: codes.map(({ code, count, first, last }) => ({ code, count, first: time(first), last: time(last) })),
    story: { id: story.id, codes: story.codes, since: story.since === undefined ? null : time(story.since) },
    timeline:
      timeline === undefined ? null : { start: time(timeline.start), stepSeconds: timeline.stepMs / 1000, rows: timeline.rows },
    language: reply.language,
    text: plainText(reply),
  };
}
