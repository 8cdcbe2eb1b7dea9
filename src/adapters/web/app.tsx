import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";

import type { Answered, Bot } from "../../bot/answer.ts";
import { notTraced } from "../../bot/trace.ts";
import type { Tracer } from "../../bot/tracer.ts";
import { reportName } from "../../reply/diagnosis/report.ts";
import { lineText, type Severity } from "../../reply/document.ts";
import { severityOf } from "../../reply/response.ts";
import { examples } from "../../reply/trouble.ts";
import { fromPath, permalink, questionLink, toPath } from "./address.ts";
import { AnswerView } from "./answer.tsx";
import { Assets } from "./assets.ts";
import { Home } from "./home.tsx";
import { asker, securityHeaders, type Asker } from "./http.ts";
import { mostSuggestions, Page, type Frame } from "./page.tsx";
import { againCommand, AgainForm } from "./trace.tsx";
import { carry, readUpload } from "./upload.ts";

/** Where the page's traces are read, and how large they may be. */
export interface Traces {
  readonly tracer: Tracer;
  /** Bytes of a file. */
  readonly largest: number;
}

/** The playground as one function from request to response; `report` hears of our own faults. Without `traces` it takes none. */
export function createApp(bot: Bot, report: (fault: unknown) => void, traces?: Traces, assets = new Assets()): Hono {
  const app = new Hono();
  const site = new Site(bot, assets, traces);
  app.use(securityHeaders);
  app.get("/livez", (c) => c.text("ok"));
  app.get("/favicon.ico", (c) => c.redirect(assets.pathOf("icon.svg"), 301));
  app.get("/assets/*", (c) => {
    const asset = assets.at(c.req.path);
    if (!asset) return site.address(c);
    return c.body(asset.content, 200, { "Content-Type": asset.type, "Cache-Control": "public, max-age=31536000, immutable" });
  });
  app.get("/suggest", (c) => site.suggest(c));
  app.get("/answer", (c) => site.json(c));
  if (traces) {
    // What surrounds a file in a form, and a page's packed trace, take some more.
    const most = bodyLimit({ maxSize: traces.largest + 4_000_000, onError: (c) => site.tooLarge(c) });
    app.get("/trace", (c) => c.redirect("/", 303));
    app.post("/trace", most, (c) => site.trace(c));
  }
  app.get("/", (c) => site.home(c));
  app.get("*", (c) => site.address(c));
  app.notFound((c) => c.text("Only GET is answered here.", 405, { Allow: "GET, HEAD" }));
  app.onError((fault, c) => {
    report(fault);
    return site.fault(c);
  });
  return app;
}

class Site {
  readonly #bot: Bot;
  readonly #assets: Assets;
  readonly #traces: Traces | undefined;

  constructor(bot: Bot, assets: Assets, traces: Traces | undefined) {
    this.#bot = bot;
    this.#assets = assets;
    this.#traces = traces;
  }

  /** A trace that the form sent: its diagnosis, or the report as a file. Nothing of it is kept. */
  async trace(c: Context): Promise<Response> {
    const traces = this.#traces;
    // Another site's page has no business here.
    if (traces === undefined || c.req.header("sec-fetch-site") === "cross-site") return c.text("Send it from this page.", 403);
    const upload = await readUpload(c, traces.largest * 4);
    const languages = [...(upload.language === undefined ? [] : [upload.language]), ...this.#asker(c).languages];
    const traced = await traces.tracer.trace({
      bytes: upload.bytes,
      languages,
      call: upload.call === undefined ? undefined : upload.call - 1,
      again: againCommand,
      wants: upload.report ? ["report"] : [],
    });
    if (traced.report !== undefined && traced.outcome === "answered") {
      const name = reportName(traced.reply);
      const headers = { "Content-Type": "text/markdown; charset=utf-8", "Content-Disposition": `attachment; filename="${name}"` };
      return c.body(traced.report, 200, headers);
    }
    const carried = traced.outcome === "answered" ? carry(upload.bytes) : undefined;
    return this.#page(c, traced, "", 200, traced.outcome === "answered" ? { carried } : undefined);
  }

  tooLarge(c: Context): Response | Promise<Response> {
    const limit = Math.floor((this.#traces?.largest ?? 0) / 1_000_000);
    const answered = notTraced(this.#bot, this.#asker(c).languages, "trace.too-large", { limit });
    return this.#page(c, answered, "", 413);
  }

  suggest(c: Context): Response {
    const { query, languages } = this.#asker(c);
    const language = this.#bot.language(languages);
    const found = this.#bot.suggest(query, [language], mostSuggestions);
    return c.json(found.map((one) => ({ ...one, href: permalink(one.query, language) })));
  }

  json(c: Context): Response {
    const who = this.#asker(c);
    const { kind, language, codes, causes, address, reply } = this.#bot.answer({ text: who.query, languages: who.languages });
    return c.json({
      query: who.query,
      kind,
      language,
      codes,
      causes,
      address,
      permalink: address && permalink(address, language),
      reply,
    });
  }

  /** The start page; with a question, as the form sends it without a script, the way to its answer. */
  home(c: Context): Response | Promise<Response> {
    const who = this.#asker(c);
    if (who.query.trim() === "") return this.#start(c, who);
    // What is typed in the form may show the asker's language better than the page does.
    const answered = this.#bot.answer({ text: who.query, languages: who.languages });
    if (answered.address === undefined)
      return this.#page(
        c,
        this.#bot.answer({ text: who.query, language: who.language, languages: who.languages }),
        who.query,
        200,
      );
    const plain = this.#bot.answer({ text: answered.address, languages: [answered.language] });
    const same = JSON.stringify(plain.reply) === JSON.stringify(answered.reply);
    return c.redirect(permalink(answered.address, answered.language, same ? undefined : who.query), 303);
  }

  /** A permalink. Words that it was asked with may add a note: "486 Decline" is 486 with another code's phrase. */
  address(c: Context): Response | Promise<Response> {
    const who = this.#asker(c);
    const query = fromPath(new URL(c.req.url).pathname);
    const answered = this.#bot.answer({ text: query, language: who.language, languages: who.languages });
    const asked = who.query === "" ? undefined : this.#bot.answer({ text: who.query, languages: [answered.language] });
    const same = asked?.address !== undefined && asked.address === answered.address && asked.language === answered.language;
    return same ? this.#page(c, asked, who.query, 200) : this.#page(c, answered, query, this.#meantNothing(answered) ? 404 : 200);
  }

  fault(c: Context): Response | Promise<Response> {
    const words = this.#bot.words(this.#bot.language(this.#asker(c).languages));
    const frame: Frame = {
      ...this.#frame(words.language, "", undefined),
      title: words.say("web.fault-title"),
      description: words.say("web.fault"),
    };
    return this.#send(
      c,
      500,
      <Page frame={frame}>
        <h1>{words.say("web.fault-title")}</h1>
        <p class="prose">{words.say("web.fault")}</p>
      </Page>,
    );
  }

  #asker(c: Context): Asker {
    return asker(c.req.url, c.req.header("accept-language"));
  }

  #start(c: Context, who: Asker): Response | Promise<Response> {
    const frame = { ...this.#frame(this.#bot.language(who.languages), "", "/"), home: true };
    return this.#send(
      c,
      200,
      <Page frame={frame}>
        <Home frame={frame} bot={this.#bot} maxMb={this.#traces && Math.floor(this.#traces.largest / 1_000_000)} />
      </Page>,
    );
  }

  #page(
    c: Context,
    answered: Answered,
    query: string,
    status: 200 | 404 | 413,
    again?: { readonly carried: string | undefined },
  ): Response | Promise<Response> {
    const { address, language, reply } = answered;
    const frame: Frame = {
      ...this.#frame(language, query, address === undefined ? undefined : toPath(address)),
      title: `${reply.title} · sipsense`,
      description: reply.short.slice(1).map(lineText).join(" ") || reply.short.map(lineText).join(" "),
    };
    return this.#send(
      c,
      status,
      <Page frame={frame}>
        <AnswerView answered={answered} words={this.#bot.words(language)} toneOf={(code) => this.#toneOf(code)} />
        {again === undefined ? undefined : <AgainForm words={this.#bot.words(language)} carried={again.carried} />}
      </Page>,
    );
  }

  /** Whether nothing was found, not even something near: all that such an answer can offer is the general examples. */
  #meantNothing({ outcome, language, reply }: Answered): boolean {
    if (outcome !== "nothing-found") return false;
    const choices = reply.body.flatMap((block) => (block.kind === "choices" ? block.choices : []));
    const offered = new Set(choices.map(({ command }) => command));
    return examples(this.#bot.words(language)).every(({ command }) => offered.has(command));
  }

  #toneOf(code: string): Severity | undefined {
    const response = this.#bot.catalog.response(Number(code));
    return response && severityOf(response);
  }

  #frame(language: string, query: string, path: string | undefined): Frame {
    const words = this.#bot.words(language);
    const translations = this.#bot.languages.map((tag) => ({
      tag,
      name: this.#bot.words(tag).say("language.name"),
      href: path === undefined ? questionLink(query, tag) : `${path}?language=${tag}`,
    }));
    const shown = query.replace(/\p{Cc}+/gu, " ").slice(0, 500);
    return {
      words,
      assets: this.#assets,
      title: words.say("web.title"),
      description: words.say("web.tagline"),
      path,
      translations,
      query: shown,
      home: false,
    };
  }

  #send(c: Context, status: 200 | 404 | 413 | 500, page: unknown): Response | Promise<Response> {
    return c.html(`<!doctype html>${String(page)}`, status, { Vary: "Accept-Language", "Cache-Control": "no-cache" });
  }
}
