import type { webApi as WebApi } from "@slack/bolt";

import type { Card } from "../../bot/store.ts";
import type { CardForm, Posted, Stage } from "../../bot/watch/stage.ts";
import { record, records, text } from "../../chat/fields.ts";
import { faultOf, type Log } from "../../chat/log.ts";
import type { Reply } from "../../reply/document.ts";
import type { Api } from "./api.ts";
import { codeOf, mayPass } from "./faults.ts";
import { renderCard } from "./render-card.ts";
import { blockFaults } from "./respond.ts";

/** Slack's name of the sign that explains when it is clicked: no approval, no alarm. */
export const cardSign = "telephone_receiver";
/** By this our cards are found again. */
const eventType = "sipsense_card";
/** After that another process may post the card. */
const withinMs = 18_000;
const mostPages = 3;

type Client = WebApi.WebClient;

/** Where cards stand in Slack: in the thread of the message they answer, before its author's eyes, or as a reaction. */
export class SlackStage implements Stage {
  readonly #api: Api;
  readonly #log: Log;

  constructor(api: Api, log: Log) {
    this.#api = api;
    this.#log = log;
  }

  post(card: Card, form: CardForm, reply: Reply): Promise<Posted> {
    switch (form) {
      case "thread":
        return this.#postInThread(card, reply);
      case "ephemeral":
        return this.#postForAuthor(card, reply);
      case "reaction":
        return this.#react(card);
    }
  }

  /** Only a message can be shown anew: one for a single person's eyes can't, and a reaction says no number. */
  async update(card: Card, form: CardForm, reply: Reply): Promise<Posted> {
    const { sent = "" } = card;
    if (form !== "thread") return { sent };
    const { channel } = card.place;
    const shown = renderCard(reply);
    const metadata = metadataOf(card);
    const put = (said: string, blocks: typeof shown.blocks) =>
      this.#sent(channel, (client) => client.chat.update({ channel, ts: sent, text: said, blocks: [...blocks], metadata }), sent);
    const posted = await put(shown.text, shown.blocks);
    return isBlockFault(posted) ? put(shown.plain(), []) : posted;
  }

  async remove(card: Card, form: CardForm): Promise<void> {
    const { channel } = card.place;
    const { sent } = card;
    if (sent === undefined || form === "ephemeral") return;
    try {
      await this.#api.write(channel, async (client) => {
        if (form === "thread") await client.chat.delete({ channel, ts: sent });
        else await client.reactions.remove({ channel, timestamp: card.message, name: cardSign });
      });
    } catch (fault) {
      const code = codeOf(fault);
      if (code !== "message_not_found" && code !== "no_reaction") this.#log.warn({ code }, "a card could not be taken away");
    }
  }

  /** Looks below the message for a card of ours. What only one person sees can't be found; a reaction may simply be given again. */
  async find(card: Card): Promise<{ readonly sent: string | undefined } | "unknown"> {
    if (card.form === "reaction") return { sent: undefined };
    if (card.form === "ephemeral") return "unknown";
    try {
      return await this.#lookFor(card);
    } catch (fault) {
      const code = codeOf(fault);
      // The message is gone, and all below it.
      if (code === "thread_not_found" || code === "message_not_found") return { sent: undefined };
      this.#log.warn({ code }, "it can't be told whether a card was posted");
      return "unknown";
    }
  }

  async #lookFor({ id, place: { channel, thread }, message }: Card): Promise<{ readonly sent: string | undefined } | "unknown"> {
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const from = cursor === undefined ? {} : { cursor };
      const found = await this.#api.call(
        (client) =>
          client.conversations.replies({
            channel,
            ts: thread ?? message,
            oldest: message,
            limit: 200,
            include_all_metadata: true,
            ...from,
          }),
        { before: Date.now() + withinMs },
      );
      const ours = records(found.messages).find((one) => {
        const { event_type: type, event_payload: payload } = record(one["metadata"]);
        return type === eventType && record(payload)["card"] === id;
      });
      if (ours !== undefined) return { sent: text(ours["ts"]) };
      cursor = text(found.response_metadata?.next_cursor);
      if (cursor === undefined) return found.has_more === true ? "unknown" : { sent: undefined };
    }
    return "unknown";
  }

  async #postInThread(card: Card, reply: Reply): Promise<Posted> {
    const { channel, thread } = card.place;
    const shown = renderCard(reply);
    const rest = { thread_ts: thread ?? card.message, unfurl_links: false, unfurl_media: false, metadata: metadataOf(card) };
    const post = (said: string, blocks: typeof shown.blocks) =>
      this.#sent(channel, (client) => client.chat.postMessage({ channel, text: said, blocks: [...blocks], ...rest }));
    const posted = await post(shown.text, shown.blocks);
    return isBlockFault(posted) ? post(shown.plain(), []) : posted;
  }

  #postForAuthor(card: Card, reply: Reply): Promise<Posted> {
    const { channel, thread } = card.place;
    const shown = renderCard(reply);
    const where = { channel, user: card.author, ...(thread === undefined ? {} : { thread_ts: thread }) };
    return this.#sent(channel, async (client) => {
      const { message_ts: ts } = await client.chat.postEphemeral({ ...where, text: shown.text, blocks: [...shown.blocks] });
      return { ts };
    });
  }

  async #react(card: Card): Promise<Posted> {
    const { channel } = card.place;
    const posted = await this.#sent(
      channel,
      async (client) => {
        await client.reactions.add({ channel, timestamp: card.message, name: cardSign });
        return {};
      },
      cardSign,
    );
    return "refused" in posted && posted.why === "already_reacted" ? { sent: cardSign } : posted;
  }

  /** One call, made at most once. What Slack may take later is "later". */
  async #sent(channel: string, run: (client: Client) => Promise<{ ts?: string | undefined }>, known?: string): Promise<Posted> {
    try {
      const { ts } = await this.#api.write(channel, run, { before: Date.now() + withinMs });
      return { sent: known ?? ts ?? "" };
    } catch (fault) {
      const code = codeOf(fault);
      if (code === "fault") this.#log.warn(faultOf(fault), "a card could not be shown");
      return { refused: mayPass(code) || code === "fault" ? "later" : "never", why: code };
    }
  }
}

function metadataOf({ id }: Card): { event_type: string; event_payload: { card: string } } {
  return { event_type: eventType, event_payload: { card: id } };
}

function isBlockFault(posted: Posted): boolean {
  return "refused" in posted && blockFaults.has(posted.why);
}
