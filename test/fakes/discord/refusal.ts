import type { Json } from "./json.ts";

/** Something Discord refuses: thrown by whatever looks at a request, answered by the server. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly body: Json;
  constructor(status: number, code: number, message: string, more: Json = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.body = { message, code, ...more };
  }
}

/** Discord's JSON error codes, with the status and the words that come with each. */
const known = {
  10_003: [404, "Unknown Channel"],
  10_004: [404, "Unknown Guild"],
  10_007: [404, "Unknown Member"],
  10_008: [404, "Unknown Message"],
  10_011: [404, "Unknown Role"],
  10_013: [404, "Unknown User"],
  10_014: [400, "Unknown Emoji"],
  10_015: [404, "Unknown Webhook"],
  10_062: [404, "Unknown interaction"],
  10_063: [404, "Unknown application command"],
  30_032: [400, "Maximum number of application commands reached (100)"],
  40_005: [413, "Request entity too large"],
  40_060: [400, "Interaction has already been acknowledged."],
  40_067: [400, "A tag is required to create a forum post in this channel"],
  40_094: [400, "The maximum number of follow-up messages for this interaction has been reached."],
  50_001: [403, "Missing Access"],
  50_005: [403, "Cannot edit a message authored by another user"],
  50_006: [400, "Cannot send an empty message"],
  50_007: [403, "Cannot send messages to this user"],
  50_008: [400, "Cannot send messages in a non-text channel"],
  50_013: [403, "Missing Permissions"],
  50_021: [403, "Cannot execute action on a system message"],
  50_024: [400, "Cannot execute action on this channel type"],
  50_027: [401, "Invalid Webhook Token"],
  50_083: [400, "Thread is archived"],
  50_109: [400, "The request body contains invalid JSON."],
  160_002: [400, "Cannot reply without permission to read message history"],
  160_004: [400, "A thread has already been created for this message"],
  160_005: [403, "Thread is locked"],
} as const satisfies Record<number, readonly [number, string]>;

export type Code = keyof typeof known;

export function refuse(code: Code): Refusal {
  const [status, message] = known[code];
  return new Refusal(status, code, message);
}

export const unauthorized = (): Refusal => new Refusal(401, 0, "401: Unauthorized");
export const notFound = (): Refusal => new Refusal(404, 0, "404: Not Found");
export const wrongMethod = (): Refusal => new Refusal(405, 0, "405: Method Not Allowed");
