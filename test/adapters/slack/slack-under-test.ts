import { startSlack, type RunningSlack, type SlackSettings } from "../../../src/adapters/slack/slack.ts";
import { listen, type Running } from "../../../src/adapters/web/listener.ts";
import type { Store } from "../../../src/bot/store.ts";
import { readGlobs, usualChannels } from "../../../src/bot/watch/channels.ts";
import type { Clock } from "../../../src/bot/watch/clock.ts";
import type { Pace } from "../../../src/bot/watch/parts.ts";
import { makeLog } from "../../../src/chat/log.ts";
import { boundsFor, ThreadTracer } from "../../../src/diagnosis/tracer.ts";
import { bot } from "../../bot-under-test.ts";
import {
  startFakeSlack,
  type FakeMessage,
  type FakeSlack,
  type FakeSlackOptions,
  type Json,
  type Sender,
} from "../../fakes/slack/fake-slack.ts";
import { MemoryStore } from "../../memory-store.ts";

export const modes = ["socket", "http"] as const;
export type Mode = (typeof modes)[number];

export interface UnderTest {
  readonly slack: FakeSlack;
  readonly adapter: RunningSlack;
  /** Delivers the same way in both modes. */
  readonly sender: Sender;
  readonly log: string[];
  readonly counts: Record<string, number>;
  readonly lost: Error[];
  close(): Promise<void>;
  /** The same, and fails when we did what Slack would refuse, ignore or punish. */
  closeClean(): Promise<void>;
}

export interface Options {
  readonly fake?: FakeSlackOptions;
  readonly settings?: Partial<SlackSettings>;
  readonly store?: Store;
  readonly clock?: Clock;
  readonly pace?: Partial<Pace>;
}

/** The adapter, connected to a strict fake Slack. */
export async function connect(mode: Mode, options: Options = {}): Promise<UnderTest> {
  const slack = await startFakeSlack(options.fake);
  return attach(mode, slack, options);
}

/** The same, to a fake that runs already. */
export async function attach(
  mode: Mode,
  slack: FakeSlack,
  { settings, store = new MemoryStore(), clock, pace }: Options = {},
): Promise<UnderTest> {
  const log: string[] = [];
  const counts: Record<string, number> = {};
  const lost: Error[] = [];
  const count = (name: string) => (counts[name] = (counts[name] ?? 0) + 1);
  const tracer = new ThreadTracer({ bot: () => bot, bounds: boundsFor(2) });
  const adapter = await startSlack({
    bot,
    tracer,
    largestTrace: 2_000_000,
    botToken: slack.botToken,
    delivery: mode === "socket" ? { appToken: slack.appToken } : { signingSecret: slack.signingSecret },
    apiUrl: slack.apiUrl,
    store: () => Promise.resolve(store),
    log: makeLog("debug", { write: (line) => void log.push(line) }),
    observer: {
      received: (kind) => count(`received ${kind}`),
      answered: (kind) => count(`answered ${kind}`),
      suppressed: (reason) => count(`suppressed ${reason}`),
      platformError: (code) => count(`error ${code}`),
      slowedDown: () => count("429"),
    },
    watching: {
      holder: "under-test",
      globs: readGlobs(usualChannels),
      clock,
      pace,
      counts: {
        card: (became) => count(`card ${became}`),
        heard: (became) => count(`heard ${became}`),
        feedback: (says) => count(`feedback ${says}`),
      },
    },
    lost: (why) => lost.push(why),
    delays: [20, 40, 80],
    ...settings,
  });
  let web: Running | undefined;
  const { handler } = adapter;
  if (handler) {
    const nothing = () => new Response(null, { status: 404 });
    web = await listen(nothing, { host: "127.0.0.1", port: 0, first: handler });
    slack.http.target = `${web.url}/slack/events`;
  }
  const close = async () => {
    await adapter.close();
    await tracer.close();
    await web?.close();
    await slack.close();
  };
  const closeClean = async () => {
    await close();
    if (slack.violations.length > 0) throw new Error(`Slack would object: ${slack.violations.join("; ")}`);
  };
  return { slack, adapter, sender: mode === "socket" ? slack.socket : slack.http, log, counts, lost, close, closeClean };
}

/** Everything readable of a message: its text and that of its blocks. */
export function wordsOf(message: { readonly text?: string; readonly blocks: unknown }): string {
  return `${message.text ?? ""}\n${textsIn(message.blocks).join("\n")}`;
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "text" && typeof inner === "string" ? [inner] : textsIn(inner),
  );
}

/** The buttons of a message or view, by their action_id. */
export function buttonsOf(shown: { readonly blocks: unknown }): { actionId: string; value?: string; label: string }[] {
  const found: { actionId: string; value?: string; label: string }[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === "object" && value !== null) {
      const block = value as Json;
      if (block["type"] === "button") {
        const label = String((block["text"] as Json)["text"]);
        found.push({
          actionId: String(block["action_id"]),
          label,
          ...(typeof block["value"] === "string" ? { value: block["value"] } : {}),
        });
      } else Object.values(block).forEach(walk);
    }
  };
  walk(shown.blocks);
  return found;
}

/** Presses a button of a message by the start of its action_id. */
export async function press(under: UnderTest, message: FakeMessage, action: string, user?: string) {
  const button = buttonsOf(message).find(({ actionId }) => actionId.startsWith(action));
  if (button === undefined)
    throw new Error(
      `no button ${action} among ${buttonsOf(message)
        .map((one) => one.actionId)
        .join(", ")}`,
    );
  return under.sender.sendAction({ ...button, message, ...(user === undefined ? {} : { user }) });
}
