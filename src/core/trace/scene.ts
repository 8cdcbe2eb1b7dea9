import type { Catalog } from "../catalog.ts";
import { hostOf } from "./addresses.ts";
import type { Call } from "./diagnosis.ts";
import { flowOf, type Flow } from "./flow.ts";
import type { SipMessage } from "./message.ts";
import type { LogEvent, Reading, Unreachable } from "./reading.ts";

/** The whole trace around a call: what else was seen, and for how long. */
export class Scene {
  readonly reading: Reading;
  readonly calls: readonly Call[];
  readonly catalog: Catalog | undefined;
  /** When the last message was seen, seconds; undefined without clocks. */
  readonly end: number | undefined;
  readonly #byId: ReadonlyMap<string, Call>;
  readonly #flows = new Map<Call, Flow>();
  readonly #unreachable: ReadonlyMap<string, readonly Unreachable[]>;
  readonly #events: ReadonlyMap<string, readonly LogEvent[]>;
  #invited: ReadonlySet<string> | undefined;
  #media: MediaView | undefined;

  constructor(reading: Reading, calls: readonly Call[], catalog: Catalog | undefined) {
    this.reading = reading;
    this.calls = calls;
    this.catalog = catalog;
    let end: number | undefined;
    for (const { at } of reading.messages) if (at !== undefined && (end === undefined || at > end)) end = at;
    this.end = end;
    this.#byId = new Map(calls.map((call) => [call.callId, call]));
    this.#unreachable = gathered(reading.unreachable, ({ source, destination }) => `${source} ${destination}`);
    this.#events = gathered(reading.events, ({ callId }) => callId ?? "");
  }

  flow(call: Call): Flow {
    const known = this.#flows.get(call) ?? flowOf(call, this.reading.messages);
    this.#flows.set(call, known);
    return known;
  }

  /** Other legs of the call, through a B2BUA; a few at most. */
  legs(call: Call): Flow[] {
    return call.legs.slice(0, 4).flatMap((id) => {
      const leg = this.#byId.get(id);
      return leg === undefined ? [] : [this.flow(leg)];
    });
  }

  /** ICMP errors about packets of one way. */
  unreachable(source: string | undefined, destination: string | undefined): readonly Unreachable[] {
    return this.#unreachable.get(`${source} ${destination}`) ?? [];
  }

  /** TCP connections that a host tried to open between two moments, and that were refused. */
  refused(client: string | undefined, from: SipMessage | undefined, to: SipMessage | undefined): readonly Unreachable[] {
    const start = from?.at;
    const end = to?.at;
    if (client === undefined || start === undefined || end === undefined) return [];
    const host = hostOf(client);
    return this.reading.unreachable.filter(
      ({ why, source, at }) => why === "refused" && at >= start && at <= end && hostOf(source) === host,
    );
  }

  /** Lines of the log about a Call-ID, or about none when "" is given. */
  events(callId: string): readonly LogEvent[] {
    return this.#events.get(callId) ?? [];
  }

  /** Seconds the trace goes on after a message; 0 when no clock tells, so that nothing is claimed of what may be cut off. */
  goesOn(after: SipMessage | undefined): number {
    return after?.at === undefined || this.end === undefined ? 0 : this.end - after.at;
  }

  /** RTP in the capture, by address. */
  media(): MediaView {
    this.#media ??= mediaView(this.reading);
    return this.#media;
  }

  /** Whether an INVITE to this URI is anywhere in the trace. */
  invited(uri: string): boolean {
    this.#invited ??= new Set(
      this.reading.messages.flatMap(({ method, uri: to }) => (method === "INVITE" && to !== undefined ? [bareUri(to)] : [])),
    );
    return this.#invited.has(bareUri(uri));
  }
}

/** RTP packets by "address:port", the hosts they went between, and when the last one was seen. */
export interface MediaView {
  readonly sent: ReadonlyMap<string, number>;
  readonly received: ReadonlyMap<string, number>;
  readonly hosts: ReadonlySet<string>;
  readonly start: number;
  readonly end: number;
}

function mediaView({ media }: Reading): MediaView {
  const sent = new Map<string, number>();
  const received = new Map<string, number>();
  const hosts = new Set<string>();
  let start = Infinity;
  let end = -Infinity;
  for (const stream of media) {
    if (stream.kind === "rtcp") continue;
    sent.set(stream.source, (sent.get(stream.source) ?? 0) + stream.packets);
    received.set(stream.destination, (received.get(stream.destination) ?? 0) + stream.packets);
    hosts.add(hostOf(stream.source)).add(hostOf(stream.destination));
    start = Math.min(start, stream.start);
    end = Math.max(end, stream.end);
  }
  return { sent, received, hosts, start, end };
}

/** user@host of a URI, without scheme, port and parameters. */
function bareUri(uri: string): string {
  const bare = uri.replace(/^sips?:/iu, "").split(/[;?>]/u, 1)[0] ?? "";
  return bare.replace(/:\d+$/u, "").toLowerCase();
}

function gathered<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const known = found.get(key(item));
    if (known) known.push(item);
    else found.set(key(item), [item]);
  }
  return found;
}
