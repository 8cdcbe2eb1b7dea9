/** Another Discord: it has the fewest routes, and tells the fewest fields, that a bot can live with. What is optional is left out. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import { WebSocketServer, type WebSocket } from "ws";

type Json = Readonly<Record<string, unknown>>;

export interface SpareCall {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly at: number;
}

export interface SpareAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface SpareOptions {
  /** Where the gateway says it is, made of "ws://127.0.0.1:1234". */
  readonly gateway?: (origin: string) => string;
  /** More of READY. */
  readonly ready?: (origin: string) => Json;
  /** More of the guild. */
  readonly guild?: Json;
  /** Another answer than the usual one. */
  readonly answer?: (call: SpareCall, calls: readonly SpareCall[]) => SpareAnswer | undefined;
  readonly heartbeatMs?: number;
}

export const spare = {
  token: "spare.token.of-a-bot",
  bot: "1090000000000000001",
  guild: "1090000000000000010",
  channel: "1090000000000000020",
  incident: "1090000000000000021",
  person: "1090000000000000030",
} as const;

const routes = [
  /^GET \/gateway\/bot$/u,
  /^PUT \/applications\/\d+\/commands$/u,
  /^(?:POST|PATCH|DELETE) \/channels\/\d+\/messages(?:\/\d+)?$/u,
  /^GET \/channels\/\d+$/u,
  /^PUT \/channels\/\d+\/messages\/\d+\/reactions\/[^/]+\/@me$/u,
  /^POST \/channels\/\d+\/typing$/u,
  /^POST \/interactions\/\d+\/[^/]+\/callback$/u,
  /^POST \/webhooks\/\d+\/[^/]+$/u,
  /^(?:GET|PATCH|DELETE) \/webhooks\/\d+\/[^/]+\/messages\/(?:@original|%40original)$/u,
];

export class SpareDiscord {
  readonly calls: SpareCall[] = [];
  /** What came over the gateway, by op. */
  readonly heard: { readonly op: number; readonly d: unknown; readonly path: string }[] = [];
  /** Addresses that the gateway was asked at. */
  readonly opened: string[] = [];
  readonly #options: SpareOptions;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  #socket: WebSocket | undefined;
  #sequence = 0;
  #id = 0n;
  origin = "";

  constructor(options: SpareOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on("upgrade", (request, socket, head) =>
      this.#sockets.handleUpgrade(request, socket, head, (accepted) => this.#welcome(accepted, request.url ?? "")),
    );
  }

  static async start(options: SpareOptions = {}): Promise<SpareDiscord> {
    const discord = new SpareDiscord(options);
    await new Promise<void>((resolve) => discord.#server.listen(0, "127.0.0.1", resolve));
    const address = discord.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("no address");
    discord.origin = `127.0.0.1:${address.port}`;
    return discord;
  }

  get api(): string {
    return `http://${this.origin}/api`;
  }

  nextId(): string {
    // Tells when it was made, as Discord's ids do.
    const now = BigInt(Date.now() - 1_420_070_400_000) << 22n;
    this.#id = now > this.#id ? now : this.#id + 1n;
    return String(this.#id);
  }

  /** An event over the gateway. */
  tell(t: string, d: Json): void {
    this.#sequence += 1;
    this.#send({ op: 0, t, s: this.#sequence, d });
  }

  op(op: number, d?: unknown): void {
    this.#send({ op, d });
  }

  /** Somebody writes. */
  say(content: string, more: Json = {}): string {
    const id = this.nextId();
    const author = { id: spare.person, username: "kim" };
    this.tell("MESSAGE_CREATE", { id, channel_id: spare.channel, guild_id: spare.guild, author, content, type: 0, ...more });
    return id;
  }

  /** Somebody uses the app; the id. */
  interact(more: Json): string {
    const id = this.nextId();
    const member = { user: { id: spare.person, username: "kim" }, permissions: "0" };
    this.tell("INTERACTION_CREATE", {
      id,
      application_id: spare.bot,
      token: `token-of-${id}`,
      type: 2,
      guild_id: spare.guild,
      channel_id: spare.channel,
      member,
      version: 1,
      ...more,
    });
    return id;
  }

  cut(): void {
    this.#socket?.terminate();
  }

  callsTo(pattern: RegExp): SpareCall[] {
    return this.calls.filter(({ method, path }) => pattern.test(`${method} ${path}`));
  }

  async until<T>(check: () => T | undefined | false, ms = 8000): Promise<T> {
    const end = Date.now() + ms;
    for (;;) {
      const found = check();
      if (found !== undefined && found !== false) return found;
      if (Date.now() > end) throw new Error(`in vain; calls: ${JSON.stringify(this.calls).slice(0, 3000)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #send(payload: Json): void {
    this.#socket?.send(JSON.stringify(payload));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) if (Buffer.isBuffer(part)) parts.push(part);
    const path = (request.url ?? "").replace(/^\/api\/v10/u, "").replace(/\?.*$/u, "");
    const call = { method: request.method ?? "", path, body: bodyOf(Buffer.concat(parts).toString("utf8")), at: Date.now() };
    this.calls.push(call);
    const { status, headers = {}, body } = this.#options.answer?.(call, this.calls) ?? this.#usual(call);
    response.writeHead(status, { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers });
    response.end(body);
  }

  #usual({ method, path, body }: SpareCall): SpareAnswer {
    if (!routes.some((route) => route.test(`${method} ${path}`)))
      return { status: 404, body: JSON.stringify({ message: "404: Not Found", code: 0 }) };
    if (path === "/gateway/bot") {
      const url = (this.#options.gateway ?? ((origin) => origin))(`ws://${this.origin}`);
      const limit = { total: 1000, remaining: 999, reset_after: 1000, max_concurrency: 16 };
      return { status: 200, body: JSON.stringify({ url, shards: 1, session_start_limit: limit }) };
    }
    if (method === "PUT" && path.endsWith("/commands")) return { status: 200, body: JSON.stringify(body["list"]) };
    if (/^(?:POST|PATCH)$/u.test(method) && /\/messages|\/webhooks/u.test(path))
      return { status: 200, body: JSON.stringify({ id: this.nextId(), channel_id: path.split("/")[2] }) };
    return { status: 204 };
  }

  #welcome(socket: WebSocket, path: string): void {
    this.#socket = socket;
    this.opened.push(path);
    socket.on("message", (data) => {
      if (Buffer.isBuffer(data)) this.#hear(bodyOf(data.toString("utf8")), path);
    });
    this.op(10, { heartbeat_interval: this.#options.heartbeatMs ?? 41_250 });
  }

  #hear({ op, d }: Json, path: string): void {
    this.heard.push({ op: Number(op), d, path });
    if (op === 1) this.op(11);
    if (op === 6) this.tell("RESUMED", {});
    if (op !== 2) return;
    const guilds = [{ id: spare.guild, unavailable: true }];
    const more = this.#options.ready?.(`ws://${this.origin}`);
    const user = { id: spare.bot, username: "sipsense", bot: true };
    this.tell("READY", { v: 10, user, guilds, session_id: "one", application: { id: spare.bot, flags: 0 }, ...more });
    const channels = [
      { id: spare.channel, type: 0, name: "general" },
      { id: spare.incident, type: 0, name: "inc-7" },
    ];
    this.tell("GUILD_CREATE", { id: spare.guild, name: "Spare", channels, ...this.#options.guild });
  }
}

/** JSON, or the JSON part of a form; a list stands under "list". */
function bodyOf(text: string): Json {
  const [, part] = /name="payload_json"[^]*?\r\n\r\n([^]*?)\r\n--/u.exec(text) ?? [];
  try {
    const read: unknown = JSON.parse(part ?? text);
    if (Array.isArray(read)) return { list: read };
    return typeof read === "object" && read !== null ? (read as Json) : {};
  } catch {
    return {};
  }
}
