import type { FC } from "hono/jsx";

import type { Answered } from "../../bot/answer.ts";
import type { Choice, Severity } from "../../reply/document.ts";
import type { Words } from "../../reply/words.ts";
import { permalink } from "./address.ts";
import { layOut, type Part } from "./layout.ts";
import { BlockView, HeadingView, LineView, type Place } from "./render.tsx";
import { SeverityMark, Title, toneClass } from "./title.tsx";
import { pressOf } from "./trace.tsx";

export type ToneOf = (code: string) => Severity | undefined;

/** One answer: title, the short form as a card, then everything else. */
export const AnswerView: FC<{ answered: Answered; words: Words; toneOf: ToneOf }> = ({ answered, words, toneOf }) => {
  const { kind, address, reply } = answered;
  const { card, parts } = layOut(reply, words);
  const place = placeOf(answered, words, toneOf);
  return (
    <article class={`answer answer-${kind} ${toneClass(reply.severity)}`}>
      <div class="plate">
        <Title text={reply.title} severity={reply.severity} toneOf={toneOf} />
        {address === undefined ? undefined : <Permalink href={permalink(address, reply.language)} words={words} />}
      </div>
      <section class="short" aria-labelledby="short">
        <h2 class="label" id="short">
          {words.say("web.in-short")}
          {kind === "response" ? <SeverityLabel severity={reply.severity} words={words} /> : undefined}
        </h2>
        {card.map(({ label, line }, index) => (
          <p class={weight(index, card.length)}>
            {label === undefined ? undefined : <b>{label} </b>}
            <LineView line={line} />
          </p>
        ))}
      </section>
      {parts.map((part) => (
        <PartView part={part} place={place} />
      ))}
    </article>
  );
};

const SeverityLabel: FC<{ severity: Severity; words: Words }> = ({ severity, words }) => (
  <span class="severity">
    <SeverityMark severity={severity} />
    {words.say(`web.severity.${severity}`)}
  </span>
);

/** The line before the last says what it is, the last what to do about it; a line above them says whose turn it is. */
function weight(index: number, lines: number): string | undefined {
  if (index === Math.max(0, lines - 2)) return "point";
  return index === lines - 1 ? "step" : undefined;
}

function placeOf({ language, reply }: Answered, words: Words, toneOf: ToneOf): Place {
  const link = (command: string) => permalink(command, language);
  const choices = reply.body.flatMap((block): readonly Choice[] => (block.kind === "choices" ? block.choices : []));
  let last = 0;
  return {
    link,
    linkOf: new Map(
      choices.flatMap(({ label, command }) => (pressOf(command) === undefined ? [[label, link(command)] as const] : [])),
    ),
    toneOf,
    press: pressOf,
    asText: words.say("web.as-text"),
    id: (of) => `${of}-${++last}`,
  };
}

const PartView: FC<{ part: Part; place: Place }> = ({ part, place }) => {
  switch (part.kind) {
    case "single":
      return <BlockView block={part.block} place={place} level={2} />;
    case "panels":
      return (
        <div class="panels">
          {part.blocks.map((block) => (
            <BlockView block={block} place={place} level={2} />
          ))}
        </div>
      );
    case "sections":
      return (
        <div class={`sections sections-${Math.min(part.sections.length, 5)}`}>
          {part.sections.map(({ heading, blocks }) => (
            <section class={heading.severity === undefined ? "section" : `section ${toneClass(heading.severity)}`}>
              <HeadingView line={heading.text} severity={heading.severity} place={place} />
              {blocks.map((block) => (
                <BlockView block={block} place={place} level={3} />
              ))}
            </section>
          ))}
        </div>
      );
  }
};

const Permalink: FC<{ href: string; words: Words }> = ({ href, words }) => (
  <p class="permalink">
    <a href={href} rel="bookmark">
      {words.say("web.permalink")}
    </a>
    <button type="button" hidden data-copy={href} data-copied={words.say("web.copied")}>
      {words.say("web.copy")}
    </button>
    <span class="unseen" role="status"></span>
  </p>
);
