/** Discord's limits of requests: of each route, of the bot, of an address that keeps failing. */
import type { FakeCall, Json } from "./types.ts";
import type { World } from "./world.ts";

interface Bucket {
  used: number;
  resetAt: number;
}

interface Taken {
  headers: Record<string, string>;
  refusal?: { status: number; body: Json | string };
}

const banMs = 10 * 60_000;

export class RateLimits {
  private readonly world: World;
  private readonly buckets = new Map<string, Bucket>();
  private global: Bucket = { used: 0, resetAt: 0 };
  private invalid: Bucket = { used: 0, resetAt: 0 };

  constructor(world: World) {
    this.world = world;
  }

  /** One request more: what its headers say, and whether it is one too many. */
  take(call: FakeCall): Taken {
    const now = this.world.now();
    if (this.banned(now)) {
      const headers = { "retry-after": String(Math.ceil((this.invalid.resetAt - now) / 1000)), "content-type": "text/html" };
      return { headers, refusal: { status: 429, body: "<!DOCTYPE html><title>Access denied</title><h1>Error 1015</h1>" } };
    }
    const { global = 0 } = this.world.options.limits ?? {};
    // Answers to interactions are outside the bot's global limit.
    if (global > 0 && call.authorized) {
      this.global = advance(this.global, now, 1000);
      if (this.global.used > global) return this.tooMany(this.global, now, true, {});
    }
    return this.takeOfRoute(call, now);
  }

  private banned(now: number): boolean {
    const most = this.world.options.invalidRequests;
    return most !== undefined && this.invalid.resetAt > now && this.invalid.used >= most;
  }

  private takeOfRoute(call: FakeCall, now: number): Taken {
    const { perRoute = 0, windowMs = 5000 } = this.world.options.limits ?? {};
    const limit = perRoute > 0 ? perRoute : 1000;
    const key = `${call.route}:${/^\/(?:channels|guilds|webhooks)\/(\d+)/u.exec(call.path)?.[1] ?? ""}`;
    const bucket = advance(this.buckets.get(key) ?? { used: 0, resetAt: 0 }, now, windowMs);
    this.buckets.set(key, bucket);
    const headers = {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(perRoute > 0 ? Math.max(0, limit - bucket.used) : limit - 1),
      "x-ratelimit-reset": (bucket.resetAt / 1000).toFixed(3),
      "x-ratelimit-reset-after": ((bucket.resetAt - now) / 1000).toFixed(3),
      "x-ratelimit-bucket": Buffer.from(call.route).toString("hex").slice(0, 64),
    };
    return perRoute > 0 && bucket.used > perRoute ? this.tooMany(bucket, now, false, headers) : { headers };
  }

  /** 401, 403 and 429 count against the address. */
  count(status: number): void {
    if (![401, 403, 429].includes(status)) return;
    this.invalid = advance(this.invalid, this.world.now(), banMs);
  }

  private tooMany(bucket: Bucket, now: number, global: boolean, headers: Record<string, string>): Taken {
    this.count(429);
    const seconds = Math.max(0.001, (bucket.resetAt - now) / 1000);
    const scope = global ? { "x-ratelimit-global": "true", "x-ratelimit-scope": "global" } : { "x-ratelimit-scope": "user" };
    return {
      headers: { ...headers, ...scope, "retry-after": seconds.toFixed(3) },
      refusal: { status: 429, body: { message: "You are being rate limited.", retry_after: seconds, global } },
    };
  }
}

function advance(bucket: Bucket, now: number, windowMs: number): Bucket {
  return bucket.resetAt <= now ? { used: 1, resetAt: now + windowMs } : { used: bucket.used + 1, resetAt: bucket.resetAt };
}
