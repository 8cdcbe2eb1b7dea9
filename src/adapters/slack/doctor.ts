import type { webApi as WebApi } from "@slack/bolt";

import type { Finding } from "../../chat/finding.ts";
import { clientOptions } from "./api.ts";
import { webApi } from "./bolt.ts";
import { settingsFinding } from "./doctor-manifest.ts";
import { codeOf, fixFor } from "./faults.ts";
import { Intake } from "./intake.ts";
import { boltLogger, silent } from "./log.ts";
import { neededScopes, optionalScopes, Scopes } from "./scopes.ts";
import { Socket } from "./socket.ts";

export interface DoctorSettings {
  readonly botToken: string;
  readonly delivery: { readonly appToken: string } | { readonly signingSecret: string };
  readonly apiUrl: string;
  /** Shows the app's settings; undefined: they can't be compared. */
  readonly configToken?: string | undefined;
  /** The manifest that fits the way of delivery, as JSON. */
  readonly manifest: unknown;
}

const unobserved = {
  received: () => undefined,
  answered: () => undefined,
  suppressed: () => undefined,
  platformError: () => undefined,
  slowedDown: () => undefined,
};

/** Looks at everything of Slack's that can be looked at, and says what to mend. */
export async function examineSlack(settings: DoctorSettings): Promise<Finding[]> {
  const options = { ...clientOptions(settings.apiUrl), retryConfig: { retries: 0 }, logger: boltLogger(silent) };
  const client = new webApi.WebClient(settings.botToken, options);
  try {
    const { team, user, bot_id: botId, response_metadata: metadata } = await client.auth.test();
    const scopes = new Scopes(metadata?.scopes);
    const where = `in ${team ?? "its workspace"} as ${user ?? "a bot"}`;
    return [
      { name: "Slack token", ok: true, says: where },
      ...scopeFindings(scopes),
      scopeDrift(scopes, settings.manifest),
      await appSettings(settings, client, botId),
      await membership(client),
      await delivery(settings),
    ];
  } catch (fault) {
    const code = codeOf(fault);
    const says = `SLACK_BOT_TOKEN: ${fixFor(code) ?? `Slack can't be reached (${code}): check the network, SLACK_API_URL and status.slack.com`}`;
    return [{ name: "Slack token", ok: false, says }, await delivery(settings)];
  }
}

function scopeFindings(scopes: Scopes): Finding[] {
  const { missing, off } = scopes;
  const needed = missing.length === 0;
  const fix = `missing: ${missing.join(", ")}. Paste the manifest again (App Manifest), then reinstall the app (Install App)`;
  const says =
    off.length === 0 ? "all granted" : `off: ${off.join(", ")} (optional; add under OAuth & Permissions, then reinstall)`;
  return [
    { name: "Slack scopes", ok: needed, says: needed ? neededScopes.join(", ") : fix },
    { name: "Slack optional scopes", ok: true, says },
  ];
}

function appSettings({ configToken, apiUrl, delivery: way, manifest }: DoctorSettings, bot: WebApi.WebClient, botId?: string) {
  const appToken = "appToken" in way ? way.appToken : undefined;
  return settingsFinding({ configToken, apiUrl, appToken, botId, bot, wanted: manifest });
}

/** What was granted beside what the manifest asks for, as far as Slack shows it to a bot. */
function scopeDrift(scopes: Scopes, manifest: unknown): Finding {
  const wanted = scopesOf(manifest);
  const added = [...neededScopes, ...optionalScopes].filter((scope) => !wanted.includes(scope));
  const { unused } = scopes;
  const name = "Slack manifest";
  if (added.length > 0) return { name, ok: false, says: `slack/manifest.*.json lacks ${added.join(", ")}` };
  return unused.length === 0
    ? { name, ok: true, says: "granted scopes are those of the manifest" }
    : { name, ok: true, says: `granted but unused: ${unused.join(", ")}; paste the manifest again to drop them` };
}

function scopesOf(manifest: unknown): string[] {
  const text = JSON.stringify(manifest) ?? "";
  const listed = /"bot":(\[[^\]]*\])/u.exec(text)?.[1];
  const scopes: unknown = listed === undefined ? [] : JSON.parse(listed);
  return Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === "string") : [];
}

// Listing channels needs scopes that nothing else here needs; without them the remedy is said all the same.
async function membership(client: WebApi.WebClient): Promise<Finding> {
  const name = "Slack channels";
  const invite = "mentions are heard only where the bot is a member: /invite @sipsense in each channel";
  try {
    const { channels = [] } = await client.users.conversations({ types: "public_channel", exclude_archived: true, limit: 200 });
    const names = channels.flatMap((channel) => (channel.name === undefined ? [] : [`#${channel.name}`]));
    return { name, ok: true, says: names.length === 0 ? `a member of none; ${invite}` : `a member of ${names.join(", ")}` };
  } catch {
    return { name, ok: true, says: `${invite} (which ones it is in can't be seen without channels:read)` };
  }
}

async function delivery(settings: DoctorSettings): Promise<Finding> {
  if ("signingSecret" in settings.delivery) {
    const says =
      "HTTP mode: the Request URL in the app's settings must lead to /slack/events here; Slack shows Verified beside it";
    return { name: "Slack delivery", ok: true, says };
  }
  const intake = new Intake(silent, unobserved);
  const { appToken } = settings.delivery;
  const nothing = () => undefined;
  const socket = new Socket({
    appToken,
    apiUrl: settings.apiUrl,
    intake,
    log: silent,
    delays: [],
    failed: nothing,
    lost: nothing,
    listens: false,
  });
  try {
    await socket.start();
    return { name: "Slack socket", ok: true, says: "Slack said hello" };
  } catch (fault) {
    return {
      name: "Slack socket",
      ok: false,
      says: `SLACK_APP_TOKEN: ${fault instanceof Error ? fault.message : String(fault)}`,
    };
  } finally {
    await socket.stop();
  }
}
