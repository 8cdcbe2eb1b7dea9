import type { FC } from "hono/jsx";

import type { Answered } from "../../bot/answer.ts";
import type { Choice } from "../../reply/document.ts";
import type { Words } from "../../reply/words.ts";
import { permalink } from "./address.ts";
import { layOut, type Part } from "./layout.ts";
import { BlockView, HeadingView, LineView, type Place } from "./render.tsx";
import { SeverityMark, Title, toneClass } from "./title.tsx";

/** One answer: title, the short form as a card, then everything else. */
export const AnswerView: FC<{ answered: Answered; words: Words }> = ({ answered, words }) => {
  const { kind, address, reply } = answered;
  const { card, parts, tones } = layOut(reply, words);
  const place = placeOf(answered);
  return (
    <article class={`answer answer-${kind} ${toneClass(reply.severity)}`}>
      <div class="plate">
        <Title text={reply.title} severity={reply.severity} tones={tones} />
        {address === undefined ? undefined : <Permalink href={permalink(address, reply.language)} words={words} />}
      </div>
      <section class="short" aria-labelledby="short">
        <h2 class="label" id="short">
          <SeverityMark severity={reply.severity} />
          {words.say("web.in-short")}
          {kind === "response" ? <span class="severity">{words.say(`web.severity.${reply.severity}`)}</span> : undefined}
        </h2>
        {card.map((line) => (
          <p>
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

function placeOf({ language, reply }: Answered): Place {
  const link = (command: string) => permalink(command, language);
  const choices = reply.body.flatMap((block): readonly Choice[] => (block.kind === "choices" ? block.choices : []));
  let last = 0;
  return { link, linkOf: new Map(choices.map((choice) => [choice.label, link(choice.command)])), id: (of) => `${of}-${++last}` };
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
