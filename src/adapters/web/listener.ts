import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import { getRequestListener } from "@hono/node-server";

export interface Running {
  readonly url: string;
  /** Stops listening, lets answers under way finish, and closes what is left. */
  close(): Promise<void>;
}

export interface Place {
  readonly host: string;
  readonly port: number;
  /** Asked before anybody else: true when it takes the request. */
  readonly first?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
}

/** A pasted trace may stand in the address line: 100,000 characters of it are read. */
const longestHead = 128 * 1024;
const graceMs = 1000;

/** The process's one HTTP listener. Throws a sentence with the remedy when the port can't be had. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port, first }: Place,
): Promise<Running> {
  const answer = getRequestListener(fetch);
  const server = createServer({ maxHeaderSize: longestHead }, (request, response) => {
    if (first?.(request, response) !== true) void answer(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (fault: NodeJS.ErrnoException) => reject(explained(fault, host, port)));
    server.listen(port, host, resolve);
  });
  return { url: urlOf(server, host), close: () => close(server) };
}

function urlOf(server: Server, host: string): string {
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(impatient);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function explained(fault: NodeJS.ErrnoException, host: string, port: number): Error {
  const other = port < 65_535 ? port + 1 : 3000;
  switch (fault.code) {
    case "EADDRINUSE":
      return new Error(`Port ${port} on ${host} is taken: stop what uses it, or start with PORT=${other}`, { cause: fault });
    case "EACCES":
      return new Error(`Port ${port} on ${host} may not be opened by this user: start with PORT=${port < 1024 ? 3000 : other}`, {
        cause: fault,
      });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new Error(
        `${host} is no address of this machine: start with HOST=127.0.0.1, or with HOST=0.0.0.0 for every network`,
        { cause: fault },
      );
    default:
      return new Error(`sipsense can't listen on ${host}:${port}: ${fault.message}`, { cause: fault });
  }
}
