import type { Card, Feedback, Hearing, HearingRules, Lease, Mentions, Place, Scope, Store } from "../src/bot/store.ts";

interface Row {
  readonly place: Place;
  readonly message: string;
  readonly at: number;
  readonly code: number;
}

type Open = { -readonly [Key in keyof Card]: Card[Key] };

interface Claim {
  card: Open;
  until: number;
  holder: string;
}

/** A store in memory that decides as the ones on disk do. Several "processes" may share one; it can be made to fail. */
export class MemoryStore implements Store {
  readonly kept: Map<string, unknown>;
  readonly rows: Row[] = [];
  readonly claims: Claim[] = [];
  readonly said = new Map<string, { says: Feedback; at: number }>();
  /** Calls so far, by method. */
  readonly calls: Record<string, number> = {};
  /** Every call is refused while this is set. */
  down = false;
  #taken = new Set<string>();
  #deleted = new Set<string>();
  #heard = new Set<string>();
  #count = 0;

  constructor(kept = new Map<string, unknown>()) {
    this.kept = kept;
  }

  get cards(): readonly Card[] {
    return this.claims.map(({ card }) => card);
  }

  settings(scope: Scope): Promise<unknown> {
    return this.#do("settings", () => this.kept.get(keyOf(scope)));
  }

  allSettings(workspace: string): ReturnType<Store["allSettings"]> {
    return this.#do("allSettings", () =>
      [...this.kept].map(([key, kept]) => ({ scope: scopeOf(key), kept })).filter(({ scope }) => scope.workspace === workspace),
    );
  }

  keepSettings(scope: Scope, settings: object): Promise<void> {
    return this.#do("keepSettings", () => void this.kept.set(keyOf(scope), structuredClone(settings)));
  }

  take({ workspace }: Scope, names: readonly string[]): Promise<boolean> {
    return this.#do("take", () => {
      const keys = names.map((name) => `${workspace} ${name}`);
      const first = keys.every((key) => !this.#taken.has(key));
      for (const key of keys) this.#taken.add(key);
      return first;
    });
  }

  hear(mentions: Mentions, rules: HearingRules): Promise<Hearing> {
    return this.#do("hear", () => this.#hear(mentions, rules));
  }

  begin(id: string, holder: string): Promise<Card | undefined> {
    return this.#do("begin", () => {
      const claim = this.claims.find(({ card }) => card.id === id);
      if (claim?.holder !== holder || claim.card.state !== "claimed") return undefined;
      claim.card.begun = true;
      return copy(claim.card);
    });
  }

  posted(id: string, sent: string): Promise<Card | undefined> {
    return this.#do("posted", () => {
      const card = this.#find(id);
      if (card === undefined) return undefined;
      card.sent ??= sent;
      if (card.state === "claimed") card.state = "sent";
      return copy(card);
    });
  }

  dropped(id: string): Promise<void> {
    return this.#do("dropped", () => {
      const card = this.#find(id);
      if (card?.state === "claimed") card.state = "failed";
    });
  }

  orphans({ now, leaseMs, holder }: Lease): Promise<readonly Card[]> {
    return this.#do("orphans", () => {
      const found = this.claims.filter(({ card, until }) => card.state === "claimed" && until <= now);
      for (const claim of found) Object.assign(claim, { until: now + leaseMs, holder });
      return found.map(({ card }) => copy(card));
    });
  }

  card(id: string): Promise<Card | undefined> {
    return this.#do("card", () => {
      const card = this.#find(id);
      return card && copy(card);
    });
  }

  cardsOf(place: Place, message: string): Promise<readonly Card[]> {
    return this.#do("cardsOf", () => this.#own(place, message).map(copy));
  }

  withdraw(place: Place, message: string): Promise<readonly Card[]> {
    return this.#do("withdraw", () => {
      this.#deleted.add(`${place.workspace} ${place.channel} ${message}`);
      this.#forget((row) => sameChannel(row.place, place) && row.message === message);
      const own = this.#own(place, message).filter(lives);
      for (const card of own) card.state = "withdrawn";
      return own.map(copy);
    });
  }

  feedback(card: string, user: string, says: Feedback, at: number): Promise<void> {
    return this.#do("feedback", () => void this.said.set(`${card} ${user}`, { says, at }));
  }

  feedbackCounts(since: number): ReturnType<Store["feedbackCounts"]> {
    return this.#do("feedbackCounts", () => {
      const said = [...this.said.values()].filter(({ at }) => at >= since);
      return {
        "not-sip": said.filter(({ says }) => says === "not-sip").length,
        useful: said.filter(({ says }) => says === "useful").length,
        cards: this.cards.filter((card) => card.sent !== undefined && card.since >= since).length,
      };
    });
  }

  mentions(scope: Place, since: number, until: number): ReturnType<Store["mentions"]> {
    return this.#do("mentions", () =>
      this.rows
        .filter(({ place, at }) => sameChannel(place, scope) && at >= since && at < until)
        .filter(({ place, message }) => [undefined, place.thread, message].includes(scope.thread))
        .map(({ code, at, message, place: { thread } }) => ({ code, at, message, thread }))
        .toSorted((a, b) => a.at - b.at),
    );
  }

  retain(before: number): Promise<number> {
    return this.#do("retain", () => this.#forget((row) => row.at < before));
  }

  erase(scope: Scope): Promise<number> {
    const within = (place: Scope) =>
      place.workspace === scope.workspace &&
      [undefined, place.channel].includes(scope.channel) &&
      [undefined, place.thread].includes(scope.thread);
    return this.#do("erase", () => {
      const keys = [...this.kept.keys()].filter((key) => within(scopeOf(key)));
      for (const key of keys) this.kept.delete(key);
      return keys.length + this.#forget((row) => within(row.place));
    });
  }

  ping(): Promise<void> {
    return this.#do("ping", () => undefined);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #hear(mentions: Mentions, rules: HearingRules): Hearing {
    const { place, message, at, codes, trace, edited } = mentions;
    const key = `${place.workspace} ${place.channel} ${message}`;
    const before = this.rows.filter((row) => sameChannel(row.place, place) && row.message === message).map(({ code }) => code);
    const nothing = { claimed: undefined, joined: undefined, mended: [], repeated: [], known: false };
    const fresh = codes.filter((code) => !before.includes(code));
    const gone = before.filter((code) => !codes.includes(code));
    const turned = this.#own(place, message).some((card) => lives(card) && card.trace !== trace);
    const same = fresh.length === 0 && gone.length === 0 && !turned;
    if (this.#deleted.has(key) || (this.#heard.has(key) && (!edited || same))) return { ...nothing, known: true };
    this.#heard.add(key);
    this.#forget((row) => sameChannel(row.place, place) && row.message === message && gone.includes(row.code));
    for (const code of fresh) this.rows.push({ place, message, at, code });
    const mended = before.length === 0 ? [] : this.#mend(mentions, gone);
    return this.#decide({ ...mentions, explain: mentions.explain.filter((code) => fresh.includes(code)) }, mended, rules);
  }

  #decide(mentions: Mentions, mended: readonly Open[], rules: HearingRules): Hearing {
    const { place, at } = mentions;
    let wanted = mentions.explain;
    const living = this.cardsIn(place).filter((card) => card.since + rules.quietMs > at);
    const repeated = living.filter((card) => !mended.includes(card) && card.codes.some((code) => wanted.includes(code)));
    for (const card of repeated) count(card, at);
    wanted = wanted.filter((code) => !living.some((card) => card.codes.includes(code)));
    const nothing = { claimed: undefined, joined: undefined, known: false };
    const told = { ...nothing, mended: mended.map(copy), repeated: repeated.map(copy) };
    if (wanted.length === 0) return told;
    const taker = mended.find(lives);
    const host = taker ?? this.#bursting(place, at, rules);
    if (host === undefined) return { ...told, claimed: this.#claim({ ...mentions, explain: wanted }, rules) };
    host.codes = [...host.codes, ...wanted];
    if (taker !== undefined) return { ...told, mended: mended.map(copy) };
    if (!repeated.includes(host)) count(host, at);
    return { ...told, joined: copy(host) };
  }

  #mend({ place, message, trace }: Mentions, gone: readonly number[]): Open[] {
    const own = this.#own(place, message).filter(lives);
    for (const card of own) {
      card.trace = trace;
      card.codes = card.codes.filter((code) => !gone.includes(code));
      if (card.codes.length === 0) card.state = "withdrawn";
    }
    return own;
  }

  #bursting(place: Place, at: number, { burstMs }: HearingRules): Open | undefined {
    return this.cardsIn(place).find((card) => card.state === "claimed" && at - card.since <= burstMs);
  }

  #claim(mentions: Mentions, { now, leaseMs, holder }: HearingRules): Card {
    const { place, message, at, explain, trace, form, language, author } = mentions;
    const card: Open = {
      id: `card-${++this.#count}`,
      place,
      message,
      form,
      language,
      author,
      codes: explain,
      trace,
      count: 1,
      since: at,
      last: at,
      state: "claimed",
      begun: false,
      sent: undefined,
    };
    this.claims.push({ card, until: now + leaseMs, holder });
    return copy(card);
  }

  /** Living cards of a place: its own, and the one in whose thread it is. */
  cardsIn(place: Place): Open[] {
    return this.claims
      .map(({ card }) => card)
      .filter((card) => lives(card) && sameChannel(card.place, place))
      .filter((card) => card.place.thread === place.thread || (place.thread !== undefined && card.message === place.thread));
  }

  #own(place: Place, message: string): Open[] {
    return this.claims.map(({ card }) => card).filter((card) => sameChannel(card.place, place) && card.message === message);
  }

  #find(id: string): Open | undefined {
    return this.claims.find(({ card }) => card.id === id)?.card;
  }

  #forget(which: (row: Row) => boolean): number {
    const before = this.rows.length;
    const left = this.rows.filter((row) => !which(row));
    this.rows.splice(0, before, ...left);
    return before - left.length;
  }

  #do<T>(name: string, deed: () => T): Promise<T> {
    this.calls[name] = (this.calls[name] ?? 0) + 1;
    if (this.down) return Promise.reject(new Error("the database can't be reached"));
    return Promise.resolve(deed());
  }
}

function lives(card: Card): boolean {
  return card.state === "claimed" || card.state === "sent";
}

function count(card: Open, at: number): void {
  card.count += 1;
  card.last = Math.max(card.last, at);
}

function copy(card: Card): Card {
  return { ...card, codes: [...card.codes] };
}

function sameChannel(a: Place, b: Place): boolean {
  return a.workspace === b.workspace && a.channel === b.channel;
}

function keyOf({ workspace, channel, thread }: Scope): string {
  return [workspace, channel, thread].filter((part) => part !== undefined).join(" ");
}

function scopeOf(key: string): Scope {
  const [workspace = "", channel, thread] = key.split(" ");
  return { workspace, channel, thread };
}
