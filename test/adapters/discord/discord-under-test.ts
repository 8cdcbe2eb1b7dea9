import { startDiscord, type DiscordSettings, type RunningDiscord } from "../../../src/adapters/discord/discord.ts";
import type { Store } from "../../../src/bot/store.ts";
import { readGlobs, usualChannels } from "../../../src/bot/watch/channels.ts";
import { makeLog } from "../../../src/chat/log.ts";
import { bot } from "../../bot-under-test.ts";
import {
  controls,
  startFakeDiscord,
  type FakeDiscord,
  type FakeMessage,
  type FakeOptions,
} from "../../fakes/discord/fake-discord.ts";
import { MemoryStore } from "../../memory-store.ts";

export interface UnderTest {
  readonly discord: FakeDiscord;
  readonly adapter: RunningDiscord;
  readonly log: string[];
  readonly counts: Record<string, number>;
  readonly lost: Error[];
  close(): Promise<void>;
  /** The same, and fails when we did what Discord would refuse, ignore or punish, or called somebody. */
  closeClean(): Promise<void>;
}

export interface Options {
  readonly fake?: FakeOptions;
  readonly settings?: Partial<DiscordSettings>;
  readonly store?: Store;
}

/** The adapter, connected to a strict fake Discord. */
export async function connect(options: Options = {}): Promise<UnderTest> {
  const discord = await startFakeDiscord({ identifyWindowMs: 0, ...options.fake });
  try {
    return await attach(discord, options);
  } catch (fault) {
    await discord.close();
    throw fault;
  }
}

/** The same, to a fake that runs already. */
export async function attach(discord: FakeDiscord, options: Options = {}): Promise<UnderTest> {
  const attached = await attachTo(discord, options);
  const close = async () => {
    await attached.adapter.close();
    await discord.close();
  };
  const closeClean = async () => {
    await close();
    if (discord.violations.length > 0) throw new Error(`Discord would object: ${discord.violations.join("; ")}`);
    discord.assertPingsNobody();
  };
  return { ...attached, discord, close, closeClean };
}

export type Attached = Omit<UnderTest, "discord" | "close" | "closeClean">;

/** The adapter alone, connected to any server. */
export async function attachTo(
  { token, api }: { readonly token: string; readonly api: string },
  { settings, store = new MemoryStore() }: Options = {},
): Promise<Attached> {
  const log: string[] = [];
  const counts: Record<string, number> = {};
  const lost: Error[] = [];
  const count = (name: string) => (counts[name] = (counts[name] ?? 0) + 1);
  const adapter = await startDiscord({
    bot,
    token,
    apiUrl: api,
    largestTrace: 20_000_000,
    store: () => Promise.resolve(store),
    log: makeLog("debug", { write: (line) => void log.push(line) }),
    observer: {
      received: (kind) => count(`received ${kind}`),
      answered: (kind) => count(`answered ${kind}`),
      suppressed: (reason) => count(`suppressed ${reason}`),
      platformError: (code) => count(`error ${code}`),
      slowedDown: () => count("429"),
    },
    watching: usualWatching(count),
    lost: (why) => lost.push(why),
    delays: [20, 40, 80],
    identifyEvery: 10,
    ...settings,
  });
  await adapter.registered;
  return { adapter, log, counts, lost };
}

/** How channels are watched, quickly. */
export function usualWatching(count: (name: string) => void): DiscordSettings["watching"] {
  return {
    holder: "test",
    globs: readGlobs(usualChannels),
    counts: {
      card: (became) => count(`card ${became}`),
      heard: (became) => count(`heard ${became}`),
      feedback: (says) => count(`feedback ${says}`),
    },
    pace: { burstMs: 10, updateMs: 10, leaseMs: 10_000, sweepMs: 10_000, staleMs: 60_000 },
  };
}

/** The custom_ids on a message, with their labels. */
export function idsOf(message: FakeMessage): string[] {
  return controls(message).map((one) => (typeof one["custom_id"] === "string" ? one["custom_id"] : ""));
}
