import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { WebSocketServer, type WebSocket } from "ws";

export type Json = Readonly<Record<string, unknown>>;
export interface TerseCall {
  readonly method: string;
  readonly args: Json;
}

/**
 * Another Slack, unlike the strict one on purpose: it answers with as little as Slack's reference calls certain, keeps files
 * and response_urls on another address than the API, and sends payloads without any optional field. What works with both
 * relies on neither.
 */
export class TerseSlack {
  readonly calls: TerseCall[] = [];
  readonly replies: Json[] = [];
  readonly uploaded: Buffer[] = [];
  /** Envelopes by id: true once acknowledged. */
  readonly acks = new Map<string, Json>();
  /** Answers that differ from the usual ones. */
  readonly says = new Map<string, (args: Json) => Json>();
  /** What every private file holds. */
  download = Buffer.alloc(0);
  readonly signingSecret = "terse-secret";
  apiUrl = "";
  filesUrl = "";
  #socket: WebSocket | undefined;
  #count = 0;
  readonly #servers: Server[] = [];
  readonly #sockets = new WebSocketServer({ noServer: true });

  static async start(): Promise<TerseSlack> {
    const slack = new TerseSlack();
    const api = await slack.#listen((request, response) => void slack.#api(request, response));
    const files = await slack.#listen((request, response) => void slack.#files(request, response));
    slack.apiUrl = `http://127.0.0.1:${api}/gateway/api`;
    slack.filesUrl = `http://localhost:${files}`;
    slack.#servers[0]?.on("upgrade", (request, socket, head) => {
      slack.#sockets.handleUpgrade(request, socket, head, (opened) => slack.#opened(opened));
    });
    return slack;
  }

  /** Sends an envelope over the socket; gives what came back with its acknowledgement. */
  async envelope(type: string, payload: Json, more: Json = {}): Promise<Json> {
    const id = `E${++this.#count}`;
    this.#socket?.send(JSON.stringify({ envelope_id: id, type, payload, ...more }));
    return this.until(() => this.acks.get(id));
  }

  event(event: Json, more: Json = {}): Promise<Json> {
    return this.envelope("events_api", { type: "event_callback", event_id: `Ev${++this.#count}`, event, ...more });
  }

  /** A signed POST as in HTTP mode. */
  post(url: string, body: string, contentType: string): Promise<Response> {
    const stamp = String(Math.floor(Date.now() / 1000));
    const signature = `v0=${createHmac("sha256", this.signingSecret).update(`v0:${stamp}:${body}`).digest("hex")}`;
    const headers = { "content-type": contentType, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature };
    return fetch(url, { method: "POST", body, headers });
  }

  callsOf(method: string): Json[] {
    return this.calls.filter((call) => call.method === method).map(({ args }) => args);
  }

  get responseUrl(): string {
    return `${this.filesUrl}/hooks/T1/1/secret`;
  }

  async until<T>(look: () => T | undefined, withinMs = 20_000): Promise<T> {
    for (const end = Date.now() + withinMs; Date.now() < end;) {
      const found = look();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`nothing came; calls: ${this.calls.map(({ method }) => method).join(", ")}`);
  }

  async close(): Promise<void> {
    this.#socket?.terminate();
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    }
  }

  async #listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
    const server = createServer(answer).listen(0, "127.0.0.1");
    await once(server, "listening");
    this.#servers.push(server);
    return (server.address() as AddressInfo).port;
  }

  #opened(socket: WebSocket): void {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => {
      const { envelope_id: id, payload } = JSON.parse(data.toString("utf8")) as { envelope_id: string; payload?: Json };
      this.acks.set(id, payload ?? {});
    });
    socket.send('{"type":"hello"}');
  }

  async #api(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = /^\/gateway\/api\/([\w.]+)$/u.exec(request.url ?? "")?.[1] ?? "";
    const args = Object.fromEntries(
      [...new URLSearchParams((await bodyOf(request)).toString("utf8"))].map(([name, value]) => [name, plainOrJson(value)]),
    );
    if (request.url?.includes("/files-pri/") === true) {
      response.end(this.download);
      return;
    }
    this.calls.push({ method, args });
    const usual = { ok: false, error: "unknown_method" };
    const said = this.says.get(method)?.(args) ?? this.#usual(method, args) ?? usual;
    response.setHeader("content-type", "application/json").end(JSON.stringify(said));
  }

  #usual(method: string, args: Json): Json | undefined {
    const address = this.apiUrl.replace("http", "ws").replace("/gateway/api", "/link/one/two");
    switch (method) {
      case "auth.test":
        return { ok: true, user_id: "UBOT", team_id: "T1", bot_id: "BBOT" };
      case "apps.connections.open":
        return { ok: true, url: `${address}?ticket=a%2Fb&app_id=9` };
      case "chat.postMessage":
        return { ok: true, channel: args["channel"], ts: `1700000000.${String(++this.#count).padStart(6, "0")}` };
      case "chat.postEphemeral":
        return { ok: true, message_ts: "1700000000.900000" };
      case "conversations.info":
        return { ok: true, channel: { id: args["channel"], name: "inc-1" } };
      case "files.getUploadURLExternal":
        return { ok: true, upload_url: `${this.filesUrl}/upload/v1/abc?x=1`, file_id: "FNEW" };
      case "chat.update":
      case "chat.delete":
      case "views.open":
      case "views.update":
      case "views.publish":
      case "reactions.add":
      case "reactions.remove":
      case "files.completeUploadExternal":
        return { ok: true };
      default:
        return undefined;
    }
  }

  async #files(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (request.url?.startsWith("/upload/") === true) this.uploaded.push(body);
    else this.replies.push(JSON.parse(body.toString("utf8")) as Json);
    response.end("ok");
  }
}

function plainOrJson(value: string): unknown {
  if (!/^[[{]/u.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of request) if (part instanceof Uint8Array) parts.push(part);
  return Buffer.concat(parts);
}
