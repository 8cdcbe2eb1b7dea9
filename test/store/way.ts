import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** The way to a server, which can be cut, blocked and opened again. */
export class Way {
  readonly #port: number;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #server: Server | undefined;
  #blocked = false;
  port = 0;

  constructor(port: number) {
    this.#port = port;
  }

  async open(): Promise<void> {
    this.#blocked = false;
    this.#server ??= createServer((from) => this.#join(from));
    const server = this.#server;
    if (!server.listening) await new Promise<void>((done) => server.listen(this.port, "127.0.0.1", done));
    this.port = (server.address() as AddressInfo).port;
    for (const [from, to] of this.#pairs) for (const socket of [from, to]) socket.resume();
  }

  /** Nothing comes through any more, and nobody is told. */
  block(): void {
    this.#blocked = true;
    for (const [from, to] of this.#pairs) for (const socket of [from, to]) socket.pause();
  }

  /** Every connection breaks, new ones are refused. */
  async cut(): Promise<void> {
    for (const [from, to] of this.#pairs) for (const socket of [from, to]) socket.destroy();
    this.#pairs.clear();
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise((done) => server.close(done));
  }

  #join(from: Socket): void {
    const to = connect(this.#port, "127.0.0.1");
    const pair = [from, to] as const;
    this.#pairs.add(pair);
    for (const [one, other] of [pair, [to, from] as const]) {
      one.on("data", (bytes) => other.write(bytes));
      one.on("error", () => undefined);
      one.on("close", () => other.destroy());
      if (this.#blocked) one.pause();
    }
  }
}
