import { SimpleShardingStrategy, ShardEvents as events, type GatewayManager } from "./library.ts";

/** A connection that broke without a word. */
const broken = 1006;
/** So often the session is taken up where READY said, then where everybody connects. */
const triesThere = 3;

/**
 * How shards are run, as the library does it, but that a network that is away for moments costs nothing: the library
 * drops the session when it can't connect, and with it what was said meanwhile; Discord keeps it for minutes.
 */
export function keepSessions(manager: GatewayManager): SimpleShardingStrategy {
  const { options } = manager;
  const update = options.updateSessionInfo.bind(options);
  const failed = new Map<number, number>();
  manager.on(events.Closed, ({ code, shardId }) => {
    if (code === broken) failed.set(shardId, (failed.get(shardId) ?? 0) + 1);
    else failed.delete(shardId);
  });
  // From here on it is Discord that ends a session.
  manager.on(events.Hello, ({ shardId }) => failed.delete(shardId));
  options.updateSessionInfo = async (shard, session) => {
    const tries = failed.get(shard) ?? 0;
    if (session !== null || tries === 0) return update(shard, session);
    const kept = await options.retrieveSessionInfo(shard);
    if (kept === null || tries <= triesThere) return update(shard, kept);
    const known = await manager.fetchGatewayInformation().catch(() => undefined);
    return update(shard, { ...kept, resumeURL: known?.url ?? kept.resumeURL });
  };
  return new SimpleShardingStrategy(manager);
}
