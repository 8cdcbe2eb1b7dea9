import { Hono } from "hono";
import type { Counter, Histogram, Registry } from "prom-client";

/** What the process says of itself at one moment. */
export interface State {
  readonly ready: boolean;
  /** Milliseconds since a socket's last sign of life; undefined where there is no socket. */
  readonly socketAge: number | undefined;
  readonly lastEventAge: number | undefined;
}

interface Meters {
  readonly registry: Registry;
  readonly events: Counter<"platform" | "kind">;
  readonly answers: Counter<"platform" | "kind">;
  readonly suppressed: Counter<"platform" | "reason">;
  readonly seconds: Histogram<"platform" | "kind">;
  readonly errors: Counter<"platform" | "error">;
  readonly slowed: Counter<"platform">;
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
    this.#loading ??= import("prom-client").then(({ default: prom }) => makeMeters(prom, () => this.#states));
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

function describe(platform: string, { ready, socketAge, lastEventAge }: State) {
  return { platform, ready, socketAgeSeconds: seconds(socketAge), lastEventAgeSeconds: seconds(lastEventAge) };
}

function seconds(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : Math.round(milliseconds) / 1000;
}

function makeMeters(prom: typeof import("prom-client"), states: () => ReadonlyMap<string, () => State>): Meters {
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
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new prom.Counter({ name: `sipsense_${name}_total`, help, labelNames, registers });
  return {
    registry,
    events: counter("events", "What the platform delivered", ["platform", "kind"]),
    answers: counter("answers", "Questions answered", ["platform", "kind"]),
    suppressed: counter("suppressed", "What was not answered, and why", ["platform", "reason"]),
    errors: counter("platform_errors", "Errors of the platform or of the way there", ["platform", "error"]),
    slowed: counter("rate_limited", "Calls answered with 429", ["platform"]),
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
