/** Socket Mode: tickets, hello, envelopes, acks against a deadline, disconnects. */
import type { Server } from "node:http";

import { type WebSocket, WebSocketServer } from "ws";

import { takeAck } from "./ack.ts";
import { asJson, asString, isJson, parseJson } from "./json.ts";
import type { Outgoing } from "./payloads.ts";
import { senderOver } from "./sender.ts";
import type { Delivered, Json, SocketSender } from "./types.ts";
import type { Workspace } from "./workspace.ts";

interface Waiting {
  sent: Outgoing;
  socket: WebSocket;
  at: number;
  timer: NodeJS.Timeout;
  resolve: (delivered: Delivered) => void;
}

const maxSockets = 10;
const maxRedeliveries = 3;
/** How long an app may take to leave after `disconnect`. */
const graceMs = 150;

export class SocketHub {
  readonly acks: { envelopeId: string; afterMs: number; payload: Json }[] = [];
  readonly sockets: WebSocket[] = [];
  opened = 0;
  pings = 0;
  deaf = false;
  private readonly workspace: Workspace;
  private readonly deadlineMs: number;
  private readonly server: WebSocketServer;
  private readonly waiting = new Map<string, Waiting>();
  private readonly late = new Map<string, number>();
  /** Events that found no socket. */
  private readonly queue: { sent: Outgoing; resolve: (delivered: Delivered) => void }[] = [];
  private turn = 0;
  private readonly pinger: NodeJS.Timeout | undefined;
  private closing = false;

  constructor(workspace: Workspace, http: Server, options: { deadlineMs: number; pingEveryMs: number }) {
    this.workspace = workspace;
    this.deadlineMs = options.deadlineMs;
    this.server = new WebSocketServer({ noServer: true, autoPong: false });
    http.on("upgrade", (request, socket, head) => {
      const ticket = new URL(request.url ?? "/", "http://fake").searchParams.get("ticket") ?? "";
      if (!workspace.tickets.delete(ticket)) {
        socket.end("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n");
        return;
      }
      this.server.handleUpgrade(request, socket, head, (accepted) => this.welcome(accepted));
    });
    if (options.pingEveryMs > 0) this.pinger = setInterval(() => this.pingAll(), options.pingEveryMs);
  }

  /** Brings one thing to one socket, each in its turn. */
  deliver(sent: Outgoing): Promise<Delivered> {
    return new Promise((resolve) => {
      this.put(sent, resolve);
    });
  }

  disconnect(reason: string, sockets: readonly WebSocket[]): void {
    const text = JSON.stringify({ type: "disconnect", reason, debug_info: { host: "fake-wss-1" } });
    for (const socket of sockets) {
      socket.send(text);
      // "warning" comes about ten seconds before the end: the app may go on until then.
      if (reason !== "warning") setTimeout(() => socket.close(1000), graceMs).unref();
    }
  }

  /** Lets go of every socket in good order; those that do not answer are cut. */
  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.pinger);
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    for (const { sent, resolve } of this.queue.splice(0)) resolve(this.missed(sent, ""));
    const open = [...this.sockets];
    for (const socket of open) socket.close(1000);
    const end = performance.now() + graceMs;
    while (this.sockets.length > 0 && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 2));
    for (const socket of open) socket.terminate();
    this.server.close();
  }

  private pingAll(): void {
    if (!this.deaf) for (const socket of this.sockets) socket.ping();
  }

  private welcome(socket: WebSocket): void {
    if (this.sockets.length >= maxSockets) {
      this.disconnect("too_many_websockets", [socket]);
      return;
    }
    const deaf = this.deaf;
    this.sockets.push(socket);
    this.opened += 1;
    socket.on("ping", (data) => {
      this.pings += 1;
      if (!this.deaf && !deaf) socket.pong(data);
    });
    socket.on("message", (data) => {
      if (!this.deaf && Buffer.isBuffer(data)) this.receive(socket, data.toString("utf8"));
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => this.gone(socket));
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: this.sockets.length,
        debug_info: { host: "fake-wss-1", build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: this.workspace.appId },
      }),
    );
    for (const { sent, resolve } of this.queue.splice(0)) this.put(sent, resolve);
  }

  private put(sent: Outgoing, resolve: (delivered: Delivered) => void): void {
    const open = this.sockets.filter((one) => one.readyState === one.OPEN);
    const socket = open[this.turn++ % Math.max(open.length, 1)];
    if (!socket) {
      // Slack keeps events for a while; a person sees "dispatch_failed" at once.
      if (sent.about === "event") this.queue.push({ sent, resolve });
      else resolve(this.missed(sent, ""));
      return;
    }
    const envelopeId = `${this.workspace.nextId("env-")}-${sent.about}`;
    const timer = setTimeout(() => this.overdue(envelopeId), this.deadlineMs);
    this.waiting.set(envelopeId, { sent, socket, at: performance.now(), timer, resolve });
    if (!this.deaf) socket.send(JSON.stringify(envelope(envelopeId, sent)));
  }

  private missed(sent: Outgoing, envelopeId: string): Delivered {
    return { acked: false, afterMs: this.deadlineMs, payload: {}, envelopeId, ...handles(sent) };
  }

  private overdue(envelopeId: string): void {
    const waiting = this.waiting.get(envelopeId);
    if (!waiting) return;
    this.waiting.delete(envelopeId);
    this.late.set(envelopeId, waiting.at);
    if (!this.deaf) this.workspace.violations.push(`no ack within ${this.deadlineMs} ms: ${nameOf(waiting.sent)}`);
    waiting.resolve(this.missed(waiting.sent, envelopeId));
    const attempt = waiting.sent.retryAttempt ?? 0;
    // The first redelivery comes at once; the others, after 1 and 5 minutes, are for tests to send.
    if (waiting.sent.about === "event" && attempt === 0) this.again(waiting.sent, () => undefined);
  }

  private again(sent: Outgoing, resolve: (delivered: Delivered) => void): void {
    this.put({ ...sent, retryAttempt: (sent.retryAttempt ?? 0) + 1, retryReason: "timeout" }, resolve);
  }

  private receive(socket: WebSocket, text: string): void {
    const message = parseJson(text);
    const envelopeId = asString(asJson(message)["envelope_id"]);
    const waiting = this.waiting.get(envelopeId);
    if (waiting?.socket === socket) this.acked(envelopeId, waiting, asJson(asJson(message)["payload"]));
    else if (this.late.has(envelopeId)) {
      const afterMs = Math.round(performance.now() - (this.late.get(envelopeId) ?? 0));
      this.workspace.violations.push(`ack of ${envelopeId} after ${afterMs} ms`);
    } else {
      const known = this.acks.some((one) => one.envelopeId === envelopeId);
      const what = isJson(message) ? envelopeId || text.slice(0, 80) : "no JSON";
      this.workspace.violations.push(`${known ? "a second ack" : "an unknown message on the socket"}: ${what}`);
    }
  }

  private acked(envelopeId: string, waiting: Waiting, payload: Json): void {
    clearTimeout(waiting.timer);
    this.waiting.delete(envelopeId);
    const afterMs = performance.now() - waiting.at;
    this.acks.push({ envelopeId, afterMs, payload });
    takeAck(this.workspace, waiting.sent, payload);
    waiting.resolve({ acked: true, afterMs, payload, envelopeId, ...handles(waiting.sent) });
  }

  /** What was on its way when the socket went is sent again to the next one: events only, three times at most. */
  private gone(socket: WebSocket): void {
    this.sockets.splice(this.sockets.indexOf(socket), 1);
    for (const [envelopeId, waiting] of this.waiting) {
      if (waiting.socket !== socket) continue;
      clearTimeout(waiting.timer);
      this.waiting.delete(envelopeId);
      const { sent, resolve } = waiting;
      if (this.closing || sent.about !== "event" || (sent.retryAttempt ?? 0) >= maxRedeliveries) {
        resolve(this.missed(sent, envelopeId));
      } else this.again(sent, resolve);
    }
  }
}

export function handles(sent: Outgoing): Pick<Delivered, "triggerId" | "responseUrl"> {
  const { triggerId, responseUrl } = sent;
  return { ...(triggerId && { triggerId }), ...(responseUrl && { responseUrl }) };
}

export function nameOf({ type, payload }: Outgoing): string {
  const inner = asString(asJson(payload["event"])["type"]) || asString(payload["type"]) || asString(payload["command"]);
  return `${type} ${inner}`;
}

function envelope(envelopeId: string, { type, payload, about, retryAttempt, retryReason }: Outgoing): Json {
  const accepts_response_payload = about === "command" || about === "options" || about === "submission";
  const retry = { retry_attempt: retryAttempt ?? 0, retry_reason: retryReason ?? "" };
  return { envelope_id: envelopeId, type, payload, accepts_response_payload, ...(type === "events_api" && retry) };
}

/** The hub as tests see it. */
export function socketSender(
  workspace: Workspace,
  hub: SocketHub,
  until: (check: () => boolean, timeoutMs?: number) => Promise<unknown>,
): SocketSender {
  const plan: SocketSender["refuseNext"] = (times, failure = { error: "invalid_auth" }) => {
    workspace.failures.push({ method: "apps.connections.open", failure, left: times });
  };
  return {
    ...senderOver(workspace, (sent) => hub.deliver(sent)),
    get size() {
      return hub.sockets.length;
    },
    get opened() {
      return hub.opened;
    },
    get pings() {
      return hub.pings;
    },
    acks: hub.acks,
    async waitForSockets(count, timeoutMs) {
      await until(() => hub.sockets.length === count, timeoutMs);
    },
    sendRaw: (message) => hub.sockets[0]?.send(typeof message === "string" ? message : JSON.stringify(message)),
    disconnect: (reason, options) => hub.disconnect(reason, options?.only ? hub.sockets.slice(0, 1) : hub.sockets),
    refuseNext: plan,
    drop() {
      for (const socket of hub.sockets) socket.terminate();
    },
    deafen(deaf) {
      hub.deaf = deaf;
    },
  };
}
