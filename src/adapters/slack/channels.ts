import { record, text } from "../../chat/fields.ts";
import { soon } from "../../chat/patience.ts";
import type { Api } from "./api.ts";
import type { Scopes } from "./scopes.ts";

export interface ChannelInfo {
  /** Undefined where Slack does not tell: without `channels:read` (`groups:read` for private ones). */
  readonly name: string | undefined;
  /** Shared with another workspace; undefined where Slack does not tell. */
  readonly shared: boolean | undefined;
}

const knownForMs = 10 * 60_000;
const unknownForMs = 60_000;
const remembered = 5_000;
/** Somebody who asks does not wait longer. */
const patienceMs = 1200;
const unknown: ChannelInfo = { name: undefined, shared: undefined };

/** Names of channels, and whether they are shared: asked for when first needed, kept for a while. */
export class Channels {
  readonly #api: Api;
  readonly #scopes: Scopes;
  readonly #known = new Map<string, { until: number; info: Promise<ChannelInfo> }>();
  /** What events said of it, which needs no scope. */
  readonly #shared = new Map<string, boolean>();

  constructor(api: Api, scopes: Scopes) {
    this.#api = api;
    this.#scopes = scopes;
  }

  /** An event told whether a channel is shared. */
  told(channel: string, shared: boolean): void {
    if (this.#shared.get(channel) === shared) return;
    this.#shared.delete(channel);
    this.#shared.set(channel, shared);
    if (this.#shared.size > remembered) this.#shared.delete(this.#shared.keys().next().value ?? "");
  }

  /** Name of a channel and whether it is shared, as far as Slack tells in time. */
  async info(channel: string, withinMs = patienceMs): Promise<ChannelInfo> {
    const { name, shared } = (await soon(withinMs, this.#asked(channel))) ?? unknown;
    return { name, shared: this.#shared.get(channel) ?? shared };
  }

  #asked(channel: string): Promise<ChannelInfo> {
    const known = this.#known.get(channel);
    if (known !== undefined && known.until > Date.now()) return known.info;
    const entry = { until: Date.now() + knownForMs, info: this.#ask(channel, () => (entry.until = Date.now() + unknownForMs)) };
    this.#known.delete(channel);
    this.#known.set(channel, entry);
    if (this.#known.size > remembered) this.#known.delete(this.#known.keys().next().value ?? "");
    return entry.info;
  }

  // A private channel needs another scope than a public one, and which it is shows only in the answer.
  async #ask(channel: string, failed: () => void): Promise<ChannelInfo> {
    if (!this.#scopes.has("channels:read") && !this.#scopes.has("groups:read")) return unknown;
    try {
      const { channel: found } = await this.#api.call((client) => client.conversations.info({ channel }));
      const info = record(found);
      return { name: text(info["name"]), shared: info["is_ext_shared"] === true || info["is_pending_ext_shared"] === true };
    } catch {
      failed();
      return unknown;
    }
  }
}
