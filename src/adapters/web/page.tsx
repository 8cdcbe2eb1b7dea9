import type { Child, FC } from "hono/jsx";

import type { Words } from "../../reply/words.ts";
import type { Assets } from "./assets.ts";
import { Sign } from "./ladder.tsx";
import { LineView } from "./render.tsx";

/** The page in one language, as a link. */
export interface Translation {
  readonly tag: string;
  readonly name: string;
  readonly href: string;
}

export interface Frame {
  readonly words: Words;
  readonly assets: Assets;
  readonly title: string;
  readonly description: string;
  /** The page's own address without its language; undefined for what nobody would link to. */
  readonly path: string | undefined;
  readonly translations: readonly Translation[];
  /** What stands in the input. */
  readonly query: string;
  readonly home: boolean;
}

/** How many suggestions are offered at once. */
export const mostSuggestions = 8;

/** The whole document around an answer or the start page. */
export const Page: FC<{ frame: Frame; children?: Child }> = ({ frame, children }) => {
  const { words, home } = frame;
  return (
    <html lang={words.language}>
      <Head frame={frame} />
      <body class={home ? "home" : "answer-page"}>
        <a class="skip" href="#main">
          {words.say("web.skip")}
        </a>
        <header class="bar">
          <a class="brand" href={`/?language=${words.language}`} aria-label={words.say("web.home")}>
            <Sign />
            <span>sipsense</span>
          </a>
          {home ? undefined : <Ask frame={frame} />}
          <LanguageSwitch frame={frame} />
        </header>
        <main id="main" tabindex={-1}>
          {children}
        </main>
        <footer>
          <p>{words.say("web.footer")}</p>
          <p hidden data-shortcut>
            <LineView line={words.line("web.shortcut", { key: [{ text: "/", style: "code" }] })} />
          </p>
        </footer>
      </body>
    </html>
  );
};

const styles = ["base.css", "frame.css", "home.css", "answer.css", "blocks.css"] as const;

const Head: FC<{ frame: Frame }> = ({ frame: { words, assets, title, description, path, translations } }) => (
  <head>
    <meta charset="utf-8" />
    <title>{title}</title>
    <meta name="description" content={description} />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f4f5f2" />
    <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0b1014" />
    {path === undefined ? (
      <meta name="robots" content="noindex" />
    ) : (
      <link rel="canonical" href={`${path}?language=${words.language}`} />
    )}
    {path === undefined ? undefined : translations.map(({ tag, href }) => <link rel="alternate" hreflang={tag} href={href} />)}
    {path === undefined ? undefined : <link rel="alternate" hreflang="x-default" href={path} />}
    <link rel="icon" type="image/svg+xml" href={assets.pathOf("icon.svg")} />
    {styles.map((name) => (
      <link rel="stylesheet" href={assets.pathOf(name)} />
    ))}
    <script type="module" src={assets.pathOf("browser.js")}></script>
  </head>
);

/** The question: a plain form, which the script makes a combobox. */
export const Ask: FC<{ frame: Frame }> = ({ frame: { words, query, home } }) => {
  const counts = Array.from({ length: mostSuggestions + 1 }, (_, count) => words.say("web.suggestion-count", { count }));
  return (
    <form class="ask" role="search" action="/" method="get" data-counts={JSON.stringify(counts)}>
      <label class={home ? "label" : "unseen"} for="query">
        {words.say("web.ask")}
      </label>
      <div class="field">
        <input
          id="query"
          name="query"
          type="search"
          value={query}
          placeholder={words.say("web.placeholder")}
          autocomplete="off"
          autocapitalize="none"
          autocorrect="off"
          spellcheck={false}
          enterkeyhint="search"
          autofocus={home}
        />
        <button type="submit">{words.say("web.submit")}</button>
        <ul id="suggestions" role="listbox" aria-label={words.say("web.suggestions")} hidden></ul>
      </div>
      <input type="hidden" name="language" value={words.language} />
      <p class="unseen" role="status" data-said></p>
    </form>
  );
};

const LanguageSwitch: FC<{ frame: Frame }> = ({ frame: { words, translations } }) => (
  <nav class="languages" aria-label={words.say("web.language")}>
    <ul>
      {translations.map(({ tag, name, href }) => (
        <li>
          <a href={href} hreflang={tag} lang={tag} aria-current={tag === words.language ? "true" : undefined}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
