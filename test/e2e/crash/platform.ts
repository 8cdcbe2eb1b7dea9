import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

import type { Card } from "../../../src/bot/store.ts";

type Shown = Pick<Card, "place" | "message" | "codes" | "count">;

/** A post on its way: the request is here, it is shown, the answer is gone. */
export type Moment = "arrived" | "shown" | "answered";

interface Post {
  readonly sent: string;
  shown: Shown;
  removed: boolean;
}

/** A platform that shows what it is told to, slowly, and forgets nothing: what is posted twice stands there twice. */
export class Platform {
  readonly posts = new Map<string, Post[]>();
  readonly #server: Server;
  #awaited: { readonly moment: Moment; readonly come: () => void } | undefined;
  url = "";

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      // Whoever asked may be dead by now; what arrived is done all the same.
      request.on("error", () => undefined);
      request.on("end", () => {
        const id = decodeURIComponent(request.url?.slice(1) ?? "");
        void this.#answer(request.method ?? "", id, Buffer.concat(chunks).toString(), (body) =>
          response.end(JSON.stringify(body)),
        );
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Resolves at this moment of the next post. */
  next(moment: Moment): Promise<void> {
    return new Promise((come) => (this.#awaited = { moment, come }));
  }

  #reach(moment: Moment): void {
    if (this.#awaited?.moment === moment) this.#awaited.come();
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(method: string, id: string, body: string, say: (body: object) => void): Promise<void> {
    if (method === "GET") {
      say({ sent: this.posts.get(id)?.[0]?.sent });
      return;
    }
    if (method === "POST") this.#reach("arrived");
    await pause(Math.random() * 8);
    const posts = this.posts.get(id) ?? [];
    this.posts.set(id, posts);
    if (method === "POST") posts.push({ sent: `${id} ${posts.length}`, shown: JSON.parse(body) as Shown, removed: false });
    for (const post of posts) {
      if (method === "PUT") post.shown = JSON.parse(body) as Shown;
      if (method === "DELETE") post.removed = true;
    }
    if (method === "POST") this.#reach("shown");
    await pause(Math.random() * 8);
    say({ sent: posts.at(-1)?.sent });
    if (method === "POST") this.#reach("answered");
  }
}
