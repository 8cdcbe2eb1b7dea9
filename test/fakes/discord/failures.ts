import type { ServerResponse } from "node:http";

import type { Failure, FakeCall, Match } from "./types.ts";
import type { World } from "./world.ts";

/** A body is JSON; none is a 204 without a type. */
export function send(
  world: World,
  response: ServerResponse,
  call: FakeCall,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  call.status = status;
  if (world.options.record !== false) call.answer = body;
  if (response.destroyed) return;
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const type = body === undefined ? {} : { "content-type": "application/json" };
  response.writeHead(status, { ...type, ...headers });
  response.end(text);
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function fits(match: Match, call: FakeCall): boolean {
  if (typeof match === "function") return match(call);
  if (typeof match === "string") return match === call.route || match === "*";
  return match.test(`${call.method} ${call.path}`);
}

/** The failure that somebody planned for this call, after its delay; undefined when the call may go on. */
export async function plannedFailure(world: World, call: FakeCall): Promise<Failure | undefined> {
  const plan = world.failures.find((one) => one.left > 0 && fits(one.match, call));
  if (!plan) return undefined;
  plan.left -= 1;
  const { failure } = plan;
  if (failure.delayMs) await wait(failure.delayMs);
  return failure.drop || failure.status ? failure : undefined;
}

const page = (status: number): string => `<!DOCTYPE html><title>${status}</title><h1>Error ${status}</h1>`;

/** Answers a call with its planned failure. */
export function answerFailure(world: World, response: ServerResponse, call: FakeCall, failure: Failure): void {
  const { status = 500, code, message, body, headers } = failure;
  if (failure.drop) {
    call.status = 0;
    response.destroy();
    return;
  }
  if (code !== undefined) call.code = code;
  if (body !== undefined || code === undefined) {
    const html = { "content-type": "text/html; charset=utf-8", ...headers };
    send(world, response, call, status, body ?? page(status), html);
  } else send(world, response, call, status, { message: message ?? "planned failure", code }, headers);
}

const limited = (seconds: number, global: boolean): string =>
  JSON.stringify({ message: "You are being rate limited.", retry_after: seconds, global });

/** Failures by the names people know them by, for `failNext`. */
export const failures = {
  /** 429 of one route. */
  rateLimited: (seconds: number): Failure => ({
    status: 429,
    body: limited(seconds, false),
    headers: {
      "content-type": "application/json",
      "retry-after": String(seconds),
      "x-ratelimit-limit": "5",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset-after": String(seconds),
      "x-ratelimit-bucket": "planned",
      "x-ratelimit-scope": "user",
    },
  }),
  /** 429 of the whole bot. */
  globallyLimited: (seconds: number): Failure => ({
    status: 429,
    body: limited(seconds, true),
    headers: {
      "content-type": "application/json",
      "retry-after": String(seconds),
      "x-ratelimit-global": "true",
      "x-ratelimit-scope": "global",
    },
  }),
  /** 429 of the proxy before Discord: HTML, and only Retry-After. */
  cloudflare: (seconds: number): Failure => ({
    status: 429,
    body: "<!DOCTYPE html><title>Access denied</title><h1>Error 1015</h1>",
    headers: { "retry-after": String(seconds) },
  }),
  server: (status = 502): Failure => ({ status }),
  missingPermissions: { status: 403, code: 50_013, message: "Missing Permissions" },
  missingAccess: { status: 403, code: 50_001, message: "Missing Access" },
  unknownMessage: { status: 404, code: 10_008, message: "Unknown Message" },
  unknownChannel: { status: 404, code: 10_003, message: "Unknown Channel" },
  unknownInteraction: { status: 404, code: 10_062, message: "Unknown interaction" },
  acknowledged: { status: 400, code: 40_060, message: "Interaction has already been acknowledged." },
  unauthorized: { status: 401, code: 0, message: "401: Unauthorized" },
} as const;
