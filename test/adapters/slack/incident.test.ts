import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { Store } from "../../../src/bot/store.ts";
import { openStore } from "../../../src/store/open.ts";
import { events as slackEvents, type FakeMessage } from "../../fakes/slack/fake-slack.ts";
import { people, readIncident, seenCard, type Event, type ScriptChannel } from "../../incident.ts";
import { ManualClock } from "../../manual-clock.ts";
import { connect, wordsOf, type UnderTest } from "./slack-under-test.ts";

const incident = readIncident();

/** Plays the transcript to a bot in Slack, at the transcript's own times. */
class Play {
  readonly under: UnderTest;
  readonly clock: ManualClock;
  readonly #messages = new Map<string, FakeMessage>();
  readonly #labels = new Map<string, string>();

  constructor(under: UnderTest, clock: ManualClock) {
    this.under = under;
    this.clock = clock;
  }

  async run(event: Event): Promise<void> {
    await this.clock.go(event.at - this.clock.now());
    const { slack, sender } = this.under;
    slack.advance(event.at - slack.now());
    switch (event.kind) {
      case "say":
        return this.#say(event);
      case "again":
        await sender.sendEvent(slackEvents.messageEvent(slack, this.#message(event.label)), { retryAttempt: 1 });
        break;
      case "edit":
        await sender.edit(this.#message(event.label), event.text);
        break;
      case "delete":
        await sender.remove(this.#message(event.label));
        break;
      case "type":
        await sender.sendCommand({ text: event.text, channel: idOf(event.channel), user: userOf(event.who) });
        await slack.until(() => slack.answers(idOf(event.channel)).some((one) => one.ephemeralFor === userOf(event.who)));
        break;
      case "not-sip":
        await this.#notSip(event.label, userOf(event.who));
    }
  }

  /** Cards that stand, and those that were taken away, in the words of the transcript. */
  cards(gone: boolean): string[] {
    return this.#cards()
      .filter((one) => one.deleted === gone)
      .map((one) => this.#seen(one))
      .toSorted();
  }

  async #say({ channel, thread, who, bot, label, twice, text }: Extract<Event, { kind: "say" }>): Promise<void> {
    const { message } = await this.under.sender.say(
      {
        text,
        channel: idOf(channel),
        user: userOf(who),
        ...(thread === undefined ? {} : { threadTs: this.#message(thread).ts }),
        ...(bot ? { bot: { id: `B0${who.toUpperCase()}` } } : {}),
      },
      { duplicate: twice },
    );
    this.#messages.set(label, message);
    this.#labels.set(message.ts, label);
  }

  async #notSip(label: string, user: string): Promise<void> {
    const { slack, sender } = this.under;
    const card = await slack.until(() => this.#cards().find((one) => one.threadTs === this.#message(label).ts && !one.deleted));
    const [, actionId = "", value = ""] =
      /"action_id":"([^"]*)"[^{}]*\{[^{}]*\}[^{}]*"value":"(card:not-sip:[^"]*)"/u.exec(JSON.stringify(card.blocks)) ?? [];
    await sender.sendAction({ actionId, value, message: card, user });
    await slack.until(() => card.deleted);
  }

  #cards(): FakeMessage[] {
    return this.under.slack.messages().filter((one) => one.metadata !== undefined);
  }

  /** The thread it stands in and the message it answers, as the store knows them; what it shows, as it stands there. */
  #seen(card: FakeMessage): string {
    const root = this.#labels.get(card.threadTs ?? "") ?? "?";
    const about = answered.get(cardIdOf(card)) ?? "?";
    const label = this.#labels.get(about) ?? "?";
    const channel = `#${this.under.slack.channels.get(card.channel)?.name}`;
    const words = wordsOf({ blocks: card.blocks });
    const codes = [...words.matchAll(/^\*(\d{3}) /gmu)].map(([, code]) => Number(code));
    const count = Number(/×(\d+) since|(\d+) messages since|×(\d+)（|から (\d+) 件/u.exec(words)?.slice(1).find(Boolean) ?? 1);
    const rest = Number(/\(\+(\d+)\)/u.exec(words)?.[1] ?? 0);
    return seenCard(root === label ? channel : `${channel}/${root}`, label, codes, count, rest);
  }

  #message(label: string): FakeMessage {
    const message = this.#messages.get(label);
    if (message === undefined) throw new Error(`nobody has said ${label}`);
    return message;
  }
}

/** The message that each card answers. */
const answered = new Map<string, string>();

let folder: string;
let store: Store;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "incident-"));
  const opened = await openStore({ dataFolder: folder });
  const hear = opened.hear.bind(opened);
  store = {
    ...opened,
    hear: async (...given) => {
      const heard = await hear(...given);
      if (heard.claimed) answered.set(heard.claimed.id, heard.claimed.message);
      return heard;
    },
  };
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

test(
  "a night of 2,000 messages in six channels: exactly these cards, none twice, each in its place",
  { timeout: 240_000 },
  async () => {
    const clock = new ManualClock(incident.events[0]?.at);
    const under = await connect("socket", { store, clock });
    for (const name of [...people, "grafana"]) under.slack.addUser({ id: userOf(name), name });
    for (const channel of incident.channels) await open(under, channel);
    const play = new Play(under, clock);
    for (const event of incident.events) await play.run(event);
    await clock.go(60_000);
    await under.adapter.close();

    expect(incident.events.length).toBeGreaterThanOrEqual(2000);
    expect(play.cards(false)).toEqual(incident.standing.toSorted());
    expect(play.cards(true)).toEqual(incident.gone.toSorted());
    expect(under.slack.violations).toEqual([]);
    // Every card was posted by one call; the counts of 300 repeats were few updates.
    expect(under.slack.callsOf("chat.postMessage")).toHaveLength(incident.standing.length + incident.gone.length);
    expect(under.slack.callsOf("chat.update").length).toBeLessThan(200);
    await under.close();
  },
);

async function open(under: UnderTest, channel: ScriptChannel): Promise<void> {
  const members = [under.slack.botUserId, ...people.map(userOf), userOf("grafana")];
  const kind = channel.private ? "private" : "public";
  const id = idOf(channel.name);
  under.slack.addChannel({ id, name: channel.name, kind, shared: channel.shared, members });
  if (channel.watchOn || channel.botsAllowed) {
    const choices = { ...(channel.watchOn && { watch: "on" }), ...(channel.botsAllowed && { bots: "allowed" }) };
    await store.keepSettings({ workspace: `slack:${under.slack.team.id}`, channel: id }, choices);
  }
}

function idOf(channel: string): string {
  return `C0${channel.toUpperCase().replaceAll("-", "")}`;
}

function userOf(who: string): string {
  return `U0${who.toUpperCase()}`;
}

function cardIdOf(card: FakeMessage): string {
  return String((card.metadata?.["event_payload"] as { card?: string } | undefined)?.card);
}
