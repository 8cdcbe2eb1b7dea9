import type { Bot } from "../../bot/answer.ts";
import type { Store } from "../../bot/store.ts";
import type { Tracer } from "../../bot/tracer.ts";
import { Allowance, type Pace } from "../../chat/allowance.ts";
import { Book } from "../../chat/book.ts";
import { Taken } from "../../chat/deduplicate.ts";
import { record, text } from "../../chat/fields.ts";
import { LateWatch } from "../../chat/late-watch.ts";
import { faultOf, type Log } from "../../chat/log.ts";
import type { Observer } from "../../chat/observer.ts";
import { within } from "../../chat/patience.ts";
import type { WatchSettings } from "../../chat/watching.ts";
import { Api } from "./api.ts";
import type { Shards } from "./client.ts";
import { commands } from "./commands.ts";
import { Desk } from "./desk.ts";
import { Files } from "./files.ts";
import { Gateway, usualDelays, usualIdentifyEvery } from "./gateway.ts";
import { Guilds } from "./guilds.ts";
import { InHand } from "./in-hand.ts";
import { Kept } from "./kept.ts";
import { GatewayDispatchEvents, type DiscordClient } from "./library.ts";
import { listen } from "./listeners.ts";
import { Locales } from "./locales.ts";
import type { Parts } from "./parts.ts";
import { Recent } from "./recent.ts";
import { register } from "./register.ts";
import { Responder } from "./respond.ts";
import { DiscordStage } from "./stage.ts";

export interface DiscordSettings {
  readonly bot: Bot;
  readonly token: string;
  readonly apiUrl: string;
  readonly shards?: Shards | undefined;
  /** Opened when it is first needed. */
  readonly store: () => Promise<Store>;
  /** How channels are watched. */
  readonly watching: Omit<WatchSettings, "store">;
  /** Bytes; larger files are not read. */
  readonly largestTrace: number;
  readonly tracer?: Tracer | undefined;
  readonly log: Log;
  readonly observer: Observer;
  /** Discord is lost for good: the process must end, non-zero, so that its supervisor starts it again. */
  readonly lost: (why: Error) => void;
  readonly pace?: Pace | undefined;
  readonly delays?: readonly number[] | undefined;
  readonly identifyEvery?: number | undefined;
  /** Requests a second. */
  readonly perSecond?: number | undefined;
}

export interface DiscordHealth {
  readonly ready: boolean;
  /** Milliseconds since the quietest shard's last sign of life. */
  readonly socketAge: number;
  readonly lastEventAge: number | undefined;
  /** Milliseconds since the database was lost; undefined while it is there. */
  readonly storeLostAge: number | undefined;
}

export interface RunningDiscord {
  /** Whether Discord gives us the text of messages that are not for us. */
  readonly hears: boolean;
  /** Ends when the commands are registered, or could not be. */
  readonly registered: Promise<void>;
  health(): DiscordHealth;
  /** Takes nothing more, ends what is in hand, within a deadline. */
  close(): Promise<void>;
}

/** Together less than the ten seconds after which supervisors kill. */
const drainWithinMs = 6000;
const postWithinMs = 3000;
const usualPerSecond = 50;

/** Connects to Discord and answers until it is closed. Throws a sentence with the remedy when Discord refuses or is down. */
export async function startDiscord(settings: DiscordSettings): Promise<RunningDiscord> {
  const { log, observer, token, apiUrl, shards } = settings;
  const lost = once(settings.lost);
  const inHand = new InHand(log, observer);
  let parts: Parts | undefined;
  const gateway = await Gateway.open({
    token,
    apiUrl,
    shards,
    perSecond: settings.perSecond ?? usualPerSecond,
    log,
    delays: settings.delays ?? usualDelays,
    identifyEvery: settings.identifyEvery ?? usualIdentifyEvery,
    failed: (code) => observer.platformError(code),
    lost,
    prepare: (client, hears) => {
      parts = undefined;
      listen(client, inHand, () => parts);
      // Who we are comes with the first READY, before anything else.
      client.ws.on(GatewayDispatchEvents.Ready, (ready: unknown) => {
        parts ??= makeParts({ ...settings, lost }, client, hears, ready);
      });
    },
  });
  const registered = parts === undefined ? Promise.resolve() : registerCommands(settings, parts, gateway);
  return { ...running(gateway, inHand, () => parts), hears: gateway.hears, registered };
}

function makeParts(settings: DiscordSettings, client: DiscordClient, hears: boolean, ready: unknown): Parts {
  const { bot, apiUrl, largestTrace, log, observer, lost, tracer } = settings;
  const api = new Api({ rest: client.rest, apiUrl, log, observer, dead: lost });
  const botUser = text(record(record(ready)["user"])["id"]) ?? "";
  const book = new Book(settings.store, bot.languages, log);
  const guilds = new Guilds(client, api);
  const locales = new Locales();
  const kept = new Kept();
  const responder = new Responder(api, log, tracer === undefined ? undefined : (svg) => tracer.draw(svg, "dark"));
  return {
    application: text(record(record(ready)["application"])["id"]) ?? botUser,
    botUser,
    hears,
    desk: new Desk(bot, { book, guilds, locales, kept }, tracer !== undefined),
    book,
    guilds,
    locales,
    recent: new Recent(),
    api,
    responder,
    files: new Files(apiUrl, largestTrace),
    tracer,
    kept,
    watch: lateWatch(settings, book, new DiscordStage(api, responder, log)),
    taken: new Taken(),
    allowance: new Allowance(settings.pace),
    log,
    observer,
  };
}

/** The watch, loaded behind the start: nobody who asks waits for the detector's words. */
function lateWatch({ bot, store, watching, log }: DiscordSettings, book: Book, stage: DiscordStage): LateWatch {
  return new LateWatch(async () => {
    const { makeWatch } = await import("../../chat/watching.ts");
    const watch = makeWatch({ ...watching, store }, { bot, book, stage, log });
    watch.start();
    return watch;
  });
}

/** One process of many registers the commands: the one that runs the first shard. */
async function registerCommands({ bot, log }: DiscordSettings, { api, application }: Parts, { shards }: Gateway): Promise<void> {
  if (!shards.includes(0)) return;
  try {
    const became = await register(api, application, commands(bot));
    log.info({ became }, "commands");
  } catch (fault) {
    log.error(faultOf(fault), "the commands could not be registered; sipsense discord register tries again");
  }
}

function running(gateway: Gateway, inHand: InHand, parts: () => Parts | undefined) {
  let open = true;
  const age = (since: number | undefined) => (since === undefined ? undefined : Date.now() - since);
  // Nothing that was left behind waits for the next message.
  setImmediate(() => {
    if (open) void parts()?.watch.get();
  });
  return {
    health: () => ({
      ready: open && gateway.ready,
      socketAge: gateway.age,
      lastEventAge: age(inHand.lastEvent),
      storeLostAge: age(parts()?.watch.here?.reach.lostSince),
    }),
    close: async () => {
      open = false;
      await within(drainWithinMs, inHand.end(), "draining").catch(() => undefined);
      await within(postWithinMs, parts()?.watch.close() ?? Promise.resolve(), "posting what waits").catch(() => undefined);
      await gateway.close();
      parts()?.api.close();
    },
  };
}

function once(tell: (why: Error) => void): (why: Error) => void {
  let told = false;
  return (why) => {
    if (told) return;
    told = true;
    tell(why);
  };
}
