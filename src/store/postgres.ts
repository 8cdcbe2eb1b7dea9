import { setTimeout as pause } from "node:timers/promises";

import { Kysely, sql, type Transaction } from "kysely";
import { DatabaseError, Pool, types } from "pg";

import { patiently, type Home } from "./home.ts";
import { Lanes } from "./lanes.ts";
import { NothingBegun, PoolDialect } from "./postgres-driver.ts";
import type { Tables } from "./tables.ts";

/** Milliseconds. A database that hangs is given up in some seconds; the server gives up before we do. */
const limits = {
  connect: 4000,
  statement: 4000,
  answer: 5000,
  lock: 3000,
  idleInTransaction: 10_000,
  idle: 30_000,
  lane: 8000,
  close: 2000,
};
const connections = 10;

/** PostgreSQL, by a pool of connections. Connects when first asked; a lost database is found again by itself. */
export function openPostgres(url: string): Home {
  const pool = new Pool({
    connectionString: url,
    application_name: "sipsense",
    max: connections,
    connectionTimeoutMillis: limits.connect,
    idleTimeoutMillis: limits.idle,
    query_timeout: limits.answer,
    statement_timeout: limits.statement,
    lock_timeout: limits.lock,
    idle_in_transaction_session_timeout: limits.idleInTransaction,
    keepAlive: true,
    // Times and counts are numbers, well below 2^53.
    types: { getTypeParser: (id, format) => (id === types.builtins.INT8 ? Number : types.getTypeParser(id, format)) },
  });
  // The next query says what is wrong; without these listeners a connection lost would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const database = new Kysely<Tables>({ dialect: new PoolDialect(pool) });
  const lanes = new Lanes(limits.lane);
  const run: Home["run"] = (work) => patiently(passes, () => work(database));
  return {
    run,
    runDurably: run, // Every commit is, as far as the server is set so.
    transact: (name, work) =>
      lanes.run(name, () =>
        patiently(passes, () =>
          database.transaction().execute(async (transaction) => {
            await lock(transaction, name);
            return work(transaction);
          }),
        ),
      ),
    held: (query) => query.forUpdate(),
    scrub: () => Promise.resolve(),
    ping: async () => {
      await sql`select 1`.execute(database);
    },
    // A server that hangs does not even say good-bye.
    close: () => Promise.race([database.destroy(), pause(limits.close, undefined, { ref: false })]),
  };
}

async function lock(transaction: Transaction<Tables>, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sipsense ${name}`}, 0))`.execute(transaction);
}

/** A connection that ended while nobody used it, serialization failure, deadlock. */
function passes(fault: unknown): boolean {
  if (fault instanceof NothingBegun) return true;
  return fault instanceof DatabaseError && (fault.code === "40001" || fault.code === "40P01");
}
