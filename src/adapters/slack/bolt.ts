import { createRequire } from "node:module";

import type * as Bolt from "@slack/bolt";

// The parts of Bolt in use, loaded one by one: its index loads Express and a receiver for every host as well, a third of
// the time that the start takes. Types come from the index; a test holds that these are the same things.
const load = createRequire(import.meta.url);
const loadOfBolt = createRequire(load.resolve("@slack/bolt"));

interface Parts {
  readonly app: { readonly default: typeof Bolt.App };
  readonly socket: { readonly default: typeof Bolt.SocketModeReceiver };
  readonly verify: { readonly isValidSlackRequest: typeof Bolt.isValidSlackRequest };
  readonly api: typeof Bolt.webApi;
  readonly logger: { readonly LogLevel: typeof Bolt.LogLevel };
}
const app: Parts["app"] = load("@slack/bolt/dist/App.js");
const socket: Parts["socket"] = load("@slack/bolt/dist/receivers/SocketModeReceiver.js");
const verify: Parts["verify"] = load("@slack/bolt/dist/receivers/verify-request.js");
const logger: Parts["logger"] = loadOfBolt("@slack/logger");

export const webApi: Parts["api"] = loadOfBolt("@slack/web-api");
export const App = app.default;
export const SocketModeReceiver = socket.default;
export const { isValidSlackRequest } = verify;
export const { LogLevel } = logger;
