import type { Catalog } from "../core/catalog.ts";
import type { CodeSeen, Recap } from "../core/recap.ts";
import type { Block, Choice, Line, Reply } from "./document.ts";
import { timelinePicture, timelineText } from "./recap-picture.ts";
import { nameOf, severityOf } from "./response.ts";
import { clockTime, moment } from "./time.ts";
import type { Words } from "./words.ts";

/** What was looked at: a whole thread, or the last so many minutes of a channel. */
export type RecapOver = "thread" | { readonly minutes: number };

const mostInShort = 6;
const mostInTable = 25;

/** The recap of an incident: the likely story first, then codes with counts and times, then when. */
export function recapReply(recap: Recap, over: RecapOver, catalog: Catalog, words: Words): Reply {
  const title = over === "thread" ? words.say("watch.recap.title-thread") : titleOf(over.minutes, words);
  const shape = { title, language: words.language, severity: "info", audience: "everyone" } as const;
  const [first] = recap.codes;
  if (first === undefined) {
    const says = words.line("watch.story.nothing");
    return { ...shape, short: [says], body: [{ kind: "text", text: says }] };
  }
  const [story, look] = storyLines(recap, words);
  const heads: Line = [{ text: title, style: "strong" }, { text: ": " }, { text: counts(recap.codes, mostInShort) }];
  return {
    ...shape,
    severity: severityOf(catalog.response(first.code) ?? { outcome: "state", party: "us" }),
    short: [heads, story, look],
    body: [
      { kind: "text", text: story.map((one) => (one.style === undefined ? { ...one, style: "strong" } : one)) },
      { kind: "text", text: look },
      table(recap, catalog, words),
      ...drawing(recap, catalog, words),
      { kind: "text", text: words.line("watch.recap.basis", { messages: recap.messages }), quiet: true },
      { kind: "choices", label: words.say("section.choices"), choices: choices(recap, catalog, words) },
    ],
  };
}

/** The span in the largest unit that says it whole. */
function titleOf(minutes: number, words: Words): string {
  if (minutes % 1440 === 0 && minutes > 1440) return words.say("watch.recap.title-day", { length: minutes / 1440 });
  if (minutes % 60 === 0) return words.say("watch.recap.title-hour", { length: minutes / 60 });
  return words.say("watch.recap.title-minute", { length: minutes });
}

/** What is likely, and what to look at first. */
function storyLines({ story: { id, codes, since }, until }: Recap, words: Words): readonly [Line, Line] {
  const values = {
    codes: words.join(codes.slice(0, 5).map(String)),
    since: since === undefined ? "" : moment(since, until),
  };
  return [words.line(`watch.story.${id}`, values), words.line(`watch.look.${id}`, values)];
}

function counts(codes: readonly CodeSeen[], most: number): string {
  const shown = codes.slice(0, most).map(({ code, count }) => `${code} ×${count}`);
  return [...shown, ...(codes.length > most ? ["…"] : [])].join(", ");
}

function table({ codes, until }: Recap, catalog: Catalog, words: Words): Block {
  const rows = codes.slice(0, mostInTable).map(({ code, count, first, last }): Line[] => {
    const known = catalog.response(code);
    return [[{ text: known ? nameOf(known) : String(code) }], [{ text: `×${count}` }], moment(first, until), moment(last, until)];
  });
  const columns = ["code", "count", "first", "last"].map((one) => words.say(`watch.recap.${one}`));
  return { kind: "table", columns, rows };
}

function drawing({ timeline, codes }: Recap, catalog: Catalog, words: Words): Block[] {
  if (timeline === undefined) return [];
  const alt = codes
    .slice(0, timeline.rows.length)
    .map(({ code, count, first, last }) =>
      words.say("watch.recap.alt-row", { code: String(code), count, first: clockTime(first), last: clockTime(last) }),
    );
  const phraseOf = (code: number) => catalog.response(code)?.phrase ?? "";
  return [
    {
      kind: "drawing",
      text: timelineText(timeline),
      alt: words.say("watch.recap.alt", { rows: alt.join(words.say("join.comma")) }),
      picture: { name: "timeline", svg: timelinePicture(timeline, phraseOf) },
    },
  ];
}

function choices({ codes, story }: Recap, catalog: Catalog, words: Words): Choice[] {
  const telling = (story.codes.length > 0 ? story.codes : codes.map(({ code }) => code)).filter(
    (code) => catalog.response(code) !== undefined,
  );
  const compared = telling.slice(0, 5);
  return [
    ...(compared.length > 1 ? [{ label: words.say("watch.compare"), command: compared.join(" vs ") }] : []),
    ...telling.slice(0, 4).map((code) => ({ label: String(code), command: String(code) })),
  ];
}
