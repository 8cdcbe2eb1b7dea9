import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from "kysely";
import { DatabaseError, type Pool, type PoolClient, type QueryResultRow } from "pg";

/** Kysely's PostgreSQL, over connections that are thrown away once they failed: the pool must not hand out one that hangs. */
export class PoolDialect implements Dialect {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  createDriver(): Driver {
    return new PoolDriver(this.#pool);
  }

  createQueryCompiler(): PostgresQueryCompiler {
    return new PostgresQueryCompiler();
  }

  createAdapter(): PostgresAdapter {
    return new PostgresAdapter();
  }

  createIntrospector(database: Kysely<unknown>): PostgresIntrospector {
    return new PostgresIntrospector(database);
  }
}

/** A connection was lost before anything was asked of it: what it was for may be tried on another. */
export class NothingBegun extends Error {
  override readonly name = "NothingBegun";
}

class PoolDriver implements Driver {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {
    // The pool connects when it is asked to.
  }

  async acquireConnection(): Promise<PoolConnection> {
    try {
      return new PoolConnection(await this.#pool.connect());
    } catch (fault) {
      throw new Error(`PostgreSQL can't be reached: ${reason(fault)}`, { cause: fault });
    }
  }

  async beginTransaction(connection: PoolConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw("begin"));
    } catch (fault) {
      if (!connection.lost) throw fault;
      throw new NothingBegun(reason(fault), { cause: fault });
    }
  }

  async commitTransaction(connection: PoolConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: PoolConnection): Promise<void> {
    if (!connection.lost) await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async releaseConnection(connection: PoolConnection): Promise<void> {
    connection.release();
  }

  destroy(): Promise<void> {
    return this.#pool.end();
  }
}

class PoolConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  /** The server ended it, or did not answer in time. */
  lost = false;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    try {
      const { rows, rowCount } = await this.#client.query<R & QueryResultRow>(sql, [...parameters]);
      return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
    } catch (fault) {
      if (fault instanceof DatabaseError && fault.severity === "ERROR") throw fault;
      this.lost = true;
      throw new Error(`PostgreSQL was lost: ${reason(fault)}`, { cause: fault });
    }
  }

  // eslint-disable-next-line require-yield -- nothing here reads by streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("not needed");
  }

  release(): void {
    this.#client.release(this.lost);
  }
}

/** What the operating system or the server says, in short; with several addresses the first one's. */
function reason(fault: unknown): string {
  if (fault instanceof AggregateError) return reason(fault.errors[0]);
  return fault instanceof Error ? fault.message : String(fault);
}
