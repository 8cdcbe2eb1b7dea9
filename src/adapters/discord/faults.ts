import { isRecord } from "../../chat/fields.ts";
import { DiscordAPIError, HTTPError, RateLimitError } from "./library.ts";

/** Discord's codes that the adapter has an answer to. */
export const codes = {
  unknownChannel: "10003",
  unknownMessage: "10008",
  unknownInteraction: "10062",
  tooLarge: "40005",
  missingAccess: "50001",
  noDirectMessages: "50007",
  missingPermissions: "50013",
  invalidForm: "50035",
  acknowledged: "40060",
  noHistory: "160002",
  threadClosed: "50083",
} as const;

/** A refusal of our own: too many requests without effect, and Discord would ban this address. */
export class HoldingBack extends Error {}

/** A fault of Discord or of the way there, in one word: Discord's code ("50013"), "http-503", "network", "rate-limited". */
export function codeOf(fault: unknown): string {
  if (fault instanceof DiscordAPIError)
    return /^[1-9]\d{0,9}$/u.test(String(fault.code)) ? String(fault.code) : `http-${fault.status}`;
  if (fault instanceof RateLimitError) return "rate-limited";
  if (fault instanceof HTTPError) return `http-${fault.status}`;
  if (fault instanceof HoldingBack) return "holding-back";
  if (fault instanceof Error && isNetwork(fault)) return "network";
  return "fault";
}

function isNetwork(fault: Error): boolean {
  if (fault.name === "AbortError" || fault.name === "TimeoutError" || fault.message === "fetch failed") return true;
  return "code" in fault && /^(?:E[A-Z]+|UND_ERR_[A-Z_]+)$/u.test(String(fault.code));
}

/** Whether the token is dead: no call will work again. */
export function isDeadToken(fault: unknown): boolean {
  return fault instanceof DiscordAPIError && fault.status === 401;
}

/** Whether a form was refused because the message it replies to is gone. */
export function lacksReference(fault: unknown): boolean {
  return (
    fault instanceof DiscordAPIError && isRecord(fault.rawError) && JSON.stringify(fault.rawError).includes("message_reference")
  );
}

const closed: ReadonlySet<string> = new Set([
  codes.missingAccess,
  codes.missingPermissions,
  codes.unknownChannel,
  codes.threadClosed,
  "http-403",
  "http-404",
]);

/** Codes with which Discord lets nobody write there for now. */
export function isClosed(code: string): boolean {
  return closed.has(code);
}

/** Whether a refusal may pass by itself. */
export function mayPass(code: string): boolean {
  return ["network", "rate-limited", "holding-back", "fault"].includes(code) || /^http-5\d\d$/u.test(code);
}

/** What to mend when the gateway closes for good; undefined for a close that may pass by itself. */
export function fixForClose(close: number): string | undefined {
  return fixes[close];
}

/** The close code for an intent that is not switched on. */
export const disallowedIntents = 4014;

const token =
  "DISCORD_TOKEN is not valid: copy it again (discord.com/developers/applications, your application, Bot, Reset Token), and set the new one";
const fixes: Readonly<Record<number, string>> = {
  4004: token,
  4010: "DISCORD_SHARDS names a shard that DISCORD_SHARD_COUNT does not have",
  4011: "Discord wants more shards: leave DISCORD_SHARD_COUNT and DISCORD_SHARDS out, or raise the count",
  4012: "this version speaks an API that Discord no longer has: update sipsense",
  4013: "Discord knows none of the intents asked for: update sipsense",
  4014: "an intent is not switched on: developer portal, your application, Bot, Privileged Gateway Intents",
};

export const badToken = token;
