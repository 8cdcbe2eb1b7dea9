import { createServer, type Server } from "node:http";

import { answerCdn } from "./cdn.ts";
import type { FakeDiscord } from "./contract.ts";
import { wait } from "./failures.ts";
import { addFile } from "./files.ts";
import { gatewayFaults } from "./gateway-faults.ts";
import { Gateway } from "./gateway.ts";
import { intents } from "./intents.ts";
import { RateLimits } from "./rate-limits.ts";
import { answerRest } from "./rest.ts";
import {
  addBot,
  addChannel,
  addGuild,
  addUser,
  dmOf,
  removeChannel,
  seed,
  tellChannel,
  tellGuild,
  tellPermissions,
} from "./seed.ts";
import { find, talk } from "./talk.ts";
import type { FakeGuild, FakeOptions } from "./types.ts";
import { World } from "./world.ts";

export type { FakeDiscord } from "./contract.ts";
export type { FakeInteraction } from "./interaction.ts";
export type * from "./types.ts";
export { failures } from "./failures.ts";
export { intents } from "./intents.ts";
export { bits } from "./permissions.ts";
export { controls, textOf } from "./look.ts";

function serve(world: World): Server {
  const limits = new RateLimits(world);
  return createServer((request, response) => {
    const path = request.url ?? "/";
    const answer = path.startsWith("/attachments/")
      ? answerCdn(world, request, response)
      : answerRest(world, limits, request, response);
    answer.catch((error: unknown) => {
      world.violations.push(`the fake failed: ${String(error)}`);
      response.destroy();
    });
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the fake has no address");
  return `http://127.0.0.1:${address.port}`;
}

function waiter(world: World): FakeDiscord["until"] {
  return async (check, timeoutMs = 20_000) => {
    const end = performance.now() + timeoutMs;
    for (;;) {
      const found = check();
      if (found !== undefined && found !== false) return found;
      if (performance.now() > end) {
        const calls = world.calls.slice(-5).map((one) => `${one.method} ${one.path} ${one.status} ${one.code ?? ""}`);
        const said = world.violations.join("\n") || "none";
        throw new Error(`waited ${timeoutMs} ms in vain; last calls: ${calls.join(", ") || "none"}; violations: ${said}`);
      }
      await wait(5);
    }
  };
}

type Guilds = Pick<
  FakeDiscord,
  "addGuild" | "addChannel" | "updated" | "permissionsUpdated" | "removeChannel" | "outage" | "back" | "kick"
>;

function guilds(world: World): Guilds {
  const gone = (guild: FakeGuild, unavailable: boolean): void =>
    world.dispatch({
      t: "GUILD_DELETE",
      d: { id: guild.id, ...(unavailable && { unavailable: true }) },
      intents: intents.guilds,
      guildId: guild.id,
    });
  return {
    addGuild(input) {
      const guild = addGuild(world, input);
      tellGuild(world, guild);
      return guild;
    },
    addChannel(input) {
      const channel = addChannel(world, input);
      tellChannel(world, "CHANNEL_CREATE", channel);
      return channel;
    },
    updated: (channel) => tellChannel(world, "CHANNEL_UPDATE", channel),
    permissionsUpdated: (guild) => tellPermissions(world, guild),
    removeChannel: (channel) => removeChannel(world, channel),
    outage(guild) {
      guild.unavailable = true;
      gone(guild, true);
    },
    back(guild) {
      guild.unavailable = false;
      tellGuild(world, guild);
    },
    kick(guild) {
      gone(guild, false);
      guild.members.delete(world.botId);
      guild.installed = false;
    },
  };
}

type Faults = Pick<FakeDiscord, "failNext" | "heal" | "slow" | "advance" | "assertPingsNobody" | "forget">;

function faults(world: World): Faults {
  return {
    failNext(match, failure) {
      world.failures.push({ match, failure, left: failure.times ?? 1 });
    },
    heal: () => void world.failures.splice(0),
    slow(ms) {
      world.slowMs = ms;
    },
    advance: (ms) => world.advance(ms),
    assertPingsNobody() {
      const pinged = world.pings.map(
        (one) => `message ${one.id} pinged ${[...one.mentions, ...one.mentionRoles].join(", ") || "everyone"}`,
      );
      const all = [...world.careless, ...pinged];
      if (all.length > 0) throw new Error(all.join("\n"));
    },
    forget() {
      for (const list of [world.calls, world.violations, world.careless, world.pings, world.typing]) list.length = 0;
    },
  };
}

/** A strict Discord on loopback: REST, gateway and CDN. It refuses what Discord refuses. */
export async function startFakeDiscord(options: FakeOptions = {}): Promise<FakeDiscord> {
  const world = new World(options);
  addBot(world);
  const home = options.seed === false ? undefined : seed(world);
  const server = serve(world);
  const gateway = new Gateway(world, server);
  world.origin = await listen(server);
  const told = gatewayFaults(gateway);
  const own = {
    api: `${world.origin}/api`,
    origin: world.origin,
    token: world.token,
    appId: world.appId,
    botId: world.botId,
    world,
    calls: world.calls,
    violations: world.violations,
    commands: world.commands,
    callsOf: (route: string) => world.calls.filter((one) => one.route === route),
    addUser: (input: Parameters<FakeDiscord["addUser"]>[0]) => addUser(world, input),
    addFile: (channel: Parameters<FakeDiscord["addFile"]>[0], file: Parameters<FakeDiscord["addFile"]>[1]) =>
      addFile(world, find(world.channels, channel).id, file),
    dmOf: (user: Parameters<FakeDiscord["dmOf"]>[0]) => dmOf(world, user),
    until: waiter(world),
    get home() {
      if (!home) throw new Error("there is no home without a seed");
      return home;
    },
    async close() {
      await gateway.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  // The getters of the gateway stay getters.
  const whole = Object.defineProperties(
    own,
    Object.getOwnPropertyDescriptors({ ...talk(world, home), ...guilds(world), ...faults(world) }),
  );
  return Object.defineProperties(whole, Object.getOwnPropertyDescriptors(told)) as FakeDiscord;
}
