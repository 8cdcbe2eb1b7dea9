import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import Database from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";

import { openStore, type HomeAddress } from "../../src/store/open.ts";
import { embedded, postgres, type TestHome } from "../store/homes.ts";
import { Incident } from "./crash/incident.ts";
import { Platform, type Moment } from "./crash/platform.ts";
import { BotProcess, type Delivery } from "./crash/process.ts";

const rounds = 50;
/** A busy machine is patient. */
const patience = 240_000;
/** Who is killed at random is waited for shortly; who only has neighbours is not soon taken for dead. */
const leases = { killed: 1000, alive: 20_000 };

/** A home with an incident of its own, and a platform that shows what is said of it. */
interface Scene {
  readonly name: string;
  readonly address: HomeAddress;
  readonly platform: Platform;
  readonly incident: Incident;
  /** Delivered and not acknowledged. */
  open: Delivery[];
}

const processes = new Set<BotProcess>();
const endings: (() => void)[] = [];
let platforms: Platform[];
beforeEach(() => {
  platforms = [];
});
afterEach(async () => {
  await Promise.all([...processes].map((one) => one.kill()));
  processes.clear();
  for (const end of endings.splice(0)) end();
});

function start(): BotProcess {
  const one = new BotProcess();
  processes.add(one);
  return one;
}

async function scene(home: TestHome): Promise<Scene> {
  const { address, remove } = await home.make();
  const platform = new Platform();
  await platform.start();
  platforms.push(platform);
  endings.push(remove, () => platform.stop());
  return { name: home.name, address, platform, incident: new Incident(), open: [] };
}

function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map((one) => [Math.random(), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one);
}

function oneOf<T>(all: readonly [T, ...T[]]): T {
  return all[Math.floor(Math.random() * all.length)] ?? all[0];
}

/** Ends at a random point of a process's work. */
async function randomPoint(current: BotProcess): Promise<void> {
  const point = oneOf<Moment | "done" | "soon">(["arrived", "shown", "answered", "done", "soon"]);
  let left = 1 + Math.floor(Math.random() * 12);
  let reached: Promise<unknown>;
  if (point === "soon") reached = pause(Math.random() * 60);
  else if (point === "done") reached = new Promise<void>((done) => (current.onNews = () => --left === 0 && done()));
  else reached = Promise.any(platforms.map((platform) => platform.next(point)));
  await Promise.race([reached, pause(300)]);
}

/** One life of a process: it is given what is new and what was not acknowledged, some of it twice, and killed. */
async function liveAndDie(current: BotProcess, scenes: readonly Scene[], round: number): Promise<void> {
  for (const { name, address, platform } of scenes) current.open(name, address, platform.url, leases.killed);
  if (round % 5 === 4) await pause(Math.random() * 120);
  else await current.opened(scenes.length);
  const point = randomPoint(current);
  for (const { name, incident, open } of scenes) {
    open.push(...incident.messages(round, 6), incident.setting());
    for (const delivery of shuffled([...open, ...open.slice(0, 2)])) current.give(name, delivery);
  }
  await point;
  await current.kill();
  processes.delete(current);
  for (const one of scenes) {
    const done = current.done(one.name);
    one.incident.acknowledged(done);
    // A setting that was not acknowledged is given up: its user was told so.
    one.open = one.open.filter(({ number, keep }) => keep === undefined && !done.has(number));
  }
}

/** Ends when all that must be seen is seen; what others left is taken over once their leases are over. */
async function settled({ address, platform, incident }: Scene): Promise<void> {
  const store = await openStore(address);
  const check = () => incident.check(platform, store).then(() => "settled", String);
  await expect.poll(check, { timeout: patience / 4, interval: 100 }).toBe("settled");
  await store.close();
}

test(
  "killed at random points, the bot explains every mention once and loses no setting, in a file and in PostgreSQL",
  async () => {
    const file = await scene(embedded);
    const scenes = [file, await scene(postgres)];
    // The next process starts while the last one still runs; that saves the time to wait for it.
    let next = start();
    for (let round = 0; round < rounds; round += 1) {
      const current = next;
      next = start();
      await liveAndDie(current, scenes, round);
    }
    const log = join("dataFolder" in file.address ? file.address.dataFolder : "", "sipsense.sqlite-wal");
    expect(existsSync(log) ? statSync(log).size : 0).toBeLessThan(6_000_000);
    for (const { name, address, platform, open } of scenes) {
      next.open(name, address, platform.url, leases.killed);
      for (const delivery of open) next.give(name, delivery);
    }
    for (const one of scenes) await settled(one);
    await next.stop();
    const connection = new Database(log.replace(/-wal$/u, ""));
    expect(connection.prepare("pragma integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    connection.close();
  },
  patience,
);

test(
  "four processes that are given the same messages answer each once",
  async () => {
    const one = await scene(postgres);
    const four = [start(), start(), start(), start()];
    for (const bot of four) bot.open("home", one.address, one.platform.url, leases.alive);
    await Promise.all(four.map((bot) => bot.opened(1)));
    const given = Array.from({ length: 12 }, (_, round) => one.incident.messages(round, 10)).flat();
    for (const delivery of given) for (const bot of shuffled(four).slice(0, 3)) bot.give("home", delivery);
    await settled(one);
    await Promise.all(four.map((bot) => bot.stop()));
    await settled(one);
  },
  patience,
);
