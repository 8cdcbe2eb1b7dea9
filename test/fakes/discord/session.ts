import type { WebSocket } from "ws";

import { intents } from "./intents.ts";
import { shardOf } from "./snowflake.ts";
import type { Dispatch } from "./world.ts";

/** One session of one shard: it outlives its socket for a while. */
export class Session {
  readonly id: string;
  readonly shard: number;
  readonly count: number;
  readonly intents: number;
  seq = 0;
  connection: Connection | undefined;
  /** When its socket went, Unix ms. */
  goneAt: number | undefined;
  /** Told but perhaps not heard: what a resume replays. */
  private missed: { s: number; text: string }[] = [];

  constructor(id: string, shard: number, count: number, wanted: number) {
    this.id = id;
    this.shard = shard;
    this.count = count;
    this.intents = wanted;
  }

  hears(event: Dispatch): boolean {
    if (event.intents !== 0 && (event.intents & this.intents) === 0) return false;
    return event.guildId === undefined ? this.shard === 0 : shardOf(event.guildId, this.count) === this.shard;
  }

  tell(t: string, d: unknown): void {
    this.seq += 1;
    const text = JSON.stringify({ op: 0, t, s: this.seq, d });
    this.missed.push({ s: this.seq, text });
    this.connection?.write(text);
  }

  tellOf(event: Dispatch): void {
    const blind = (this.intents & intents.messageContent) === 0;
    this.tell(event.t, blind ? (event.withoutContent?.() ?? event.d) : event.d);
  }

  /** A heartbeat says how far the client came. */
  heard(s: number): void {
    const [first] = this.missed;
    if (first && first.s <= s) this.missed = this.missed.filter((one) => one.s > s);
  }

  /** Everything after s; undefined when that is not kept any more. */
  since(s: number): string[] | undefined {
    const first = this.missed[0]?.s ?? this.seq + 1;
    if (s + 1 < first) return undefined;
    return this.missed.filter((one) => one.s > s).map((one) => one.text);
  }
}

/** One socket. */
export class Connection {
  readonly socket: WebSocket;
  session: Session | undefined;
  /** Reads nothing, says nothing: the other side has to notice. */
  zombie = false;
  /** Milliseconds before anything that is told leaves. */
  delayMs = 0;
  /** When the client sent what, for 120 a minute. */
  readonly sent: number[] = [];
  identified = false;

  constructor(socket: WebSocket) {
    this.socket = socket;
  }

  write(text: string): void {
    if (this.zombie) return;
    if (this.delayMs > 0) setTimeout(() => this.socket.send(text), this.delayMs).unref();
    else this.socket.send(text);
  }

  op(op: number, d?: unknown): void {
    this.write(JSON.stringify({ op, d: d ?? null, s: null, t: null }));
  }
}
