/** A bare WebSocket on the fake's gateway, as a test of the fake itself uses it. */
import { WebSocket } from "ws";

import type { FakeDiscord } from "./contract.ts";
import { isJson, type Json, parseJson } from "./json.ts";

/** A socket that keeps what it heard. */
export class Socket {
  readonly heard: Json[] = [];
  closed: number | undefined;
  private readonly ws: WebSocket;
  private readonly discord: FakeDiscord;

  constructor(discord: FakeDiscord, path = "/gateway?v=10&encoding=json") {
    this.discord = discord;
    this.ws = new WebSocket(`${discord.origin.replace("http", "ws")}${path}`);
    this.ws.on("message", (data) => {
      const message = parseJson(Buffer.isBuffer(data) ? data.toString("utf8") : "");
      if (isJson(message)) this.heard.push(message);
    });
    this.ws.on("close", (code) => {
      this.closed = code;
    });
    this.ws.on("error", () => undefined);
  }

  send(op: number, d: unknown): void {
    this.ws.send(JSON.stringify({ op, d }));
  }

  raw(text: string): void {
    this.ws.send(text);
  }

  cut(code = 4000): void {
    this.ws.close(code);
  }

  end(): void {
    this.ws.terminate();
  }

  /** The nth message of a kind: an op, or the name of a dispatch. */
  async hears(what: number | string, nth = 0): Promise<Json> {
    return this.discord.until(() => this.all(what)[nth]);
  }

  all(what: number | string): Json[] {
    return this.heard.filter((one) => (typeof what === "number" ? one["op"] === what : one["t"] === what));
  }

  async closes(): Promise<number> {
    return this.discord.until(() => this.closed);
  }

  /** Everything that was sent before this has been heard afterwards. */
  async settled(): Promise<void> {
    const before = this.all(11).length;
    this.send(1, null);
    await this.hears(11, before);
  }
}
