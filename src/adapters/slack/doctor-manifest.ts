import type { webApi as WebApi } from "@slack/bolt";

import { record, records, text } from "../../chat/fields.ts";
import type { Finding } from "../../chat/finding.ts";
import { clientOptions } from "./api.ts";
import { webApi } from "./bolt.ts";
import { codeOf } from "./faults.ts";
import { boltLogger, silent } from "./log.ts";

type Json = Readonly<Record<string, unknown>>;

export interface ManifestAsked {
  /** Slack shows an app's settings to a token of their own only; undefined: none was given. */
  readonly configToken: string | undefined;
  readonly apiUrl: string;
  readonly appToken: string | undefined;
  /** Of the bot that the bot token belongs to. */
  readonly botId: string | undefined;
  readonly bot: WebApi.WebClient;
  /** The manifest that fits the way of delivery. */
  readonly wanted: unknown;
}

const name = "Slack app settings";
const remedy = "paste slack/manifest.*.json again (App Manifest), then reinstall";

/** The app's settings beside its manifest: events, command, shortcuts, interactivity, delivery. */
export async function settingsFinding(asked: ManifestAsked): Promise<Finding> {
  const { configToken, apiUrl, wanted } = asked;
  if (configToken === undefined) {
    const says =
      "events, command, shortcuts and interactivity can't be seen with a bot's token; set SLACK_CONFIG_TOKEN (api.slack.com/apps, Your App Configuration Tokens) to compare them with the manifest";
    return { name, ok: true, says };
  }
  try {
    const appId = await appIdOf(asked);
    if (appId === undefined)
      return { name, ok: true, says: "not compared: the app's ID is known with SLACK_APP_TOKEN or the scope users:read only" };
    const options = { ...clientOptions(apiUrl), retryConfig: { retries: 0 }, logger: boltLogger(silent) };
    const { manifest } = await new webApi.WebClient(configToken, options).apps.manifest.export({ app_id: appId });
    const drifted = drift(record(wanted), record(manifest));
    if (drifted.length > 0) return { name, ok: false, says: `${drifted.join("; ")}: ${remedy}` };
    return { name, ok: true, says: "events, command, shortcuts, interactivity and delivery are those of the manifest" };
  } catch (fault) {
    const code = codeOf(fault);
    return {
      name,
      ok: false,
      says: `SLACK_CONFIG_TOKEN: Slack does not show the settings (${code}); such a token ends after 12 hours`,
    };
  }
}

/** An app-level token carries the app's ID: xapp-1-A024BE7LH-… */
async function appIdOf({ appToken = "", bot, botId }: ManifestAsked): Promise<string | undefined> {
  const carried = /^xapp-\d-([A-Z0-9]+)-/u.exec(appToken)?.[1];
  if (carried !== undefined || botId === undefined) return carried;
  const found = await bot.bots.info({ bot: botId }).catch(() => undefined);
  return text(record(found?.bot)["app_id"]);
}

/** What the settings lack of the manifest, in words. */
export function drift(wanted: Json, found: Json): string[] {
  const [asks, has] = [partsOf(wanted), partsOf(found)];
  const lacks = (what: string, all: readonly string[], there: readonly string[]) => {
    const missing = all.filter((one) => !there.includes(one));
    return missing.length === 0 ? [] : [`${what} missing: ${missing.join(", ")}`];
  };
  return [
    ...lacks("events", asks.events, has.events),
    ...lacks("shortcuts", asks.shortcuts, has.shortcuts),
    // Whatever the workspace calls it.
    ...(has.commands === 0 ? ["the slash command is missing"] : []),
    ...(has.interactive ? [] : ["interactivity is off"]),
    ...(has.socket === asks.socket ? [] : [asks.socket ? "Socket Mode is off" : "Socket Mode is on, SLACK_APP_TOKEN is not set"]),
    ...(asks.socket ? [] : lacks("/slack/events as request URL of", asks.addressed, has.addressed)),
    ...(has.home ? [] : ["the Home tab is off"]),
    ...(has.talks ? [] : ["people can't write to the bot in its Messages tab"]),
  ];
}

function partsOf(manifest: Json) {
  const [features, settings] = [record(manifest["features"]), record(manifest["settings"])];
  const [home, interactivity] = [record(features["app_home"]), record(settings["interactivity"])];
  const subscriptions = record(settings["event_subscriptions"]);
  const commands = records(features["slash_commands"]);
  const isOurs = (url: unknown) => typeof url === "string" && /\/slack\/events\/?$/u.test(url);
  const addressed = [
    ["events", subscriptions["request_url"]],
    ["interactivity", interactivity["request_url"]],
    ["suggestions", interactivity["message_menu_options_url"]],
    ["the slash command", commands.find(({ url }) => isOurs(url))?.["url"]],
  ];
  const events: readonly unknown[] = Array.isArray(subscriptions["bot_events"]) ? subscriptions["bot_events"] : [];
  return {
    events: events.filter((one) => typeof one === "string"),
    shortcuts: records(features["shortcuts"]).flatMap((one) => text(one["callback_id"]) ?? []),
    commands: commands.length,
    interactive: interactivity["is_enabled"] === true,
    socket: settings["socket_mode_enabled"] === true,
    addressed: addressed.flatMap(([what, url]) => (isOurs(url) ? [String(what)] : [])),
    home: home["home_tab_enabled"] === true,
    talks: home["messages_tab_enabled"] !== false && home["messages_tab_read_only_enabled"] !== true,
  };
}
