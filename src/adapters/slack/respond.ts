import { setTimeout as pause } from "node:timers/promises";

import { faultOf, type Log } from "../../chat/log.ts";
import type { Observer } from "../../chat/observer.ts";
import type { Api } from "./api.ts";
import { codeOf } from "./faults.ts";
import type { Outgoing } from "./message.ts";

/** How an answer got there, or the code of what stood in its way. */
export type Sent = "sent" | (string & {});

/** What an address of a click or a command does with the message: a new one for the asker or for all, or in place. */
export type Way = "ephemeral" | "public" | "replace";

export interface Post {
  readonly channel: string;
  readonly thread?: string | undefined;
  /** Given: only this person sees it. */
  readonly user?: string | undefined;
}

export const blockFaults: ReadonlySet<string> = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "msg_blocks_too_long",
  "invalid_attachments",
]);
const tries = 4;

/** Sends answers. Slack's refusals come back as codes, not as exceptions: each caller says what follows. */
export class Responder {
  readonly #api: Api;
  readonly #log: Log;
  readonly #observer: Observer;

  constructor(api: Api, log: Log, observer: Observer) {
    this.#api = api;
    this.#log = log;
    this.#observer = observer;
  }

  /** Posts into a channel, a thread or a direct message. Links are not unfurled. */
  post(to: Post, message: Outgoing): Promise<Sent> {
    return this.#withBlocks(message, (text, blocks) =>
      this.#api.write(to.channel, async (client) => {
        const thread = to.thread === undefined ? {} : { thread_ts: to.thread };
        const says = { channel: to.channel, text, ...(blocks.length === 0 ? {} : { blocks }), ...thread };
        if (to.user !== undefined) await client.chat.postEphemeral({ ...says, user: to.user });
        else await client.chat.postMessage({ ...says, unfurl_links: false, unfurl_media: false });
      }),
    );
  }

  /** Puts a message of ours in the place of an older one. */
  update(channel: string, ts: string, message: Outgoing): Promise<Sent> {
    return this.#withBlocks(message, (text, blocks) =>
      this.#api.write(channel, async (client) => {
        await client.chat.update({ channel, ts, text, blocks });
      }),
    );
  }

  /** Answers to the address that came with a command or a click: it works in channels the bot is not in. */
  async reply(address: string, way: Way, message: Outgoing, thread?: string): Promise<Sent> {
    const shape =
      way === "replace"
        ? { replace_original: true }
        : { replace_original: false, response_type: way === "public" ? "in_channel" : "ephemeral" };
    const rest = { ...shape, unfurl_links: false, unfurl_media: false, ...(thread === undefined ? {} : { thread_ts: thread }) };
    const code = await this.#send(address, { text: message.text, blocks: message.blocks, ...rest });
    if (!blockFaults.has(code)) return code;
    this.#log.error({ code }, "Slack refused the blocks of an answer; it goes out as plain text");
    return this.#send(address, { text: message.plain(), ...rest });
  }

  /** Takes away the message that a click was on. */
  remove(address: string): Promise<Sent> {
    return this.#send(address, { delete_original: true });
  }

  async #withBlocks(
    message: Outgoing,
    send: (text: string, blocks: Outgoing["blocks"][number][]) => Promise<void>,
  ): Promise<Sent> {
    try {
      await send(message.text, [...message.blocks]);
      return "sent";
    } catch (fault) {
      const code = codeOf(fault);
      if (!blockFaults.has(code)) return this.#refused(code, fault);
      this.#log.error({ code, ...faultOf(fault) }, "Slack refused the blocks of an answer; it goes out as plain text");
    }
    try {
      await send(message.plain(), []);
      return "sent";
    } catch (fault) {
      return this.#refused(codeOf(fault), fault);
    }
  }

  #refused(code: string, fault: unknown): Sent {
    this.#log.warn({ code, ...faultOf(fault) }, "an answer could not be sent");
    return code;
  }

  async #send(address: string, body: Readonly<Record<string, unknown>>): Promise<Sent> {
    for (let tried = 1; ; tried++) {
      const { code, waitMs } = await postJson(address, body);
      if (code === "sent") return code;
      if (code === "rate-limited") this.#observer.slowedDown();
      else this.#observer.platformError(code);
      if (waitMs === undefined || tried === tries) {
        if (!blockFaults.has(code)) this.#log.warn({ code }, "an answer to a command or a click could not be sent");
        return code;
      }
      await pause(waitMs * (code === "rate-limited" ? 1 : tried));
    }
  }
}

/** One POST to a response_url. `waitMs` is given when trying again may help. */
async function postJson(address: string, body: unknown): Promise<{ code: Sent; waitMs?: number }> {
  let response: Response;
  try {
    response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(10_000),
    });
  } catch {
    return { code: "network", waitMs: 250 };
  }
  const said = await response.text().catch(() => "");
  if (response.status === 429)
    return { code: "rate-limited", waitMs: Math.min(Number(response.headers.get("retry-after") ?? 1) || 1, 60) * 1000 };
  const error = /"error"\s*:\s*"([a-z_]{1,60})"/u.exec(said)?.[1] ?? /^\s*([a-z]+(?:_[a-z]+)+)\s*$/u.exec(said)?.[1];
  if (error !== undefined) return { code: error };
  if (response.ok) return { code: "sent" };
  return response.status >= 500 ? { code: `http-${response.status}`, waitMs: 250 } : { code: `http-${response.status}` };
}
