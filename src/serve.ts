import type { RunningSlack } from "./adapters/slack/slack.ts";
import type { Running } from "./adapters/web/listener.ts";
import type { Bot } from "./bot/answer.ts";
import { readConfig, type Config, type SlackConfig } from "./config.ts";
import { Memory } from "./memory.ts";

/** Whatever still hangs so long after the end is left behind. */
const lingerMs = 2000;

/**
 * Starts what is configured; without tokens that is the playground. Ends with 0 on SIGINT or SIGTERM, with 1 when a
 * platform refuses or is lost (a supervisor starts it again), with 2 when a setting must be mended.
 */
export async function serve(): Promise<number> {
  const stopped = stopSignal();
  try {
    const config = readConfig();
    return config.slack ? await servePlatforms(config, config.slack, stopped) : await servePlayground(config, stopped);
  } catch (error) {
    complain(error);
    return 2;
  }
}

async function servePlayground(config: Config, stopped: Promise<"stopped">): Promise<number> {
  const [{ startWeb }, bot] = await Promise.all([import("./adapters/web/server.ts"), makeBot()]);
  const web = await startWeb({ bot, host: config.host, port: config.port });
  process.stdout.write(`sipsense playground: ${web.url} (Ctrl-C stops it)\n`);
  await stopped;
  await web.close();
  return 0;
}

/** Slack, and one HTTP listener: health, metrics, and Slack's requests in HTTP mode. */
async function servePlatforms(config: Config, slack: SlackConfig, stopped: Promise<"stopped">): Promise<number> {
  const [{ startSlack }, { makeLog }, { Health }, { listen }, bot] = await Promise.all([
    import("./adapters/slack/slack.ts"),
    import("./chat/log.ts"),
    import("./health.ts"),
    import("./adapters/web/listener.ts"),
    makeBot(),
  ]);
  const health = new Health();
  const pages = health.routes();
  let handler: RunningSlack["handler"];
  const { host, port } = config;
  const web = await listen(pages.fetch, { host, port, first: (request, response) => handler?.(request, response) === true });
  const memory = new Memory(config);
  const { promise: lost, tell } = loss();
  const log = makeLog(config.logLevel);
  const starting = startSlack({ bot, ...slack, store: memory.open, log, observer: health.observer("slack"), lost: tell });
  const started = await Promise.race([starting.catch(asError), stopped]);
  if (started === "stopped" || started instanceof Error) return ended(web, memory, started);
  handler = started.handler;
  health.watch("slack", () => started.health());
  process.stdout.write(`sipsense is in Slack; health: ${web.url}/readyz (Ctrl-C stops it)\n`);
  void health.load().catch((fault: unknown) => complain(fault));
  memory.keepShort(complain);
  const why = await Promise.race([stopped, lost]);
  health.end();
  await started.close();
  return ended(web, memory, why);
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
