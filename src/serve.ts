import { randomUUID } from "node:crypto";

import type { SlackHandler } from "./adapters/slack/http.ts";
import type { Running } from "./adapters/web/listener.ts";
import type { Bot } from "./bot/answer.ts";
import type { Store } from "./bot/store.ts";
import type { Tracer } from "./bot/tracer.ts";
import type { Log } from "./chat/log.ts";
import type { Observer } from "./chat/observer.ts";
import type { WatchSettings } from "./chat/watching.ts";
import { readConfig, type Config } from "./config.ts";
import type { State } from "./health.ts";
import { Memory } from "./memory.ts";

/** Whatever still hangs so long after the end is left behind. */
const lingerMs = 2000;
/** The precision in the field is that of so long. */
const fieldMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Starts what is configured; without tokens that is the playground. Ends with 0 on SIGINT or SIGTERM, with 1 when a
 * platform refuses or is lost (a supervisor starts it again), with 2 when a setting must be mended.
 */
export async function serve(): Promise<number> {
  const stopped = stopSignal();
  try {
    const config = readConfig();
    const platforms = platformsOf(config);
    return platforms.length > 0 ? await servePlatforms(config, platforms, stopped) : await servePlayground(config, stopped);
  } catch (error) {
    complain(error);
    return 2;
  }
}

async function servePlayground(config: Config, stopped: Promise<"stopped">): Promise<number> {
  const [{ startWeb }, bot] = await Promise.all([import("./adapters/web/server.ts"), makeBot()]);
  const tracer = lateTracer(bot, config);
  const traces = { tracer, largest: config.traceMaxMb * 1_000_000 };
  const web = await startWeb({ bot, traces, host: config.host, port: config.port });
  process.stdout.write(`sipsense playground: ${web.url} (Ctrl-C stops it)\n`);
  learnPastes(bot);
  await stopped;
  await web.close();
  await tracer.close();
  return 0;
}

/** What a platform needs to start. */
interface Needs {
  readonly bot: Bot;
  readonly store: () => Promise<Store>;
  readonly log: Log;
  readonly observer: Observer;
  /** How channels are watched. */
  readonly watching: Omit<WatchSettings, "store">;
  readonly tracer: Tracer;
  readonly lost: (why: Error) => void;
}

interface RunningPlatform {
  /** Takes some requests of the process's one listener. */
  readonly handler?: SlackHandler | undefined;
  health(): State;
  close(): Promise<void>;
}

interface Platform {
  readonly name: string;
  readonly title: string;
  readonly start: (needs: Needs) => Promise<RunningPlatform>;
}

function platformsOf({ slack, discord, traceMaxMb }: Config): Platform[] {
  const platforms: Platform[] = [];
  if (slack) {
    const start = async (needs: Needs) =>
      (await import("./adapters/slack/slack.ts")).startSlack({ ...needs, ...slack, largestTrace: traceMaxMb * 1_000_000 });
    platforms.push({ name: "slack", title: "Slack", start });
  }
  if (discord) {
    const start = async (needs: Needs) =>
      (await import("./adapters/discord/discord.ts")).startDiscord({
        ...needs,
        ...discord,
        largestTrace: traceMaxMb * 1_000_000,
      });
    platforms.push({ name: "discord", title: "Discord", start });
  }
  return platforms;
}

/** The platforms, and one HTTP listener: health, metrics, and Slack's requests in HTTP mode. */
async function servePlatforms(config: Config, platforms: readonly Platform[], stopped: Promise<"stopped">): Promise<number> {
  const [{ makeLog }, { Health }, { listen }, bot] = await Promise.all([
    import("./chat/log.ts"),
    import("./health.ts"),
    import("./adapters/web/listener.ts"),
    makeBot(),
  ]);
  const health = new Health();
  const running: RunningPlatform[] = [];
  const pages = health.routes();
  const { host, port } = config;
  const web = await listen(pages.fetch, {
    host,
    port,
    first: (request, response) => running.some(({ handler }) => handler?.(request, response) === true),
  });
  const memory = new Memory(config);
  const tracer = lateTracer(bot, config);
  const { promise: lost, tell } = loss();
  const log = makeLog(config.logLevel);
  // The holder names this process among those that share the database.
  const watched = { holder: randomUUID(), globs: config.watchChannels };
  const needs = { bot, store: memory.open, tracer, log, lost: tell };
  const starting = Promise.all(
    platforms.map(async ({ name, start }) => {
      health.watch(name, () => ({ ready: false, socketAge: undefined, lastEventAge: undefined }));
      const watching = { ...watched, counts: health.watchCounts(name) };
      const started = await start({ ...needs, observer: health.observer(name), watching });
      running.push(started);
      health.watch(name, () => started.health());
    }),
  );
  const started = await Promise.race([starting.then(() => "started" as const, asError), stopped]);
  const closeAll = async () => {
    await Promise.all(running.map((one) => one.close()));
    await tracer.close();
  };
  if (started !== "started") {
    await closeAll();
    return ended(web, memory, started);
  }
  const where = platforms.map(({ title }) => title).join(" and ");
  process.stdout.write(`sipsense is in ${where}; health: ${web.url}/readyz (Ctrl-C stops it)\n`);
  learnPastes(bot);
  void health.load().catch((fault: unknown) => complain(fault));
  memory.keepShort(complain);
  health.askField(async () => fieldOf(await memory.open()));
  const why = await Promise.race([stopped, lost]);
  health.end();
  await closeAll();
  return ended(web, memory, why);
}

async function fieldOf(store: Store) {
  const { cards, "not-sip": notSip } = await store.feedbackCounts(Date.now() - fieldMs);
  return { cards, notSip };
}

/** Traces are seldom: what reads them is loaded with the first. */
function lateTracer(bot: Bot, { traceMaxMb: maxMb }: Config): Tracer {
  let loaded: Promise<Tracer> | undefined;
  const get = () =>
    (loaded ??= import("./diagnosis/tracer.ts").then(
      ({ ThreadTracer, boundsFor }) => new ThreadTracer({ bot: () => bot, bounds: boundsFor(maxMb) }),
    ));
  return {
    trace: async (source) => (await get()).trace(source),
    draw: async (svg, theme) => (await get()).draw(svg, theme),
    close: async () => (await loaded)?.close(),
  };
}

async function ended(web: Running, memory: Memory, why: Error | "stopped"): Promise<number> {
  const code = why === "stopped" ? 0 : 1;
  if (why !== "stopped") complain(why);
  await web.close();
  await memory.close();
  setTimeout(() => process.exit(code), lingerMs).unref();
  return code;
}

async function makeBot(): Promise<Bot> {
  const [answer, knowledge] = await Promise.all([import("./bot/answer.ts"), import("./knowledge.ts")]);
  return new answer.Bot(knowledge.loadKnowledge());
}

/** Nobody who asks for a code waits for what reads pasted traces: it is loaded behind the start. */
function learnPastes(bot: Bot): void {
  void import("./bot/paste.ts").then(({ pastes }) => bot.readPastes(pastes)).catch(complain);
}

function loss(): { readonly promise: Promise<Error>; readonly tell: (why: Error) => void } {
  let tell: (why: Error) => void = () => undefined;
  const promise = new Promise<Error>((resolve) => (tell = resolve));
  return { promise, tell: (why) => tell(why) };
}

function asError(fault: unknown): Error {
  return fault instanceof Error ? fault : new Error(String(fault));
}

function complain(error: unknown): void {
  process.stderr.write(`sipsense: ${error instanceof Error ? error.message : String(error)}\n`);
}

async function stopSignal(): Promise<"stopped"> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  return "stopped";
}
