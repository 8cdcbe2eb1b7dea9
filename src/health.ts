import { Hono } from "hono";
import type { Counter, Histogram, Registry } from "prom-client";

/** What the process says of itself at one moment. */
export interface State {
  readonly ready: boolean;
  /** Milliseconds since a socket's last sign of life; undefined where there is no socket. */
  readonly socketAge: number | undefined;
  readonly lastEventAge: number | undefined;
  /** Milliseconds since the database was lost; undefined while it is there, or not needed. */
  readonly storeLostAge?: number | undefined;
}

interface Meters {
  readonly registry: Registry;
  readonly events: Counter<"platform" | "kind">;
  readonly answers: Counter<"platform" | "kind">;
  readonly suppressed: Counter<"platform" | "reason">;
  readonly seconds: Histogram<"platform" | "kind">;
  readonly errors: Counter<"platform" | "error">;
  readonly slowed: Counter<"platform">;
  readonly heard: Counter<"platform" | "became">;
  readonly cards: Counter<"platform" | "became">;
  readonly feedback: Counter<"platform" | "says">;
}

/** How often people said of cards that they were wrong, and how many cards there were, over some time. */
export interface Field {
  readonly cards: number;
  readonly notSip: number;
}

const buckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];

/** The work of the platforms in numbers, and the pages that show them. prom-client is loaded after the start, not before. */
export class Health {
  readonly #states = new Map<string, () => State>();
  readonly #started = Date.now();
  #meters: Meters | undefined;
  #loading: Promise<Meters> | undefined;
  #waiting: ((meters: Meters) => void)[] = [];
  #ending = false;
  #field: (() => Promise<Field>) | undefined;

  /** Who counts for one platform. */
  observer(platform: string) {
    return {
      received: (kind: string) => this.#count((meters) => meters.events.inc({ platform, kind })),
      answered: (kind: string, milliseconds: number) =>
        this.#count((meters) => {
          meters.answers.inc({ platform, kind });
          meters.seconds.observe({ platform, kind }, milliseconds / 1000);
        }),
      suppressed: (reason: string) => this.#count((meters) => meters.suppressed.inc({ platform, reason })),
      platformError: (error: string) => this.#count((meters) => meters.errors.inc({ platform, error })),
      slowedDown: () => this.#count((meters) => meters.slowed.inc({ platform })),
    };
  }

  /** Who counts what one platform's watch does. */
  watchCounts(platform: string) {
    return {
      card: (became: string) => this.#count((meters) => meters.cards.inc({ platform, became })),
      // Most messages mean nothing: counting them would cost each of them.
      heard: (became: string) => {
        if (became !== "nothing") this.#count((meters) => meters.heard.inc({ platform, became }));
      },
      feedback: (says: string) => this.#count((meters) => meters.feedback.inc({ platform, says })),
    };
  }

  /** Where the precision in the field is asked for when /metrics is read; what rejects is left out. */
  askField(field: () => Promise<Field>): void {
    this.#field = field;
  }

  /** A platform that is connected says how it is from now on. */
  watch(platform: string, state: () => State): void {
    this.#states.set(platform, state);
  }

  /** Not ready any more: whoever balances load sends nothing new. */
  end(): void {
    this.#ending = true;
  }

  /** Loads what /metrics needs; what was counted before is counted then. */
  async load(): Promise<Meters> {
    this.#loading ??= import("prom-client").then(({ default: prom }) =>
      makeMeters(
        prom,
        () => this.#states,
        () => this.#field?.(),
      ),
    );
    this.#meters = await this.#loading;
    for (const count of this.#waiting.splice(0)) count(this.#meters);
    return this.#meters;
  }

  /** /livez, /readyz and /metrics. */
  routes(): Hono {
    const app = new Hono();
    app.get("/livez", (context) => context.json({ alive: true, uptimeSeconds: seconds(Date.now() - this.#started) }));
    app.get("/readyz", (context) => {
      const platforms = [...this.#states].map(([platform, state]) => describe(platform, state()));
      const ready = !this.#ending && platforms.length > 0 && platforms.every((one) => one.ready);
      return context.json({ ready, platforms }, ready ? 200 : 503);
    });
    app.get("/metrics", async (context) => {
      const { registry } = await this.load();
      return context.body(await registry.metrics(), 200, { "content-type": registry.contentType });
    });
    return app;
  }

  #count(count: (meters: Meters) => void): void {
    if (this.#meters) count(this.#meters);
    else this.#waiting.push(count);
  }
}

// Without its database a platform still answers questions: it stays ready, and says what it can't do.
function describe(platform: string, { ready, socketAge, lastEventAge, storeLostAge }: State) {
  const lost =
    storeLostAge === undefined ? {} : { databaseLostSeconds: seconds(storeLostAge), off: ["watch", "settings", "recap"] };
  return { platform, ready, socketAgeSeconds: seconds(socketAge), lastEventAgeSeconds: seconds(lastEventAge), ...lost };
}

function seconds(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : Math.round(milliseconds) / 1000;
}

function makeMeters(
  prom: typeof import("prom-client"),
  states: () => ReadonlyMap<string, () => State>,
  field: () => Promise<Field> | undefined,
): Meters {
  const registry = new prom.Registry();
  const registers = [registry];
  // Its usual precision wakes the process a hundred times a second.
  prom.collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 200 });
  gauge(
    prom,
    registry,
    "sipsense_socket_age_seconds",
    "Time since the socket's last sign of life",
    states,
    (state) => state.socketAge,
  );
  gauge(prom, registry, "sipsense_last_event_age_seconds", "Time since the last event", states, (state) => state.lastEventAge);
  gauge(prom, registry, "sipsense_ready", "1 while the platform is connected", states, (state) => (state.ready ? 1000 : 0));
  fieldGauges(prom, registry, field);
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new prom.Counter({ name: `sipsense_${name}_total`, help, labelNames, registers });
  return {
    registry,
    events: counter("events", "What the platform delivered", ["platform", "kind"]),
    answers: counter("answers", "Questions answered", ["platform", "kind"]),
    suppressed: counter("suppressed", "What was not answered, and why", ["platform", "reason"]),
    errors: counter("platform_errors", "Errors of the platform or of the way there", ["platform", "error"]),
    slowed: counter("rate_limited", "Calls answered with 429", ["platform"]),
    heard: counter("messages_heard", "Messages of watched channels that meant a code, and what came of them", [
      "platform",
      "became",
    ]),
    cards: counter("cards", "Explanations nobody asked for", ["platform", "became"]),
    feedback: counter("card_feedback", "What people said of them", ["platform", "says"]),
    seconds: new prom.Histogram({
      name: "sipsense_answer_seconds",
      help: "From the event in hand to the answer sent",
      labelNames: ["platform", "kind"],
      buckets,
      registers,
    }),
  };
}

function gauge(
  prom: typeof import("prom-client"),
  registry: Registry,
  name: string,
  help: string,
  states: () => ReadonlyMap<string, () => State>,
  read: (state: State) => number | undefined,
): void {
  const made: InstanceType<typeof prom.Gauge<"platform">> = new prom.Gauge({
    name,
    help,
    labelNames: ["platform"],
    registers: [registry],
    collect: () => {
      for (const [platform, state] of states()) {
        const value = read(state());
        if (value !== undefined) made.set({ platform }, value / 1000);
      }
    },
  });
}

function fieldGauges(prom: typeof import("prom-client"), registry: Registry, field: () => Promise<Field> | undefined): void {
  const registers = [registry];
  const cards = new prom.Gauge({
    name: "sipsense_field_cards",
    help: "Explanations posted unasked in the last 30 days",
    registers,
  });
  const precision: InstanceType<typeof prom.Gauge> = new prom.Gauge({
    name: "sipsense_field_precision",
    help: "Share of them, in the last 30 days, that nobody called no SIP",
    registers,
    collect: async () => {
      const counted = await field()?.catch(() => undefined);
      if (counted === undefined) return;
      cards.set(counted.cards);
      if (counted.cards > 0) precision.set(1 - Math.min(1, counted.notSip / counted.cards));
    },
  });
}
