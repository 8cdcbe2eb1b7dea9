import { faultOf, type Log } from "../../chat/log.ts";
import { GatewayDispatchEvents as events, type DiscordClient } from "./library.ts";

// Servers, their channels, threads and roles: names and places come from the library's memory.
const kept: ReadonlySet<string> = new Set([
  events.Ready,
  events.Resumed,
  events.GuildCreate,
  events.GuildUpdate,
  events.GuildDelete,
  events.GuildRoleCreate,
  events.GuildRoleUpdate,
  events.GuildRoleDelete,
  events.ChannelCreate,
  events.ChannelUpdate,
  events.ChannelDelete,
  events.ThreadCreate,
  events.ThreadUpdate,
  events.ThreadDelete,
  events.ThreadListSync,
]);

interface Packet {
  readonly t: string;
}
type Handle = (packet?: Packet, shard?: unknown) => boolean;

/**
 * The library makes objects only of what it is to remember. It trusts each field to be there: an event without one that
 * it wants (an interaction's `entitlements`) would end the process, here it is left out.
 */
export function guardPackets(client: DiscordClient, log: Log): void {
  const manager: unknown = client.ws;
  if (!handles(manager)) throw new Error("discord.js takes its events another way now");
  const handle = manager.handlePacket.bind(manager);
  manager.handlePacket = (packet, shard) => {
    if (packet !== undefined && !kept.has(packet.t)) return true;
    try {
      return handle(packet, shard);
    } catch (fault) {
      log.warn({ event: packet?.t, ...faultOf(fault) }, "an event of the gateway can't be read");
      return true;
    }
  };
}

function handles(manager: unknown): manager is { handlePacket: Handle } {
  return typeof manager === "object" && manager !== null && "handlePacket" in manager;
}
