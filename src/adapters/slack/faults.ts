import { webApi } from "./bolt.ts";

/** A fault of Slack or of the way there, in one word: a platform code ("not_in_channel"), "http-503", "network", "rate-limited". */
export function codeOf(fault: unknown): string {
  if (fault instanceof webApi.WebAPIPlatformError) return fault.data.error.slice(0, 80);
  if (fault instanceof webApi.WebAPIRateLimitedError) return "rate-limited";
  if (fault instanceof webApi.WebAPIHTTPError) return `http-${fault.statusCode}`;
  if (fault instanceof webApi.WebAPIRequestError) return "network";
  if (fault instanceof Error && fault.name === "TooLate") return "too-late";
  return "fault";
}

/** The scope that Slack missed, when it refused a call for want of one. */
export function neededScope(fault: unknown): string | undefined {
  if (!(fault instanceof webApi.WebAPIPlatformError) || fault.data.error !== "missing_scope") return undefined;
  const needed: unknown = "needed" in fault.data ? fault.data["needed"] : undefined;
  return typeof needed === "string" ? needed : undefined;
}

/** Whether Slack may take a call later that it did not take now: it was down, slow, out of reach or too busy. */
export function mayPass(code: string): boolean {
  return (
    code === "rate-limited" ||
    code === "network" ||
    code === "too-late" ||
    /^http-(?:5\d\d|429)$/u.test(code) ||
    ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"].includes(code)
  );
}

const fixes: Readonly<Record<string, string>> = {
  account_inactive: "the app was removed from the workspace: install it again and set the new SLACK_BOT_TOKEN",
  token_revoked: "the token was revoked: install the app again and set the new token",
  token_expired: "the token has expired: install the app again and set the new token",
  invalid_auth:
    "the token is not valid: copy it again (Bot User OAuth Token for SLACK_BOT_TOKEN, app-level token for SLACK_APP_TOKEN)",
  not_authed: "no token arrived: set SLACK_BOT_TOKEN, and SLACK_APP_TOKEN for Socket Mode",
  user_removed_from_team: "the app's user was removed from the workspace: install the app again",
  team_access_not_granted: "the workspace has not granted access: install the app there",
  org_login_required: "the workspace is being moved to an organisation: try again later",
  ekm_access_denied: "the workspace's administrators have suspended access",
  access_denied: "Slack denies access: ask the workspace's administrators",
  no_permission: "the token has no permission for this: install the app again with the manifest",
  not_allowed_token_type: "wrong kind of token: SLACK_BOT_TOKEN starts with xoxb-, SLACK_APP_TOKEN with xapp-",
  missing_scope: "a scope is missing: an app-level token needs connections:write, the bot token those of the manifest",
  forbidden_team: "this workspace may not use the app",
  invalid_app: "the app is unknown to Slack: create it again from the manifest",
};

/** What to do about a fault that trying again won't mend; undefined when it may pass by itself. */
export function fixFor(code: string): string | undefined {
  return fixes[code];
}

// Codes that say the bot token is dead: no call will work again. `missing_scope` and `access_denied` concern one call.
const dead: ReadonlySet<string> = new Set([
  "account_inactive",
  "token_revoked",
  "token_expired",
  "invalid_auth",
  "not_authed",
  "user_removed_from_team",
]);

export function isDeadToken(code: string): boolean {
  return dead.has(code);
}

/** Seconds Slack asked us to wait; undefined for any other fault. */
export function waitOf(fault: unknown): number | undefined {
  return fault instanceof webApi.WebAPIRateLimitedError ? fault.retryAfter : undefined;
}
