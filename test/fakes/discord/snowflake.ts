const epoch = 1_420_070_400_000;

/** The snowflake of a moment: milliseconds of Unix time, and which of that millisecond. */
export function snowflake(ms: number, index = 0): string {
  return String((BigInt(Math.floor(ms) - epoch) << 22n) | BigInt(index & 0xfff));
}

/** Unix milliseconds in an id. */
export function momentOf(id: string): number {
  return Number(BigInt(id) >> 22n) + epoch;
}

/** Which of n shards hears about a guild. */
export function shardOf(guildId: string, count: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(count));
}

/** Rising ids, never the same twice. */
export class Snowflakes {
  private ms = 0;
  private index = 0;

  next(now: number): string {
    if (now > this.ms) {
      this.ms = now;
      this.index = 0;
    } else if (++this.index > 0xfff) {
      this.ms += 1;
      this.index = 0;
    }
    return snowflake(this.ms, this.index);
  }
}
