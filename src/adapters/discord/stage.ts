import type { Card } from "../../bot/store.ts";
import type { CardForm, Posted, Stage } from "../../bot/watch/stage.ts";
import { record, records, text } from "../../chat/fields.ts";
import type { Log } from "../../chat/log.ts";
import type { Reply } from "../../reply/document.ts";
import type { Api } from "./api.ts";
import { codeOf, codes, mayPass } from "./faults.ts";
import { renderCard } from "./render-card.ts";
import type { Responder, Sent } from "./respond.ts";

/** The sign that explains when it is clicked: no approval, no alarm. */
export const cardSign = "📞";
const sign = encodeURIComponent(cardSign);

/** Discord remembers a nonce for "a few minutes". */
const nonceHoldsMs = 3 * 60_000;

/** Where cards stand in Discord: as a reply to the message they are about, or as a reaction on it. Unasked, nothing can be shown to one person alone. */
export class DiscordStage implements Stage {
  readonly #api: Api;
  readonly #responder: Responder;
  readonly #log: Log;

  constructor(api: Api, responder: Responder, log: Log) {
    this.#api = api;
    this.#responder = responder;
    this.#log = log;
  }

  async post(card: Card, form: CardForm, reply: Reply): Promise<Posted> {
    if (form === "reaction") return this.#react(card);
    const where = { channel: channelOf(card), replyTo: card.message, nonce: card.id, until: soon() };
    return postedBy(await this.#responder.post(where, renderCard(reply)));
  }

  /** A reaction says no number: there is nothing to show anew. */
  async update(card: Card, form: CardForm, reply: Reply): Promise<Posted> {
    const { sent = "" } = card;
    if (form === "reaction") return { sent };
    return postedBy(await this.#responder.edit(channelOf(card), sent, renderCard(reply), soon()), sent);
  }

  async remove(card: Card, form: CardForm): Promise<void> {
    const { sent } = card;
    if (sent === undefined) return;
    const messages = `/channels/${channelOf(card)}/messages` as const;
    try {
      await this.#api.call(
        "delete",
        form === "reaction" ? `${messages}/${card.message}/reactions/${sign}/@me` : `${messages}/${sent}`,
        { until: soon() },
      );
    } catch (fault) {
      const code = codeOf(fault);
      if (code !== codes.unknownMessage) this.#log.warn({ code }, "a card could not be taken away");
    }
  }

  /** Looks below the message for a reply of ours with the card's own buttons. A reaction may simply be given again. */
  async find(card: Card): Promise<{ readonly sent: string | undefined } | "unknown"> {
    if (card.form === "reaction") return { sent: undefined };
    try {
      const query = new URLSearchParams({ after: card.message, limit: "100" });
      const found = records(await this.#api.call("get", `/channels/${channelOf(card)}/messages`, { query, until: soon() }));
      const ours = found.find(
        (one) =>
          text(record(one["message_reference"])["message_id"]) === card.message &&
          JSON.stringify(one["components"] ?? []).includes(`:${card.id}"`),
      );
      if (ours !== undefined) return { sent: text(ours["id"]) };
      return found.length < 100 ? { sent: undefined } : "unknown";
    } catch (fault) {
      const code = codeOf(fault);
      this.#log.warn({ code }, "it can't be told whether a card was posted");
      // Nobody lets us look; but so soon after, Discord itself gives back what was posted with this nonce.
      return !mayPass(code) && Date.now() - card.since < nonceHoldsMs ? { sent: undefined } : "unknown";
    }
  }

  async #react(card: Card): Promise<Posted> {
    try {
      const path = `/channels/${channelOf(card)}/messages/${card.message}/reactions/${sign}/@me` as const;
      await this.#api.call("put", path, { until: soon() });
      return { sent: cardSign };
    } catch (fault) {
      const code = codeOf(fault);
      return { refused: mayPass(code) ? "later" : "never", why: code };
    }
  }
}

/** Long before another process may take a card over. */
function soon(): AbortSignal {
  return AbortSignal.timeout(18_000);
}

function channelOf({ place: { channel, thread } }: Card): string {
  return thread ?? channel;
}

function postedBy({ code, id }: Sent, known?: string): Posted {
  if (code === "sent") return { sent: known ?? id ?? "" };
  return { refused: mayPass(code) ? "later" : "never", why: code };
}
