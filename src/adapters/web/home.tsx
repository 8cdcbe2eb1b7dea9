import type { FC } from "hono/jsx";

import type { Bot } from "../../bot/answer.ts";
import type { Severity } from "../../reply/document.ts";
import { severityOf } from "../../reply/response.ts";
import { examples } from "../../reply/trouble.ts";
import type { Words } from "../../reply/words.ts";
import { permalink } from "./address.ts";
import { Ladder } from "./ladder.tsx";
import { Ask, type Frame } from "./page.tsx";
import { SeverityMark, toneClass } from "./title.tsx";
import { TraceForm } from "./trace.tsx";

const classes = ["1xx", "2xx", "3xx", "4xx", "5xx", "6xx"] as const;
const severities: readonly Severity[] = ["normal", "info", "warning", "error"];

/** The start page: the question, examples of it, and every registered code one click away. */
export const Home: FC<{ frame: Frame; bot: Bot; maxMb: number | undefined }> = ({ frame, bot, maxMb }) => {
  const { words } = frame;
  return (
    <>
      <div class="hero">
        <div class="opening">
          <h1 class="tagline">{words.say("web.tagline")}</h1>
          <Ask frame={frame} />
          <nav class="choices" aria-labelledby="examples">
            <h2 class="label" id="examples">
              {words.say("section.examples")}
            </h2>
            <ul>
              {examples(words).map(({ label, command }) => (
                <li>
                  <a class="choice" href={permalink(command, words.language)}>
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        <Ladder />
      </div>
      {maxMb === undefined ? undefined : <TraceForm words={words} maxMb={maxMb} />}
      <Wall bot={bot} words={words} />
    </>
  );
};

const Wall: FC<{ bot: Bot; words: Words }> = ({ bot, words }) => (
  <section class="wall" aria-labelledby="wall">
    <div class="wall-head">
      <h2 class="label" id="wall">
        {words.say("web.wall")}
      </h2>
      <ul class="legend">
        {severities.map((severity) => (
          <li>
            <SeverityMark severity={severity} />
            {words.say(`web.severity.${severity}`)}
          </li>
        ))}
      </ul>
    </div>
    {classes.map((pattern) => (
      <Row pattern={pattern} bot={bot} words={words} />
    ))}
  </section>
);

const Row: FC<{ pattern: string; bot: Bot; words: Words }> = ({ pattern, bot, words }) => {
  const { codes, reply } = bot.answer({ text: pattern, languages: [words.language] });
  const responses = codes.map((code) => bot.catalog.response(code)).filter((one) => one?.registered === true);
  return (
    <div class="wall-row">
      <h3>
        <a href={permalink(pattern, words.language)}>
          <span class="code">{pattern}</span> {reply.title.replace(pattern, "").trim()}
        </a>
      </h3>
      <ul>
        {responses.map((response) => (
          <li>
            <a
              class={toneClass(severityOf(response))}
              href={permalink(String(response.code), words.language)}
              title={response.phrase}
            >
              <SeverityMark severity={severityOf(response)} />
              {response.code}
              <span class="unseen"> {response.phrase}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
};
