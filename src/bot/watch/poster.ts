import { cardReply } from "../../reply/card.ts";
import type { Reply } from "../../reply/document.ts";
import type { Card } from "../store.ts";
import type { Pace, WatchParts } from "./parts.ts";
import type { Reach } from "./reach.ts";

const notPosted = { sent: undefined };

/** Shows cards: after their burst, once, through crashes; counts on them, mends them, takes them away. None of its methods rejects. */
export class Poster {
  readonly #parts: WatchParts;
  readonly #reach: Reach;
  readonly #pace: Pace;
  /** Claimed here, waiting for the end of their burst. */
  readonly #waiting = new Map<string, () => void>();
  /** When a claim must be in the platform's hands: long before another process may take it. */
  readonly #leases = new Map<string, number>();
  /** In the platform's hands just now. */
  readonly #working = new Map<string, Promise<void>>();
  /** Of these, cards that don't stand yet. */
  readonly #posting = new Set<string>();
  /** To be shown anew. */
  readonly #stale = new Map<string, () => void>();
  /** Posted, but the store could not be told. */
  readonly #unmarked = new Map<string, { readonly card: Card; readonly sent: string }>();

  constructor(parts: WatchParts, reach: Reach, pace: Pace) {
    this.#parts = parts;
    this.#reach = reach;
    this.#pace = pace;
  }

  /** A card this process has claimed: posted when its burst is over. */
  claimed({ id }: Card): void {
    this.#leases.set(id, this.#parts.clock.now() + this.#pace.leaseMs / 2);
    const run = () => {
      this.#waiting.delete(id);
      this.#work(id, () => this.#postFresh(id));
    };
    this.#waiting.set(id, this.#parts.clock.after(this.#pace.burstMs, run));
  }

  /** A card that changed: shown anew, not more often than the pace allows. */
  changed({ id, form, state }: Card): void {
    if (form !== "thread" || state !== "sent" || this.#stale.has(id)) return;
    const run = () => {
      this.#stale.delete(id);
      this.#work(id, () => this.#update(id));
    };
    this.#stale.set(id, this.#parts.clock.after(this.#pace.updateMs, run));
  }

  /** A card that was withdrawn in the store: it goes, or is never posted. */
  withdrawn(card: Card): void {
    const { id } = card;
    for (const planned of [this.#waiting, this.#stale]) {
      planned.get(id)?.();
      planned.delete(id);
    }
    this.#leases.delete(id);
    // Behind what is in the platform's hands; one that does not stand yet is taken away as soon as it does.
    if (card.sent !== undefined || !this.#posting.has(id)) this.#work(id, () => this.#remove(card));
  }

  /** Finishes what others, or this process before it died, claimed and never posted; and tells the store what it could not be told. */
  async sweep(): Promise<void> {
    for (const { card, sent } of this.#unmarked.values()) await this.#mark(card, sent);
    const { clock, holder } = this.#parts;
    const lease = { now: clock.now(), leaseMs: this.#pace.leaseMs, holder };
    const asked = await this.#reach.ask((store) => store.orphans(lease));
    if (asked === "lost") return;
    for (const card of asked.says) {
      if (this.#waiting.has(card.id) || this.#working.has(card.id) || this.#unmarked.has(card.id)) continue;
      this.#work(card.id, () => this.#adopt(card));
    }
    await this.idle();
  }

  /** Posts what waits, shows anew what changed, and ends when all is done. */
  async flush(): Promise<void> {
    for (const [id, cancel] of this.#waiting) {
      cancel();
      this.#waiting.delete(id);
      this.#work(id, () => this.#postFresh(id));
    }
    for (const [id, cancel] of this.#stale) {
      cancel();
      this.#stale.delete(id);
      this.#work(id, () => this.#update(id));
    }
    await this.idle();
  }

  /** Ends when no card is in the platform's hands. */
  async idle(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working.values());
  }

  // One thing at a time for each card.
  #work(id: string, deed: () => Promise<void>): void {
    const before = this.#working.get(id) ?? Promise.resolve();
    const mine = before.then(deed).finally(() => {
      if (this.#working.get(id) === mine) this.#working.delete(id);
    });
    this.#working.set(id, mine);
  }

  async #postFresh(id: string): Promise<void> {
    const latest = this.#leases.get(id) ?? 0;
    this.#leases.delete(id);
    if (this.#parts.clock.now() > latest) return;
    await this.#post(id);
  }

  async #post(id: string): Promise<void> {
    const { stage, observer, holder } = this.#parts;
    const asked = await this.#reach.ask((store) => store.begin(id, holder));
    // Lost: nothing was posted, so whoever finds the store again first takes it from there.
    if (asked === "lost" || asked.says === undefined) return;
    const card = asked.says;
    this.#posting.add(card.id);
    const posted = await stage.post(card, card.form, this.#reply(card));
    if ("sent" in posted) {
      observer.card("posted");
      await this.#mark(card, posted.sent);
      return;
    }
    this.#posting.delete(card.id);
    observer.card("refused", posted.why);
    if (posted.refused === "never") await this.#reach.ask((store) => store.dropped(card.id));
  }

  /** Tells the store what was posted, and does what became due meanwhile. */
  async #mark(card: Card, sent: string): Promise<void> {
    this.#posting.add(card.id);
    const asked = await this.#reach.ask((store) => store.posted(card.id, sent));
    if (asked === "lost") {
      this.#posting.delete(card.id);
      this.#unmarked.set(card.id, { card, sent });
      return;
    }
    this.#unmarked.delete(card.id);
    const now = asked.says;
    this.#posting.delete(card.id);
    if (now === undefined || now.sent !== sent || now.state === "withdrawn") await this.#remove({ ...card, sent });
    else if (now.count !== card.count || now.trace !== card.trace || now.codes.join(" ") !== card.codes.join(" "))
      this.changed(now);
  }

  async #update(id: string): Promise<void> {
    const asked = await this.#reach.ask((store) => store.card(id));
    if (asked === "lost" || asked.says?.state !== "sent") return;
    const { stage, observer } = this.#parts;
    const updated = await stage.update(asked.says, asked.says.form, this.#reply(asked.says));
    if ("sent" in updated) observer.card("updated");
    else observer.card("refused", updated.why);
  }

  async #remove(card: Card): Promise<void> {
    const { stage, observer } = this.#parts;
    if (card.sent === undefined && !card.begun) return;
    const found = card.sent === undefined ? await stage.find(card) : card;
    if (found === "unknown" || found.sent === undefined) return;
    await stage.remove({ ...card, sent: found.sent }, card.form);
    observer.card("withdrawn");
  }

  async #adopt(card: Card): Promise<void> {
    const { stage, clock, observer } = this.#parts;
    const found = card.begun ? await stage.find(card) : notPosted;
    if (found !== "unknown" && found.sent !== undefined) {
      await this.#mark(card, found.sent);
      return;
    }
    if (clock.now() - card.last > this.#pace.staleMs) {
      observer.card("refused", "too-late");
      await this.#reach.ask((store) => store.dropped(card.id));
    } else if (found !== "unknown") await this.#post(card.id);
  }

  #reply(card: Card): Reply {
    const { bot } = this.#parts;
    return cardReply(card, bot.catalog, bot.words(bot.language([card.language])));
  }
}
