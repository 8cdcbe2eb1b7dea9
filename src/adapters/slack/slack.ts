import type { App as BoltApp, webApi as WebApi } from "@slack/bolt";

import type { Bot } from "../../bot/answer.ts";
import type { Store } from "../../bot/store.ts";
import type { Tracer } from "../../bot/tracer.ts";
import { Allowance, type Pace } from "../../chat/allowance.ts";
import { Book } from "../../chat/book.ts";
import { Taken } from "../../chat/deduplicate.ts";
import { LateWatch } from "../../chat/late-watch.ts";
import { faultOf, type Log } from "../../chat/log.ts";
import type { Observer } from "../../chat/observer.ts";
import { soon } from "../../chat/patience.ts";
import type { WatchSettings } from "../../chat/watching.ts";
import { Api, clientOptions } from "./api.ts";
import { App, webApi } from "./bolt.ts";
import { Channels } from "./channels.ts";
import { Desk } from "./desk.ts";
import { Ears } from "./ears.ts";
import { codeOf, fixFor } from "./faults.ts";
import { Files } from "./files.ts";
import { slackHandler, type SlackHandler } from "./http.ts";
import { Intake } from "./intake.ts";
import { listen } from "./listeners.ts";
import { boltLogger } from "./log.ts";
import type { Parts } from "./parts.ts";
import { insist, usualDelays } from "./patience.ts";
import { People } from "./people.ts";
import { Responder } from "./respond.ts";
import { Scopes } from "./scopes.ts";
import { Socket } from "./socket.ts";
import { SlackStage } from "./stage.ts";
import { Turns } from "./turns.ts";
import { Uploads } from "./uploads.ts";

export interface SlackSettings {
  readonly bot: Bot;
  readonly botToken: string;
  /** How Slack delivers: over a socket that we open, or by signed requests to us. */
  readonly delivery: { readonly appToken: string } | { readonly signingSecret: string };
  readonly apiUrl: string;
  /** May change the settings where `users:read` is not granted. */
  readonly installer?: string | undefined;
  /** Opened when it is first needed. */
  readonly store: () => Promise<Store>;
  /** How channels are watched. */
  readonly watching: Omit<WatchSettings, "store">;
  readonly tracer: Tracer;
  /** Bytes of the largest file that is fetched. */
  readonly largestTrace: number;
  readonly log: Log;
  readonly observer: Observer;
  /** Slack is lost for good: the process must end, non-zero, so that its supervisor starts it again. */
  readonly lost: (why: Error) => void;
  readonly pace?: Pace | undefined;
  readonly delays?: readonly number[] | undefined;
}

export interface SlackHealth {
  readonly ready: boolean;
  /** Milliseconds since the socket's last sign of life; undefined in HTTP mode. */
  readonly socketAge: number | undefined;
  readonly lastEventAge: number | undefined;
  /** Milliseconds since the database was lost; undefined while it is there. */
  readonly storeLostAge: number | undefined;
}

export interface RunningSlack {
  /** In HTTP mode: POST /slack/events, for the process's listener. */
  readonly handler: SlackHandler | undefined;
  health(): SlackHealth;
  /** Takes nothing more, ends what is in hand, within a deadline. */
  close(): Promise<void>;
}

/** Whoever runs containers waits 10 s before it kills: what is in hand has these, and cards that wait the second at least. */
const drainWithinMs = 6000;
const postWithinMs = 1000;
const staleAfterMs = 10_000;

interface Identity {
  readonly team: string;
  readonly botUser: string;
  readonly botId: string;
  readonly scopes: readonly string[] | undefined;
}

/** Connects to Slack and answers until it is closed. Throws a sentence with the remedy when Slack refuses or is down. */
export async function startSlack(settings: SlackSettings): Promise<RunningSlack> {
  const { log, observer, botToken, apiUrl, delivery } = settings;
  const delays = settings.delays ?? usualDelays;
  const options = { ...clientOptions(apiUrl), logger: boltLogger(log) };
  const client = new webApi.WebClient(botToken, options);
  const failed = (code: string) => observer.platformError(code);
  const identity = await insist(
    "SLACK_BOT_TOKEN",
    () => identify(new webApi.WebClient(botToken, { ...options, retryConfig: { retries: 0 } })),
    { delays, failed },
  );
  const intake = new Intake(log, observer);
  const lost = once(settings.lost);
  const app = makeApp(settings, identity, intake);
  const gone = (code: string) =>
    lost(new Error(`Slack has ended our access (${code}): ${fixFor(code) ?? "install the app again"}`));
  const parts = makeParts(settings, identity, client, gone);
  const { watch } = parts;
  listen(app, parts, gone);
  intake.overheardBy(earsOf(parts, identity));
  app.error((fault) => {
    observer.platformError(codeOf(fault));
    log.error(faultOf(fault), "a question could not be answered");
    return Promise.resolve();
  });
  if ("signingSecret" in delivery) {
    return running(intake, watch, undefined, slackHandler({ signingSecret: delivery.signingSecret, intake, observer }));
  }
  const socket = new Socket({ appToken: delivery.appToken, apiUrl, intake, log, delays, failed, lost });
  await socket.start();
  return running(intake, watch, socket, undefined);
}

function makeApp(settings: SlackSettings, { botId, botUser }: Identity, intake: Intake): BoltApp {
  return new App({
    token: settings.botToken,
    // Known already: Bolt need not ask again, nor leave the question's failure unhandled.
    botId,
    botUserId: botUser,
    tokenVerificationEnabled: false,
    receiver: intake,
    // Bolt's memory of conversations would grow with every channel; nothing here reads it.
    convoStore: false,
    clientOptions: clientOptions(settings.apiUrl),
    logger: boltLogger(settings.log),
  });
}

function makeParts(settings: SlackSettings, identity: Identity, client: WebApi.WebClient, gone: (code: string) => void): Parts {
  const { bot, botToken, apiUrl, log, observer } = settings;
  const scopes = new Scopes(identity.scopes);
  if (scopes.missing.length > 0) {
    log.error({ missing: scopes.missing.join(", ") }, "scopes are missing: update the app's manifest and install it again");
  }
  for (const scope of scopes.off) log.info({ scope }, "optional scope not granted; what needs it is off");
  const neverTwice = { ...clientOptions(apiUrl), retryConfig: { retries: 0 }, logger: boltLogger(log) };
  const api = new Api({ client, careful: new webApi.WebClient(botToken, neverTwice), log, observer, scopes, dead: gone });
  const people = new People(api, scopes, settings.installer);
  const workspace = `slack:${identity.team}`;
  const book = new Book(settings.store, bot.languages, log);
  return {
    botUser: identity.botUser,
    workspace,
    desk: new Desk(bot, people, book, workspace, () => scopes.has("files:write")),
    people,
    book,
    api,
    responder: new Responder(api, log, observer),
    files: new Files(api, scopes, botToken, { apiUrl, largest: settings.largestTrace }),
    uploads: new Uploads(api, apiUrl),
    tracer: settings.tracer,
    scopes,
    channels: new Channels(api, scopes),
    watch: lateWatch(settings, book, new SlackStage(api, log)),
    taken: new Taken(),
    allowance: new Allowance(settings.pace),
    turns: new Turns(),
    log,
    observer,
  };
}

/** The watch, loaded behind the start: nobody who asks waits for the detector's words. */
function lateWatch({ bot, store, watching, log }: SlackSettings, book: Book, stage: SlackStage): LateWatch {
  return new LateWatch(async () => {
    const { makeWatch } = await import("../../chat/watching.ts");
    const watch = makeWatch({ ...watching, store }, { bot, book, stage, log });
    watch.start();
    return watch;
  });
}

function earsOf({ channels, watch, workspace }: Parts, { botUser, botId }: Identity) {
  const ears = new Ears({ us: { user: botUser, bot: botId }, workspace, channels, watch });
  return (body: Readonly<Record<string, unknown>>) => ears.take(body);
}

async function identify(client: WebApi.WebClient): Promise<Identity> {
  const { team_id: team = "", user_id: botUser = "", bot_id: botId = "", response_metadata: metadata } = await client.auth.test();
  return { team, botUser, botId, scopes: metadata?.scopes };
}

function running(intake: Intake, watch: LateWatch, socket: Socket | undefined, handler: SlackHandler | undefined): RunningSlack {
  let open = true;
  let drained = false;
  // Nothing that was left behind waits for the next message.
  setImmediate(() => {
    if (open) void watch.get();
  });
  const age = (since: number | undefined) => (since === undefined ? undefined : Date.now() - since);
  return {
    // Nothing is taken that could not be ended: Slack sends an event again, to whoever comes after us.
    handler: handler && ((request, response) => handler(request, response, !drained)),
    health: () => {
      const socketAge = age(socket?.lastPong);
      const alive = socket === undefined || (socket.connected && (socketAge ?? 0) < staleAfterMs);
      const storeLostAge = age(watch.here?.reach.lostSince);
      return { ready: open && alive, socketAge, lastEventAge: age(intake.lastEvent), storeLostAge };
    },
    close: async () => {
      open = false;
      const closed = socket?.stop();
      const end = Date.now() + drainWithinMs;
      await soon(drainWithinMs, intake.idle());
      drained = true;
      await soon(Math.max(postWithinMs, end - Date.now()), watch.close());
      await closed;
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
