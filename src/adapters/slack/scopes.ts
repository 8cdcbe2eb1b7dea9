/** Without these the bot can't work. `im:history` is what lets a direct message reach it. */
export const neededScopes = ["app_mentions:read", "chat:write", "commands", "im:history"] as const;
/** Each of these may be missing: what needs it is off then, and one sentence (slack.scope.<name>) says so. */
export const optionalScopes = [
  "files:read",
  "files:write",
  "users:read",
  "channels:history",
  "groups:history",
  "channels:read",
  "groups:read",
  "reactions:read",
  "reactions:write",
] as const;
export type OptionalScope = (typeof optionalScopes)[number];

/** Events the code listens to; the manifests subscribe to the same ones. */
export const events = [
  "app_home_opened",
  "app_mention",
  "app_uninstalled",
  "message.channels",
  "message.groups",
  "message.im",
  "reaction_added",
  "tokens_revoked",
] as const;

/** What the bot was granted, as far as Slack says; what it does not say counts as granted until a call is refused. */
export class Scopes {
  readonly #granted: ReadonlySet<string> | undefined;
  readonly #refused = new Set<string>();

  /** `granted` is the list of the x-oauth-scopes header, undefined when there was none. */
  constructor(granted: readonly string[] | undefined) {
    this.#granted = granted === undefined || granted.length === 0 ? undefined : new Set(granted);
  }

  has(scope: string): boolean {
    return !this.#refused.has(scope) && (this.#granted === undefined || this.#granted.has(scope));
  }

  /** Slack refused a call for want of this scope. */
  refuse(scope: string): void {
    this.#refused.add(scope);
  }

  get missing(): string[] {
    return neededScopes.filter((scope) => !this.has(scope));
  }

  get off(): OptionalScope[] {
    return optionalScopes.filter((scope) => !this.has(scope));
  }

  /** Granted, but nothing here uses it. */
  get unused(): string[] {
    const known: ReadonlySet<string> = new Set([...neededScopes, ...optionalScopes]);
    return [...(this.#granted ?? [])].filter((scope) => !known.has(scope));
  }
}
