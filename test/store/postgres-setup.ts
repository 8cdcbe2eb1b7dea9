import { createServer } from "node:http";

import type { TestProject } from "vitest/node";

import { startPostgres, type PostgresServer } from "./postgres-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Asked for, it says the address of the run's PostgreSQL. */
    readonly postgres: string;
  }
}

/** One PostgreSQL for the whole run. It starts when a test first asks for it, and is stopped whatever became of the tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<PostgresServer> | undefined;
  const desk = createServer((_request, response) => {
    started ??= startPostgres();
    started.then(
      ({ url }) => response.end(url),
      (fault: unknown) => response.writeHead(500).end(String(fault)),
    );
  });
  await new Promise<void>((done) => desk.listen(0, "127.0.0.1", done));
  const address = desk.address();
  project.provide("postgres", typeof address === "object" && address ? `http://127.0.0.1:${address.port}/` : "");
  return async () => {
    desk.close();
    const server = await started?.catch(() => undefined);
    await server?.stop();
  };
}
